"""The codes in a number are codes of the issuing bodies."""

from __future__ import annotations

from collections.abc import Iterator

from generator.citations.number import normal_form, parse
from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.types import Document
from generator.records.vocabulary import Kind


def check(library: Library) -> Iterator[Diagnostic]:
    for document in library.documents.values():
        known = _codes(document, library)
        for code in _written(document):
            if known and code not in known:
                values = {"expected": ", ".join(sorted(known)), "got": code}
                yield library.entries[document.id].finding(("number",), "number-body", **values)


def _written(document: Document) -> tuple[str, ...]:
    number = parse(normal_form(document.number)) if document.number else None
    if number is None:
        return ()
    if document.kind is Kind.OFFICIAL_LETTER and number.symbol not in (None, "CV"):
        return (number.symbol,)
    return number.codes


def _codes(document: Document, library: Library) -> set[str]:
    """Codes of the bodies; empty, and so not checked, where one of them has none recorded."""
    codes: set[str] = set()
    for identity in document.issued_by:
        body = library.bodies.get(identity)
        if body is None or not body.codes:
            return set()
        codes.update(body.codes)
    return codes
