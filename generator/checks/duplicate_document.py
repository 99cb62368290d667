"""Identity is kind, number, issuing bodies and day of issue; never the number alone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.citations.number import normal_form
from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.types import Document


def check(library: Library) -> Iterator[Diagnostic]:
    first: dict[object, str] = {}
    for document in library.documents.values():
        if (key := _identity(document)) is None:
            continue
        other = first.setdefault(key, document.id)
        if other != document.id:
            found = library.entries[document.id].finding
            path = library.entries[other].source.path
            yield found(("number",), "duplicate-document", other=path)


def _identity(document: Document) -> object:
    """None for a document without a number: two such may well share all the rest."""
    if document.number is None:
        return None
    bodies = tuple(sorted(document.issued_by))
    return document.kind, normal_form(document.number), bodies, document.issued_on
