"""Files made to break a reader each get a finding; nothing is raised and the rest is still read."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from generator import pipeline
from generator.diagnostics import as_github, as_json, as_text
from generator.messages import Language
from tests.checks import bases

FILE = "directives/chu-de/x.yaml"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


def indented(levels: int) -> str:
    return "".join(f"{' ' * level}a:\n" for level in range(levels))


HOSTILE: list[tuple[str, str | bytes, bases.Place]] = [
    ("billion laughs", LAUGHS, (1, 4, "alias")),
    ("quadratic blow-up", f"a: &a {'x' * 10_000}\nb: [{'*a, ' * 10_000}]\n", (1, 4, "alias")),
    ("an alias to itself", "a: &a\n  - *a\n", (1, 4, "alias")),
    ("an alias to nothing", "name: *a\n", (1, 7, "alias")),
    ("a merge of itself", "<<: *a\n", (1, 5, "alias")),
    ("10,000 brackets", "[" * 10_000, (1, 21, "too-deep")),
    ("10,000 brackets, closed", "[" * 10_000 + "]" * 10_000, (1, 21, "too-deep")),
    ("10,000 braces", "{a: " * 10_000, (1, 81, "too-deep")),
    ("10,000 dashes", "- " * 10_000, (1, 41, "too-deep")),
    ("10,000 mappings as keys", "? " * 10_000, (1, 41, "too-deep")),
    ("1,300 indented mappings", indented(1300), (21, 21, "too-deep")),
    ("10,000 indented mappings", indented(10_000), (1, 1, "too-large")),
    ("NUL at the end of a text", "id: x\nname: A\x00\n", (2, 8, "control-character")),
    ("only NUL", b"\x00" * 1000, (1, 1, "control-character")),
    ("UTF-16 without its mark", "id: x".encode("utf-16-be"), (1, 1, "control-character")),
    ("only a BOM", b"\xef\xbb\xbf", (1, 1, "empty-file")),
    ("nothing", b"", (1, 1, "empty-file")),
    ("line ends only", b"\r\n\n\r", (1, 1, "empty-file")),
    ("a lone mark", "---\n", (1, 1, "empty-file")),
    ("a mark and an end", "---\n...\n", (1, 1, "empty-file")),
    ("two documents", "id: x\nname: A\n---\nid: y\nname: B\n", (3, 1, "many-documents")),
    ("two documents with an end", "id: x\n...\n---\nname: A\n", (3, 1, "many-documents")),
    ("text behind the end", "id: x\n...\nname: A\n", (3, 1, "yaml-syntax")),
    ("a thousand documents", "---\na: b\n" * 1000, (3, 1, "many-documents")),
    ("a constructor", "!!python/object/new:os.system [ls]\n", (1, 1, "tag")),
    ("a tag of its own", "%TAG ! tag:a.b,2000:\n---\nid: !x y\n", (3, 5, "tag")),
    ("a version from the future", "%YAML 9.9\n---\nid: x\n", (1, 1, "yaml-syntax")),
    ("half of an escape", 'id: x\nname: "\\u12"\n', (2, 10, "yaml-syntax")),
    ("a surrogate as escape", 'id: x\nname: "\\ud800"\n', (2, 10, "yaml-syntax")),
    ("beyond Unicode", 'id: x\nname: "\\U00110000"\n', (2, 10, "yaml-syntax")),
    ("PNG", b"\x89PNG\r\n\x1a\n\x00", (1, 1, "not-utf8")),
    ("ZIP", b"PK\x03\x04\x14\x00", (1, 3, "control-character")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "place"), [pytest.param(c, p, id=name) for name, c, p in HOSTILE]
)
def test_hostile_content_is_one_finding(
    tmp_path: Path, content: str | bytes, place: bases.Place
) -> None:
    found = bases.check(tmp_path, {FILE: content})
    assert [(d.path, d.line, d.column, d.code) for d in found] == [(FILE, *place)]
    for language in Language:
        assert as_text(found, language).startswith(f"{FILE}:{place[0]}:{place[1]}: {place[2]} ")
        assert as_github(found, language).startswith("::error ")
        assert as_json(found, language, 0)


def test_a_file_of_100_mb_is_not_read(tmp_path: Path) -> None:
    settings = bases.lay(tmp_path, {FILE: ""})
    os.truncate(tmp_path / FILE, 100_000_000)
    found = pipeline.check(settings).diagnostics
    assert [(d.line, d.column, d.code) for d in found] == [(1, 1, "too-large")]


@pytest.mark.parametrize("target", ["nowhere.yaml", "x.yaml"])
def test_a_link_that_leads_nowhere(tmp_path: Path, target: str) -> None:
    settings = bases.lay(tmp_path, {})
    (tmp_path / FILE).symlink_to(target)
    found = pipeline.check(settings).diagnostics
    assert [(d.path, d.line, d.column, d.code) for d in found] == [(FILE, 1, 1, "unreadable")]
    assert all(d.message(language) for d in found for language in Language)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the administrator reads every file"
)
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    settings = bases.lay(tmp_path, {FILE: "id: x\nname: A\n"})
    (tmp_path / FILE).chmod(0)
    assert [d.code for d in pipeline.check(settings).diagnostics] == ["unreadable"]


def test_a_folder_with_the_name_of_a_record_is_a_folder(tmp_path: Path) -> None:
    settings = bases.lay(tmp_path, {f"{FILE}/y.yaml": "id: y\nname: A\nsynonyms: []\n"})
    found = pipeline.check(settings).diagnostics
    assert [(d.path, d.code) for d in found] == [(f"{FILE}/y.yaml", "wrong-folder")]
    (tmp_path / FILE / "y.yaml").unlink()
    assert pipeline.check(settings).diagnostics == []


def test_hostile_files_do_not_hide_each_other(tmp_path: Path) -> None:
    files = {f"directives/chu-de/x{i}.yaml": content for i, (_, content, _) in enumerate(HOSTILE)}
    found = bases.check(tmp_path, files)
    assert sorted((d.path, d.line, d.column, d.code) for d in found) == sorted(
        (f"directives/chu-de/x{i}.yaml", *place) for i, (_, _, place) in enumerate(HOSTILE)
    )


@pytest.mark.parametrize("before", [0, 1, 49, 50, 51, 99, 100, 5000])
@pytest.mark.parametrize("after", [0, 1, 50, 5000])
def test_the_excerpt_of_a_long_line_is_a_window_around_the_place(
    tmp_path: Path, before: int, after: int
) -> None:
    line = f"note: {'a' * before}\u200b{'b' * after}"
    found = bases.check(tmp_path, {FILE: f"id: x\nname: A\n{line}\n"})
    assert bases.places(found) == [(3, before + 7, "invisible-character")]
    _, excerpt, caret, *_ = as_text(found, Language.EN).split("\n")
    assert len(excerpt) <= 108
    assert excerpt[caret.index("^")] == "\ufffd"


def test_a_text_of_a_megabyte_in_a_wrong_place_is_told_in_a_few_words(tmp_path: Path) -> None:
    found = bases.check(tmp_path, {FILE: f"id: {'x' * 900_000}\nname: A\n"})
    assert bases.places(found) == [(1, 5, "id-form")]
    assert len(as_text(found, Language.VI)) < 500


def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    found = bases.check(tmp_path, {FILE: "id: x\nname: A \x1b[2J\x07\n"})
    assert bases.places(found) == [(2, 9, "control-character")]
    assert not set(as_text(found, Language.VI)) & {"\x1b", "\x07"}


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    settings = bases.lay(tmp_path, {})
    os.mkfifo(tmp_path / FILE)
    thread = threading.Thread(target=pipeline.check, args=(settings,), daemon=True)
    thread.start()
    thread.join(5)
    assert not thread.is_alive()


@pytest.mark.parametrize(
    ("escape", "code"),
    [
        ("\\0", "control-character"),
        ("\\e", "control-character"),
        ("\\u200b", "invisible-character"),
    ],
)
def test_escapes_hide_nothing(tmp_path: Path, escape: str, code: str) -> None:
    found = bases.check(tmp_path, {FILE: f'id: x\nname: "Ab{escape}c"\n'})
    assert [d.code for d in found] == [code]
