"""A source is not older than what it states: a date later than the page that prints it is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.reader.tree import Step
from generator.records.dates import PartialDate
from generator.records.types import Document, Figure, Model, Record, Source


def check(library: Library) -> Iterator[Diagnostic]:
    for entry in library.entries.values():
        fact = _fact(entry.record)
        for path, source in _sources(entry.record):
            if fact and source.published_on and source.published_on.before(fact):
                values = {"published": str(source.published_on), "fact": str(fact)}
                yield entry.finding((*path, "published_on"), "source-too-old", **values)


def _fact(record: Record) -> PartialDate | None:
    if isinstance(record, Document):
        return record.issued_on
    if isinstance(record, (Model, Figure)) and record.year:
        return PartialDate(record.year)
    return None


def _sources(record: Record) -> Iterator[tuple[tuple[Step, ...], Source]]:
    for position, source in enumerate(record.sources):
        yield ("sources", position), source
    if isinstance(record, Document):
        for position, relation in enumerate(record.relations):
            if relation.source:
                yield ("relations", position, "source"), relation.source
        if record.in_force_confirmed:
            yield ("in_force_confirmed", "source"), record.in_force_confirmed.source
