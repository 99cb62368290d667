"""The seal as a whole: its manifest, what the machine leaks, addresses as browsers take them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path, PureWindowsPath
from urllib.parse import quote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import manifest
from generator.seal.addresses import Lead, Resolver
from generator.seal.folder import READERS, facts
from generator.seal.rules import leaks
from tests.seal.folders import CLEAN, SITE_URL, found, lay, page, sealed


def test_the_manifest_lists_every_file_but_itself_and_its_signature(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert sealed(site, {**CLEAN, manifest.NAME: "old", manifest.SIGNATURE: "old"}) == []
    text = (site / manifest.NAME).read_text(encoding="utf-8")
    listed = manifest.parse(text)
    assert list(listed) == sorted(CLEAN)
    assert listed == manifest.manifest(site, frozenset({manifest.NAME, manifest.SIGNATURE}))
    assert manifest.as_text(listed) == text


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum")
def test_sha256sum_reads_the_manifest(tmp_path: Path) -> None:
    sealed(tmp_path / "site", CLEAN)
    command = ["sha256sum", "--check", "--strict", "--quiet", manifest.NAME]
    subprocess.run(command, cwd=tmp_path / "site", check=True, capture_output=True)
    (tmp_path / "site" / "index.html").write_text("x", encoding="utf-8")
    again = subprocess.run(command, cwd=tmp_path / "site", check=False, capture_output=True)
    assert again.returncode == 1


def test_the_order_in_which_files_came_makes_no_difference(tmp_path: Path) -> None:
    sealed(tmp_path / "one", CLEAN)
    sealed(tmp_path / "two", {name: CLEAN[name] for name in sorted(CLEAN, reverse=True)})
    one, two = ((tmp_path / name / manifest.NAME).read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_site_with_an_error_gets_no_manifest(tmp_path: Path) -> None:
    broken = {**CLEAN, "a/index.html": page('<a href="khong-co/">x</a>')}
    assert sealed(tmp_path / "site", broken)
    assert not (tmp_path / "site" / manifest.NAME).exists()


FOLDERS = (Path("/srv/nhà kho/so-tay"), Path("/mnt/a"), Path("/tmp"), Path("/"), Path("kho/a"))


@pytest.mark.parametrize(
    "text",
    [
        "từ /srv/nhà kho/so-tay/docs/a.md",
        '"/srv/nhà kho/so-tay"',
        "file:///srv/nh%C3%A0%20kho/so-tay/a",
        "x=/mnt/a/b;",
    ],
)
def test_a_folder_of_the_machine_is_found_in_any_text(text: str, tmp_path: Path) -> None:
    files = {**CLEAN, "a.txt": f"một\n {text}"}
    ((path, line, column, code),) = found(tmp_path / "site", files, *FOLDERS)
    assert (path, line, code) == ("site/a.txt", 2, "machine-path")
    assert text[column - 2 :].startswith(("/srv", "/mnt"))


@pytest.mark.parametrize(
    "text",
    [
        "/srv/nhà kho/so-tay-2/",
        "https://a.example/srv/nhà kho/so-tay/",
        "../srv/nhà kho/so-tay",
        "thư mục /tmp, thư mục /mnt/a/",
        "a/tmp/b",
        "kho/a/b",
    ],
)
def test_a_name_that_is_only_alike_is_no_leak(text: str, tmp_path: Path) -> None:
    assert found(tmp_path / "site", {**CLEAN, "a.txt": text}, *FOLDERS) == []


def test_paths_of_windows_are_known_as_programs_write_them() -> None:
    forms = leaks._forms(PureWindowsPath("C:\\Kho\\so tay"))
    assert forms == {"C:\\Kho\\so tay", "C:/Kho/so tay", "C:\\\\Kho\\\\so tay", "/C:/Kho/so%20tay"}


def test_a_short_path_of_windows_is_a_leak_where_it_leads_to_something() -> None:
    folder = PureWindowsPath("C:\\Kho")
    pattern = leaks._pattern(folder, str(folder))
    assert pattern.search(b"C:\\Kho\\a.yaml")
    assert not pattern.search(b"C:\\Kho, C:\\Khoa\\a")


def test_secrets_are_not_told_in_full(tmp_path: Path) -> None:
    token = "glpat-" + "abcdefghij0123456789"
    (told,) = sealed(tmp_path / "site", {**CLEAN, "a.txt": token})
    assert token not in told.values["got"]


steps = st.lists(st.sampled_from(["a", "b", "đ", "..", "."]), min_size=1, max_size=6)


@given(folder=st.lists(st.sampled_from("ab"), max_size=4), steps=steps, is_folder=st.booleans())
def test_relative_addresses_lead_where_urllib_says(
    folder: list[str], steps: list[str], is_folder: bool
) -> None:
    """Ten folders above the site take up what climbs out of it."""
    root = "http://h/" + "r/" * 10
    written = "/".join(quote(step) for step in steps) + "/" * is_folder
    page = "/".join([*folder, "index.html"])
    target = Resolver(None).target(page, written)
    wanted = urljoin(f"{root}{page}", written)
    if not climbs(folder, steps):
        assert target.lead is Lead.INSIDE
        named = root + quote(target.path)
        assert named == (f"{wanted}index.html" if wanted.endswith("/") else wanted)
    else:
        assert target.lead is Lead.LEAVING


def climbs(folder: list[str], steps: list[str]) -> bool:
    depth = len(folder)
    for step in steps:
        depth += {"..": -1, ".": 0}.get(step, 1)
        if depth < 0:
            return True
    return False


MARKS = "<>\"'=/&#;?:\\ \n\0é\ud800{}[](),"
WORDS = """<a href <script </script> <style> <svg <meta http-equiv refresh content srcset id url(
    @import // http:// ../ %2e %ff <!-- --> <template> onclick <table> <noscript>"""
PIECES = st.sampled_from([*MARKS, *WORDS.split()])


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(sorted(READERS)))
def test_whatever_a_file_holds_it_is_read(text: str, suffix: str) -> None:
    """What readers choke on is a finding or nothing, but never the end of a build."""
    content = text.encode("utf-8", "surrogatepass")
    known = facts(f"a{suffix}", content)
    assert known == facts(f"a{suffix}", content)
    for each in known.references:
        assert Resolver(SITE_URL).target("a/b/index.html", each.value).lead in Lead


