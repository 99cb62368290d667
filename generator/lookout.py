"""What a build finds below ``docs/``, of the site and of the one before: another process looks,
while records are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator import forks, inventory, program
from generator.inventory import Inventory
from generator.settings import Settings
from generator.site.exchange import recover
from generator.site.stock import Stocks, stocks


class Found(NamedTuple):
    """Each waits for what was found; pages are written before the site is asked for."""

    docs: Callable[[], Inventory]
    stocks: Callable[[], Stocks]


def look(settings: Settings) -> Found:
    """Begin to look."""
    recover(settings.site)
    program.identity()  # once for both processes
    docs, state = settings.docs, settings.state
    return Found(
        *forks.in_turn(
            lambda: inventory.look(docs, state),
            lambda: stocks(settings.site, state),
        )
    )
