"""What each page shows: pure functions from the corpus to pages, without a word of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.views import (
    body,
    citing,
    document,
    groups,
    home,
    log,
    model,
    number,
    session,
    slides,
    withdrawn,
)
from generator.views.corpus import Corpus
from generator.views.page import Unit

VIEWS: tuple[Callable[[Corpus], Iterator[Unit]], ...] = (
    home.units,
    document.units,
    citing.units,
    body.units,
    model.units,
    groups.units,
    number.units,
    session.units,
    slides.units,
    withdrawn.units,
    log.units,
)


def units(corpus: Corpus) -> Iterator[Unit]:
    """All that is to be made, told by names alone: nothing is made yet."""
    for view in VIEWS:
        yield from view(corpus)
