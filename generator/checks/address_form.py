"""Ids and numbers become addresses, and those become files: each gives a name that every file
system takes and that no list of ours has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.citations.number import number_slug
from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.reader.tree import Step
from generator.records.types import Document, Record, Tombstone

LONGEST = 100
"""Characters; file systems take 255 bytes, and a page is not all that its folder holds."""

_TAKEN = re.compile(r"index|trang-[0-9]+|con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names of lists and their parts (`views.addresses`), and those that Windows gives to devices."""


def check(library: Library) -> Iterator[Diagnostic]:
    for entry in library.entries.values():
        for path, written, name in _names(entry.record):
            if not name or len(name) > LONGEST or _TAKEN.fullmatch(name):
                values = {"got": _shortened(written), "name": _shortened(name)}
                yield entry.finding(path, "address-form", **values)


def _names(record: Record) -> Iterator[tuple[tuple[Step, ...], str, str]]:
    """Place, what is written there, and the last part of the address that it gives."""
    yield ("id",), record.id, record.id
    for position, alias in enumerate(record.aliases):
        yield ("aliases", position), alias, alias
    if isinstance(record, Document | Tombstone) and record.number is not None:
        yield ("number",), record.number, number_slug(record.number)
    if isinstance(record, Document):
        for position, number in enumerate(record.number_printed):
            yield ("number_printed", position), number, number_slug(number)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
