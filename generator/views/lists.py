"""Long lists of documents, cut into pages: which documents stand on which page, and below what.

Only ids, dates and headings are looked at here; the lines themselves are made for one page of a
list at a time, so that a new title costs the pages that show it and not whole lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from generator.citations.number import sort_key
from generator.index import newest_first
from generator.records.types import Document
from generator.records.vocabulary import Kind
from generator.views import addresses as at
from generator.views.addresses import Link

if TYPE_CHECKING:
    from generator.views.corpus import Corpus

ROWS_PER_PAGE = 200

Heading: TypeAlias = str | Link | None
Piece: TypeAlias = tuple[tuple[Heading, tuple[str, ...]], ...]
"""One page of a list: headings with the ids of the documents below them."""

R = TypeVar("R")
H = TypeVar("H")


@dataclass(frozen=True, slots=True)
class DocumentList:
    """A list by its first page, below ``docs/``; ``size`` counts documents."""

    page: str
    pieces: tuple[Piece, ...]
    size: int

    @property
    def count(self) -> int:
        """Of its pages; an empty list is one empty page."""
        return len(self.pieces)


def cut(sections: Iterable[tuple[H, Sequence[R]]]) -> Iterator[tuple[tuple[H, Sequence[R]], ...]]:
    """Headings with what stands below them, in pages of at most `ROWS_PER_PAGE` lines."""
    taken: list[tuple[H, Sequence[R]]] = []
    room = ROWS_PER_PAGE
    for heading, rows in sections:
        left = rows
        while len(left) > room:
            taken.append((heading, left[:room]))
            yield tuple(section for section in taken if section[1])
            taken, left, room = [], left[room:], ROWS_PER_PAGE
        taken.append((heading, left))
        room -= len(left)
    yield tuple(taken)


def lists(corpus: Corpus) -> Mapping[str, DocumentList]:
    """All lists of documents by their first page."""
    made = (_list(page, documents, heading) for page, documents, heading in _wanted(corpus))
    return {found.page: found for found in made}


_Wanted: TypeAlias = tuple[str, Iterable[Document], Callable[[Document], Heading]]


def _wanted(corpus: Corpus) -> Iterator[_Wanted]:
    index, documents, library = corpus.index, corpus.documents, corpus.library
    yield at.DOCUMENTS, documents(index.documents), _year
    for kind in Kind:
        if kind.slug in index.by_kind:
            yield at.kind_page(kind.slug), documents(index.by_kind[kind.slug]), _year
    for year, ids in index.by_year.items():
        yield at.year_page(int(year)), documents(ids), _month
    for month, ids in index.by_month.items():
        yield at.month_page(*map(int, month.split("-"))), documents(ids), _none
    for body in library.bodies.values():
        yield at.record_page(body), documents(index.by_body.get(body.id, ())), _year
    for topic in library.topics.values():
        yield at.record_page(topic), documents(index.by_topic.get(topic.id, ())), _none
    for place in library.localities.values():
        yield at.record_page(place), documents(index.by_locality.get(place.id, ())), _none
    numbered = (d for d in documents(index.documents) if d.number)
    ordered = sorted(numbered, key=lambda d: (sort_key(d.number), newest_first(d)))
    yield at.NUMBERS, ordered, _none


def _list(
    page: str, documents: Iterable[Document], heading: Callable[[Document], Heading]
) -> DocumentList:
    sections = [
        (title, tuple(document.id for document in group))
        for title, group in groupby(documents, heading)
    ]
    pieces = tuple(_piece(piece) for piece in cut(sections))
    return DocumentList(page, pieces, sum(len(ids) for _, ids in sections))


def _piece(sections: tuple[tuple[Heading, Sequence[str]], ...]) -> Piece:
    return tuple((heading, tuple(ids)) for heading, ids in sections)


def _none(_: Document) -> None:
    """A list without headings."""


def _year(document: Document) -> str | Link:
    day = document.issued_on
    return _year_link(day.year) if day else "Chưa rõ năm ban hành"


def _month(document: Document) -> str | Link:
    day = document.issued_on
    return _month_link(day.year, day.month) if day and day.month else "Chưa rõ tháng"


@cache
def _year_link(year: int) -> Link:
    return Link(f"Năm {year}", at.year_page(year))


@cache
def _month_link(year: int, month: int) -> Link:
    return Link(f"Tháng {month}", at.month_page(year, month))
