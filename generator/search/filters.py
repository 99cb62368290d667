"""Filters of a search, as addresses write them: ``loai=nghi-quyet``, ``tu=2013``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.citations.slugs import slug
from generator.messages import Problem

FACETS = {
    "loai": "kind",
    "co-quan": "bodies",
    "cap": "level",
    "chu-de": "topics",
    "dia-phuong": "place",
    "linh-vuc": "field",
    "hieu-luc": "state",
}
YEARS = ("tu", "den")
NAMES = (*FACETS, *YEARS)


def parse(written: Iterable[str]) -> dict[str, list[str]]:
    """``["loai=Nghị quyết", "tu=2013"]`` → slugs by name; raise `Problem` for a bad one."""
    filters: dict[str, list[str]] = {}
    for one in written:
        name, sign, value = one.partition("=")
        is_year = name in YEARS and value.isdigit()
        if not sign or not value or not (name in FACETS or is_year):
            raise Problem("bad-filter", got=one, names=", ".join(NAMES))
        filters.setdefault(name, []).append(slug(value))
    return filters


def passes(item: int, filters: Mapping[str, list[str]], facets: Mapping[str, Any]) -> bool:
    """Values of one facet are alternatives, different facets must all hold."""
    year = facets["year"][item]
    if any(year < int(value) for value in filters.get("tu", ())):
        return False
    if any(not year or year > int(value) for value in filters.get("den", ())):
        return False
    for name, facet in FACETS.items():
        labels, rows = facets[facet]
        own = {slug(labels[number]) for number in rows[item]}
        if name in filters and not own.intersection(filters[name]):
            return False
    return True
