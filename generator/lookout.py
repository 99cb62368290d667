"""What a build finds: record files by what they hold, what is below ``docs/``, the site and the one
before. Another process looks, while this one loads what makes pages, and reads records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from generator import checking, forks, inventory, program
from generator.inventory import Inventory
from generator.settings import Settings
from generator.site.exchange import recover
from generator.site.stock import Stocks, stocks


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
    return Found(
        *forks.in_turn(
            lambda: checking.look(settings),
            lambda: inventory.look(docs, state),
            lambda: stocks(settings.site, state),
        )
    )
