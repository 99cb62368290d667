"""What a training session refers to exists: a record of any type but a session, and the article
of its full text where one is named."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.near import Names
from generator.reader.tree import Step
from generator.records.excerpt import anchors
from generator.records.types import (
    Body,
    Document,
    Figure,
    Locality,
    Model,
    OutlineItem,
    Record,
    Topic,
    TrainingSession,
)

READABLE: tuple[type[Record], ...] = (Document, Model, Figure, Topic, Body, Locality)


def check(library: Library) -> Iterator[Diagnostic]:
    readable = sorted(i for i, e in library.entries.items() if isinstance(e.record, READABLE))
    names = Names(readable)
    expected = ", ".join(kind.label for kind in READABLE)
    for session in library.sessions.values():
        finding = library.entries[session.id].finding
        for path, item in _items(session):
            record, anchor = item.record, item.anchor
            if record is None or record in library.broken:
                continue
            if record not in readable:
                values = {"got": record, "expected": expected, **names.suggestion(record)}
                yield finding(path, "unknown-reference", **values)
            elif anchor and anchor not in (known := anchors(library.texts.get(record, ()))):
                values = {"got": anchor, "record": record, **Names(known).suggestion(anchor)}
                yield finding(path, "unknown-article", **values)


def _items(session: TrainingSession) -> Iterator[tuple[tuple[Step, ...], OutlineItem]]:
    for position, part in enumerate(session.outline):
        for place, item in enumerate(part.items):
            yield ("outline", position, "items", place, "ref"), item
