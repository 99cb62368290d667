"""Files for reference managers, read back by small strict readers of the three grammars."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.citations.formats import bibtex, csl, ris
from generator.citations.words import Citation

HOSTILE = 'A {b} \\input{x} 50% & $x$ #1 a_b ~ ^ "q" @misc{y,\n\r\nER  - \x00\x1b } Đ'
FULL = Citation(
    "25-nq-tw-2013",
    "nghị quyết",
    "25-NQ/TW",
    (2013, 6, 3),
    ("Ban Chấp hành Trung ương Đảng",),
    "khóa XI",
    "Tăng cường và đổi mới",
    address="https://vi-du.example/so-tay/van-ban/25-nq-tw-2013/",
)
BARE = Citation("x", "quy chế", title="Dự thảo quy chế", is_draft=True)
CSL_STRINGS = {"id", "type", "title", "genre", "number", "authority", "status", "language", "URL"}
"""Fields of type string in csl-data.json of CSL 1.0.2."""

NAMES = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}


def read_bibtex(text: str) -> dict[str, str]:
    """One entry; braces are counted as BibTeX counts them, escaped ones too."""
    found = re.fullmatch(r"@misc\{([^\s,{}]+),\n(.*)\n\}\n", text, re.DOTALL)
    assert found, text
    fields = {"key": found[1]}
    for line in found[2].split("\n"):
        pair = re.fullmatch(r"  ([a-z]+) = (\{.*\}|[a-z]{3}),?", line)
        assert pair, line
        depth = 0
        for at, character in enumerate(pair[2]):
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth > 0 or at == len(pair[2]) - 1 or not pair[2].startswith("{"), line
        assert depth == 0
        fields[pair[1]] = pair[2]
    return fields


TOKEN = re.compile(r"\\([a-z]+)\{\}|\\([$&#%_])|([^\\{}$&#%_~^])")


def plain(value: str) -> str:
    """What TeX would print of a value, which must hold nothing that TeX would act on."""
    inner = value.removeprefix("{{").removesuffix("}}")
    assert re.fullmatch(f"(?:{TOKEN.pattern})*", inner, re.DOTALL), value
    return "".join(NAMES.get(found[1], found[2] or found[3]) for found in TOKEN.finditer(inner))


def read_ris(text: str) -> list[tuple[str, str]]:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in text.split("\r\n")[:-1]]
    fields = [(line[1], line[2]) for line in lines if line]
    assert len(fields) == len(lines)
    assert fields[0] == ("TY", "STAT")
    assert [tag for tag, _ in fields].index("ER") == len(fields) - 1
    return fields


def read_csl(text: str) -> dict[str, object]:
    (item,) = json.loads(text)
    assert set(item) <= CSL_STRINGS | {"author", "issued"}
    assert all(isinstance(item[key], str) for key in CSL_STRINGS & set(item))
    assert item["type"] == "legislation"
    return dict(item)


def test_bibtex() -> None:
    fields = read_bibtex(bibtex(FULL))
    assert fields == {
        "key": "25-nq-tw-2013",
        "author": "{{Ban Chấp hành Trung ương Đảng}}",
        "title": "{{Tăng cường và đổi mới}}",
        "howpublished": "{Nghị quyết số 25-NQ/TW}",
        "number": "{25-NQ/TW}",
        "year": "{2013}",
        "date": "{2013-06-03}",
        "month": "jun",
        "language": "{vietnamese}",
        "url": "{https://vi-du.example/so-tay/van-ban/25-nq-tw-2013/}",
    }


def test_ris() -> None:
    fields = read_ris(ris(FULL))
    assert ("AU", "Ban Chấp hành Trung ương Đảng") in fields
    assert ("TI", "Tăng cường và đổi mới") in fields
    assert ("DA", "2013/06/03/") in fields
    assert ("UR", FULL.address) in fields


def test_csl() -> None:
    item = read_csl(csl(FULL))
    assert item["issued"] == {"date-parts": [[2013, 6, 3]]}
    assert item["author"] == [{"literal": "Ban Chấp hành Trung ương Đảng"}]
    assert item["number"] == "25-NQ/TW"


def test_what_is_not_known_is_left_out() -> None:
    assert {"author", "number", "year", "date", "month", "url"}.isdisjoint(
        read_bibtex(bibtex(BARE))
    )
    assert [tag for tag, _ in read_ris(ris(BARE))] == ["TY", "ID", "TI", "M3", "LA", "ER"]
    assert set(read_csl(csl(BARE))) == {"id", "type", "title", "genre", "status", "language"}


@pytest.mark.parametrize(
    ("day", "bib", "ended"),
    [((2008, 7), "{2008-07}", "2008/07//"), ((2008,), "{2008}", "2008///")],
)
def test_dates_as_far_as_known(day: tuple[int, ...], bib: str, ended: str) -> None:
    cited = Citation("x", "nghị quyết", "1", day, title="A")
    assert read_bibtex(bibtex(cited))["date"] == bib
    assert ("DA", ended) in read_ris(ris(cited))
    assert read_csl(csl(cited))["issued"] == {"date-parts": [list(day)]}


def test_several_issuers_are_several_authors() -> None:
    cited = Citation("x", "thông tư", "1", issuers=("Bộ A và B", "Bộ C, D"), title="T")
    assert read_bibtex(bibtex(cited))["author"] == "{{Bộ A và B} and {Bộ C, D}}"
    assert [value for tag, value in read_ris(ris(cited)) if tag == "AU"] == ["Bộ A và B", "Bộ C, D"]


@given(st.one_of(st.just(HOSTILE), st.text(max_size=60)))
def test_no_text_breaks_out_of_its_field(text: str) -> None:
    shown = f"A{text}."
    cited = Citation("x", "nghị quyết", shown, (), (shown,), None, shown)
    title = str(read_csl(csl(cited))["title"])
    assert plain(read_bibtex(bibtex(cited))["title"]) == title
    assert ("TI", title) in read_ris(ris(cited))
    assert [tag for tag, _ in read_ris(ris(cited))].count("AU") == 1
    assert "".join(title.split()) == "".join(c for c in shown if c.isprintable() and c != " ") or (
        not text.isascii()
    )


def test_special_characters_of_tex_print_as_themselves() -> None:
    cited = Citation("x", "nghị quyết", title="50% & $x$ #1 a_b ~ ^ \\ {y}")
    assert read_bibtex(bibtex(cited))["title"] == (
        r"{{50\% \& \$x\$ \#1 a\_b \textasciitilde{} \textasciicircum{} \textbackslash{}"
        r" \textbraceleft{}y\textbraceright{}}}"
    )


def test_an_address_cannot_leave_its_braces() -> None:
    cited = Citation("x", "luật", title="T", address="https://vi-du.example/a}b c\\d/")
    assert read_bibtex(bibtex(cited))["url"] == "{https://vi-du.example/a%7Db%20c%5Cd/}"
