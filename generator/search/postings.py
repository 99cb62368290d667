"""The items that have a term: steps from one to the next, and weights."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from operator import add, invert

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
        texts, code = (segment.text for segment in item.body), position << 8
        for term, weight in terms.weights(item.head, texts, item.keys).items():
            try:
                found[term].append(code | weight)
            except KeyError:
                found[term] = array("I", (code | weight,))
    return found


def parted(codes: Sequence[int]) -> tuple[list[int], bytes]:
    """Positions and weights, which are the lowest byte of each code."""
    data = bytearray(_swapped(array("I", codes)).tobytes())
    weights = bytes(data[::4])
    del data[:1]
    data += b"\0" if data else b""
    data[3::4] = bytes(len(weights))
    return _swapped(array("I", data)).tolist(), weights


def _swapped(codes: array[int]) -> array[int]:
    """With the lowest byte of each first."""
    if sys.byteorder == "big":
        codes.byteswap()
    return codes


def packed(positions: Sequence[int], weights: bytes) -> bytes:
    """For each item a step (a varint) and its weight."""
    steps = [*map(add, positions, chain((0,), map(invert, positions)))]
    if max(steps, default=0) < 128:
        data = bytearray(2 * len(steps))
        data[::2], data[1::2] = bytes(steps), weights
        return bytes(data)
    parts = [b""] * (2 * len(steps))
    parts[::2], parts[1::2] = map(varint, steps), map(_BYTES.__getitem__, weights)
    return b"".join(parts)


def unpacked(data: bytes) -> tuple[list[int], bytes]:
    """Positions and weights of `packed` items."""
    positions, weights = list[int](), bytearray()
    at, item = 0, -1
    while at < len(data):
        if short := _short(data, at):
            end = at + 2 * len(short)
            positions += map(add, accumulate(short), range(item + 1, item + 1 + len(short)))
            weights += data[at + 1 : end : 2]
        else:
            step, end = read_varint(data, at)
            positions.append(item + step + 1)
            weights.append(data[end])
            end += 1
        at, item = end, positions[-1]
    return positions, bytes(weights)


def moved(data: bytes, moves: Iterable[tuple[int, int]]) -> bytes:
    """`packed` items, of which those from a position on stand so many places further; positions
    rise, and none of them is passed by what stood before it."""
    by: dict[int, int] = {}
    at, item = 0, -1
    for position, places in moves:
        at, item = _reached(data, position, at, item)
        if at < len(data):
            by[at] = by.get(at, 0) + places
    parts, done = [], 0
    for at, places in by.items():
        step, end = read_varint(data, at)
        parts += [data[done:at], varint(step + places)]
        done = end
    return b"".join((*parts, data[done:]))


def _reached(data: bytes, position: int, at: int, item: int) -> tuple[int, int]:
    """Where the first item from this position on stands, and the item before it; sought from a
    place with the item before that."""
    while at < len(data):
        short = _short(data, at)
        last = item + sum(short) + len(short)
        if short and last < position:
            at, item, short = at + 2 * len(short), last, b""
        elif not short:
            step, end = read_varint(data, at)
            if item + step + 1 >= position:
                break
            at, item = end + 1, item + step + 1
        for step in short:
            if item + step + 1 >= position:
                return at, item
            at, item = at + 2, item + step + 1
    return at, item


def _short(data: bytes, at: int) -> bytes:
    """The steps of one byte that stand side by side from a place, as far as one looks."""
    steps = data[at : at + RUN : 2]
    long = _LONG.search(steps)
    return steps[: long.start()] if long else steps


RUN = 128
"""Bytes that are looked at in one go."""

_LONG = re.compile(rb"[\x80-\xff]")
"""Begins a step of several bytes."""


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
