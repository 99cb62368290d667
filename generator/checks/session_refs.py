"""What a training session refers to exists: a record of any type but a session."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.types import Body, Document, Figure, Locality, Model, Record, Topic

READABLE: tuple[type[Record], ...] = (Document, Model, Figure, Topic, Body, Locality)


def check(library: Library) -> Iterator[Diagnostic]:
    readable = {i for i, e in library.entries.items() if isinstance(e.record, READABLE)}
    expected = ", ".join(kind.label for kind in READABLE)
    for session in library.sessions.values():
        for position, part in enumerate(session.outline):
            for place, item in enumerate(part.items):
                got = item.record
                if got is None or got in readable or got in library.broken:
                    continue
                near = difflib.get_close_matches(got, sorted(readable), n=1, cutoff=0.6)
                values = {"got": got, "expected": expected}
                values |= {"suggestion": near[0]} if near else {}
                path = ("outline", position, "items", place, "ref")
                yield library.entries[session.id].finding(path, "unknown-reference", **values)
