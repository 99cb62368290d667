from __future__ import annotations

import html
import random
import re
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import library, reader
from generator.render import escape
from generator.render.abbreviations import Glossary
from generator.settings import Settings
from tests import kb

GOLDEN = Path(__file__).parent / "golden"
EXTENSIONS = ["attr_list", "md_in_html", "def_list", "tables", "admonition", "toc"]
HOSTILE = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "&lt;script&gt;",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/a.png)",
    "[x]: http://evil.example",
    "<http://evil.example>",
    "**a** _b_ `c` ~~d~~ ^e^",
    "{: onclick=alert(1) }",
    "{ .x #y }",
    "a | b | c",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "> quote",
    ":   definition",
    "!!! danger",
    "??? x",
    "=== tab",
    "---",
    "***",
    "```python",
    "~~~",
    "    code",
    "*[ABBR]: meaning",
    "[^1]: note",
    "--8<-- 'x'",
    "{{ 7*7 }} {% raw %}",
    "a\\*b\\",
    "line\nbreak\n\nparagraph",
    '" onmouseover="alert(1)',
    "\u202eabc\u202c",
    "&#x3c;b&#x3e;",
]


class Flat(HTMLParser):
    """Text of a page, and the tags in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.links = "", list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def flat(source: str) -> Flat:
    page = Flat()
    page.feed(markdown.markdown(source, extensions=EXTENSIONS))
    page.close()
    return page


def one_line(value: str) -> str:
    return " ".join(value.split())


texts = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff⟦⟧"),
    max_size=60,
)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_shows_as_itself(value: str) -> None:
    page = flat(str(escape.text(value)))
    assert one_line(page.text) == one_line(value)
    assert set(page.tags) <= {"p", "bdi"}


@given(st.one_of(texts, st.sampled_from(HOSTILE), st.text("<>&*_[](){}|#-+=:.1 `~!\\\"'^\n")))
def test_any_text_shows_as_itself_in_every_place_of_a_page(value: str) -> None:
    escaped = escape.text(value)
    places = {
        "{}": {"p"},
        "- {}": {"ul", "li"},
        "# {}": {"h1"},
        "Tên\n:   {}": {"dl", "dt", "dd"},
        '<p class="x" markdown="1">{}</p>': {"p"},
        "[{}](a.md)": {"p", "a"},
        "| a |\n| --- |\n| {} |": {"table", "thead", "tbody", "tr", "th", "td"},
    }
    for place, tags in places.items():
        page = flat(place.replace("{}", f"⟦{escaped}⟧"))
        assert set(page.tags) <= tags | {"bdi"}, place
        shown = one_line(page.text.split("⟦", 1)[1].rsplit("⟧", 1)[0])
        assert shown == one_line(value), place


@given(texts)
def test_attributes_and_front_matter_cannot_be_left(value: str) -> None:
    attribute = str(escape.attribute(value))
    assert html.unescape(attribute).split() == value.split()
    assert not set(attribute) & set("<>\"'`*_[]{}|")
    loaded = yaml.safe_load(f"title: {escape.front_matter(value)}")["title"]
    assert not set(loaded) & set('<>"')
    assert not set(html.unescape(loaded)) & set("<>")


@pytest.mark.parametrize(
    "url",
    [
        "https://vi-du.example/a_b_c*d*e`f`[g](h)?x=1&y=2#z",
        "https://vi-du.example/{: onclick=x }|a\\b",
        "http://vi-du.example/%22%3E",
    ],
)
def test_addresses_stay_one_plain_link(url: str) -> None:
    page = flat(f'<a href="{escape.address(url)}" rel="noreferrer">x</a>')
    assert page.tags == ["p", "a"]
    assert urllib.parse.unquote(page.links[0]) == urllib.parse.unquote(url)


def test_an_abbreviation_is_explained_once_where_it_first_stands() -> None:
    page = Glossary({"QCDC": "quy chế dân chủ", "UBND": "Ủy ban nhân dân"}).for_page()
    first = page.text("Thực hiện QCDC; QCDC ở cơ sở, Quyết định 5/QĐ-UBND")
    assert first == (
        'Thực hiện <abbr title="quy chế dân chủ">QCDC</abbr>; QCDC ở cơ sở, Quyết định 5/QĐ-UBND'
    )
    assert page.text("QCDC và UBND") == 'QCDC và <abbr title="Ủy ban nhân dân">UBND</abbr>'
    assert page.text("UBNDX xUBND") == "UBNDX xUBND"


def test_pages_of_the_toy_library(shared_toy: Settings, request: pytest.FixtureRequest) -> None:
    pages = kb.pages(shared_toy)
    if request.config.getoption("--update-golden"):
        for old in (p for p in GOLDEN.rglob("*") if p.is_file()):
            old.unlink()
        for path, text in pages.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(text.encode())
    golden = {p.relative_to(GOLDEN).as_posix(): p for p in GOLDEN.rglob("*") if p.is_file()}
    assert sorted(pages) == sorted(golden)
    for path, text in pages.items():
        assert text == golden[path].read_bytes().decode(), path


def test_a_text_shows_every_word_of_its_file(shared_toy: Settings) -> None:
    pages = kb.pages(shared_toy)
    for name in ("doc-hai", "05-kh-bc-2019"):
        file = shared_toy.records / "van-ban" / f"{name}.txt"
        shown = flat(pages[f"van-ban/{name}/toan-van.md"].split("\n---\n", 1)[1])
        written = file.read_text(encoding="utf-8")
        assert re.sub(r"\W", "", written) in re.sub(r"\W", "", shown.text)
        assert not {"script", "img", "svg", "b"} & set(shown.tags)
        assert not [link for link in shown.links if link.startswith("javascript")]


def test_every_link_of_every_page_leads_to_a_page(shared_toy: Settings) -> None:
    pages = kb.pages(shared_toy)
    for path, text in pages.items():
        for target in re.findall(r"\]\(([^)]+\.md)\)", text):
            resolved = Path("/", path).parent.joinpath(target)
            assert resolved.resolve().relative_to("/").as_posix() in pages, (path, target)


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_input_gives_identical_bytes(shared_toy: Settings, seed: int) -> None:
    reading = reader.read_all(shared_toy.root)
    entries = list(reading.entries)
    random.Random(seed).shuffle(entries)
    published = reading.published
    shuffled, found = library.collect(entries, reading.abbreviations, published=published)
    assert found == []
    assert kb.made(shuffled) == kb.pages(shared_toy)


def test_a_document_names_the_sessions_that_read_it(shared_toy: Settings) -> None:
    pages = kb.pages(shared_toy)
    told = "Dùng trong tập huấn\n:   [Buổi nhiều ý, không có giờ](../tap-huan/nhieu-y.md)\n"
    assert told in pages["van-ban/05-kh-bc-2019.md"]
    assert "Dùng trong tập huấn" not in pages["van-ban/04-kl-bc-2025.md"]
