"""What a build finds below ``docs/``, of the site and of the one before: another process looks,
while records are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from generator import forks, inventory
from generator.inventory import Inventory
from generator.settings import Settings
from generator.site.exchange import recover
from generator.site.stock import Stocks, stocks


@dataclass(frozen=True, slots=True)
class Found:
    docs: Inventory
    stocks: Stocks


def look(settings: Settings) -> Callable[[], Found]:
    """Begin to look; what is given waits for what was found."""
    recover(settings.site)
    docs, state = settings.docs, settings.state
    return cache(
        forks.ahead(lambda: Found(inventory.look(docs, state), stocks(settings.site, state)))
    )
