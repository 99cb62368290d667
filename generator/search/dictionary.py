"""Read side of the index: terms and their postings, shard by shard, as the browser loads them."""

from __future__ import annotations

import bisect
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from generator.search import pack

Postings = dict[int, int]
"""Item → weight (head × 16 + body)."""


@dataclass(frozen=True)
class Dictionary:
    """The index in a folder; a missing or broken file raises ``OSError`` or ``ValueError``."""

    folder: Path

    @cached_property
    def router(self) -> dict[str, Any]:
        router: dict[str, Any] = json.loads(self._read("router"))
        return router

    @cached_property
    def lexicon(self) -> dict[str, int]:
        """Folded syllables with the number of items that have them."""
        words, counts = self.router["lexicon"]
        return dict(zip(words.split(), counts, strict=True))

    @cached_property
    def _firsts(self) -> list[str]:
        return [first for first, _ in self.router["shards"]]

    def postings(self, term: str) -> Postings:
        place = bisect.bisect_right(self._firsts, term) - 1
        return self._shard(place).get(term, {}) if place >= 0 else {}

    def beginning_with(self, prefix: str, limit: int) -> list[str]:
        """Terms that begin with ``prefix``, the most frequent first."""
        place = max(0, bisect.bisect_right(self._firsts, prefix) - 1)
        found: dict[str, int] = {}
        while place < len(self._firsts) and self._firsts[place] <= prefix + "\uffff":
            rows = self._shard(place)
            found |= {term: len(rows[term]) for term in rows if term.startswith(prefix)}
            place += 1
        return sorted(found, key=lambda term: (-found[term], term))[:limit]

    def card(self, item: int) -> list[str]:
        block, row = divmod(item, self.router["block"])
        cards: list[str] = json.loads(self._read(self.router["cards"][block]))[row]
        return cards

    @cached_property
    def facets(self) -> dict[str, Any]:
        facets: dict[str, Any] = json.loads(self._read(self.router["facets"]))
        return facets

    def _read(self, name: str) -> bytes:
        return pack.content((self.folder / f"{name}.js").read_text(encoding="utf-8"))

    def _shard(self, place: int) -> dict[str, Postings]:
        return _terms(self._read(self.router["shards"][place][1]))


@lru_cache(maxsize=256)
def _terms(data: bytes) -> dict[str, Postings]:
    found: dict[str, Postings] = {}
    key, at = b"", 0
    while at < len(data):
        shared, at = _varint(data, at)
        size, at = _varint(data, at)
        key = key[:shared] + data[at : at + size]
        count, at = _varint(data, at + size)
        length, at = _varint(data, at)
        found[key.decode()] = _postings(data, at, count)
        at += length
    return found


def _postings(data: bytes, at: int, count: int) -> Postings:
    rows: Postings = {}
    item = -1
    for _ in range(count):
        step, at = _varint(data, at)
        item += step + 1
        rows[item] = data[at]
        at += 1
    return rows


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
