"""Results kept from one run to the next, in a file that may be lost, old, damaged or foreign at any
time: what cannot be trusted is made again.

A file holds the digest of the program that wrote it, a digest of the rest, and the rest: how many
entries there are, the lengths of their keys and values, all keys, all values. Values are bytes, and
whoever reads them must not run them: no pickles.
"""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Iterable
from itertools import accumulate, pairwise
from pathlib import Path

from generator import files, program
from generator.program import SIZE, digest

_NUMBER = array("I").itemsize


class Kept:
    """Values by key. Those that a run asked for or added stay."""

    def __init__(self, place: Path, version: bytes | None = None) -> None:
        """``version`` tells which program's results these are; the whole package's by default."""
        self._place, self._version = place, version or program.identity()
        self._data, self._ends = b"", dict[bytes, tuple[int, int]]()
        self._used: dict[bytes, bytes] = {}
        self._changed = False
        self._read()

    def get(self, key: bytes) -> bytes | None:
        value = self._used.get(key)
        if value is None and (place := self._ends.get(key)):
            value = self._used[key] = self._data[place[0] : place[1]]
        return value

    def put(self, key: bytes, value: bytes) -> None:
        if self.get(key) != value:
            self._used[key] = value
            self._changed = True

    def hold(self, places: Iterable[Path]) -> None:
        """Hold what the files at these places hold, and nothing else; where two of them contradict
        each other, nothing at all."""
        found: dict[bytes, bytes] = {}
        for place in places:
            other = Kept(place, self._version)
            for key, (at, end) in other._ends.items():
                if found.setdefault(key, value := other._data[at:end]) != value:
                    return self._start({})
        return self._start(found)

    def _start(self, values: dict[bytes, bytes]) -> None:
        self._data, self._ends, self._used, self._changed = b"", {}, values, True

    def save(self) -> None:
        """Keep what was asked for or added, and nothing else; write nothing where that is what
        the file holds."""
        if not self._changed and len(self._used) == len(self._ends):
            return
        keys, values = self._used.keys(), self._used.values()
        lengths = array("I", [len(self._used), *map(len, keys), *map(len, values)])
        rest = b"".join([lengths.tobytes(), *keys, *values])
        files.replace_file(self._place, self._version + digest(rest) + rest)
        self._changed = False
        self._take(rest)

    def _read(self) -> None:
        data = b""
        with contextlib.suppress(OSError):
            data = self._place.read_bytes()
        rest = data[SIZE * 2 :]
        if data[:SIZE] == self._version and data[SIZE : SIZE * 2] == digest(rest):
            self._take(rest)

    def _take(self, rest: bytes) -> None:
        """Take these entries for those of the file."""
        (count,) = array("I", rest[:_NUMBER])
        lengths = array("I", rest[_NUMBER : _NUMBER * (1 + 2 * count)])
        ends = [*accumulate(lengths, initial=_NUMBER * (1 + 2 * count))]
        keys = [rest[at:end] for at, end in pairwise(ends[: count + 1])]
        places = zip(ends[count:-1], ends[count + 1 :], strict=True)
        self._data, self._ends = rest, dict(zip(keys, places, strict=True))
