"""What the design promises of a build (section 7), as shares of what was allowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.building import builders, edits
from benchmarks.building.builders import COLD, HUGO, OURS, STOCK
from benchmarks.building.measure import Cost

Costs = Mapping[tuple[int, str, str], Cost]
"""By number of documents, builder and stage."""

_GIB = 1 << 30
_AT, _LARGER = 10_000, 50_000


@dataclass(frozen=True, slots=True)
class Budget:
    """``used`` tells how much of it our ``stage`` needed: 1 is all of it, None unknown."""

    documents: int
    stage: str
    text: str
    used: Callable[[Costs], float | None]


def _of(builder: str, stage: str, share: float, text: str) -> Budget:
    """Wall time, as a share of the cold build of another builder."""

    def used(costs: Costs) -> float | None:
        ours, theirs = costs.get((_AT, OURS, stage)), costs.get((_AT, builder, COLD))
        return ours.wall / theirs.wall / share if ours and theirs else None

    return Budget(_AT, stage, text, used)


def _seconds(stage: str, most: float) -> Budget:
    def used(costs: Costs) -> float | None:
        ours = costs.get((_AT, OURS, stage))
        return ours.wall / most if ours else None

    return Budget(_AT, stage, f"≤ {most:g} s", used)


def _growth(what: str, figure: Callable[[Cost], float], most: float) -> Budget:
    def used(costs: Costs) -> float | None:
        small, large = (costs.get((size, OURS, COLD)) for size in (_AT, _LARGER))
        return figure(large) / figure(small) / most if small and large else None

    return Budget(_LARGER, COLD, f"{what} ≤ ×{most:g} from {_AT:,}", used)


def _memory(most: float) -> Budget:
    def used(costs: Costs) -> float | None:
        ours = costs.get((_LARGER, OURS, COLD))
        return ours.peak / most if ours else None

    return Budget(_LARGER, COLD, f"under {most / _GIB:g} GiB", used)


BUDGETS = (
    _seconds(builders.CHECK, 15),
    _seconds(builders.AGAIN, 1.5),
    _of(STOCK, builders.PAGES, 1 / 4, "≤ 1/4 of stock"),
    _of(HUGO, builders.PAGES, 1, "not slower than Hugo"),
    _of(STOCK, COLD, 1 / 2, "≤ 1/2 of stock"),
    _of(STOCK, builders.UNCHANGED, 1 / 30, "≤ 1/30 of stock"),
    _of(STOCK, edits.ONE, 1 / 15, "≤ 1/15 of stock"),
    _seconds(edits.ONE, 3),
    _growth("time", lambda cost: cost.wall, 5.5),
    _growth("memory", lambda cost: cost.peak, 5.5),
    _memory(4 * _GIB),
)


def verdicts(costs: Costs, documents: int, stage: str) -> str:
    """All budgets of our stage at this size, each met or missed, and how much of it was needed."""
    ours = (budget for budget in BUDGETS if (budget.documents, budget.stage) == (documents, stage))
    return "; ".join(f"{budget.text}: {_verdict(budget.used(costs))}" for budget in ours)


def _verdict(used: float | None) -> str:
    if used is None:
        return "not compared"
    return f"{'met' if used <= 1 else '**missed**'}, {used:.2f} of it"
