"""A withdrawn record hands over to a living one, so that no reader is sent from grave to grave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.near import Names
from generator.records.types import RECORD_TYPES, PageFolder, Tombstone

_FOLDERS = frozenset(get_args(PageFolder))


def check(library: Library) -> Iterator[Diagnostic]:
    living = {
        i: entry.record.folder
        for i, entry in library.entries.items()
        if entry.record.folder in _FOLDERS
    }
    names = Names(living)
    for tombstone in library.tombstones.values():
        got = tombstone.successor
        if got is not None and got not in living and got not in library.broken:
            code, values = _why(tombstone, got, living, library, names)
            yield library.entries[tombstone.id].finding(("successor",), code, got=got, **values)


def _why(
    tombstone: Tombstone, got: str, living: dict[str, str], library: Library, names: Names
) -> tuple[str, dict[str, str]]:
    if got == tombstone.id:
        return "relation-to-itself", {}
    if got in library.tombstones:
        last = _last(got, library)
        return "successor-withdrawn", {"suggestion": last} if last in living else {}
    if (now := library.aliases.get(got)) in living:
        return "former-id", {"suggestion": str(now)}
    labels = ", ".join(k.label for k in RECORD_TYPES if k.folder in _FOLDERS)
    return "unknown-reference", {"expected": labels, **names.suggestion(got)}


def _last(identity: str, library: Library) -> str:
    """The end of a chain of withdrawals, or the place where a circle closes."""
    seen: set[str] = set()
    while identity in library.tombstones and identity not in seen:
        seen.add(identity)
        identity = library.tombstones[identity].successor or identity
    return identity
