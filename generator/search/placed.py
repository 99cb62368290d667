"""Items in the order of the index, each made now or as the last build left it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.program import digest
from generator.search.items import Given, Item
from generator.search.pack import compact
from generator.search.table import Row, Table

FACETS = ("kind", "bodies", "level", "topics", "place", "field", "state")


@dataclass(frozen=True, slots=True)
class Made:
    """An item, and as JSON what its body says and what else there are words of."""

    item: Item
    text: bytes
    head: bytes


class Placed(NamedTuple):
    """``old`` is the position of an unchanged item in the last index, -1 of one that was made."""

    row: Row
    old: int
    made: Made | None = None


def placed(given: Iterable[Given], last: Table) -> list[Placed]:
    """What is not known to be as it was is made, and looked at."""
    place = {row.page: at for at, row in enumerate(last.rows)}
    found = []
    for one in given:
        old = place.get(one.page, -1)
        row = last.rows[old] if old >= 0 else None
        if row and row.digest == one.known:
            found.append(Placed(row, old))
            continue
        item = one.make()
        made = _made(item)
        now = Row(one.page, item.id, item.order, _digest(made), len(made.text))
        found.append(Placed(now, old) if now == row else Placed(now, -1, made))
    return sorted(found, key=lambda one: (one.row.order, one.row.id))


def _text(item: Item) -> bytes:
    return compact([[s.page, s.anchor, s.label, s.text] for s in item.body])


def digest_of(item: Item) -> bytes:
    """By which an unchanged item is known."""
    return _digest(_made(item))


def _made(item: Item) -> Made:
    return Made(item, _text(item), compact([item.head, item.keys]))


def _digest(made: Made) -> bytes:
    item = made.item
    rest = [item.id, item.order, card(item), str(item.date), item.ordinal, list(labels(item))]
    return digest(made.text, made.head, compact(rest))


def card(item: Item) -> list[str]:
    """What a result shows, as files have it."""
    shown = item.card
    return [
        shown.page, shown.title, shown.eyebrow, shown.line, shown.state, shown.state_label,
    ]  # fmt: skip


def labels(item: Item) -> Iterable[tuple[str, ...]]:
    """The labels of each facet."""
    for facet in FACETS:
        value = item.card.state_label if facet == "state" else getattr(item, facet)
        yield tuple(part for part in ((value,) if isinstance(value, str) else value) if part)
