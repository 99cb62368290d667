"""The one list: rows with a date, under headings, cut into pages of at most 200 rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from generator.force import State
from generator.records.dates import PartialDate
from generator.records.types import Document, Figure, Model, Source
from generator.records.vocabulary import Confidence
from generator.views.addresses import Link, part_page, record_page, year_page
from generator.views.corpus import Corpus, link

ROWS_PER_PAGE = 200


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
    """One page of a long list."""

    page: str
    number: int
    listing: Listing
    siblings: tuple[Link, ...]
    total: int


Heading = Callable[[Document], str | Link | None]


def no_heading(_: Document) -> None:
    """A list without headings."""


def document_listing(
    corpus: Corpus,
    documents: Iterable[Document],
    heading: Heading = no_heading,
) -> Listing:
    """Documents in the given order (the index has them newest first), grouped by ``heading``."""
    columns = ("Ngày ban hành", "Số, ký hiệu", "Tên văn bản", "Cơ quan ban hành", "Hiệu lực")
    sections = (
        Section(title, tuple(_document_row(corpus, document) for document in group))
        for title, group in groupby(documents, heading)
    )
    return Listing(columns, tuple(sections))


def model_listing(corpus: Corpus, models: Iterable[Model]) -> Listing:
    columns = ("Năm", "Mô hình", "Đơn vị thực hiện", "Lĩnh vực", "Địa phương")
    rows = tuple(
        _model_row(corpus, m) for m in sorted(models, key=lambda m: (-(m.year or 0), m.id))
    )
    return Listing(columns, (Section(None, rows),) if rows else ())


def figure_listing(corpus: Corpus, figures: Iterable[Figure]) -> Listing:
    columns = ("Năm", "Nội dung", "Nơi thống kê", "Tổng số", "Chi tiết", "Nguồn")
    ordered = sorted(figures, key=lambda f: (-f.year, f.id))
    rows = tuple(_figure_row(corpus, figure) for figure in ordered)
    return Listing(columns, (Section(None, rows),) if rows else ())


def by_year(document: Document) -> str | Link:
    day = document.issued_on
    return Link(f"Năm {day.year}", year_page(day.year)) if day else "Chưa rõ năm ban hành"


def parts(page: str, listing: Listing) -> Iterator[Part]:
    """Cut a list into pages; an empty list is one empty page."""
    pages = list(_cut(listing))
    siblings = tuple(
        Link(str(number), part_page(page, number)) for number in range(1, len(pages) + 1)
    )
    for number, piece in enumerate(pages, 1):
        yield Part(part_page(page, number), number, piece, siblings, listing.size)


def _cut(listing: Listing) -> Iterator[Listing]:
    taken: list[Section] = []
    room = ROWS_PER_PAGE
    for section in listing.sections:
        rows = section.rows
        while len(rows) > room:
            taken.append(replace(section, rows=rows[:room]))
            yield replace(listing, sections=tuple(s for s in taken if s.rows))
            taken, rows, room = [], rows[room:], ROWS_PER_PAGE
        taken.append(replace(section, rows=rows))
        room -= len(rows)
    yield replace(listing, sections=tuple(taken))


def _document_row(corpus: Corpus, document: Document) -> tuple[Cell, ...]:
    state = corpus.forces[document.id].state
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


def state_mark(state: State) -> Mark:
    return Mark(state.label, state.value)


def confidence_mark(confidence: Confidence) -> Mark:
    return Mark(confidence.label, confidence.value)
