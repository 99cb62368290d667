"""Results kept from one run to the next, in a file that may be lost, old, damaged or foreign at any
time: what cannot be trusted is made again.

A file holds the digest of the program that wrote it, and blocks. A block has a digest of itself and
of all before it, its length, and then: how many keys go, how many entries come, the lengths of all
keys and values, these keys, these values. The first block of a file has all entries of a run,
others what a run changed; where they grow too many, the file is written anew. A block that is not
whole, because somebody was killed, counts for nothing with all that is behind it: what is left is
what an earlier run kept.

Values are bytes, and whoever reads them must not run them: no pickles.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from array import array
from collections.abc import Collection, Iterable, Mapping
from itertools import accumulate, filterfalse, pairwise
from pathlib import Path

from generator import files, program
from generator.program import SIZE

_NUMBER = array("I").itemsize
_LENGTH = 8
_HEAD = SIZE + _LENGTH
"""Bytes of a block before what it holds."""

_MORE = 4
"""As large a part of the first block may all others be together: one in so many."""


class Kept:
    """Values by key. Those that a run asked for or added stay."""

    def __init__(self, place: Path, version: bytes | None = None) -> None:
        """``version`` tells which program's results these are; the whole package's by default."""
        self._place, self._version = place, version or program.identity()
        self._data, self._places = b"", dict[bytes, slice]()
        self._used: dict[bytes, bytes] = {}
        self._new: set[bytes] = set()
        self._size = self._most = 0
        self._last = self._version
        self._read()

    def get(self, key: bytes) -> bytes | None:
        value = self._used.get(key)
        if value is None and (place := self._places.get(key)):
            value = self._used[key] = self._data[place]
        return value

    def put(self, key: bytes, value: bytes) -> None:
        if self.get(key) != value:
            self._used[key] = value
            self._new.add(key)

    def hold(self, places: Iterable[Path]) -> None:
        """Hold what the files at these places hold, and nothing else; where two of them contradict
        each other, nothing at all."""
        found: dict[bytes, bytes] = {}
        for place in places:
            other = Kept(place, self._version)
            for key, at in other._places.items():
                if found.setdefault(key, value := other._data[at]) != value:
                    return self._start({})
        return self._start(found)

    def _start(self, values: dict[bytes, bytes]) -> None:
        self._data, self._places, self._used = b"", {}, values
        self._new, self._size = {*values}, 0

    def save(self) -> None:
        """Keep what was asked for or added, and nothing else; write nothing where that is what
        the file holds."""
        if not self._new and len(self._used) == len(self._places):
            return
        if not self._append():
            block = _block(self._version, (), self._used)
            files.replace_file(self._place, self._version + block)
            self._most = len(block) + len(block) // _MORE
            self._is_written(block, len(self._version))
        self._places, self._new = dict.fromkeys(self._used, slice(0)), set()

    def _append(self) -> bool:
        """Write what differs behind what the file holds, unless that is not as it was read, or
        would be too much."""
        gone = [*filterfalse(self._used.__contains__, self._places)]
        block = _block(self._last, gone, {key: self._used[key] for key in self._new})
        if not self._size or self._size + len(block) > self._most:
            return False
        try:
            with self._place.open("r+b") as file:
                if file.seek(0, os.SEEK_END) != self._size:
                    return False
                file.write(block)
        except OSError:
            return False
        self._is_written(block, self._size)
        return True

    def _is_written(self, block: bytes, at: int) -> None:
        self._last, self._size = block[:SIZE], at + len(block)

    def _read(self) -> None:
        with contextlib.suppress(OSError):
            self._data = self._place.read_bytes()
        if self._data[:SIZE] != self._version:
            return
        at, view = SIZE, memoryview(self._data)
        while whole := _whole(view, at, self._last):
            self._last = bytes(view[at : at + SIZE])
            self._take(view, at + _HEAD)
            at = whole
            self._most = self._most or at + at // _MORE
        self._size = at if at == len(self._data) else 0

    def _take(self, view: memoryview, at: int) -> None:
        """Take the entries of the block whose numbers begin here."""
        gone, count = _numbers(view, at, 2)
        at += _NUMBER * 2
        lengths = _numbers(view, at, gone + 2 * count)
        at += _NUMBER * len(lengths)
        ends = [*accumulate(lengths, initial=at)]
        keys = [self._data[at:end] for at, end in pairwise(ends[: gone + count + 1])]
        for key in keys[:gone]:
            self._places.pop(key, None)
        places = map(slice, ends[gone + count : -1], ends[gone + count + 1 :])
        self._places.update(zip(keys[gone:], places, strict=True))


def _numbers(view: memoryview, at: int, count: int) -> array[int]:
    return array("I", bytes(view[at : at + _NUMBER * count]))


def _block(before: bytes, gone: Collection[bytes], come: Mapping[bytes, bytes]) -> bytes:
    """A block behind the one of this digest."""
    keys, values = come.keys(), come.values()
    lengths = [len(gone), len(come), *map(len, gone), *map(len, keys), *map(len, values)]
    rest = b"".join([array("I", lengths).tobytes(), *gone, *keys, *values])
    return b"".join([_digest(before, rest), len(rest).to_bytes(_LENGTH, "big"), rest])


def _whole(view: memoryview, at: int, before: bytes) -> int:
    """Where the block ends that begins here, behind the one of this digest; 0 where none does."""
    start = at + _HEAD
    end = start + int.from_bytes(view[at + SIZE : start], "big")
    is_whole = start < end <= len(view) and view[at : at + SIZE] == _digest(before, view[start:end])
    return end if is_whole else 0


def _digest(before: bytes, rest: bytes | memoryview) -> bytes:
    """The first bytes of SHA-256: files are tens of megabytes, and processors have it built in."""
    whole = hashlib.sha256(before)
    whole.update(rest)
    return whole.digest()[:SIZE]
