"""What items say, in blocks of some KB, from which the page of results takes its fragments."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from generator.search import pack
from generator.search.table import Row

LEAST, MOST = 11_000, 24_000
"""Bytes of a block before compression; a longer text has a block to itself."""

ONE_IN = 4
"""Between these sizes a block begins at one item of so many, chosen by its id, so that an edited
record moves few borders."""


def cut(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """First item of each block, and the one behind its last."""
    first, size = 0, 0
    for position, row in enumerate(rows):
        if position > first and _begins(row, size):
            yield first, position
            first, size = position, 0
        size += row.size
    if rows:
        yield first, len(rows)


def _begins(row: Row, size: int) -> bool:
    """True where a new block begins with this item."""
    return size + row.size > MOST or (size > LEAST and _crc(row) % ONE_IN == 0)


def named(first: Row, parts: Sequence[bytes]) -> tuple[str, bytes]:
    """``t-1c291ca3-abcde``: the first item and the version, which alone is too short for a name;
    and what the block holds: for each item the list of its segments, as JSON."""
    data = joined(parts)
    return f"t-{_crc(first):x}-{pack.version(data)}", data


def joined(parts: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(parts) + b"]"


def _crc(row: Row) -> int:
    return zlib.crc32(row.id.encode())
