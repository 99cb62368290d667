"""Long lists of documents, cut into pages: which documents stand on which page, and below what.
Behind the documents of a topic, a place or a body stand its models and figures, on pages of the
same list.

Only ids, dates and headings are looked at here; the lines themselves are made for one page of a
list at a time, so that a new title costs the pages that show it and not whole lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from generator.citations.number import sort_key
from generator.records.types import Document, Figure, Model, Record
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
Of = TypeVar("Of", bound=Record)


@dataclass(frozen=True, slots=True)
class Tailed:
    """A tail of a list: how many records, and the page, from 1, on which it begins."""

    tail: Tail
    size: int
    first: int


_Ids: TypeAlias = tuple[str, ...]
_Sections: TypeAlias = Iterator[tuple[Heading, _Ids]]


@dataclass(frozen=True)
class DocumentList:
    """A list by its first page, below ``docs/``; ``size`` counts documents. What stands on its
    pages is put in order when somebody asks."""

    page: str
    size: int
    sections: Callable[[], _Sections]
    tails: tuple[Tailed, ...] = ()

    @property
    def count(self) -> int:
        """Of its pages; an empty list is one empty page."""
        rows = self.size + sum(each.size for each in self.tails)
        return max(1, -(-rows // ROWS_PER_PAGE))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Its pages."""
        return tuple(_piece(piece) for piece in cut(self.sections()))


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


def _none(_: Document) -> None:
    """A list without headings."""


def lists(corpus: Corpus) -> Mapping[str, DocumentList]:
    """All lists of documents by their first page."""
    return {found.page: found for found in _lists(corpus)}


def _lists(corpus: Corpus) -> Iterator[DocumentList]:
    index, library = corpus.index, corpus.library
    yield _list(corpus, at.DOCUMENTS, index.documents, _year)
    for kind in Kind:
        if kind.slug in index.by_kind:
            yield _list(corpus, at.kind_page(kind.slug), index.by_kind[kind.slug], _year)
    for year, ids in index.by_year.items():
        yield _list(corpus, at.year_page(int(year)), ids, _month)
    for month, ids in index.by_month.items():
        yield _list(corpus, at.month_page(*map(int, month.split("-"))), ids)
    for body in library.bodies.values():
        found, figures = index.by_body.get(body.id, ()), index.figures_by_body.get(body.id, ())
        yield _list(corpus, at.record_page(body), found, _year, _Tails(figures=figures))
    for topic in library.topics.values():
        models = index.models_by_topic.get(topic.id, ())
        found = index.by_topic.get(topic.id, ())
        yield _list(corpus, at.record_page(topic), found, _none, _Tails(models))
    for place in library.localities.values():
        found = index.by_locality.get(place.id, ())
        models = index.models_by_locality.get(place.id, ())
        figures = index.figures_by_locality.get(place.id, ())
        yield _list(corpus, at.record_page(place), found, _none, _Tails(models, figures))
    numbered = index.numbered
    yield DocumentList(at.NUMBERS, len(numbered), partial(_by_number, corpus, numbered))


class _Tails(NamedTuple):
    """Ids of what stands behind the documents of a list."""

    models: _Ids = ()
    figures: _Ids = ()

    def sections(self, corpus: Corpus) -> _Sections:
        figures = (corpus.library.figures[i] for i in self.figures)
        if self.models:
            yield Tail.MODELS, _in_order(corpus.models(self.models), model_order)
        if self.figures:
            yield Tail.FIGURES, _in_order(figures, figure_order)

    def places(self, before: int) -> Iterator[Tailed]:
        """Where each begins, behind so many documents."""
        for tail, ids in ((Tail.MODELS, self.models), (Tail.FIGURES, self.figures)):
            if ids:
                yield Tailed(tail, len(ids), before // ROWS_PER_PAGE + 1)
            before += len(ids)


_NO_TAILS = _Tails()


def _list(
    corpus: Corpus,
    page: str,
    ids: _Ids,
    heading: Callable[[Document], Heading] = _none,
    tails: _Tails = _NO_TAILS,
) -> DocumentList:
    def sections() -> _Sections:
        yield from _sections(corpus, ids, heading)
        yield from tails.sections(corpus)

    return DocumentList(page, len(ids), sections, tuple(tails.places(len(ids))))


def _by_number(corpus: Corpus, ids: _Ids) -> _Sections:
    """Of documents with equal numbers the newest first."""
    yield None, _in_order(corpus.documents(ids), lambda document: sort_key(document.number))


def _in_order(records: Iterable[Of], key: Callable[[Of], Any]) -> _Ids:
    return tuple(record.id for record in sorted(records, key=key))


def _sections(corpus: Corpus, ids: _Ids, heading: Callable[[Document], Heading]) -> _Sections:
    for title, group in groupby(corpus.documents(ids), heading):
        yield title, tuple(document.id for document in group)


def model_order(model: Model) -> tuple[int, str]:
    """Sort key: the latest year first, unknown ones last."""
    return -(model.year or 0), model.id


def figure_order(figure: Figure) -> tuple[int, str]:
    """Sort key: the latest year first."""
    return -figure.year, figure.id


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
