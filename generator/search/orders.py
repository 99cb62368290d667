"""Orders of results: relevance, date or number. The page does the same (``browser/columns.js``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from generator.records.dates import PartialDate

RELEVANCE, NEWEST, OLDEST, NUMBER = ORDERS = ("relevance", "newest", "oldest", "number")


def first_day(date: PartialDate | None) -> int:
    """Days since the beginning of our era; of a month or a year its first; 0: no date."""
    return date.earliest.toordinal() if date else 0


def ordered(items: Iterable[int], order: str, columns: Mapping[str, list[int]]) -> list[int]:
    """Items newest or oldest first, or by number and year; what is equal stands in the order of the
    index, what lacks a date or a number comes last."""
    days, ordinals = columns["day"], columns["ordinal"]
    keys: dict[str, Callable[[int], tuple[int, ...]]] = {
        NEWEST: lambda item: (-days[item], item),
        OLDEST: lambda item: (not days[item], days[item], item),
        NUMBER: lambda item: (not ordinals[item], ordinals[item], _year(days[item]), item),
    }
    return sorted(items, key=keys[order])


def _year(day: int) -> int:
    return dt.date.fromordinal(day).year if day else dt.MAXYEAR + 1
