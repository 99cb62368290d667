"""Results kept from one run to the next, in a file that may be lost, old, damaged or foreign at any
time: what cannot be trusted is made again.

A file holds the digest of the program that wrote it, then entries: key, length, value, digest of
both. Reading ends at the first entry that is not whole. Values are bytes, and whoever reads them
must not run them: no pickles.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from generator import program
from generator.files import replace_file
from generator.program import SIZE, digest

_LENGTH = 4


class Kept:
    """Values by key, of `SIZE` bytes each. Those that a run asked for or added stay."""

    def __init__(self, place: Path, version: bytes | None = None) -> None:
        """``version`` tells which program's results these are; the whole package's by default."""
        self._place, self._version = place, version or program.identity()
        self._old = dict(self._entries())
        self._used: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        value = self._old.get(key)
        if value is not None:
            self._used[key] = value
        return value

    def put(self, key: bytes, value: bytes) -> None:
        self._used[key] = value

    def save(self) -> None:
        """Keep what was asked for or added, and nothing else; write nothing where that is what
        the file holds."""
        if self._used == self._old:
            return
        parts = [self._version]
        for key, value in self._used.items():
            parts += [key, len(value).to_bytes(_LENGTH, "big"), value, digest(key, value)]
        replace_file(self._place, b"".join(parts))
        self._old = dict(self._used)

    def _entries(self) -> Iterator[tuple[bytes, bytes]]:
        data = b""
        with contextlib.suppress(OSError):
            data = self._place.read_bytes()
        at = SIZE
        while data[:SIZE] == self._version and at < len(data):
            key, start = data[at : at + SIZE], at + SIZE + _LENGTH
            end = start + int.from_bytes(data[at + SIZE : start], "big")
            value, at = data[start:end], end + SIZE
            if data[end:at] != digest(key, value):
                return
            yield key, value
