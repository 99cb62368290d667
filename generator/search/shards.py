"""The sorted dictionary, cut into shards of some KB, and mended where an edit touches it."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.search.contents import Lost
from generator.search.postings import (
    Codes,
    levelled,
    moved,
    packed,
    parted,
    read_varint,
    unpacked,
    varint,
)
from generator.search.terms import ANYWHERE, ONCE

LEAST, MOST = 2_500, 8_000
"""Bytes of a shard before compression, some 1 to 4 KB after it: small pieces pay, because a query
needs few terms."""

ONE_IN = 20
"""Between these sizes a shard begins at one term of so many, chosen by the term itself, so that an
edited record moves few borders."""

LONG = 6_000
"""In a list of more items than this, bodies are told apart no more: of a pair that stands all over
the places say little, of a word how often it occurs, and both are most of the bytes."""


FEW = 12
"""Moves up to which it pays to look for their places among packed postings."""


class Entry(NamedTuple):
    """A term, the number of its items, and their postings."""

    term: bytes
    items: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Shard:
    """Its first and last term, its bytes, and the digest of what it holds."""

    first: str
    last: str
    size: int
    key: bytes
    version: str


class Cut(NamedTuple):
    """A shard that has been made: first and last term, and what it holds."""

    first: str
    last: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of the items since the last build. ``to`` gives for each position then the one
    now, ``gone`` for each term the codes of items that have left or changed, at their positions
    then, ``come`` of those that are new or have changed, at their positions now. ``moves`` tells
    from which position then on items that stay are how many places further than those before."""

    to: Sequence[int]
    gone: Codes
    come: Codes
    moves: Sequence[tuple[int, int]]


def mended(
    old: Sequence[Shard], edit: Edit, read: Callable[[bytes], bytes], counts: dict[str, int]
) -> Iterator[Shard | Cut]:
    """The shards after an edit: old ones that nothing touches, and others. ``counts`` of items is
    brought up to date for each term that is touched. Raise `Lost` where the old ones do not do."""
    firsts = [shard.first for shard in old]
    of_shard: dict[int, list[str]] = defaultdict(list)
    for term in {*edit.gone, *edit.come}:
        of_shard[max(0, bisect_right(firsts, term) - 1)].append(term)

    def pieces() -> Iterator[Shard | list[Entry]]:
        for number in range(max(1, len(old))):
            terms = of_shard.get(number, [])
            if old and not terms and not edit.moves:
                yield old[number]
                continue
            rows = {e.term: e for e in entries(read(old[number].key))} if old else {}
            wanted = {term.encode(): term for term in terms}
            if edit.moves:
                wanted = {key: key.decode() for key in rows} | wanted
            for key, term in wanted.items():
                entry = _mended(rows.pop(key, Entry(key, 0, b"")), term, edit)
                counts[term] = entry.items
                rows[key] = entry
            yield sorted(entry for entry in rows.values() if entry.items)

    return cut(pieces(), read)


def _mended(entry: Entry, term: str, edit: Edit) -> Entry:
    if len(edit.moves) <= FEW and term not in edit.gone and term not in edit.come:
        return entry._replace(data=moved(entry.data, edit.moves))
    positions, weights = unpacked(entry.data)
    if left := {code >> 8 for code in edit.gone.get(term, ())}:
        kept = [at for at, position in enumerate(positions) if position not in left]
        positions = [positions[at] for at in kept]
        weights = bytes([weights[at] for at in kept])
    positions = [edit.to[position] for position in positions]
    if come := edit.come.get(term, ()):
        codes = [at << 8 | weight for at, weight in zip(positions, weights, strict=True)]
        positions, weights = parted(sorted([*codes, *come]) if codes else come)
    if len(positions) > LONG:
        weights = levelled(weights, ANYWHERE if "_" in term else ONCE)
    elif entry.items > LONG:
        raise Lost
    return Entry(entry.term, len(positions), packed(positions, weights))


def entries(data: bytes) -> Iterator[Entry]:
    """The entries of a shard. Each is: shared prefix, length of the rest, the rest, number of
    items, length of the postings (varints), postings."""
    term, at = b"", 0
    while at < len(data):
        shared, at = read_varint(data, at)
        size, at = read_varint(data, at)
        term = term[:shared] + data[at : at + size]
        count, at = read_varint(data, at + size)
        length, at = read_varint(data, at)
        yield Entry(term, count, data[at : at + length])
        at += length


class _Open:
    """The shard that is being filled; ``whole`` is an old one, as long as nothing is added."""

    def __init__(self, whole: Shard | None = None) -> None:
        self.whole = whole
        self.size = whole.size if whole else 0
        self._first = self._last = b""
        self._data = bytearray()

    def add(self, entry: Entry, read: Callable[[bytes], bytes]) -> None:
        if self.whole:
            self._first, self._last = self.whole.first.encode(), self.whole.last.encode()
            self._data += read(self.whole.key)
            self.whole = None
        if not self._data:
            self._first = entry.term
        shared = _shared(entry.term, self._last)
        rest = entry.term[shared:]
        self._data += varint(shared) + varint(len(rest)) + rest
        self._data += varint(entry.items) + varint(len(entry.data)) + entry.data
        self._last, self.size = entry.term, len(self._data)

    def closed(self) -> Iterator[Shard | Cut]:
        if self.whole:
            yield self.whole
        elif self._data:
            yield Cut(self._first.decode(), self._last.decode(), bytes(self._data))


def cut(
    pieces: Iterable[Shard | Sequence[Entry]], read: Callable[[bytes], bytes]
) -> Iterator[Shard | Cut]:
    """Entries in their order, and old shards where no term differs, as shards. An old one stays
    where one begins with its first term and with the term behind its last."""
    filled, before = _Open(), None
    for piece in pieces:
        if isinstance(piece, Shard):
            follows = filled.whole is not None and filled.whole is before
            before = piece
            if not filled.size or follows or _begins(next(entries(read(piece.key))), filled):
                yield from filled.closed()
                filled = _Open(piece)
                continue
        else:
            before = None
        for entry in entries(read(piece.key)) if isinstance(piece, Shard) else piece:
            if filled.size and _begins(entry, filled):
                yield from filled.closed()
                filled = _Open()
            filled.add(entry, read)
    yield from filled.closed()


def _begins(entry: Entry, filled: _Open) -> bool:
    """True where a new shard begins with this term."""
    return filled.size + len(entry.data) > MOST or (
        filled.size > LEAST and zlib.crc32(entry.term) % ONE_IN == 0
    )


def borders(shards: Iterable[Shard]) -> Iterator[str]:
    """Of each as much of its first term as tells it from the last one before: the router holds all
    of them."""
    before = None
    for shard in shards:
        yield "" if before is None else border(shard.first, before)
        before = shard.last


def border(term: str, before: str) -> str:
    return next(term[:at] for at in range(1, len(term) + 1) if term[:at] > before)


def _shared(one: bytes, other: bytes) -> int:
    """Length of the common beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
