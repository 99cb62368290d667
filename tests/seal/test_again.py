"""A seal that remembers the last one finds what a seal of everything finds, always."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import seal
from generator.kept import Kept
from generator.seal import Last, Workplace, record
from generator.seal.folder import Folder
from generator.seal.rules import sizes
from tests.seal.folders import CLEAN, SITE_URL, Files, lay, page
from tests.seal.test_rules import KEY, noise, rows

LINKS = (
    '<a href="a/">x</a>',
    '<a href="a/#dieu-1">x</a>',
    '<a href="a/#dieu-2">x</a>',
    '<a href="b/#dieu-1">x</a>',
    '<a href="b/#in-20261123-ab2cd3">x</a>',
    '<a href="A/">x</a>',
    '<a href="b">x</a>',
    '<a href="c.css#x">x</a>',
    '<link rel="stylesheet" href="c.css">',
    '<img src="d.svg#g">',
    '<a href="https://nguon.example/">x</a>',
    '<a href="#dieu-1">x</a>',
)
BODIES = (
    "",
    '<p id="dieu-1"></p>',
    '<p id="dieu-1"></p><p id="dieu-2"></p>',
    '<p id="dieu-1"></p><p id="dieu-1"></p>',
    '<details data-fingerprint="ab2cd3"></details>',
    f'<p data-page-kind="document">{noise(20_000)}</p>',
    '<p data-page-kind="text"></p>',
    rows("", sizes.ROWS + 1),
    "/srv/nha-kho/so-tay/x",
    KEY,
)
OTHERS = ("", "a{b:url(d.svg)}", "a{b:url(e.png)}", noise(300_000), '<svg><g id="g"/></svg>')
PAGES = ("index.html", "a/index.html", "A/index.html", "b/index.html", "a", "b")
REST = ("c.css", "C.css", "d.svg", "e.png", "b.txt", "B.txt", "x.bak")


START: Files = {
    "index.html": page(
        '<a href="a/#dieu-1">x</a><a href="b/#in-20261123-ab2cd3">x</a>'
        '<link rel="stylesheet" href="c.css"><img src="d.svg#g">'
    ),
    "a/index.html": page('<p id="dieu-1"></p><a href="../b/">x</a>'),
    "b/index.html": page('<details data-fingerprint="ab2cd3"></details><a href="../a/">x</a>'),
    "c.css": "a{b:url(e.png)}",
    "d.svg": '<svg><g id="g"/></svg>',
    "e.png": "",
}
"""A site without findings, whose links die one by one."""


def text(chosen: tuple[list[str], str]) -> str:
    links, body = chosen
    return page("\n".join([*links, body]))


def below(path: str, content: str) -> str:
    """The same links from a page in a folder."""
    return (
        content.replace('href="', 'href="../').replace('src="', 'src="../')
        if "/" in path
        else content
    )


pages = st.tuples(st.lists(st.sampled_from(LINKS), max_size=4), st.sampled_from(BODIES)).map(text)
changes = st.one_of(
    st.tuples(st.sampled_from(PAGES), pages).map(lambda chosen: (chosen[0], below(*chosen))),
    st.tuples(st.sampled_from(REST), st.sampled_from(OTHERS)),
    st.tuples(st.sampled_from((*PAGES, *REST)), st.none()),
)
damage = st.sampled_from(["none", "none", "none", "lost", "damaged", "moved", "no address"])
steps = st.tuples(st.lists(changes, min_size=1, max_size=3), damage, st.integers(0, 5000))


def changed(files: Files, changes: list[tuple[str, str | None]]) -> Files:
    """No file stands where another one wants a folder: the last change counts."""
    now = dict(files)
    for path, content in changes:
        now.pop(path, None)
        if content is not None:
            for other in [each for each in now if in_the_way(each, path)]:
                del now[other]
            now[path] = content
    return now


def in_the_way(one: str, other: str) -> bool:
    return one.startswith(f"{other}/") or other.startswith(f"{one}/")


def damaged(place: Path, how: str, at: int) -> None:
    if how == "lost":
        place.unlink(missing_ok=True)
    if how == "damaged" and place.is_file():
        data = bytearray(place.read_bytes())
        data[at % len(data)] ^= 0xFF
        place.write_bytes(data)


def workplace(base: Path, how: str) -> Workplace:
    site_url = None if how == "no address" else SITE_URL
    folders = (Path("/srv/nha-kho/so-tay" if how != "moved" else "/srv/x/y/z"),)
    return Workplace(base, site_url, folders)


@settings(max_examples=200)
@given(st.lists(steps, min_size=1, max_size=5), st.sampled_from([0, 3, record.MOST]))
def test_what_is_remembered_makes_no_difference(given_steps: list[Any], most: int) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(record, "MOST", most)
        base = Path(name)
        files = START
        for some, how, at in given_steps:
            site = lay(base / "site", files)
            damaged(base / "kept", how, at)
            kept, where, digests = Kept(base / "kept"), workplace(base, how), seal.digests(site)
            again = seal.seal(site, digests, Last(where, kept))
            kept.save()
            assert again == seal.seal(site, digests, Last(where, Kept(base / "none")))
            files = changed(files, some)


def sealed(base: Path, files: Files, jobs: int = 1) -> seal.Sealed:
    site, kept = lay(base / "site", files), Kept(base / "kept")
    done = seal.seal(site, seal.digests(site), Last(workplace(base, ""), kept), jobs)
    kept.save()
    return done


@pytest.mark.parametrize(
    ("path", "content", "codes"),
    [
        ("a/index.html", None, {"dead-link"}),
        ("d.svg", None, {"dead-link"}),
        ("a/index.html", page(""), {"dead-anchor"}),
        ("b/index.html", page(""), {"dead-anchor"}),
        ("d.svg", "<svg></svg>", {"dead-anchor"}),
        ("e.png", None, {"dead-link"}),
        ("e.png", noise(300_000), {"visit-heavy"}),
    ],
)
def test_what_dies_is_found_in_files_that_have_not_changed(
    path: str, content: str | None, codes: set[str], tmp_path: Path
) -> None:
    assert sealed(tmp_path, START).findings == []
    files = changed(START, [(path, content)])
    for _ in range(2):
        found = sealed(tmp_path, files)
        assert {each.code for each in found.findings} == codes
    assert sealed(tmp_path, START).findings == []


def test_a_page_with_findings_that_goes_is_missed_by_what_leads_to_it(tmp_path: Path) -> None:
    without = changed(START, [("a/index.html", None)])
    assert {each.path for each in sealed(tmp_path, without).findings} == {
        "site/b/index.html", "site/index.html",
    }  # fmt: skip
    here = changed(START, [("index.html", page('<a href="b/">x</a>')), ("a/index.html", None)])
    assert {each.path for each in sealed(tmp_path, here).findings} == {"site/b/index.html"}
    gone = changed(here, [("b/index.html", None)])
    assert {each.path for each in sealed(tmp_path, gone).findings} == {"site/index.html"}


def test_only_what_has_changed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed(tmp_path, CLEAN)
    files = {**CLEAN, "van-ban/x/trich-dan.json": "[]"}
    site, read, kept = lay(tmp_path / "site", files), [], Kept(tmp_path / "kept")
    digests, plain = seal.digests(site), Folder.read

    def watched(folder: Folder, path: str) -> bytes:
        read.append(path)
        return plain(folder, path)

    monkeypatch.setattr(Folder, "read", watched)
    assert seal.seal(site, digests, Last(workplace(tmp_path, ""), kept)).findings == []
    assert read == ["van-ban/x/trich-dan.json"]


@pytest.mark.skipif(os.name != "posix", reason="processes are forked")
@pytest.mark.parametrize("jobs", [2, 3])
def test_any_number_of_processes_finds_the_same(tmp_path: Path, jobs: int) -> None:
    files = {**CLEAN, **{f"a{n}/index.html": page(LINKS[n % len(LINKS)]) for n in range(30)}}
    one = sealed(tmp_path, files)
    (tmp_path / "kept").unlink()
    assert one.findings
    assert sealed(tmp_path, files, jobs) == one
