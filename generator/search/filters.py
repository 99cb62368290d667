"""Filters of a search, as addresses write them: ``loai=nghi-quyet``, ``tu=2013-06-03``.

The page does the same, of days in ``browser/columns.js``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.citations.slugs import slug
from generator.messages import Problem
from generator.records.dates import PartialDate

FACETS = {
    "loai": "kind",
    "co-quan": "bodies",
    "cap": "level",
    "chu-de": "topics",
    "dia-phuong": "place",
    "linh-vuc": "field",
    "hieu-luc": "state",
}
DATES = ("tu", "den")
NAMES = (*FACETS, *DATES)


@dataclass(frozen=True, slots=True)
class Filters:
    """``labels``: name of a facet → slugs, alternatives to each other. ``since`` and ``until`` are
    days, both included, as `orders.first_day` counts them; what has no date is day 0."""

    labels: Mapping[str, frozenset[str]]
    since: int = 0
    until: int = dt.date.max.toordinal()

    def passes(self, item: int, facets: Mapping[str, Any], days: Sequence[int]) -> bool:
        """True where the day and every facet hold."""
        return self.since <= days[item] <= self.until and all(
            slugs & _slugs(item, *facets[FACETS[name]]) for name, slugs in self.labels.items()
        )


def parse(written: Iterable[str]) -> Filters | None:
    """``["loai=Nghị quyết", "tu=2013-06"]``; None where there are none. Raise `Problem` for a bad
    one."""
    labels: dict[str, set[str]] = {}
    spans: dict[str, tuple[int, int]] = {}
    for one in written:
        name, _, value = one.partition("=")
        span = span_of(value)
        if name in FACETS and value:
            labels.setdefault(name, set()).add(slug(value))
        elif name in DATES and span:
            spans[name] = span
        else:
            raise Problem("bad-filter", got=one, names=", ".join(NAMES))
    if not labels and not spans:
        return None
    since, _ = spans.get("tu", (1 if spans else 0, 0))
    _, until = spans.get("den", (0, dt.date.max.toordinal()))
    return Filters({name: frozenset(slugs) for name, slugs in labels.items()}, since, until)


def span_of(written: str) -> tuple[int, int] | None:
    """First and last day of ``2013-06-03``, ``2013-06`` or ``2013``; None for what is no date.
    Years before 1000 are none: browsers take the first hundred for others."""
    try:
        date = PartialDate.parse(written)
    except ValueError:
        return None
    return (date.earliest.toordinal(), date.latest.toordinal()) if date.year >= 1000 else None


def _slugs(item: int, labels: list[str], rows: list[list[int]]) -> set[str]:
    return {slug(labels[number]) for number in rows[item]}
