"""What is lost between two sites is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.longevity import pages
from tests.longevity.compare import Difference, Kind, Known, differences, sorted_out

HOME = '<h1 id="dau">Trang chủ</h1><p>Xem <a href="van-ban/x/#dieu-1">Điều 1</a>.</p>'
LAW = '<h1 id="x">Luật</h1><h2 id="dieu-1">Điều <b>1</b>.</h2><p>Nội dung.</p>'


def page(article: str, title: str = "Sổ tay", head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><nav id='menu'></nav>"
        f"<main><article class='md-content__inner md-typeset'>{article}</article></main></body>"
    )


def site(folder: Path, changes: dict[str, str | None]) -> pages.Site:
    """A site of two pages, a file from docs/ and one that was added; None leaves a file out."""
    files = {
        "index.html": page(HOME),
        "van-ban/x/index.html": page(LAW),
        "van-ban/x/trich-dan.bib": "@misc{x}",
        "feed.xml": "<feed/>",
        **changes,
    }
    for name, text in files.items():
        if text is not None:
            (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "site" / name).write_text(text, encoding="utf-8")
    (folder / "docs" / "van-ban" / "x").mkdir(parents=True)
    (folder / "docs" / "van-ban" / "x" / "trich-dan.bib").touch()
    return pages.read(folder / "site", folder / "docs")


def found(folder: Path, changes: dict[str, str | None]) -> list[Difference]:
    return differences(site(folder / "ours", {}), site(folder / "theirs", changes))


X = "van-ban/x/"
CHANGES: dict[str, tuple[dict[str, str | None], list[tuple[Kind, str, str]]]] = {
    "missing page": (
        {"van-ban/x/index.html": None},
        [(Kind.PAGE_MISSING, X, ""), (Kind.LINK_DEAD, "", "van-ban/x/#dieu-1")],
    ),
    "page elsewhere": (
        {"van-ban/y.html": page(LAW)},
        [(Kind.PAGE_MORE, "van-ban/y.html", "")],
    ),
    "changed file": (
        {"van-ban/x/trich-dan.bib": "@misc{y}"},
        [(Kind.FILE, "van-ban/x/trich-dan.bib", "")],
    ),
    "title": (
        {"van-ban/x/index.html": page(LAW, title="Khác")},
        [(Kind.TITLE, X, "“Sổ tay” → “Khác”")],
    ),
    "text": (
        {"van-ban/x/index.html": page(LAW.replace("Nội dung", "Nội &amp;dung"))},
        [(Kind.TEXT, X, "“dung.” → “&dung.”")],
    ),
    "words run together": (
        {"van-ban/x/index.html": page(LAW.replace("Điều <b>", "Điều<b>"))},
        [(Kind.TEXT, X, "“Điều 1. Nội” → “Điều1. Nội dung.”")],
    ),
    "anchor": (
        {"van-ban/x/index.html": page(LAW.replace("dieu-1", "dieu-1_1"))},
        [
            (Kind.ANCHOR_LOST, X, "dieu-1"),
            (Kind.ANCHOR_MORE, X, "dieu-1_1"),
            (Kind.LINK_DEAD, "", "van-ban/x/#dieu-1"),
        ],
    ),
    "class": (
        {"van-ban/x/index.html": page(LAW.replace("<p>", "<p class='so to'>"))},
        [(Kind.MARKS, X, "lost: p ×1"), (Kind.MARKS, X, "new: p.so.to ×1")],
    ),
    "link": (
        {"index.html": page(HOME.replace("#dieu-1", ""))},
        [(Kind.LINK, "", "“van-ban/x/#dieu-1” → “van-ban/x/”")],
    ),
    "style": (
        {"index.html": page(HOME, head="<link rel='stylesheet' href='/assets/sotay/past.css'>")},
        [(Kind.LOADS, "", "new: assets/sotay/past.css")],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_lost_or_changed_is_found(tmp_path: Path, name: str) -> None:
    changes, expected = CHANGES[name]
    assert found(tmp_path, changes) == expected


SAME: dict[str, dict[str, str | None]] = {
    "the same": {},
    "blanks between tags": {"van-ban/x/index.html": page(LAW.replace("<p", "\n  <p"))},
    "blanks in the text": {"van-ban/x/index.html": page(LAW.replace("Nội dung", "Nội\n   dung"))},
    "the frame around": {"index.html": page(HOME).replace("'menu'", "'other'")},
    "classes of the frame": {"index.html": page(HOME).replace("inner md", "inner  x md")},
    "how a link is written": {"index.html": page(HOME.replace("x/#", "x/index.html#"))},
    "from the root": {"index.html": page(HOME.replace('"van', '"/van'))},
    "what we add after the build": {"feed.xml": None},
}


@pytest.mark.parametrize("name", SAME)
def test_what_readers_do_not_see_is_no_difference(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, SAME[name]) == []


def test_hashes_in_names_of_our_styles_are_no_difference(tmp_path: Path) -> None:
    plain, hashed = (
        {"index.html": page(HOME, head=f"<link rel='stylesheet' href='assets/sotay/{name}.css'>")}
        for name in ("print", "print.0123abcd.min")
    )
    ours, theirs = site(tmp_path / "ours", {**hashed}), site(tmp_path / "theirs", {**plain})
    assert differences(ours, theirs) == []


def test_a_link_to_what_we_add_after_the_build_is_not_dead(tmp_path: Path) -> None:
    linked = page(HOME + '<a href="feed.xml">Nhật ký</a>')
    ours = site(tmp_path / "ours", {"index.html": linked})
    theirs = site(tmp_path / "theirs", {"index.html": linked, "feed.xml": None})
    assert differences(ours, theirs) == []


def test_a_known_difference_excuses_no_other() -> None:
    known = Known("zensical", Kind.MARKS, r"guide/", r"new: span ×\d+", "colours")
    excused = Difference(Kind.MARKS, "guide/", "new: span ×12")
    others = [
        excused._replace(kind=Kind.TEXT),
        excused._replace(address="guide/more/"),
        excused._replace(what="new: span ×12, lost: b"),
    ]
    assert sorted_out("zensical", [excused, *others], [known]) == (others, [(known, 1)])
    assert sorted_out("properdocs", [excused], [known]) == ([excused], [])
