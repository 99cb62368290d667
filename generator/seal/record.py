"""What the last look at a site has shown of the files in which nothing was found.

Such a file need not be looked at again while its bytes are the same and its links lead somewhere.
The ends of links are listed once: who changes or takes away a page asks here what leads to it.
Files with findings are not listed, so every finding is found anew.

Kept are the record of some seal before, as columns, and what has changed since: a seal after one
edit writes down a few files, not all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from itertools import accumulate, chain, count
from typing import Any, NamedTuple

from generator import columns
from generator.kept import Kept
from generator.program import digest
from generator.seal.folder import Workplace
from generator.seal.looking import End
from generator.seal.rules.sizes import Sizes

MOST = 1000
"""Files that may have changed before all of the record is written anew."""


class Clean(NamedTuple):
    """``ends``: numbers of the ends of its links, as text, since hardly anybody asks."""

    digest: str
    sizes: Sizes
    ends: str


class Ends:
    """The ends of links, each with a number, by their pages; all of them are there. Of those that
    are listed ``anchors`` and ``numbers`` are columns, those of a page side by side."""

    def __init__(
        self,
        pages: Iterable[str] = (),
        counts: Iterable[int] = (),
        anchors: Sequence[str] = (),
        numbers: Sequence[int] = (),
    ) -> None:
        self._anchors, self._numbers = anchors, numbers
        places = zip(accumulate(counts, initial=0), counts, strict=False)
        self._places = dict(zip(pages, places, strict=True))
        self._pages: dict[str, dict[str, int]] = {}
        self._new = count(max(numbers, default=-1) + 1)

    def on(self, page: str) -> dict[str, int]:
        """Anchors of this page by which something leads there, and their numbers."""
        if page not in self._pages:
            at, size = self._places.get(page, (0, 0))
            listed = slice(at, at + size)
            pairs = zip(self._anchors[listed], self._numbers[listed], strict=True)
            self._pages[page] = dict(pairs)
        return self._pages[page]

    def number(self, end: End) -> int:
        """Of an end, which is listed if it was not."""
        page, anchor = end
        known = self.on(page)
        if anchor not in known:
            known[anchor] = next(self._new)
        return known[anchor]

    def forget(self, ends: Iterable[End]) -> set[str]:
        """Take away what is no longer there; the numbers of what was listed, as text."""
        gone = (self.on(page).pop(anchor, None) for page, anchor in ends)
        return {str(number) for number in gone if number is not None}

    def outside(self, pages: AbstractSet[str]) -> Iterator[End]:
        """Ends that are not on these pages."""
        for page in {*self._places, *self._pages} - pages:
            yield from ((page, anchor) for anchor in self.on(page))

    def columns(self) -> tuple[dict[str, list[str]], dict[str, list[int]]]:
        """As they are given, texts and numbers."""
        pages = {page: on for page in {**self._places, **self._pages} if (on := self.on(page))}
        lists = pages.values()
        return (
            {"pages": [*pages], "anchors": [*chain.from_iterable(lists)]},
            {
                "counts": [*map(len, lists)],
                "numbers": [*chain.from_iterable(on.values() for on in lists)],
            },
        )


class Record:
    """``files`` without findings, ``weights``: bytes, best compressed, of those that were measured.
    Since the columns were written files have changed ``later`` and ends have ``gone``."""

    def __init__(self, files: dict[str, Clean] | None = None, ends: Ends | None = None) -> None:
        self.files, self.ends = files or {}, ends or Ends()
        self.weights: dict[str, int] = {}
        self.later: dict[str, Any] = {}
        self.gone: set[End] = set()

    def unlike(self, paths: Mapping[str, str]) -> list[str]:
        """Which of these files, path → SHA-256 in hex, are not listed as they are."""
        files = self.files
        return [p for p, known in paths.items() if p not in files or files[p].digest != known]

    def add(self, path: str, digest: str, sizes: Sizes, ends: Iterable[End]) -> None:
        ordered = sorted(ends)
        numbers = " ".join(str(self.ends.number(end)) for end in ordered)
        self.files[path] = Clean(digest, sizes, numbers)
        self.later[path] = [digest, sizes, ordered]

    def drop(self, path: str) -> None:
        self.weights.pop(path, None)
        if self.files.pop(path, None):
            self.later[path] = None

    def lose(self, dead: set[End]) -> set[str]:
        """The files that have a link to one of these, which are forgotten."""
        self.gone |= dead
        gone = self.ends.forget(dead)
        files = self.files.items() if gone else ()
        return {path for path, clean in files if not gone.isdisjoint(clean.ends.split())}


class Last:
    """What the last seal of this workplace has seen; it is read when it is asked for first."""

    def __init__(self, workplace: Workplace, kept: Kept) -> None:
        self.workplace, self._kept = workplace, kept
        place = workplace.site_url, workplace.folders
        self._key = digest(b"seal", repr(place).encode())

    @cached_property
    def record(self) -> Record:
        return _read(self._kept, self._key)

    def keep(self) -> None:
        """What this seal has seen."""
        _keep(self.record, self._kept, self._key)


def _keep(record: Record, kept: Kept, key: bytes) -> None:
    whole, later = _names(key)
    if kept.get(whole) is None or len(record.later) + len(record.gone) > MOST:
        kept.put(whole, _as_columns(record))
        record.later, record.gone = {}, set()
    changes = record.weights, sorted(record.gone), record.later
    kept.put(later, json.dumps(changes).encode())


def _read(kept: Kept, key: bytes) -> Record:
    whole, later = map(kept.get, _names(key))
    if whole is None or later is None:
        return Record()
    record = _of_columns(whole)
    weights, gone, changes = json.loads(later)
    record.gone = {(page, anchor) for page, anchor in gone}
    record.ends.forget(record.gone)
    for path, row in changes.items():
        record.drop(path)
        if row:
            digest, (kind, rows, packed, loads), ends = row
            sizes = Sizes(kind, rows, packed, tuple(loads))
            record.add(path, digest, sizes, map(tuple, ends))
    record.weights = weights
    return record


def _names(key: bytes) -> tuple[bytes, bytes]:
    return digest(key, b"whole"), digest(key, b"later")


def _as_columns(record: Record) -> bytes:
    """What files load is much the same for all."""
    files, sizes = record.files.values(), [clean.sizes for clean in record.files.values()]
    loads = {each: n for n, each in enumerate(dict.fromkeys(each.loads for each in sizes))}
    pages, numbers = record.ends.columns()
    texts: dict[str, Iterable[str]] = {
        "paths": record.files,
        "digests": (each.digest for each in files),
        "kinds": (each.kind for each in sizes),
        "ends": (each.ends for each in files),
        "loaded": map(json.dumps, loads),
        **pages,
    }
    figures: dict[str, Iterable[int]] = {
        "rows": (each.rows for each in sizes),
        "packed": (each.packed for each in sizes),
        "loads": (loads[each.loads] for each in sizes),
        **numbers,
    }
    return columns.pack(texts, figures)


def _of_columns(data: bytes) -> Record:
    texts, numbers = columns.unpack(data)
    loaded = [tuple(json.loads(each)) for each in texts["loaded"]]
    loads = map(loaded.__getitem__, numbers["loads"])
    rows = zip(texts["kinds"], numbers["rows"], numbers["packed"], loads, strict=True)
    sizes = map(partial(tuple.__new__, Sizes), rows)  # ten thousands: as quickly as can be
    clean = zip(texts["digests"], sizes, texts["ends"], strict=True)
    files = dict(zip(texts["paths"], map(partial(tuple.__new__, Clean), clean), strict=True))
    ends = Ends(texts["pages"], numbers["counts"], texts["anchors"], numbers["numbers"])
    return Record(files, ends)