@pytest.mark.parametrize("encoding", ["không-có", "utf-7", "utf-16"])
def test_xml_of_another_encoding_is_no_end_of_a_build(encoding: str, tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><a href="khong-co/"/>'
    assert found(tmp_path / "site", {**CLEAN, "a.xml": text}) == []


def test_data_may_nest_deeply(tmp_path: Path) -> None:
    deep = "[" * 900 + '"https://nguon.example/"' + "]" * 900
    codes = [code for *_, code in found(tmp_path / "site", {**CLEAN, "a.json": deep})]
    assert codes == ["foreign-address"]
    assert found(tmp_path / "site", {**CLEAN, "a.json": "[" * 100_000}) == []


@pytest.mark.parametrize("site_url", [None, "https://so-tay.example/", SITE_URL])
def test_the_page_not_found_uses_the_path_of_the_site(site_url: str | None) -> None:
    resolver = Resolver(site_url)
    assert resolver.target("404.html", f"{resolver.base}a/").path == "a/index.html"
    assert (
        resolver.target("404.html", "/." if site_url is None else resolver.base).path
        == "index.html"
    )
    assert resolver.target("index.html", f"{resolver.base}a/").lead is Lead.ROOTED


def test_without_a_path_of_its_own_the_page_not_found_leads_astray() -> None:
    assert Resolver(SITE_URL).target("404.html", "/van-ban/").lead is Lead.ROOTED


def test_a_site_can_be_sealed_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    sealed(site, CLEAN)
    first = (site / manifest.NAME).read_bytes()
    lay(site, {**CLEAN, "b/index.html": page("x")})
    assert sealed(site, {**CLEAN, "b/index.html": page("x")}) == []
    assert (site / manifest.NAME).read_bytes() != first
