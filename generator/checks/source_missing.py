"""Every record that states facts names its sources; topics are our own arrangement."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.types import Topic


def check(library: Library) -> Iterator[Diagnostic]:
    for entry in library.entries.values():
        if not entry.record.sources and not isinstance(entry.record, Topic):
            yield entry.finding(("id",), "missing-source")
