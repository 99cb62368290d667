"""A former id leads to one record: it is nobody's id, and nobody else's alias."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library


def check(library: Library) -> Iterator[Diagnostic]:
    first: dict[str, str] = {i: entry.source.path for i, entry in library.entries.items()}
    for entry in library.entries.values():
        for position, alias in enumerate(entry.record.aliases):
            if alias in first:
                values = {"got": alias, "other": first[alias]}
                yield entry.finding(("aliases", position), "alias-taken", **values)
            else:
                first[alias] = entry.source.path
