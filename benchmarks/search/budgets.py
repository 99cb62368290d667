"""What the search is meant to reach, beside what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

LARGE = 30_000
"""From so many documents on the budgets of 50,000 hold."""


def p95(values: Sequence[float]) -> float:
    """The 95th percentile, within what was seen."""
    return quantiles(values, n=20, method="inclusive")[-1]


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits at 10,000 and at 50,000 documents; ``least``: the figure must not be below them."""

    key: str
    name: str
    limits: tuple[float, float]
    least: bool = False
    digits: int = 0

    def verdict(self, documents: int, measured: float | None) -> str:
        if measured is None:
            return "–"
        limit = self.limits[documents >= LARGE]
        missed = limit - measured if self.least else measured - limit
        figure = f"{measured:,.{self.digits}f}"
        said = "ok" if missed <= 0 else f"**missed by {missed:,.{max(1, self.digits)}f}**"
        return f"{figure} ({'≥' if self.least else '≤'} {limit:g}) {said}"


BUDGETS = (
    Budget("rank 1", "rank 1, all kinds", (0.97, 0.95), least=True, digits=3),
    Budget("rank 5", "rank ≤ 5", (0.99, 0.985), least=True, digits=3),
    Budget("weakest", "weakest kind, rank 1", (0.90, 0.80), least=True, digits=3),
    Budget("numbers", "full numbers, any spelling, rank 1", (1.0, 1.0), least=True, digits=3),
    Budget("first", "first query, everything, KB, median", (100, 120), digits=1),
    Budget("first p95", "first query, everything, KB, p95", (200, 280), digits=1),
    Budget("later", "later query, KB, median", (60, 90), digits=1),
    Budget("engine", "engine, box and loader, KB", (20, 20), digits=1),
    Budget("cpu", "index build, CPU as a share of Pagefind's", (1, 1), digits=2),
    Budget("memory", "index build, peak MB of the process", (300, 1000)),
    Budget("files", "files of the index a record", (0.3, 0.3), digits=2),
    Budget("cold", "first key to first result, cold, ms, median", (400, 500)),
    Budget("warm", "key to painted, shards loaded, ms, p95", (50, 80)),
    Budget("heap", "memory beyond an idle page, MB, p95", (40, 80)),
)


def table(measured: Mapping[int, Mapping[str, float]]) -> Iterator[str]:
    """One column for each number of documents, one row for each budget that was measured."""
    sizes: Sequence[int] = list(measured)
    yield f"| Budget | {' | '.join(f'{size:,} documents' for size in sizes)} |"
    yield "|:---|" + "---:|" * len(sizes)
    for budget in BUDGETS:
        if any(budget.key in figures for figures in measured.values()):
            cells = [budget.verdict(size, measured[size].get(budget.key)) for size in sizes]
            yield f"| {budget.name} | {' | '.join(cells)} |"
