"""Lists of files, by path what is known of each, kept from one run to the next.

Lists of one file have nearly all in common, and nearly all with those of the run before: there is
one whole list, and for each in what it differs from that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import compress, filterfalse
from operator import ne
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar

from generator import columns, program
from generator.kept import Kept

MOST = 2000
"""Files in which a list may differ from the whole one before that is written anew."""

_WHOLE = program.digest(b"whole")


class Known(NamedTuple):
    """``digest`` is the SHA-256 in hex, empty where that is not known; ``time`` that of the last
    change in nanoseconds."""

    digest: str
    size: int
    time: int


Files: TypeAlias = Mapping[str, Known]
T = TypeVar("T")


class Lists:
    """Lists by key in the file ``place``, of programs of this version."""

    def __init__(self, place: Path, version: bytes | None = None) -> None:
        self._kept = Kept(place, version)
        data = self._kept.get(_WHOLE)
        self._whole: Files = unpack(data) if data else {}

    def get(self, key: bytes) -> dict[str, Known] | None:
        if (data := self._kept.get(key)) is None:
            return None
        changed, gone = json.loads(data)
        return applied(self._whole, {path: Known(*row) for path, row in changed.items()}, gone)

    def keep(self, lists: Mapping[bytes, Files]) -> None:
        """Keep these and no others."""
        news = {key: differences(self._whole, files) for key, files in lists.items()}
        if any(len(changed) + len(gone) > MOST for changed, gone in news.values()):
            self._whole = next(iter(lists.values()))
            self._kept.put(_WHOLE, pack(self._whole))
            news = {key: differences(self._whole, files) for key, files in lists.items()}
        for key, changes in news.items():
            self._kept.put(key, json.dumps(changes).encode())
        self._kept.save()


def differences(whole: Files, files: Files) -> tuple[dict[str, Known], list[str]]:
    """In what a list differs from the whole one: what it has beside that, and what not."""
    changed = {path: files[path] for path in unlike(files, whole)}
    return changed, [*filterfalse(files.__contains__, whole)]


def unlike(files: Mapping[str, T], other: Mapping[str, T]) -> Iterator[str]:
    """Of which files the other list does not say the same: ten thousands, as quickly as can be."""
    return compress(files, map(ne, files.values(), map(other.get, files)))


def applied(whole: Files, changed: Files, gone: Iterable[str]) -> dict[str, Known]:
    """The list of these differences."""
    files = {**whole, **changed}
    for path in gone:
        del files[path]
    return files


def pack(files: Files) -> bytes:
    """A list as `unpack` takes it."""
    rows = files.values()
    return columns.pack(
        {"paths": files, "digests": (known.digest for known in rows)},
        {"sizes": (known.size for known in rows), "times": (known.time for known in rows)},
    )


def unpack(data: bytes) -> dict[str, Known]:
    texts, numbers = columns.unpack(data)
    rows: Iterable[tuple[str, int, int]] = zip(
        texts["digests"], numbers["sizes"], numbers["times"], strict=True
    )
    known = map(partial(tuple.__new__, Known), rows)  # ten thousands: as quickly as can be
    return dict(zip(texts["paths"], known, strict=True))
