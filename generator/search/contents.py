"""What the files of an index hold, by digest, deflated: kept from one build to the next."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

from generator.kept import Kept
from generator.program import digest
from generator.search.pack import BEST, Packing, deflate

LEAST = 40
"""Contents below which a second thread costs more than it spares."""


class Lost(Exception):  # noqa: N818
    """Something of the last build is no longer there; without it the index can be made anew."""


class Contents:
    """``place`` is the file that they are kept in, by a program of this ``version``; it is read
    when something of it is asked for."""

    def __init__(self, place: Path | None = None, version: bytes | None = None) -> None:
        self._place, self._version = place, version
        self._new: dict[bytes, tuple[bytes, Packing]] = {}
        self._packed: dict[bytes, bytes] = {}

    @cached_property
    def _kept(self) -> Kept | None:
        return Kept(self._place, self._version) if self._place else None

    def add(self, data: bytes, packing: Packing = BEST) -> bytes:
        """The key that it is to be found by."""
        key = digest(data, bytes(packing))
        self._new[key] = data, packing
        return key

    def data(self, key: bytes) -> bytes:
        if key in self._new:
            return self._new[key][0]
        return zlib.decompress(self.packed(key), -15)

    def packed(self, key: bytes) -> bytes:
        """Deflated; raise `Lost` where it is not there."""
        packed = self._packed.get(key) or (self._kept.get(key) if self._kept else None)
        if packed is None:
            raise Lost
        return packed

    def pack(self, jobs: int) -> None:
        """Deflate all that is new, in so many threads: the library of zlib lets them run."""
        new = [key for key in self._new if not (self._kept and self._kept.get(key))]
        shares = [new[start::jobs] for start in range(jobs if len(new) >= LEAST else 1)]
        if len(shares) == 1:
            self._pack(new)
            return
        with ThreadPoolExecutor(len(shares)) as threads:
            list(threads.map(self._pack, shares))

    def _pack(self, keys: Sequence[bytes]) -> None:
        for key in keys:
            self._packed[key] = deflate(*self._new[key])

    def keep(self, keys: Iterable[bytes]) -> None:
        """Keep these and no others."""
        if self._kept:
            for key in keys:
                self._kept.put(key, self.packed(key))
            self._kept.save()
