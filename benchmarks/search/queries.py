"""Labelled queries over a knowledge base, drawn kind by kind and parted into sets.

The first draw is parted by a hash into ``tune``, for tuning, and ``final``, asked when the tuning
is over. A later draw is another set of the same kinds: nothing in it was asked before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.search import asked, makers
from benchmarks.search.vietnamese import folded
from benchmarks.search.world import World
from generator.library import Library

SETS = ("tune", "final", "fresh")
EACH = 40
"""Queries of a kind, tuning and final together."""

EACH_OF_WEAK = 80
WEAK = frozenset({
    "typing error", "typing error, marked", "Telex", "glued words", "phrase", "phrase, no marks",
    "phrase, deep", "unfinished word", "shared title + body + year",
})  # fmt: skip
"""Kinds that search engines answer badly. More queries of them make their shares worth reading."""

TRIES = 250
"""For each query wanted; where phrases are rare many come to nothing."""

MAKERS = {**makers.MAKERS, **asked.MAKERS}


@dataclass(frozen=True, slots=True)
class Query:
    """``right``: ids of the records that count."""

    kind: str
    text: str
    right: frozenset[str]

    @property
    def subset(self) -> str:
        """``tune`` or ``final``, by the text alone."""
        return SETS[hashlib.sha256(self.text.encode()).digest()[0] % 2]


def queries(library: Library, seed: int) -> Iterator[Query]:
    """The draw of a seed, kind by kind; the same for the same records and seed."""
    yield from _drawn(World(library), seed, frozenset())


def query_set(library: Library, name: str, seed: int, draw: int) -> list[Query]:
    """``tune`` or ``final`` of the draw ``seed``; or ``fresh``, all of ``draw`` that is in neither.

    Queries that differ in marks and case alone count as the same.
    """
    world = World(library)
    first = list(_drawn(world, seed, frozenset()))
    if name != "fresh":
        return [query for query in first if query.subset == name]
    return list(_drawn(world, draw, {folded(query.text) for query in first}))


def _drawn(world: World, seed: int, without: Collection[str]) -> Iterator[Query]:
    for kind, maker in MAKERS.items():
        rng = Random(f"{seed}/{kind}")
        each = EACH_OF_WEAK if kind in WEAK else EACH
        texts: set[str] = set()
        for _ in range(each * TRIES):
            text, ids = maker(world, rng)
            right = frozenset(ids)
            if right and text not in texts and folded(text) not in without:
                texts.add(text)
                yield Query(kind, text, right)
            if len(texts) == each:
                break
