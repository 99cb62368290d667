"""Every record that states facts names its sources.

Topics and withdrawals are our own doing; a training session rests on the records it refers to.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.types import Record, Tombstone, Topic, TrainingSession


def check(library: Library) -> Iterator[Diagnostic]:
    for entry in library.entries.values():
        if not entry.record.sources and _states_facts(entry.record):
            yield entry.finding(("id",), "missing-source")


def _states_facts(record: Record) -> bool:
    if isinstance(record, TrainingSession):
        return not any(item.ref for part in record.outline for item in part.items)
    return not isinstance(record, (Tombstone, Topic))
