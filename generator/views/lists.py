"""Long lists of documents, cut into pages: which documents stand on which page, and below what.
Behind the documents of a topic or a place stand its models and figures, on pages of the same list.

Only ids, dates and headings are looked at here; the lines themselves are made for one page of a
list at a time, so that a new title costs the pages that show it and not whole lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from generator.citations.number import sort_key
from generator.records.types import Document, Figure, Model
from generator.records.vocabulary import Kind
from generator.views import addresses as at
from generator.views.addresses import Link

if TYPE_CHECKING:
    from generator.views.corpus import Corpus

ROWS_PER_PAGE = 200


class Tail(Enum):
    """What stands behind documents, by its heading."""

    MODELS = "Mô hình “Dân vận khéo”"
    FIGURES = "Số liệu phong trào"


Title: TypeAlias = str | Link | None
Heading: TypeAlias = Title | Tail
Piece: TypeAlias = tuple[tuple[Heading, tuple[str, ...]], ...]
"""One page of a list: headings with the ids of the records below them."""

R = TypeVar("R")
H = TypeVar("H")


@dataclass(frozen=True, slots=True)
class Tailed:
    """A tail of a list: how many records, and the page, from 1, on which it begins."""

    tail: Tail
    size: int
    first: int


@dataclass(frozen=True, slots=True)
class DocumentList:
    """A list by its first page, below ``docs/``; ``size`` counts documents."""

    page: str
    pieces: tuple[Piece, ...]
    size: int
    tails: tuple[Tailed, ...] = ()

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
    made = (_list(page, sections) for page, sections in _wanted(corpus))
    return {found.page: found for found in made}


_Sections: TypeAlias = list[tuple[Heading, tuple[str, ...]]]


def _wanted(corpus: Corpus) -> Iterator[tuple[str, _Sections]]:
    index, documents, library = corpus.index, corpus.documents, corpus.library
    yield at.DOCUMENTS, _sections(documents(index.documents), _year)
    for kind in Kind:
        if kind.slug in index.by_kind:
            yield at.kind_page(kind.slug), _sections(documents(index.by_kind[kind.slug]), _year)
    for year, ids in index.by_year.items():
        yield at.year_page(int(year)), _sections(documents(ids), _month)
    for month, ids in index.by_month.items():
        yield at.month_page(*map(int, month.split("-"))), _sections(documents(ids))
    for body in library.bodies.values():
        found = documents(index.by_body.get(body.id, ()))
        yield at.record_page(body), _sections(found, _year)
    for topic in library.topics.values():
        found = documents(index.by_topic.get(topic.id, ()))
        models = corpus.models(index.models_by_topic.get(topic.id, ()))
        yield at.record_page(topic), [*_sections(found), *_tails(models)]
    for place in library.localities.values():
        found = documents(index.by_locality.get(place.id, ()))
        models = corpus.models(index.models_by_locality.get(place.id, ()))
        figures = (library.figures[i] for i in index.figures_by_locality.get(place.id, ()))
        yield at.record_page(place), [*_sections(found), *_tails(models, figures)]
    numbered = (d for d in documents(index.documents) if d.number)
    ordered = sorted(numbered, key=lambda d: sort_key(d.number))  # of equals the newest first
    yield at.NUMBERS, _sections(ordered)


def _none(_: Document) -> None:
    """A list without headings."""


def _sections(
    documents: Iterable[Document], heading: Callable[[Document], Heading] = _none
) -> _Sections:
    return [
        (title, tuple(document.id for document in group))
        for title, group in groupby(documents, heading)
    ]


def _tails(models: Iterable[Model], figures: Iterable[Figure] = ()) -> _Sections:
    """Those that hold anything."""
    tails: _Sections = [
        (Tail.MODELS, tuple(model.id for model in sorted(models, key=model_order))),
        (Tail.FIGURES, tuple(figure.id for figure in sorted(figures, key=figure_order))),
    ]
    return [tail for tail in tails if tail[1]]


def model_order(model: Model) -> tuple[int, str]:
    """Sort key: the latest year first, unknown ones last."""
    return -(model.year or 0), model.id


def figure_order(figure: Figure) -> tuple[int, str]:
    """Sort key: the latest year first."""
    return -figure.year, figure.id


def _list(page: str, sections: _Sections) -> DocumentList:
    pieces = tuple(_piece(piece) for piece in cut(sections))
    size = sum(len(ids) for heading, ids in sections if not isinstance(heading, Tail))
    tails = tuple(
        Tailed(tail, len(ids), _first(tail, pieces))
        for tail, ids in sections
        if isinstance(tail, Tail)
    )
    return DocumentList(page, pieces, size, tails)


def _first(tail: Tail, pieces: Sequence[Piece]) -> int:
    """The number of the page on which it begins."""
    return next(n for n, piece in enumerate(pieces, 1) if any(title is tail for title, _ in piece))


def _piece(sections: tuple[tuple[Heading, Sequence[str]], ...]) -> Piece:
    return tuple((heading, tuple(ids)) for heading, ids in sections)


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
