"""A document takes effect on or after the day of issue and ends after it began."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library


def check(library: Library) -> Iterator[Diagnostic]:
    for document in library.documents.values():
        entry = library.entries[document.id]
        issued, effective = document.issued_on, document.effective_on
        if issued and effective and effective.before(issued):
            values = {"effective": str(effective), "issued": str(issued)}
            yield entry.finding(("effective_on",), "effective-before-issued", **values)
        start, end = effective or issued, document.expires_on
        if start and end and end.before(start):
            values = {"expires": str(end), "start": str(start)}
            yield entry.finding(("expires_on",), "expires-before-effective", **values)
