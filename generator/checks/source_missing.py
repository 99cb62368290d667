"""Every record that states facts names its sources; topics and withdrawals are our own doing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.types import Tombstone, Topic


def check(library: Library) -> Iterator[Diagnostic]:
    for entry in library.entries.values():
        if not entry.record.sources and not isinstance(entry.record, (Tombstone, Topic)):
            yield entry.finding(("id",), "missing-source")
