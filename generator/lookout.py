"""What a build finds: record files by what they hold, what is below ``docs/``, the site and the one
before. Another process looks, while this one loads what makes pages, and reads records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from generator import checking, forks, inventory, program
from generator.inventory import Inventory
from generator.settings import Settings
from generator.site.exchange import recover
from generator.site.stock import Stock, Stocks, Unlike, read_lists, spare, stock


class Found(NamedTuple):
    """Each waits for what was found, in the order in which a build asks."""

    records: Callable[[], Mapping[str, bytes] | None]
    docs: Callable[[], Inventory]
    stocks: Callable[[], Stocks]


def look(settings: Settings) -> Found:
    """Begin to look."""
    recover(settings.site)
    program.identity()  # once for both processes
    docs, state = settings.docs, settings.state
    lists = cache(lambda: read_lists(state))
    live = cache(lambda: stock(settings.site, state, lists()))

    def unlike() -> Unlike | None:
        found = spare(state, lists())
        return None if found is None else Unlike.of(found, live())

    records, pages, site, before = forks.in_turn(
        lambda: checking.look(settings), lambda: inventory.look(docs, state), live, unlike
    )

    def stocks() -> Stocks:
        there = site()

        def aside() -> Stock | None:
            found = before()
            return None if found is None else found.stock(there)

        return Stocks(there, aside)

    return Found(records, pages, cache(stocks))
