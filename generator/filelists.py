"""Lists of files, by path what is known of each, kept from one run to the next.

Lists of one file have nearly all in common, and nearly all with those of the run before: there is
one whole list, and for each in what it differs from that. Beside each there may be `Marks` of the
folders that hold its files.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import compress, filterfalse
from operator import ne
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar

from generator import columns, program
from generator.kept import Kept
from generator.walking import Marks

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


class Unlike(NamedTuple):
    """In what a list differs from another: what it has beside that, and what not."""

    changed: Files
    gone: Collection[str]

    @classmethod
    def of(cls, files: Files, other: Files) -> Unlike:
        changed = {path: files[path] for path in unlike(files, other)}
        return cls(changed, [*filterfalse(files.__contains__, other)])

    def files(self, other: Files) -> dict[str, Known]:
        """The list that this tells of."""
        found = {**other, **self.changed}
        for path in self.gone:
            found.pop(path, None)
        return found

    def then(self, more: Unlike) -> Unlike:
        """In what a list differs that differs from this one in what is ``more``."""
        changed = {**self.changed, **more.changed}
        for path in more.gone:
            changed.pop(path, None)
        return Unlike(changed, {*self.gone, *more.gone} - more.changed.keys())


class Lists:
    """Lists by key in the file ``place``, of programs of this version.

    `put`, `amend` and `stay` say which there are to be; `save` keeps these and no others.
    """

    def __init__(self, place: Path, version: bytes | None = None) -> None:
        self._kept = Kept(place, version)
        self._next: dict[bytes, Unlike] = {}
        self._marks: dict[bytes, Marks] = {}
        self.at = place.stat().st_mtime_ns if place.is_file() else 0
        """When the file was written."""

    @cached_property
    def _whole(self) -> Files:
        data = self._kept.get(_WHOLE)
        return unpack(data) if data else {}

    def get(self, key: bytes) -> dict[str, Known] | None:
        told = self._told(key)
        return None if told is None else told.files(self._whole)

    def marks(self, key: bytes) -> dict[str, int]:
        """Those that are kept beside a list. In a folder as young as the file they are kept in a
        name may have changed after it was marked, at the same time by the clock."""
        data = self._kept.get(_beside(key))
        if data is None:
            return {}
        texts, numbers = columns.unpack(data)
        marks = zip(texts["folders"], numbers["times"], strict=True)
        return {folder: changed for folder, changed in marks if changed < self.at}

    def _told(self, key: bytes) -> Unlike | None:
        if (data := self._kept.get(key)) is None:
            return None
        changed, gone = json.loads(data)
        return Unlike({path: Known(*row) for path, row in changed.items()}, gone)

    def put(self, key: bytes, files: Files) -> None:
        self._next[key] = Unlike.of(files, self._whole)

    def amend(self, key: bytes, files: Files, like: bytes, known: Files) -> None:
        """As `put`, where the list ``known`` is kept under ``like``: without reading that."""
        if (told := self._told(like)) is None:
            self.put(key, files)
        else:
            self._next[key] = told.then(Unlike.of(files, known))

    def mark(self, key: bytes, marks: Marks) -> None:
        """Keep these beside the list."""
        self._marks[key] = marks

    def stay(self, key: bytes) -> None:
        """What is kept under the key, if anything is, is to stay so."""
        if (told := self._told(key)) is not None:
            self._next[key] = told
        self.mark(key, self.marks(key))

    def save(self) -> None:
        if any(len(each.changed) + len(each.gone) > MOST for each in self._next.values()):
            lists = {key: each.files(self._whole) for key, each in self._next.items()}
            self._whole = next(iter(lists.values()))
            self._next = {key: Unlike.of(files, self._whole) for key, files in lists.items()}
            self._kept.put(_WHOLE, pack(self._whole))
        else:
            self._kept.get(_WHOLE)  # what nobody asks for does not stay
        for key, (changed, gone) in self._next.items():
            self._kept.put(key, json.dumps([changed, sorted(gone)]).encode())
        for key, marks in self._marks.items():
            packed = columns.pack({"folders": marks}, {"times": marks.values()})
            self._kept.put(_beside(key), packed)
        self._kept.save()


def _beside(key: bytes) -> bytes:
    return program.digest(b"marks", key)


def unlike(files: Mapping[str, T], other: Mapping[str, T]) -> Iterator[str]:
    """Of which files the other list does not say the same: ten thousands, as quickly as can be."""
    return compress(files, map(ne, files.values(), map(other.get, files)))


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
