"""Golden cases: ``cases/<code>.yaml`` holds files and what is found in them, side by side.

A case file holds one YAML document for each variation. ``files`` maps paths to texts,
``files_base64`` to bytes, ``files_sized`` to sizes of files of spaces. ``expected`` comes last;
``pytest tests/checks --update-golden`` rewrites it and leaves what stands above it alone.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from generator.diagnostics import Diagnostic
from generator.messages import CATALOGUE, Language
from generator.messages.sealing import SEALING
from tests.checks import bases

CASES = Path(__file__).parent / "cases"
NOT_FOUND_BY_CHECKING = {"not-ours", "text-outside", "unreadable", *SEALING}
"""Reported by the writer, for files that no case can hold (see tests/reader), and by the seal."""

_BETWEEN, _EXPECTED = "\n---\n", "\nexpected:"


def documents(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split(_BETWEEN)


def all_cases() -> list[Any]:
    cases = []
    for path in sorted(CASES.glob("*.yaml")):
        for position, text in enumerate(documents(path)):
            name = yaml.safe_load(text)["case"]
            cases.append(pytest.param(path, position, id=f"{path.stem}: {name}"))
    return cases


def files_of(case: Mapping[str, Any]) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = dict(case.get("files", {}))
    for path, content in case.get("files_base64", {}).items():
        files[path] = base64.b64decode(content)
    for path, size in case.get("files_sized", {}).items():
        files[path] = " " * size
    return files


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def row(d: Diagnostic) -> dict[str, object]:
    return {
        "path": d.path,
        "line": d.line,
        "column": d.column,
        "code": d.code,
        "message": d.message(Language.VI),
        "hint": d.hint(Language.VI),
    }


def update(path: Path, position: int, rows: list[dict[str, object]]) -> None:
    texts = documents(path)
    kept = (texts[position] + "\n").split(_EXPECTED)[0]
    dumped = yaml.safe_dump({"expected": rows}, allow_unicode=True, sort_keys=False, width=1000)
    texts[position] = f"{kept}\n{dumped}".rstrip("\n")
    path.write_text(_BETWEEN.join(texts) + "\n", encoding="utf-8")


@pytest.mark.parametrize(("path", "position"), all_cases())
def test_case(path: Path, position: int, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    case = yaml.safe_load(documents(path)[position])
    rows = [row(d) for d in bases.check(tmp_path, files_of(case))]
    if pytestconfig.getoption("--update-golden"):
        update(path, position, rows)
        return
    assert rows == case["expected"]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_findings_carry_all_values_of_their_texts(path: Path, tmp_path: Path) -> None:
    """Only ``suggestion`` may be missing: there is not always a likely correction."""
    for position, text in enumerate(documents(path)):
        for d in bases.check(tmp_path / str(position), files_of(yaml.safe_load(text))):
            for language in Language:
                assert d.message(language)
                assert names(CATALOGUE[d.code].message[language]) <= set(d.values)
                assert names(CATALOGUE[d.code].hint[language]) <= {*d.values, "suggestion"}


def test_the_base_itself_is_clean(tmp_path: Path) -> None:
    assert bases.check(tmp_path, {}) == []


def test_every_code_has_a_case_that_finds_it() -> None:
    cases = {
        path.stem: {
            found["code"] for text in documents(path) for found in yaml.safe_load(text)["expected"]
        }
        for path in CASES.glob("*.yaml")
    }
    assert set(cases) == set(CATALOGUE) - NOT_FOUND_BY_CHECKING
    assert [code for code, found in cases.items() if code not in found] == []


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_ask_for_the_same_values(code: str) -> None:
    entry = CATALOGUE[code]
    for texts in (entry.message, entry.hint):
        assert names(texts[Language.VI]) == names(texts[Language.EN])
        assert bool(texts[Language.VI]) == bool(texts[Language.EN])
