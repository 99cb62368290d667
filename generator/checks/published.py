"""A published address answers for ever: whoever renames, joins or withdraws a record says so.

Only pages of records are asked for; a record that has moved to another folder under its id is
found. Lists come and go with what they list; their addresses lead to the list above them without
anybody's doing (`generator.views.redirects`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.types import PageFolder, Tombstone

_FOLDERS = get_args(PageFolder)
_RECORD = re.compile(rf"/({'|'.join(_FOLDERS)})/(?!trang-[0-9]+/)([^/]+)/.*")


def check(library: Library) -> Iterator[Diagnostic]:
    answered = {*_answered(library), *library.broken}
    for address in sorted(library.published.registry.days):
        if not (found := _RECORD.fullmatch(address)):
            continue
        folder, identity = found.groups()
        if identity not in answered:
            answered.add(identity)  # what lies below it is the same loss
            values = {"got": address, "id": identity, "folder": folder}
            yield library.published.finding(address, "address-lost", **values)


def _answered(library: Library) -> Iterator[str]:
    for entry in library.entries.values():
        record = entry.record
        if isinstance(record, Tombstone) or record.folder in _FOLDERS:
            yield from (record.id, *record.aliases)
