"""Every id that a record names is the id of a record of the right type."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.near import Names
from generator.reader.tree import Step
from generator.records.types import (
    RECORD_TYPES,
    Body,
    Document,
    Figure,
    Locality,
    Model,
    Record,
    Topic,
    TrainingSession,
)

_MANY: dict[type[Record], dict[str, type[Record]]] = {
    Document: {"issued_by": Body, "topics": Topic},
    Body: {"successors": Body},
    Model: {"topics": Topic, "carries_out": Document},
    Locality: {"successors": Locality},
    TrainingSession: {"topics": Topic},
}
_ONE: dict[type[Record], dict[str, type[Record]]] = {
    Document: {"locality": Locality},
    Body: {"parent": Body, "locality": Locality},
    Model: {"locality": Locality, "replicates": Model},
    Figure: {"locality": Locality, "body": Body},
    Topic: {"parent": Topic},
    Locality: {"parent": Locality},
    TrainingSession: {"body": Body},
}


def check(library: Library) -> Iterator[Diagnostic]:
    tables = {kind: library.of_type(kind) for kind in RECORD_TYPES}
    names = {kind: Names(table) for kind, table in tables.items()}
    for entry in library.entries.values():
        for path, got, kind in _references(entry.record):
            if got == entry.record.id:
                yield entry.finding(path, "relation-to-itself")
            elif got not in tables[kind] and got not in library.broken:
                code, values = _why(got, kind, library, names[kind])
                yield entry.finding(path, code, got=got, **values)


def _references(record: Record) -> Iterator[tuple[tuple[Step, ...], str, type[Record]]]:
    for name, kind in _ONE.get(type(record), {}).items():
        if (value := getattr(record, name)) is not None:
            yield (name,), value, kind
    for name, kind in _MANY.get(type(record), {}).items():
        for position, value in enumerate(getattr(record, name)):
            yield (name, position), value, kind
    if isinstance(record, Document):
        for position, relation in enumerate(record.relations):
            yield ("relations", position, "to"), relation.to, Document


def _why(
    got: str, kind: type[Record], library: Library, names: Names
) -> tuple[str, dict[str, str]]:
    """A record that has moved or gone leaves a trace, which is the better hint."""
    if (now := library.aliases.get(got)) in library.of_type(kind):
        return "former-id", {"suggestion": str(now)}
    if tombstone := library.tombstones.get(got):
        successor = tombstone.successor
        known = successor is not None and successor in library.of_type(kind)
        return "withdrawn-reference", {"suggestion": str(successor)} if known else {}
    return "unknown-reference", {"expected": kind.label, **names.suggestion(got)}
