"""The built site: strict, whole, self-contained, and never half replaced."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator import cli, manifest, pipeline, starter
from generator.commands.build import SHOWN
from generator.diagnostics import Diagnostic
from generator.manifest import Fault
from generator.seal import digests
from generator.settings import Settings, load
from generator.site import exchange
from generator.site.build import Built, Failed
from tests import kb


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = kb.toy(tmp_path_factory.mktemp("site") / "toy")
    result = kb.build(settings)
    assert isinstance(result, Built), result
    return settings


def test_the_site_is_sealed_and_holds_what_its_manifest_says(built: Settings) -> None:
    """`tests/seal` breaks each rule; that a site was built tells that this one keeps them."""
    listed = manifest.parse((built.site / manifest.NAME).read_text(encoding="utf-8"))
    assert sum(path.endswith(".html") for path in listed) > 60
    foreign = {(each.fault, each.path) for each in manifest.differences(built.site, listed)}
    assert foreign == {(Fault.FOREIGN, manifest.NAME)}


SPOILT = {
    "dead-link": ("index.html", 'href="van-ban/"', 'href="van-ban-x/"'),
    "rooted-address": ("index.html", 'href="van-ban/"', 'href="/van-ban/"'),
    "dead-anchor": ("van-ban/doc-hai/index.html", 'id="nguon"', ""),
    "link-referrer": ("van-ban/doc-hai/index.html", ' rel="noreferrer"', ""),
    "policy-differs": ("van-ban/doc-hai/index.html", "default-src 'none'", "default-src *"),
    "foreign-request": ("so/index.html", "<h1", '<img src="//vi-du.example/a.png"><h1'),
}
"""Code of a finding → page of the toy site, what stands there, and what is to stand there."""


def found(site: Path, settings: Settings) -> Sequence[Diagnostic]:
    """What the seal finds in a folder that it knows nothing of."""
    findings, _ = pipeline.Sealing(settings).seal(site, digests(site))
    return findings


@pytest.mark.parametrize("code", SPOILT)
def test_what_is_spoilt_in_a_real_page_is_found(built: Settings, tmp_path: Path, code: str) -> None:
    name, old, new = SPOILT[code]
    copy = tmp_path / "site"
    shutil.copytree(built.site, copy)
    text = (copy / name).read_text(encoding="utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new), encoding="utf-8")
    assert {each.code for each in found(copy, built)} == {code}


def test_a_page_that_is_missing_is_missed_by_those_that_lead_to_it(
    built: Settings, tmp_path: Path
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(built.site, copy)
    (copy / "chu-de" / "index.html").unlink()
    dead = found(copy, built)
    assert {each.code for each in dead} == {"dead-link"}
    pages = {path.relative_to(copy).as_posix() for path in copy.rglob("*.html")}
    assert {each.path.removeprefix("site/") for each in dead} > {"index.html", "404.html"}
    assert len({each.path for each in dead}) > len(pages) / 2


def test_below_a_sub_path_and_with_cards_the_site_is_whole_too(toy: Settings) -> None:
    config = toy.config.read_text(encoding="utf-8").replace(
        "    lang: vi", "    lang: vi\n    embed: true"
    )
    toy.config.write_text(f"site_url: https://so-tay.example/kho\n{config}", encoding="utf-8")
    settings = load(toy.root)
    assert settings.embeds
    result = kb.build(settings)
    assert isinstance(result, Built), result
    assert 'href="/kho/van-ban/"' in (toy.site / "404.html").read_text(encoding="utf-8")


def test_a_site_that_is_rejected_leaves_the_last_one_in_place(toy: Settings) -> None:
    kb.build(toy)
    before = (toy.site / manifest.NAME).read_bytes()
    page = toy.docs / "gioi-thieu.md"
    page.write_text(f"# Giới thiệu\n\nTệp nằm ở {toy.root}/docs.\n", encoding="utf-8")
    command = ["-C", str(toy.root), "build", "--as-of", str(kb.DAY)]
    result = CliRunner().invoke(cli.sotay, command)
    assert result.exit_code == 1
    assert "site/gioi-thieu/index.html:" in result.stdout
    assert "machine-path" in result.stdout
    assert "docs/gioi-thieu.md" in result.stdout
    assert "1 lỗi" in result.stderr
    assert (toy.site / manifest.NAME).read_bytes() == before
    page.write_text("# Giới thiệu\n", encoding="utf-8")
    assert CliRunner().invoke(cli.sotay, command).exit_code == 0
    assert (toy.site / manifest.NAME).read_bytes() != before


def test_a_mistake_on_all_pages_is_told_a_few_times(toy: Settings) -> None:
    """Nobody reads three hundred places of one mistake."""
    overrides = toy.root / "theme" / "partials"
    overrides.mkdir(parents=True)
    image = '<img src="https://vi-du.example/a.png" alt="">'
    (overrides / "footer.html").write_text(image, encoding="utf-8")
    config = toy.config.read_text(encoding="utf-8")
    theme = "  name: material\n"
    assert theme in config
    toy.config.write_text(config.replace(theme, f"{theme}  custom_dir: theme\n"), encoding="utf-8")
    result = CliRunner().invoke(cli.sotay, ["-C", str(toy.root), "--lang", "en", "build"])
    assert result.exit_code == 1
    assert result.stdout.count(": foreign-request ") == SHOWN
    assert re.search(r"and \d\d+ other places with foreign-request", result.stdout)
    assert not toy.site.exists()


def test_a_site_without_its_manifest_is_built_anew(toy: Settings) -> None:
    kb.build(toy)
    (toy.site / manifest.NAME).unlink()
    assert kb.build(toy) == Built(toy.site, changed=True)
    assert (toy.site / manifest.NAME).is_file()


def test_pages_speak_vietnamese(built: Settings) -> None:
    home = (built.site / "index.html").read_text(encoding="utf-8")
    assert '<html lang="vi"' in home
    assert "Trong trang này" in home or "Mục lục" in home


def test_the_day_of_force_stands_on_every_page(built: Settings) -> None:
    for path in ("index.html", "van-ban/doc-hai/index.html", "chu-de/index.html"):
        footer = (built.site / path).read_text(encoding="utf-8").rsplit("<footer", 1)[1]
        assert '<time datetime="2024-06-01">01/6/2024</time>' in footer


def test_an_unchanged_base_is_not_built_again(built: Settings) -> None:
    before = {p: p.stat().st_mtime_ns for p in built.site.rglob("*")}
    assert kb.build(built) == Built(built.site, changed=False)
    assert {p: p.stat().st_mtime_ns for p in built.site.rglob("*")} == before
    assert not (built.state / "building").exists()


def test_another_day_is_another_site(built: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(built.root, copy)
    assert kb.build(load(copy), kb.DAY + dt.timedelta(1)) == Built(copy / "site", changed=True)


def test_two_folders_give_identical_bytes(built: Settings, tmp_path: Path) -> None:
    other = kb.toy(tmp_path / "a" / "longer" / "path")
    kb.build(other)
    one, two = (
        {p.relative_to(s).as_posix(): p.read_bytes() for p in s.rglob("*") if p.is_file()}
        for s in (built.site, other.site)
    )
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_a_dead_link_in_a_hand_page_keeps_the_last_site(toy: Settings) -> None:
    kb.build(toy)
    before = (toy.site / manifest.NAME).read_bytes()
    page = toy.docs / "gioi-thieu.md"
    page.write_text("# Giới thiệu\n\n[hỏng](khong-co.md)\n", encoding="utf-8")
    result = kb.build(toy)
    assert isinstance(result, Failed)
    assert "khong-co.md" in result.reason
    assert (toy.site / manifest.NAME).read_bytes() == before


def test_a_broken_configuration_gives_a_message(toy: Settings) -> None:
    toy.config.write_text("site_name: x\ntheme: nonexistent\n", encoding="utf-8")
    result = kb.build(toy)
    assert isinstance(result, Failed)
    assert not toy.site.exists()


def test_killed_while_building_the_last_site_stays_and_the_next_build_mends(
    toy: Settings,
) -> None:
    kb.build(toy)
    before = (toy.site / manifest.NAME).read_bytes()
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa xã mới")
    command = [sys.executable, "-m", "generator", "-C", str(toy.root), "build"]
    with subprocess.Popen([*command, "--as-of", str(kb.DAY)], cwd=kb.ROOT) as running:
        while not (toy.state / "building").exists():
            assert running.poll() is None
            time.sleep(0.005)
        running.kill()
    assert (toy.site / manifest.NAME).read_bytes() == before
    assert (toy.site / "index.html").is_file()
    subprocess.run([*command, "--as-of", str(kb.DAY)], cwd=kb.ROOT, check=True, capture_output=True)
    page = toy.site / "mo-hinh" / "loa-xa" / "index.html"
    assert "Loa xã mới" in page.read_text(encoding="utf-8")
    assert not (toy.state / "building").exists()


@pytest.mark.parametrize("atomic", [True, False])
def test_exchange_puts_the_new_folder_in_place(
    tmp_path: Path, atomic: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not atomic:
        monkeypatch.setattr(exchange, "_exchange_names", lambda *_: False)
    live = tmp_path / "site"
    last = None
    for content in ("one", "two", "three"):
        new = tmp_path / "new"
        new.mkdir()
        (new / "file").write_text(content, encoding="utf-8")
        exchange.exchange(new, live)
        assert (live / "file").read_text(encoding="utf-8") == content
        assert sorted(p.name for p in tmp_path.iterdir()) == (["new", "site"] if last else ["site"])
        if last:
            assert (new / "file").read_text(encoding="utf-8") == last
            shutil.rmtree(new)
        last = content


def test_a_stop_between_two_renames_is_recovered(tmp_path: Path) -> None:
    aside = tmp_path / ".site-previous"
    aside.mkdir()
    (aside / "file").write_text("last good", encoding="utf-8")
    exchange.recover(tmp_path / "site")
    assert (tmp_path / "site" / "file").read_text(encoding="utf-8") == "last good"
    assert not aside.exists()


def test_the_starter_is_configured_like_the_real_base() -> None:
    starter_config = yaml.safe_load((starter.TEMPLATE / "mkdocs.yml").read_text(encoding="utf-8"))
    real = yaml.safe_load((kb.ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    del real["theme"]["custom_dir"], real["exclude_docs"]
    for key in ("site_name", "site_description", "copyright", "nav"):
        assert starter_config.pop(key)
        del real[key]
    assert starter_config == real


def test_the_vietnamese_of_material_is_complete() -> None:
    found = importlib.util.find_spec("material")
    assert found is not None
    assert found.origin is not None
    languages = Path("partials") / "languages"
    keys = re.compile(r'^\s*"([\w.]+)":', re.MULTILINE)
    english = Path(found.origin).parent / "templates" / languages / "en.html"
    ours = kb.ROOT / "generator" / "theme" / languages / "vi.html"
    wanted = set(keys.findall(english.read_text(encoding="utf-8")))
    assert len(wanted) > 30
    assert set(keys.findall(ours.read_text(encoding="utf-8"))) >= wanted
