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
from generator.views.page import Page

VIEWS: tuple[Callable[[Corpus], Iterator[Page]], ...] = (
    home.pages,
    document.pages,
    citing.cards,
    body.pages,
    model.pages,
    groups.pages,
    number.pages,
    session.pages,
    slides.pages,
    withdrawn.pages,
    log.pages,
)


def views(corpus: Corpus) -> Iterator[Page]:
    for view in VIEWS:
        yield from view(corpus)
