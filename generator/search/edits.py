"""What became of the items since the last build, term by term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator import forks
from generator.search.last import Last
from generator.search.placed import Placed
from generator.search.postings import Codes, gathered
from generator.search.shards import Edit

PAYS = 1_000
"""New items below which another process costs more than it spares."""


def edit(items: Sequence[Placed], last: Last, jobs: int | None) -> Edit:
    """``jobs``: processes, as many as pay if nothing is said."""
    to = [-1] * len(last.table.rows)
    for position, item in enumerate(items):
        if not item.made:
            to[item.old] = position
    fresh = [(position, item.made.item) for position, item in enumerate(items) if item.made]
    come = gathered(fresh, forks.processes(len(fresh), PAYS, jobs))
    gone: dict[str, list[int]] = defaultdict(list)
    for old, position in enumerate(to):
        if position < 0:
            for term, weight in last.weights(old).items():
                gone[term].append(old << 8 | weight)
    moves = list(_moves(to))
    if moves:
        return Edit(to, gone, come, moves)
    return Edit(range(len(to)), _beyond(gone, come), _beyond(come, gone), moves)


def _moves(to: Sequence[int]) -> Iterator[tuple[int, int]]:
    further = 0
    for old, position in enumerate(to):
        if position not in (-1, old + further):
            yield old, position - old - further
            further = position - old


def _beyond(some: Codes, others: Codes) -> Codes:
    """What stands in these alone: where no position moves, an item may say what it said."""
    if not others:
        return some
    left = {}
    for term, codes in some.items():
        if found := set(codes).difference(others.get(term, ())):
            left[term] = sorted(found)
    return left
