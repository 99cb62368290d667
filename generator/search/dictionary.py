"""Read side of the index: terms and their postings, shard by shard, as the browser loads them."""

from __future__ import annotations

import bisect
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import itemgetter
from pathlib import Path
from typing import Any

from generator.search import pack
from generator.search.postings import unpacked
from generator.search.shards import entries

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
        """Folded syllables with about how many items have each."""
        words, letters = self.router["lexicon"]
        counts = (int(2 ** (int(letter, 36) / 2)) for letter in letters)
        return dict(zip(words.split(), counts, strict=True))

    @cached_property
    def _borders(self) -> list[str]:
        borders, versions = self.router["shards"]
        return borders.split("\n") if versions else []

    def postings(self, term: str) -> Postings:
        place = bisect.bisect_right(self._borders, term) - 1
        return self._shard(self.shard_name(place)).get(term, {}) if place >= 0 else {}

    def beginning_with(self, prefix: str, limit: int) -> list[str]:
        """Terms that begin with ``prefix``, the most frequent first."""
        start = max(0, bisect.bisect_right(self._borders, prefix) - 1)
        end = bisect.bisect_right(self._borders, prefix + "\uffff")
        found: dict[str, int] = {}
        for place in range(start, end):
            rows = self._shard(self.shard_name(place))
            found |= {term: len(rows[term]) for term in rows if term.startswith(prefix)}
        return sorted(found, key=lambda term: (-found[term], term))[:limit]

    def shard_name(self, place: int) -> str:
        """Name of the file of the shard at ``place`` of the borders."""
        start = place * pack.VERSION
        version = self.router["shards"][1][start : start + pack.VERSION]
        return pack.shard_name(self._borders[place], version)

    def card(self, item: int) -> list[str]:
        name, row = self.block("cards", item)
        cards: list[str] = json.loads(self._read(name))[row]
        return cards

    def block(self, kind: str, item: int) -> tuple[str, int]:
        """Name of the file with what belongs to ``item``, and its row there."""
        size, group, versions = self.router[kind]
        block, row = divmod(item, size)
        start = block // group * pack.VERSION
        return pack.block_name(kind[0], block, versions[start : start + pack.VERSION]), row

    def texts(self, item: int) -> list[list[str]]:
        """[page, anchor, label, text] of each segment, as `texts.blocks` wrote them."""
        table = json.loads(self._read(self.router["texts"]))
        first, name = table[bisect.bisect_right(table, item, key=itemgetter(0)) - 1]
        segments: list[list[str]] = json.loads(self._read(name))[item - first]
        return segments

    @cached_property
    def facets(self) -> dict[str, Any]:
        facets: dict[str, Any] = json.loads(self._read(self.router["facets"]))
        return facets

    @cached_property
    def columns(self) -> dict[str, list[int]]:
        """``day`` and ``ordinal`` of each item."""
        names = ("day", "ordinal")
        return {n: list(accumulate(json.loads(self._read(self.router[n])))) for n in names}

    def _read(self, name: str) -> bytes:
        return pack.content((self.folder / f"{name}.js").read_text(encoding="utf-8"))

    def _shard(self, name: str) -> dict[str, Postings]:
        return _terms(self._read(name))


@lru_cache(maxsize=256)
def _terms(data: bytes) -> dict[str, Postings]:
    rows = ((entry.term.decode(), unpacked(entry.data)) for entry in entries(data))
    return {term: dict(zip(*found, strict=True)) for term, found in rows}
