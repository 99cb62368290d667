"""A page to be: where it stands, what it is called, which template shows which view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.views.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Page:
    """``path`` is below ``docs/``; ``kind`` names the template and the class of the page;
    ``has_text`` says that the wording of its document stands on a page below. Search engines are
    asked to leave out what is not ``indexed``. ``template`` is one of the theme, for a page outside
    the usual frame. With a ``fingerprint`` the page's print carries it."""

    path: str
    kind: str
    title: str
    description: str
    view: object
    redirect_to: str | None = None
    has_text: bool = False
    indexed: bool = True
    template: str | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """Pages that are made together. ``make`` draws on nothing but the corpus that it is given, so
    that what it reads there is all that its pages hang on; ``name`` tells units apart. Beside its
    pages lie the citations of the documents ``cited``, told by their ids."""

    name: str
    make: Callable[[Corpus], Iterator[Page]]
    cited: tuple[str, ...] = ()
