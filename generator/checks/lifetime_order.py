"""Bodies and localities begin before they end."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library


def check(library: Library) -> Iterator[Diagnostic]:
    for table in (library.bodies, library.localities):
        for record in table.values():
            start, end = record.existed_from, record.existed_to
            if start and end and end.before(start):
                values = {"start": str(start), "end": str(end)}
                found = library.entries[record.id].finding
                yield found(("existed_to",), "lifetime-order", **values)
