"""The rules: one module each, with the codes it reports. All rules run; none raises.

Text rules look at a file as written, full text rules at the wording of a document, library rules at
all records together. To add one, write a module with ``check``, put it into the tuple, give its
code a message in ``generator.messages`` and a case under ``tests/checks/cases``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.checks import (
    acting_order,
    address_form,
    aliases,
    article_order,
    cycles,
    duplicate_document,
    effect_dates,
    id_matches_file,
    invisible,
    issuer_lifetime,
    lifetime_order,
    look_alike,
    nfc,
    number_body,
    number_form,
    number_kind,
    published,
    references,
    relation_sides,
    session_minutes,
    session_refs,
    source_age,
    source_missing,
    stacked_marks,
    successors,
    sums,
)
from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.reader.source import Source
from generator.reader.texts import FullText

TextRule = Callable[[Source], Iterator[Diagnostic]]
FullTextRule = Callable[[FullText], Iterator[Diagnostic]]
LibraryRule = Callable[[Library], Iterator[Diagnostic]]

TEXT_RULES: tuple[TextRule, ...] = (
    nfc.check,
    look_alike.check,
    invisible.check,
    stacked_marks.check,
)

FULL_TEXT_RULES: tuple[FullTextRule, ...] = (article_order.check,)

LIBRARY_RULES: tuple[LibraryRule, ...] = (
    id_matches_file.check,
    duplicate_document.check,
    number_form.check,
    number_kind.check,
    number_body.check,
    address_form.check,
    references.check,
    aliases.check,
    successors.check,
    published.check,
    relation_sides.check,
    cycles.check,
    effect_dates.check,
    acting_order.check,
    issuer_lifetime.check,
    lifetime_order.check,
    sums.check,
    session_minutes.check,
    session_refs.check,
    source_age.check,
    source_missing.check,
)


def check_text(source: Source) -> Iterator[Diagnostic]:
    for rule in TEXT_RULES:
        yield from rule(source)


def check_full_text(text: FullText) -> Iterator[Diagnostic]:
    """A text is a file as written as well."""
    yield from check_text(text.source)
    for rule in FULL_TEXT_RULES:
        yield from rule(text)


def check_library(library: Library) -> Iterator[Diagnostic]:
    for rule in LIBRARY_RULES:
        yield from rule(library)
