"""The built site: strict, whole, self-contained, and never half replaced."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from generator import starter
from generator.settings import Settings, load
from generator.site import exchange
from generator.site.build import STAMP, Built, Failed
from tests import kb


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = kb.toy(tmp_path_factory.mktemp("site") / "toy")
    result = kb.build(settings)
    assert isinstance(result, Built), result
    return settings


class Page(HTMLParser):
    """Links, what the browser would load, and anchors of a page."""

    LOADS = (("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"))

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.outside: list[dict[str, str | None]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if identity := found.get("id") or found.get("name"):
            self.anchors.add(identity)
        href = found.get("href") or ""
        if tag == "a" and href:
            self.links.append(href)
            if urllib.parse.urlsplit(href).netloc:
                self.outside.append(found)
        if tag == "link" and "canonical" not in (found.get("rel") or ""):
            self.loads.append(href)
        self.loads += [found[name] or "" for t, name in self.LOADS if t == tag and found.get(name)]


def html_pages(site: Path) -> Iterator[Path]:
    yield from sorted(site.rglob("*.html"))


def target(site: Path, page: Path, link: str) -> tuple[Path, str]:
    parts = urllib.parse.urlsplit(link)
    path = urllib.parse.unquote(parts.path)
    base = site if path.startswith("/") else page.parent
    found = (base / path.lstrip("/")).resolve() if path else page
    return (found / "index.html" if found.is_dir() else found), urllib.parse.unquote(parts.fragment)


def test_every_link_and_anchor_resolves_inside_the_site(built: Settings) -> None:
    pages = {path: Page(path) for path in html_pages(built.site)}
    assert len(pages) > 60
    for path, page in pages.items():
        for link in [*page.links, *page.loads]:
            if urllib.parse.urlsplit(link).netloc or link.startswith("data:"):
                continue
            file, fragment = target(built.site, path, link)
            assert file.is_file(), (path, link)
            assert file.is_relative_to(built.site), (path, link)
            if fragment and file in pages and not fragment.startswith("__"):
                assert fragment in pages[file].anchors, (path, link)


def test_links_are_relative_so_that_any_sub_path_works(built: Settings) -> None:
    for path in html_pages(built.site):
        if path.name == "404.html":
            continue
        page = Page(path)
        absolute = [link for link in [*page.links, *page.loads] if link.startswith("/")]
        assert absolute == [], path


def test_nothing_is_loaded_from_another_host(built: Settings) -> None:
    for path in html_pages(built.site):
        assert [load for load in Page(path).loads if urllib.parse.urlsplit(load).netloc] == []
    for path in built.site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        loads = re.findall(r"(?:url\(|@import)\s*[\"']?([^)\"']+)", text)
        assert [load for load in loads if re.match(r"(https?:)?//", load)] == [], path


def test_sources_are_plain_links_that_tell_no_referrer(built: Settings) -> None:
    outside = [a for path in html_pages(built.site) for a in Page(path).outside]
    assert len(outside) > 10
    assert {a.get("rel") for a in outside} == {"noreferrer"}
    assert {urllib.parse.urlsplit(a["href"] or "").netloc for a in outside} == {"vi-du.example"}


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
    before = (toy.site / STAMP).read_bytes()
    page = toy.docs / "gioi-thieu.md"
    page.write_text("# Giới thiệu\n\n[hỏng](khong-co.md)\n", encoding="utf-8")
    result = kb.build(toy)
    assert isinstance(result, Failed)
    assert "khong-co.md" in result.reason
    assert (toy.site / STAMP).read_bytes() == before


def test_a_broken_configuration_gives_a_message(toy: Settings) -> None:
    toy.config.write_text("site_name: x\ntheme: nonexistent\n", encoding="utf-8")
    result = kb.build(toy)
    assert isinstance(result, Failed)
    assert not toy.site.exists()


def test_killed_while_building_the_last_site_stays_and_the_next_build_mends(
    toy: Settings,
) -> None:
    kb.build(toy)
    before = (toy.site / STAMP).read_bytes()
    kb.edit(toy, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa xã mới")
    command = [sys.executable, "-m", "generator", "-C", str(toy.root), "build"]
    with subprocess.Popen([*command, "--as-of", str(kb.DAY)], cwd=kb.ROOT) as running:
        while not (toy.state / "building").exists():
            assert running.poll() is None
            time.sleep(0.005)
        running.kill()
    assert (toy.site / STAMP).read_bytes() == before
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
    for content in ("one", "two", "three"):
        new = tmp_path / "new"
        new.mkdir()
        (new / "file").write_text(content, encoding="utf-8")
        exchange.exchange(new, live)
        assert (live / "file").read_text(encoding="utf-8") == content
        assert sorted(p.name for p in tmp_path.iterdir()) == ["site"]


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
