"""Rows of all builders → one Markdown table: what each stage cost, beside the stock cold build and
the budgets, and how the figures grow from one size to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from benchmarks.building.budgets import Costs, verdicts
from benchmarks.building.builders import COLD, OURS, STAGES, STOCK, Row
from benchmarks.building.measure import Cost

_MB = 1_000_000
_HEAD = """\
| Documents | Builder | Stage | Wall, s | CPU, s | × stock | × stock, CPU | Peak memory, MB \
| Files written | Written, MB | Budget |
|---:|:---|:---|---:|---:|---:|---:|---:|---:|---:|:---|"""


def table(rows: Sequence[Row]) -> str:
    """``× stock`` is to the cold build of stock MkDocs at the same size, its search included."""
    found = {(row.documents, row.builder, row.stage): row.cost for row in rows if not row.variant}
    costs = {key: cost for key, cost in found.items() if cost}
    return "\n".join((_HEAD, *(_line(row, costs) for row in rows), *_growth(rows)))


def progress(row: Row) -> str:
    """A line as soon as a stage has ended."""
    if row.cost is None:
        return f"{row.documents:,} {row.builder}, {_name(row)}: {row.failure}"
    cost = f"{row.cost.wall:,.2f} s, CPU {row.cost.cpu:,.2f} s, {row.cost.peak / _MB:,.0f} MB"
    return f"{row.documents:,} {row.builder}, {_name(row)}: {cost}"


def merged(rows: Sequence[Row]) -> list[Row]:
    """One row for all runs of a stage: medians of time and memory, the last run's files. A failure
    in one run is one of the row."""
    runs: dict[tuple[int, str, str], list[Row]] = {}
    for row in rows:
        runs.setdefault((row.documents, row.builder, _name(row)), []).append(row)
    return [_merged(alike) for alike in runs.values()]


def _merged(rows: Sequence[Row]) -> Row:
    costs = [row.cost for row in rows if row.cost]
    if len(costs) < len(rows):
        return next(row for row in rows if not row.cost)
    wall, cpu, peak = (median(values) for values in zip(*map(_figures, costs), strict=True))
    return replace(rows[-1], cost=Cost(wall, cpu, peak))


def _figures(cost: Cost) -> tuple[float, float, float]:
    return cost.wall, cost.cpu, cost.peak


def _name(row: Row) -> str:
    return f"{STAGES[row.stage]} {row.variant}".strip()


def _line(row: Row, costs: Costs) -> str:
    head = f"| {row.documents:,} | {row.builder} | {_name(row)} |"
    if row.cost is None:
        return f"{head} did not run: {row.failure.replace('|', ' ')} | | | | | | | |"
    stock = costs.get((row.documents, STOCK, COLD))
    wall = ratio(row.cost.wall, stock.wall) if stock else ""
    cpu = ratio(row.cost.cpu, stock.cpu) if stock else ""
    budget = verdicts(costs, row.documents, row.stage) if row.builder == OURS else ""
    return (
        f"{head} {row.cost.wall:,.2f} | {row.cost.cpu:,.2f} | {wall} | {cpu} "
        f"| {row.cost.peak / _MB:,.0f} | {row.files:,} | {row.size / _MB:,.2f} | {budget} |"
    )


def ratio(value: float, stock: float) -> str:
    """As budgets are written: ``1/15.2`` where that is below one, else ``2.4``."""
    return f"1/{stock / value:.1f}" if stock / value >= 1.05 else f"{value / stock:.1f}"


def _growth(rows: Sequence[Row]) -> Iterator[str]:
    """From each size to the next: by which factor each figure has grown."""
    known = {(row.builder, _name(row), row.documents): row for row in rows if row.cost}
    names = dict.fromkeys((builder, name) for builder, name, _ in known)
    for small, large in pairwise(dict.fromkeys(row.documents for row in rows)):
        for builder, name in names:
            old, new = (known.get((builder, name, size)) for size in (small, large))
            if old and new:
                pairs = zip(_grown(old), _grown(new), strict=True)
                wall, cpu, *rest = (f"×{b / a:.1f}" if a else "" for a, b in pairs)
                head = f"| ×{large / small:.1f} | {builder} | {name}"
                yield f"{head} | {wall} | {cpu} | | | {' | '.join(rest)} | |"


def _grown(row: Row) -> tuple[float, ...]:
    return (*(_figures(row.cost) if row.cost else ()), row.files, row.size)
