"""A number is written by the rules; what a source printed otherwise goes to number_printed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.citations.number import normal_form, parse
from generator.diagnostics import Diagnostic
from generator.library import Library


def check(library: Library) -> Iterator[Diagnostic]:
    for document in library.documents.values():
        if document.number is None:
            continue
        entry, right = library.entries[document.id], normal_form(document.number)
        if right != document.number:
            values = {"got": document.number, "suggestion": right}
            yield entry.finding(("number",), "number-form", **values)
        elif parse(right) is None:
            yield entry.finding(("number",), "number-grammar", got=document.number)
