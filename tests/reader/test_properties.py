"""Whatever the bytes, reading gives findings inside of the file, and their three printed forms."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator import reader
from generator.diagnostics import Diagnostic, as_github, as_json, as_text
from generator.messages import CATALOGUE, Language
from generator.reader import Entry, tree
from generator.reader.decode import decode, plain
from generator.reader.source import Source, read
from generator.records.types import RECORD_TYPES, Abbreviations, Record
from tests.checks import bases

SEEDS = sorted((bases.BASE / "directives").rglob("*.yaml"))
UNHURRIED = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FRAGMENTS = [
    "\n", "\r", "\r\n", "\t", " ", "  ", ": ", "- ", "? ", "[", "]", "{", "}", ", ", "#", "---\n",
    "...", "&a ", "*a", "!x ", "|\n", ">-\n", "'", '"', "\\", "%", "@", "`", "~", "<<", "\x00",
    "\x85", "\u2028", "\ufeff", "\u200b", "\u00d0", "\u0302", "\uffff", "\ufffe", "😀", "id",
    "id: x\n", "kind", "name: A\n", "relations:\n  - type: cites\n    to: x\n", "sources",
    "2021-02-29",
]  # fmt: skip
"""Pieces that mean something to YAML, to Unicode or to a record."""

texts = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8)), max_size=40).map(
    "".join
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A valid record with a few bytes replaced, dropped, doubled or put in; with its path."""
    path = draw(st.sampled_from(SEEDS))
    raw = bytearray(path.read_bytes())
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(raw)))
        length = draw(st.integers(0, 12))
        put = draw(
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from(FRAGMENTS).map(str.encode),
                st.just(bytes(raw[at : at + length])),
            )
        )
        raw[at : at + draw(st.sampled_from([0, 0, 1, length]))] = put
    return path.relative_to(bases.BASE).as_posix(), bytes(raw)


def decoded(raw: bytes) -> str:
    return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def assert_inside(found: list[Diagnostic], text: str) -> None:
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
    for d in found:
        assert 1 <= d.line <= len(lines), d
        assert 1 <= d.column <= len(lines[d.line - 1]) + 1, d


def assert_printable(found: list[Diagnostic]) -> None:
    for language in Language:
        assert as_text(found, language).count("\n") >= len(found) - 1
        assert len(as_github(found, language).split("\n")) == max(len(found), 1)
        shown = json.loads(as_json(found, language, 7))
        assert list(shown) == ["diagnostics", "counts"]
        errors = sum(CATALOGUE[d.code].severity == "error" for d in found)
        counts = {"error": errors, "warning": len(found) - errors, "records": 7}
        assert shown["counts"] == counts
        for row, d in zip(shown["diagnostics"], found, strict=True):
            assert list(row) == [
                "path", "line", "column", "code", "severity", "message", "hint",
            ]  # fmt: skip
            assert (row["path"], row["line"], row["column"]) == (d.path, d.line, d.column)
            assert row["severity"] in ("error", "warning")
            assert isinstance(row["message"], str)
            assert row["hint"] is None or isinstance(row["hint"], str)


def nodes(node: tree.Node) -> Iterator[tree.Node]:
    yield node
    children: list[tree.Node] = []
    if isinstance(node, tree.Mapping):
        children = [child for entry in node.entries for child in entry]
    if isinstance(node, tree.Sequence):
        children = node.items
    for child in children:
        yield from nodes(child)


@UNHURRIED
@given(texts)
@example("")
@example("a: b\u2028c: d")
@example("\ufeff\ufeff[")
@example("a: [")
@example("- a\n-")
@example("? ")
def test_any_text_is_a_tree_inside_of_the_file_or_a_finding(text: str) -> None:
    source = Source.of("directives/chu-de/x.yaml", text)
    composed = tree.compose(source)
    if isinstance(composed, Diagnostic):
        assert_inside([composed], text)
        assert_printable([composed])
        return
    for node in nodes(composed):
        assert_inside([source.finding(node.position, "cycle")], text)
    results = [decode(source, composed, plain(composed), kind) for kind in RECORD_TYPES]
    for result in (*results, decode(source, composed, plain(composed), Abbreviations)):
        if isinstance(result, list):
            assert result
            assert_inside(result, text)
            assert_printable(result)


@UNHURRIED
@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"\xef\xbb\xbf\xff")
@example(b"\xed\xa0\x80")
def test_any_bytes_are_a_source_or_a_finding(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "directives" / "chu-de" / "x.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    source = read(tmp_path, "directives/chu-de/x.yaml")
    if isinstance(source, Diagnostic):
        assert_inside([source], decoded(raw))
        assert_printable([source])
    else:
        assert source.text == decoded(raw)


@UNHURRIED
@given(texts, st.integers(0, 400))
def test_a_place_is_where_the_line_says_it_is(text: str, offset: int) -> None:
    source = Source.of("x", text)
    offset = min(offset, len(text))
    line, column = source.position(offset)
    assert (
        source.line(line)[column - 1 :] == re.split("\r\n|[\n\r\x85\u2028\u2029]", text[offset:])[0]
        or text[offset - 1 : offset + 1] == "\r\n"
    )


@UNHURRIED
@given(case=mutated())
def test_a_damaged_record_never_stops_the_check(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, bytes]
) -> None:
    name, raw = case
    root = tmp_path_factory.mktemp("damaged")
    found = bases.check(root, {name: raw})
    shutil.rmtree(root)
    assert_inside([d for d in found if d.path == name], decoded(raw))
    assert_printable(found)
    assert found == sorted(found, key=lambda d: (d.path, d.line, d.column, d.code))


@UNHURRIED
@given(case=mutated())
def test_what_is_read_without_a_finding_reads_the_same_again(case: tuple[str, bytes]) -> None:
    name, raw = case
    kind = next((k for k in RECORD_TYPES if f"/{k.folder}/" in name), Abbreviations)
    try:
        source = Source.of(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return
    composed = tree.compose(source)
    if isinstance(composed, Diagnostic):
        return
    record = decode(source, composed, plain(composed), kind)
    if isinstance(record, Record):
        again = tree.compose(Source.of(name, source.text.replace("\n", "\r\n")))
        assert not isinstance(again, Diagnostic)
        assert decode(source, again, plain(again), kind) == record
        assert Entry(record, source).finding(("id",), "missing-source").line >= 1


def test_the_order_of_files_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = bases.lay(tmp_path, {"directives/chu-de/x.yaml": "["}).root
    paths = list(reader.record_files(root))
    readings = []
    for order in (paths, paths[::-1]):
        monkeypatch.setattr(reader, "record_files", lambda _, order=order: iter(order))
        readings.append(reader.read_all(root))
    assert readings[0] == readings[1]
    assert readings[0].records == len(SEEDS)
    assert len(readings[0].entries) == len(SEEDS) - 1
