"""The one list: rows with a date, under headings, cut into pages (`views.lists`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count as counted
from typing import TypeAlias

from generator.force import State
from generator.records.dates import PartialDate
from generator.records.types import Figure, Model, Source
from generator.records.vocabulary import Confidence
from generator.views.addresses import Link, part_page, record_page
from generator.views.corpus import Corpus, link, once
from generator.views.lists import Tail, Title, cut, figure_order, model_order

FEW = 15
"""Pages of a list that all have a link on each of them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A small label in a table or line; ``style`` names its class."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A value that the record marks as unconfirmed; it is shown with a question mark."""

    value: Cell


Cell: TypeAlias = "str | Link | Mark | PartialDate | Source | Doubtful | tuple[Cell, ...] | None"


@dataclass(frozen=True, slots=True)
class Section:
    """Rows below one heading; ``heading`` is None in a list that has none."""

    heading: str | Link | None
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A table; the first column of a list sortable by date holds the date."""

    columns: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def size(self) -> int:
        return sum(len(section.rows) for section in self.sections)


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a long list, of ``count`` pages with ``total`` documents. ``siblings`` are those
    that it leads to, by their numbers."""

    page: str
    number: int
    listing: Listing
    siblings: Mapping[int, Link]
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Below:
    """What stands of a tail on a page of a list; ``total`` counts all of it."""

    heading: str
    listing: Listing
    total: int


def document_part(corpus: Corpus, page: str, number: int) -> Part:
    """The ``number``-th page, from 1, of the list that begins on ``page``."""
    found = corpus.lists[page]
    here = found.pieces[number - 1]
    sections = ((title, ids) for title, ids in here if not isinstance(title, Tail))
    listing = _document_listing(corpus, sections)
    return _part(page, number, listing, found.count, found.size)


def below_documents(corpus: Corpus, page: str, number: int) -> tuple[Below, ...]:
    """What stands behind documents on this page of the list."""
    found = corpus.lists[page]
    here = dict(found.pieces[number - 1])
    made = ((tailed, here[tailed.tail]) for tailed in found.tails if tailed.tail in here)
    return tuple(
        Below(tailed.tail.value, _tail_listing(corpus, tailed.tail, ids), tailed.size)
        for tailed, ids in made
    )


def _tail_listing(corpus: Corpus, tail: Tail, ids: Iterable[str]) -> Listing:
    if tail is Tail.MODELS:
        return model_listing(corpus, corpus.models(ids))
    return figure_listing(corpus, (corpus.library.figures[i] for i in ids))


def elsewhere(corpus: Corpus, page: str) -> tuple[tuple[str, Link], ...]:
    """Tails that begin on another page than the first, with links to it."""
    return tuple(
        (t.tail.value, Link(f"{t.size} mục, từ trang {t.first}", part_page(page, t.first)))
        for t in corpus.lists[page].tails
        if t.first > 1
    )


def document_listing(corpus: Corpus, ids: Iterable[str]) -> Listing:
    """A short list in the given order."""
    return _document_listing(corpus, ((None, tuple(ids)),))


def _document_listing(corpus: Corpus, sections: Iterable[tuple[Title, tuple[str, ...]]]) -> Listing:
    columns = ("Ngày ban hành", "Số, ký hiệu", "Tên văn bản", "Cơ quan ban hành", "Hiệu lực")
    made = (
        Section(heading, tuple(_document_row(corpus, identity) for identity in ids))
        for heading, ids in sections
        if ids
    )
    return Listing(columns, tuple(made))


def model_listing(corpus: Corpus, models: Iterable[Model]) -> Listing:
    columns = ("Năm", "Mô hình", "Đơn vị thực hiện", "Lĩnh vực", "Địa phương")
    rows = tuple(_model_row(corpus, model) for model in sorted(models, key=model_order))
    return Listing(columns, (Section(None, rows),) if rows else ())


def figure_listing(corpus: Corpus, figures: Iterable[Figure]) -> Listing:
    columns = ("Năm", "Nội dung", "Nơi thống kê", "Tổng số", "Chi tiết", "Nguồn")
    rows = tuple(_figure_row(corpus, figure) for figure in sorted(figures, key=figure_order))
    return Listing(columns, (Section(None, rows),) if rows else ())


def parts(page: str, listing: Listing) -> Iterator[Part]:
    """Cut a list into pages; an empty list is one empty page."""
    pages = list(cut((section.heading, section.rows) for section in listing.sections))
    for number, piece in enumerate(pages, 1):
        sections = tuple(Section(heading, tuple(rows)) for heading, rows in piece)
        shown = Listing(listing.columns, sections)
        yield _part(page, number, shown, len(pages), listing.size)


def _part(page: str, number: int, listing: Listing, count: int, total: int) -> Part:
    siblings = {n: Link(str(n), part_page(page, n)) for n in _siblings(number, count)}
    return Part(part_page(page, number), number, listing, siblings, count, total)


def _siblings(number: int, count: int) -> list[int]:
    """All of a few pages; of many the first, the last, those nearby, and round numbers between."""
    if count <= FEW:
        return [*range(1, count + 1)]
    step = next(step for step in _steps() if count <= step * 10)
    found = {1, count, *range(number - 2, number + 3), *range(step, count, step)}
    return sorted(found & {*range(1, count + 1)})


def _steps() -> Iterator[int]:
    """10, 50, 100, 500, 1,000 and so on."""
    for power in counted(1):
        yield 10**power
        yield 5 * 10**power


@once
def _document_row(corpus: Corpus, identity: str) -> tuple[Cell, ...]:
    document, state = corpus.library.documents[identity], corpus.forces[identity].state
    marks: tuple[Cell, ...] = (state_mark(state),)
    if document.confidence is Confidence.UNCONFIRMED:
        marks += (confidence_mark(document.confidence),)
    cells: dict[str, Cell] = {
        "issued_on": document.issued_on,
        "number": document.number or "Không số",
        "title": Link(document.title, record_page(document)),
        "issued_by": corpus.body_links(document.issued_by),
    }
    doubted = (
        Doubtful(cell) if key in document.unconfirmed and cell else cell
        for key, cell in cells.items()
    )
    return (*doubted, marks)


def _model_row(corpus: Corpus, model: Model) -> tuple[Cell, ...]:
    year = PartialDate(model.year) if model.year else None
    places = corpus.locality_links((model.locality,))
    return year, link(model), model.unit, model.field.label, places


def _figure_row(corpus: Corpus, figure: Figure) -> tuple[Cell, ...]:
    places: tuple[Cell, ...] = corpus.locality_links((figure.locality,))
    if figure.body:
        places += (corpus.body_link(figure.body),)
    counts = [(f.value, n) for f, n in figure.by_field.items()]
    counts += [(c.label.lower(), n) for c, n in figure.by_category.items()]
    details = "; ".join(f"{name}: {_grouped(count)}" for name, count in counts)
    text = ". ".join(part for part in (details, figure.note) if part)
    total = "" if figure.total is None else _grouped(figure.total)
    marks: tuple[Cell, ...] = (figure.title,)
    if figure.confidence is not Confidence.CONFIRMED:
        marks += (confidence_mark(figure.confidence),)
    return PartialDate(figure.year), marks, places, total, text, figure.sources


def _grouped(count: int) -> str:
    """``2.071``: Vietnamese writing groups digits by points."""
    return f"{count:,}".replace(",", ".")


@cache
def state_mark(state: State) -> Mark:
    return Mark(state.label, state.value)


@cache
def confidence_mark(confidence: Confidence) -> Mark:
    return Mark(confidence.label, confidence.value)
