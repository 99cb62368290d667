"""What items say, in blocks of some KB, from which the page of results takes its fragments."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from generator.search import pack
from generator.search.items import Item

LEAST, MOST = 11_000, 24_000
"""Bytes of a block before compression; a longer text has a block to itself."""

ONE_IN = 4
"""Between these sizes a block begins at one item of so many, chosen by its id, so that an edited
record moves few borders."""


def blocks(items: Sequence[Item]) -> Iterator[tuple[int, str, bytes]]:
    """(first item, name of the file, JSON): for each item of a block the list of its segments."""
    first, rows, size = 0, list[bytes](), 0
    for position, item in enumerate(items):
        row = pack.compact([[s.page, s.anchor, s.label, s.text] for s in item.body])
        if rows and _begins(item, size, len(row)):
            yield first, *_named(items[first], rows)
            first, rows, size = position, [], 0
        rows.append(row)
        size += len(row)
    if rows:
        yield first, *_named(items[first], rows)


def _begins(item: Item, size: int, more: int) -> bool:
    """True where a new block begins with this item."""
    return size + more > MOST or (size > LEAST and _crc(item) % ONE_IN == 0)


def _named(first: Item, rows: Sequence[bytes]) -> tuple[str, bytes]:
    """``t-1c291ca3-abcde``: the first item and the version, which alone is too short for a name."""
    data = b"[" + b",".join(rows) + b"]"
    return f"t-{_crc(first):x}-{pack.version(data)}", data


def _crc(item: Item) -> int:
    return zlib.crc32(item.id.encode())
