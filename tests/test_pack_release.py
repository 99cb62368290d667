"""``sotay pack`` without a session: the whole site in a ZIP, or what differs from a release."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import cli, manifest
from generator.manifest import NAME, SIGNATURE
from generator.settings import Settings, load
from tests import kb
from tests.publish.test_signing import allowed, keygen

PAGE = "mo-hinh/loa-xa/index.html"


def sotay(*arguments: object, expect: int = 0) -> Result:
    result = CliRunner().invoke(cli.sotay, [*map(str, arguments)])
    assert result.exit_code == expect, (result.output, result.exception)
    assert "Traceback" not in result.output
    return result


def sealed(settings: Settings) -> Settings:
    """Built, with its manifest."""
    sotay("-C", settings.root, "build", "--as-of", kb.DAY)
    return settings


def pack(settings: Settings, out: Path, *options: object, expect: int = 0) -> Result:
    return sotay("-C", settings.root, "pack", "--as-of", kb.DAY, *options, out, expect=expect)


def names(out: Path) -> set[str]:
    with zipfile.ZipFile(out) as archive:
        return set(archive.namelist())


def read(out: Path, name: str) -> bytes:
    with zipfile.ZipFile(out) as archive:
        return archive.read(name)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Built; for tests that only read."""
    return sealed(kb.toy(tmp_path_factory.mktemp("packed").resolve() / "toy"))


