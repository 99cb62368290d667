"""The file name is the id, declared and checked (ACL Anthology)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library


def check(library: Library) -> Iterator[Diagnostic]:
    for entry in library.entries.values():
        stem = entry.source.stem
        if entry.record.id != stem:
            yield entry.finding(("id",), "id-mismatch", stem=stem, got=entry.record.id)
