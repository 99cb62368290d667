"""What items add to the dictionary, kept between builds: reading the words of all texts is most of
what an index costs.

The file may be lost, old, damaged or foreign at any time: what cannot be trusted is read from the
texts again.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.search import terms
from generator.search.items import Item

_SIZE = 16
"""Bytes of a digest."""


class Memo:
    """Weights of items by a digest of what these hold; new ones are read from the texts."""

    def __init__(self, kept: bytes = b"") -> None:
        self._kept = dict(_entries(kept))
        self._used: dict[bytes, bytes] = {}

    def weights(self, item: Item) -> Mapping[str, int]:
        key = _digest(repr((item.head, item.body, item.keys)).encode())
        packed = self._kept.get(key)
        if packed is not None:
            self._used[key] = packed
            return _unpacked(packed)
        found = terms.weights(item)
        self._used[key] = _packed(found)
        return found

    def as_bytes(self) -> bytes | None:
        """What to keep for the next time: only what was asked for. None: the same as before."""
        if self._used.keys() == self._kept.keys():
            return None
        parts = [_PROGRAM]
        for key, packed in self._used.items():
            parts += [key, len(packed).to_bytes(4, "big"), packed, _digest(key + packed)]
        return b"".join(parts)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SIZE).digest()


_PROGRAM = _digest(
    b"".join(
        path.read_bytes()
        for path in sorted(Path(__file__).parent.iterdir())
        if path.suffix in {".py", ".json"}
    )
)
"""Stands first in the file: another program may weigh otherwise."""


def _entries(kept: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Up to the first entry that is not whole."""
    at = _SIZE
    while kept.startswith(_PROGRAM) and at < len(kept):
        key, start = kept[at : at + _SIZE], at + _SIZE + 4
        end = start + int.from_bytes(kept[at + _SIZE : start], "big")
        packed, at = kept[start:end], end + _SIZE
        if kept[end:at] != _digest(key + packed):
            return
        yield key, packed


def _packed(weights: Mapping[str, int]) -> bytes:
    return zlib.compress("\n".join(weights).encode() + b"\0" + bytes(weights.values()), 1)


def _unpacked(packed: bytes) -> dict[str, int]:
    names, _, weights = zlib.decompress(packed).partition(b"\0")
    return dict(zip(names.decode().split("\n"), weights, strict=True)) if weights else {}