@pytest.fixture(scope="module")
def full(once: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("usb") / "full.zip"
    assert "so-tay/index.html" in pack(once, out).output
    return out


@pytest.fixture(scope="module")
def edited(once: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The same with one title changed."""
    folder = tmp_path_factory.mktemp("edited").resolve() / "toy"
    shutil.copytree(once.root, folder)
    settings = load(folder)
    kb.edit(settings, "mo-hinh/loa-xa.yaml", "title: Loa xã", "title: Loa xã mới")
    return sealed(settings)


@pytest.fixture(scope="module")
def target(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("target").resolve() / "so-tay"
    folder.mkdir()
    sotay("apply", full, folder)
    return folder


def test_a_full_pack_holds_the_site_and_what_its_release_tells(once: Settings, full: Path) -> None:
    listed = set(manifest.parse((once.site / NAME).read_text("utf-8")))
    beside = {"pack.json", "addresses.txt", f"so-tay/{NAME}"}
    assert names(full) == {f"so-tay/{path}" for path in listed} | beside
    assert json.loads(read(full, "pack.json"))["since"] is None
    assert b"/mo-hinh/loa-xa/\n" in read(full, "addresses.txt")


def test_the_same_site_gives_the_same_bytes(once: Settings, full: Path, tmp_path: Path) -> None:
    pack(once, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == full.read_bytes()


def test_the_pack_of_what_is_live_is_the_one_that_was_applied(
    full: Path, target: Path, tmp_path: Path
) -> None:
    sotay("pack", "--from", target, tmp_path / "live.zip")
    assert (tmp_path / "live.zip").read_bytes() == full.read_bytes()


def test_changes_are_few_and_the_same_whatever_tells_of_what_is_there(
    once: Settings, edited: Settings, full: Path, target: Path, tmp_path: Path
) -> None:
    (release,) = (target / "releases").glob("2*")
    bases = [full, target, release, target / "current", once.site / NAME]
    packs = []
    for number, base in enumerate(bases):
        out = tmp_path / f"{number}.zip"
        assert "thay đổi kể từ" in pack(edited, out, "--since", base).output
        packs.append({name: read(out, name) for name in names(out) if name != "pack.json"})
    assert packs == [packs[0]] * len(packs)
    assert f"so-tay/{PAGE}" in packs[0]
    assert "so-tay/404.html" not in packs[0]
    assert (tmp_path / "0.zip").stat().st_size < full.stat().st_size / 4
    assert json.loads(read(tmp_path / "2.zip", "pack.json"))["since"] == release.name


def test_changes_are_applied_from_end_to_end(edited: Settings, full: Path, tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    sotay("apply", full, tmp_path / "target")
    pack(edited, tmp_path / "changes.zip", "--since", tmp_path / "target")
    sotay("apply", tmp_path / "changes.zip", tmp_path / "target")
    site = tmp_path / "target" / "current"
    assert "Loa xã mới" in (site / PAGE).read_text("utf-8")
    assert (site / NAME).read_bytes() == (edited.site / NAME).read_bytes()
    sotay("verify", tmp_path / "target")
    sotay("rollback", tmp_path / "target")
    assert "Loa xã mới" not in (site / PAGE).read_text("utf-8")


@pytest.mark.parametrize("since", ["không có", "README.md", "x.zip", "."])
def test_what_is_no_release_to_start_from_is_told(
    once: Settings, tmp_path: Path, since: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text("Không phải.", encoding="utf-8")
    Path("x.zip").write_bytes(b"PK")
    pack(once, tmp_path / "out" / "o.zip", "--since", since, expect=2)
    assert not (tmp_path / "out").exists()


def test_options_that_exclude_each_other(once: Settings, tmp_path: Path) -> None:
    out = tmp_path / "o.zip"
    for options in (
        ["--session", "x", "--since", "y"],
        ["--session", "x", "--from", "y"],
        ["--session", "x", "--sign", "y"],
        ["--from", "x", "--sign", "y"],
    ):
        assert "không dùng cùng" in pack(once, out, *options, expect=2).output
    assert ".zip" in pack(once, tmp_path / "folder", expect=2).output
    assert "--sign" in pack(once, out, "--sign", tmp_path / "none", expect=2).output
    assert not out.exists()


def test_a_pack_goes_over_nothing_and_into_no_folder_of_its_source(
    once: Settings, target: Path, tmp_path: Path
) -> None:
    (tmp_path / "o.zip").write_bytes(b"x")
    assert "đã có" in pack(once, tmp_path / "o.zip", expect=2).output
    assert "nằm ngoài" in pack(once, once.site / "o.zip", expect=2).output
    assert "nằm ngoài" in sotay("pack", "--from", target, target / "o.zip", expect=2).output


def test_what_was_changed_after_the_build_is_not_packed(
    edited: Settings, full: Path, tmp_path: Path
) -> None:
    copy, target, out = tmp_path.resolve() / "toy", tmp_path / "target", tmp_path / "usb"
    shutil.copytree(edited.root, copy)
    (copy / "site" / PAGE).write_text("x", encoding="utf-8")
    pack(load(copy), tmp_path / "mended.zip")
    assert read(tmp_path / "mended.zip", f"so-tay/{PAGE}") == (edited.site / PAGE).read_bytes()
    target.mkdir()
    sotay("apply", full, target)
    (target / "current" / PAGE).write_text("x", encoding="utf-8")
    assert PAGE in sotay("pack", "--from", target, out / "o.zip", expect=2).output
    assert list(out.iterdir()) == []


def test_a_signed_pack_is_applied_only_where_the_signer_is_known(
    once: Settings, full: Path, tmp_path: Path
) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed")
    ours, other = (allowed(tmp_path / f"s-{n}", keygen(tmp_path / n)) for n in ("a", "b"))
    signed, target = tmp_path / "signed.zip", tmp_path / "target"
    target.mkdir()
    pack(once, signed, "--sign", tmp_path / "a")
    assert f"so-tay/{SIGNATURE}" in names(signed)
    assert "người khác" in sotay("apply", signed, target, "--signers", other, expect=2).output
    assert "không có chữ ký" in sotay("apply", full, target, "--signers", ours, expect=2).output
    assert not (target / "current").exists()
    sotay("apply", signed, target, "--signers", ours)
    assert "Chữ ký đúng" in sotay("verify", target, "--signers", ours).output
    assert "người khác" in sotay("verify", target, "--signers", other, expect=1).output
    page = target / "current" / f"{PAGE}.gz"
    page.unlink()
    shutil.copyfile(target / "current" / "index.html.gz", page)
    shown = sotay("verify", target, "--signers", ours, "--format", "json", expect=1).output
    assert json.loads(shown)["differences"] == [{"fault": "changed", "path": f"{PAGE}.gz"}]
