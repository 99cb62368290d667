"""The publication log as pages: the newest publications, a list by year, a page for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from generator.history import Account, Change, Entry, Event
from generator.records.dates import PartialDate
from generator.records.types import Document, Model
from generator.views.addresses import LOG, Link, log_year_page, publication_page, record_page
from generator.views.corpus import Corpus, link
from generator.views.groups import Counted, GroupView, Shelf
from generator.views.listing import Cell, Listing, Section, parts
from generator.views.lists import ROWS_PER_PAGE
from generator.views.page import Page, Unit

NEWEST = 10
"""Publications told on the first page."""

SHORT = 20
"""Lines of a publication told there; its own page tells up to `ROWS_PER_PAGE`."""

_FIRST = (Document.folder, Model.folder)
_ABOUT = "Những gì được thêm, thay đổi, đính chính, rút khỏi sổ tay ở mỗi lần công bố."


@dataclass(frozen=True, slots=True)
class Line:
    """One page that a publication touched; ``link`` is None where nothing tells of it any more."""

    name: str
    link: Link | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Lines of one kind of event; ``count`` also counts those that are not told."""

    event: Event
    count: int
    lines: tuple[Line, ...]

    @property
    def left_out(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Told:
    """A publication as a page tells it; ``page`` is its own."""

    at: str
    title: str
    day: PartialDate
    note: str | None
    is_first: bool
    page: Link
    groups: tuple[EventGroup, ...]


@dataclass(frozen=True, slots=True)
class LogView:
    """The first page of the log."""

    newest: tuple[Told, ...]
    years: Shelf | None


def units(corpus: Corpus) -> Iterator[Unit]:
    yield Unit("log", _lists)
    for account in corpus.history.accounts:
        name = account.publication.name
        yield Unit(f"publication {name}", partial(_publication, name))


def _lists(corpus: Corpus) -> Iterator[Page]:
    accounts = corpus.history.accounts
    view = LogView(newest(corpus, NEWEST), _years(accounts))
    yield Page(LOG, "log", "Nhật ký", _ABOUT, view)
    for year, group in groupby(accounts, _year):
        yield from _year_pages(year, tuple(group))


def _publication(name: str, corpus: Corpus) -> Iterator[Page]:
    account = next(a for a in corpus.history.accounts if a.publication.name == name)
    told = _told(corpus, account, ROWS_PER_PAGE)
    yield Page(publication_page(name), "publication", told.title, _ABOUT, told)


def newest(corpus: Corpus, count: int) -> tuple[Told, ...]:
    """The newest publications in short, for the first page and the feed."""
    return tuple(_told(corpus, account, SHORT) for account in corpus.history.accounts[:count])


def _year(account: Account) -> int:
    """Of the moment, not of the day: the name of the page begins with it."""
    return int(account.publication.at[:4])


def _years(accounts: Iterable[Account]) -> Shelf | None:
    counted = tuple(
        Counted(Link(f"Năm {year}", log_year_page(year)), sum(1 for _ in group))
        for year, group in groupby(accounts, _year)
    )
    return Shelf("Theo năm", counted) if counted else None


def _year_pages(year: int, accounts: tuple[Account, ...]) -> Iterator[Page]:
    columns = ("Ngày", "Lần công bố", "Nội dung")
    rows = tuple(_row(account) for account in accounts)
    heading = f"Nhật ký năm {year}"
    for part in parts(log_year_page(year), Listing(columns, (Section(None, rows),))):
        view = GroupView("Nhật ký", heading, part=part)
        yield Page(part.page, "index", heading, _ABOUT, view)


def _row(account: Account) -> tuple[Cell, ...]:
    publication = account.publication
    counts = ((event.label.lower(), len(account.of(event))) for event in Event)
    told = ", ".join(f"{label} {count}" for label, count in counts if count)
    return publication.day, Link(publication.note or _title(account), _page(account)), told


def _page(account: Account) -> str:
    return publication_page(account.publication.name)


def _title(account: Account) -> str:
    day = account.publication.day.vietnamese
    return f"Công bố lần đầu ngày {day}" if _is_first(account) else f"Công bố ngày {day}"


def _is_first(account: Account) -> bool:
    return account.publication.previous is None


def _told(corpus: Corpus, account: Account, room: int) -> Told:
    groups = []
    for event in Event:
        entries = sorted(account.of(event), key=_place)
        if entries:
            lines = tuple(_line(corpus, entry) for entry in entries[:room])
            room -= len(lines)
            groups.append(EventGroup(event, len(entries), lines))
    publication, title = account.publication, _title(account)
    return Told(
        publication.at,
        title,
        publication.day,
        publication.note,
        _is_first(account),
        Link(title, _page(account)),
        tuple(groups),
    )


def _place(entry: Entry) -> tuple[int, str]:
    """Documents and models first: what readers look for."""
    folder = entry.page.split("/")[0]
    return (_FIRST.index(folder) if folder in _FIRST else len(_FIRST)), entry.page


def _former(corpus: Corpus, entry: Entry) -> tuple[str, Link | None]:
    """Name and link of a page that is gone; the tombstone where one stands in its place."""
    tombstone = corpus.library.tombstones.get(entry.page.rpartition("/")[2])
    if tombstone and record_page(tombstone) == f"{entry.page}.md":
        return "", Link(entry.name or tombstone.title, record_page(tombstone))
    return entry.name, None


def _line(corpus: Corpus, entry: Entry) -> Line:
    record = corpus.record_of_page(entry.page)
    if record is None:
        return Line(*_former(corpus, entry), entry.changes)
    named = link(record)
    if isinstance(record, Document):
        return Line(record.title, named, entry.changes)
    return Line("", named, entry.changes)
