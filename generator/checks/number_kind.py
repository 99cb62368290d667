"""The symbol in a number fits the kind; it never decides it (QĐ is quyết định and quy định)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.citations.number import normal_form, parse
from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.types import Document
from generator.records.vocabulary import Kind


def check(library: Library) -> Iterator[Diagnostic]:
    for document in library.documents.values():
        symbol = _symbol(document)
        if symbol and document.kind.symbols and symbol not in document.kind.symbols:
            values = {
                "kind": document.kind.value,
                "expected": ", ".join(sorted(document.kind.symbols)),
                "got": symbol,
            }
            yield library.entries[document.id].finding(("number",), "number-kind", **values)


def _symbol(document: Document) -> str | None:
    """An official letter in State form has the body where others have the symbol: 22/UBND-KGVX."""
    number = parse(normal_form(document.number)) if document.number else None
    if number is None or (document.kind is Kind.OFFICIAL_LETTER and "-" not in number.ordinal):
        return number.symbol if number and number.symbol == "CV" else None
    return number.symbol
