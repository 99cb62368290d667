"""Findings as values: what is wrong, where, and the way out. Nothing here is raised."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.messages import CATALOGUE, Language


class Severity(StrEnum):
    """An error stops the pipeline before anything is written; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. ``path`` is relative to the knowledge base; line and column count from 1,
    columns in code points. ``values`` fill the message of ``code`` in the catalogue."""

    path: str
    line: int
    column: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    excerpt: str = ""

    @property
    def severity(self) -> Severity:
        return Severity(CATALOGUE[self.code].severity)

    def message(self, language: Language) -> str:
        return CATALOGUE[self.code].message[language].format_map(self.values)

    def hint(self, language: Language) -> str | None:
        """The likely correction; None where the values of this finding offer none."""
        try:
            return CATALOGUE[self.code].hint[language].format_map(self.values) or None
        except KeyError:
            return None


def in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By place, each finding once."""
    unique = {(d.path, d.line, d.column, d.code, tuple(sorted(d.values.items()))): d for d in found}
    return [unique[key] for key in sorted(unique)]


def has_errors(found: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in found)


def as_text(found: Iterable[Diagnostic], language: Language) -> str:
    """``path:line:col: code message`` with the line, a caret and the hint below it."""
    return "\n".join(_block(d, language) for d in found)


def _block(d: Diagnostic, language: Language) -> str:
    lines = [f"{d.path}:{d.line}:{d.column}: {d.code} {_visible(d.message(language))}"]
    if d.excerpt:
        excerpt, column = _window(d.excerpt, d.column)
        gutter = f"{d.line:>5} | "
        lines += [gutter + excerpt, " " * (len(gutter) - 2) + "| " + " " * (column - 1) + "^"]
    if hint := d.hint(language):
        lines.append(f"      = {_visible(hint)}")
    return "\n".join(lines)


def _window(line: str, column: int, width: int = 100) -> tuple[str, int]:
    """The part of a long line around the column, with control characters made visible."""
    start = max(0, min(column - 1 - width // 2, len(line) - width))
    return _visible(line[start : start + width]), column - start


def _visible(text: str) -> str:
    """What a record says must not move the cursor of a terminal or begin a line of its own."""
    return "".join(c if c.isprintable() else "�" for c in text)


def as_json(found: Iterable[Diagnostic], language: Language, records: int) -> str:
    """The form that design §5 fixes, for programs."""
    found = list(found)
    counted = Counter(d.severity for d in found)
    counts = {str(severity): counted[severity] for severity in Severity} | {"records": records}
    rows = [
        {
            "path": d.path,
            "line": d.line,
            "column": d.column,
            "code": d.code,
            "severity": str(d.severity),
            "message": d.message(language),
            "hint": d.hint(language),
        }
        for d in found
    ]
    return json.dumps({"diagnostics": rows, "counts": counts}, ensure_ascii=False, indent=2)


def as_github(found: Iterable[Diagnostic], language: Language) -> str:
    """Workflow commands that GitHub shows beside the line of a change."""
    return "\n".join(
        f"::{d.severity} file={_property(d.path)},line={d.line},col={d.column},title={d.code}::"
        + _escaped(" – ".join(filter(None, (d.message(language), d.hint(language)))))
        for d in found
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
