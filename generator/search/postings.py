"""The items that have a term: steps from one to the next, and weights."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import add

from generator import forks
from generator.search import terms
from generator.search.items import Item

Codes = Mapping[str, Sequence[int]]
"""Term → position × 256 + weight of each item that has it, in their order."""


def gathered(items: Sequence[tuple[int, Item]], jobs: int) -> dict[str, array[int]]:
    """The terms of items at their positions, which rise; in so many processes."""
    size = max(1, -(-len(items) // jobs))
    shares = [items[at : at + size] for at in range(0, len(items), size)]
    found: dict[str, array[int]] = {}
    parts = dict(forks.spread(lambda number: _gathered(shares[number]), len(shares), jobs))
    for number in range(len(shares)):
        for term, more in parts[number].items():
            found.setdefault(term, array("I")).extend(more)
    return found


def _gathered(items: Iterable[tuple[int, Item]]) -> dict[str, array[int]]:
    found: dict[str, array[int]] = {}
    for position, item in items:
        texts = (segment.text for segment in item.body)
        for term, weight in terms.weights(item.head, texts, item.keys).items():
            try:
                found[term].append(position << 8 | weight)
            except KeyError:
                found[term] = array("I", (position << 8 | weight,))
    return found


def parted(codes: Sequence[int]) -> tuple[list[int], bytes]:
    """Positions and weights."""
    return [code >> 8 for code in codes], bytes([code & 255 for code in codes])


def packed(positions: Sequence[int], weights: bytes) -> bytes:
    """For each item a step (a varint) and its weight."""
    steps = [item - before - 1 for before, item in pairwise((-1, *positions))]
    if max(steps, default=0) < 128:
        data = bytearray(2 * len(steps))
        data[::2], data[1::2] = bytes(steps), weights
        return bytes(data)
    return b"".join([varint(step) + _BYTES[w] for step, w in zip(steps, weights, strict=True)])


def unpacked(data: bytes, count: int) -> tuple[list[int], bytes]:
    """Positions and weights of `packed` items."""
    if len(data) == 2 * count:
        return list(map(add, accumulate(data[::2]), range(count))), data[1::2]
    positions, weights = list[int](), bytearray()
    at, item = 0, -1
    while at < len(data):
        step, at = read_varint(data, at)
        item += step + 1
        positions.append(item)
        weights.append(data[at])
        at += 1
    return positions, bytes(weights)


def levelled(weights: bytes, body: int) -> bytes:
    """Give all that have body bits these."""
    return weights.translate(_level(body))


@lru_cache(maxsize=16)
def _level(body: int) -> bytes:
    return bytes(weight & ~15 | body if weight & 15 else weight for weight in range(256))


@lru_cache(maxsize=20_000)
def varint(value: int) -> bytes:
    """Little-endian base 128."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """The value at a place, and the place behind it."""
    value, shift = data[at] & 127, 7
    while data[at] > 127:
        at += 1
        value |= (data[at] & 127) << shift
        shift += 7
    return value, at + 1


_BYTES = [bytes([value]) for value in range(256)]
