"""What editors on Windows, macOS and Linux write is read as they meant it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from generator.records.types import Topic
from tests.checks import bases

FILE = "directives/chu-de/x.yaml"
SOURCES = "sources:\n  - title: A\n"
BOM = b"\xef\xbb\xbf"
TRAPS = [
    "12:30", "012", "0o17", "no", "yes", "on", "Off", "true", "NULL", "null", "~", "1e3", "0x10",
    "1_000", "2013-06-03", "2013-06-03 10:00:00", "3.14", ".inf", ".nan", "=", "<<", "0b1",
]  # fmt: skip
"""Plain scalars that YAML 1.1 or 1.2 turns into something else than text."""


def topic(root: Path, text: str | bytes) -> Topic:
    checked = pipeline.check(bases.lay(root, {FILE: text}))
    assert checked.diagnostics == []
    return checked.library.topics["x"]


def places(root: Path, text: str | bytes) -> list[bases.Place]:
    found = bases.check(root, {FILE: text})
    assert {d.path for d in found} <= {FILE}
    return bases.places(found)


@pytest.mark.parametrize("text", TRAPS)
def test_plain_scalars_stay_the_text_that_was_written(tmp_path: Path, text: str) -> None:
    read = topic(tmp_path, f"id: x\nname: {text}\nnote: {text}\nsynonyms:\n  - {text}\n")
    assert (read.name, read.note, read.synonyms) == (text, text, (text,))


def test_a_plain_date_is_text_in_a_text_and_a_date_in_a_date(tmp_path: Path) -> None:
    read = topic(
        tmp_path, "id: x\nname: 2013-06-03\nsources:\n  - title: 2013\n    published_on: 2013-06\n"
    )
    assert read.name == "2013-06-03"
    assert str(read.sources[0].published_on) == "2013-06"


@pytest.mark.parametrize("key", TRAPS)
def test_keys_stay_the_text_that_was_written(tmp_path: Path, key: str) -> None:
    settings = bases.lay(tmp_path, {"directives/viet-tat.yaml": f"{key}: A\n"})
    checked = pipeline.check(settings)
    assert checked.diagnostics == []
    assert checked.library.abbreviations.root == {key: "A"}


@pytest.mark.parametrize(
    "text",
    [
        BOM + "id: x\nname: Dân vận\n".encode(),
        "id: x\r\nname: Dân vận\r\n".encode(),
        BOM + "id: x\r\nname: Dân vận".encode(),
        "id: x\rname: Dân vận\r".encode(),
        "# ghi chú\n---\nid: x\nname: Dân vận\n...\n".encode(),
        "{id: x, name: Dân vận}".encode(),
        b'"id": "x"\n\'name\': "D\\u00e2n v\\u1EADn"\n',
        "id: x\nname: >-\n  Dân\n  vận\n".encode(),
    ],
)
def test_the_same_record_in_other_clothes(tmp_path: Path, text: bytes) -> None:
    assert topic(tmp_path, text) == Topic(id="x", name="Dân vận")


def test_decomposed_text_is_read_composed(tmp_path: Path) -> None:
    checked = pipeline.check(bases.lay(tmp_path, {FILE: "id: x\nname: Da\u0302n\n"}))
    assert [d.code for d in checked.diagnostics] == ["not-nfc"]
    assert checked.library.topics["x"].name == "D\u00e2n"


def test_a_key_without_value_is_not_written(tmp_path: Path) -> None:
    read = topic(tmp_path, "id: x\nname: A\nnote:\nparent: # sau\nsynonyms:\nsources:\n")
    assert read == Topic(id="x", name="A")


BROKEN = (
    "id: x\n⟦unknown-key⟧nam: A\nname: A\nsynonyms: [B, ⟦empty-text⟧'']\n⟦duplicate-key⟧name: B\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_places_are_right_with_every_line_end(tmp_path: Path, end: str) -> None:
    text, expected = bases.marked(BROKEN.replace("\n", end))
    found = places(tmp_path, text)
    assert [place for place in found if place[2] != "invisible-character"] == expected


@pytest.mark.parametrize(
    "marked",
    [
        "{⟦unknown-key⟧idd: x, id: x, name: A}",
        "name: A⟦yaml-syntax⟧: b\n",
        "{id: x, name: A, note: ⟦alias⟧*b}",
        "{id: x, name: ⟦look-alike⟧\u0410}",
        "{id: x, name: A⟦invisible-character⟧\u200b}",
        "{id: x, name: A⟦control-character⟧\x07}",
        "⟦tab-indent⟧\tid: x\n",
    ],
)
def test_places_in_line_1_do_not_count_the_bom(tmp_path: Path, marked: str) -> None:
    text, expected = bases.marked(marked)
    assert places(tmp_path / "without", text) == expected
    assert places(tmp_path / "with", BOM + text.encode()) == expected


def test_a_byte_that_is_not_utf8_in_line_1_behind_a_bom(tmp_path: Path) -> None:
    assert places(tmp_path, BOM + b"id: \xff") == [(1, 5, "not-utf8")]


@pytest.mark.parametrize(
    "marked",
    [
        "{id: x, name: 😀𝒜👩‍🌾, ⟦unknown-key⟧nam: A}",
        "{id: x, name: 😀𝒜, note: ⟦look-alike⟧\u0410}",
        "id: x\nname: '😀𝒜' ⟦yaml-syntax⟧B\n",
        "id: x\nname: 😀\nnote: 𝒜⟦invisible-character⟧\u200b\n",
        "{id: x, name: 𝒜, ⟦unknown-key⟧😀: A}",
    ],
)
def test_columns_count_code_points(tmp_path: Path, marked: str) -> None:
    text, expected = bases.marked(marked)
    found = places(tmp_path, text)
    assert [place for place in found if place[2] != "invisible-character"] == [
        place for place in expected if place[2] != "invisible-character"
    ]
    assert set(expected) <= set(found)


def test_a_byte_that_is_not_utf8_is_counted_in_code_points(tmp_path: Path) -> None:
    assert places(tmp_path, "id: x\nname: Đ😀".encode() + b"\xff") == [(2, 9, "not-utf8")]


@pytest.mark.parametrize("count", ["012", "1e3", "0x10", "12:30", "1_000", "1.0", "", "~"])
def test_counts_are_plain_whole_numbers(tmp_path: Path, count: str) -> None:
    text, expected = bases.marked(
        f"id: f\ntitle: A\nyear: 2020\ntotal: ⟦not-whole-number⟧'{count}'\n"
        "confidence: confirmed\nsources:\n  - title: A\n"
    )
    found = bases.check(tmp_path, {"directives/phong-trao/f.yaml": text})
    assert bases.places(found) == expected


@pytest.mark.parametrize(("written", "value"), [("0", 0), ("55", 55), ("999999999", 999_999_999)])
def test_counts_are_numbers(tmp_path: Path, written: str, value: int) -> None:
    text = (
        f"id: f\ntitle: A\nyear: 2020\ntotal: {written}\n"
        "confidence: confirmed\nsources:\n  - title: A\n"
    )
    checked = pipeline.check(bases.lay(tmp_path, {"directives/phong-trao/f.yaml": text}))
    assert checked.diagnostics == []
    assert checked.library.figures["f"].total == value


def test_counts_have_ascii_digits(tmp_path: Path) -> None:
    text = f"id: f\ntitle: A\nyear: 2020\ntotal: 1٣\nconfidence: confirmed\n{SOURCES}"
    found = bases.check(tmp_path, {"directives/phong-trao/f.yaml": text})
    assert [d.code for d in found] == ["not-whole-number"]
