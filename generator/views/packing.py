"""What the offline pack of a training session holds: its own pages and those that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.records.types import Document, Figure, TrainingSession
from generator.views.addresses import (
    BASKET,
    FIGURES,
    HOME,
    SEARCH,
    Link,
    record_page,
    session_page,
    text_page,
)
from generator.views.corpus import Corpus, link, title_of
from generator.views.page import Page
from generator.views.redirects import MovedView


@dataclass(frozen=True, slots=True)
class Shelf:
    """Links of the navigation below one heading."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """``start`` stands at the top of the pack and leads to the session; ``ids`` are the records
    whose pages are inside, and which alone the search finds."""

    start: Page
    shelves: tuple[Shelf, ...]
    ids: frozenset[str]

    @property
    def pages(self) -> tuple[str, ...]:
        """Paths below ``docs/``."""
        return tuple(dict.fromkeys(link.page for shelf in self.shelves for link in shelf.links))


def pack(corpus: Corpus, session: TrainingSession) -> Pack:
    page = record_page(session)
    moved = MovedView("Gói tài liệu của buổi tập huấn.", Link(session.title, page))
    start = Page(HOME, "moved", session.title, session.summary, moved, redirect_to=page)
    own = (
        Link("Buổi tập huấn", page),
        Link("Trình chiếu", session_page(session.id, "trinh-chieu")),
        Link("Tài liệu phát tay", session_page(session.id, "tai-lieu")),
        Link("Mã QR treo tường", session_page(session.id, "ma-qr")),
    )
    tools = (Link("Tìm kiếm", SEARCH), Link("Tập tài liệu của tôi", BASKET))
    shelves = (
        Shelf("Buổi tập huấn", own),
        Shelf("Tài liệu đọc", tuple(_readings(corpus, session))),
        Shelf("Công cụ", tools),
    )
    return Pack(start, shelves, frozenset((session.id, *session.refs)))


def _readings(corpus: Corpus, session: TrainingSession) -> Iterator[Link]:
    for identity in session.refs:
        record = corpus.library.entries[identity].record
        if isinstance(record, Figure):
            yield Link("Số liệu phong trào", FIGURES)
        else:
            yield Link(title_of(record), record_page(record))
        if isinstance(record, Document) and identity in corpus.library.texts:
            name = "toàn văn" if record.text_complete else "trích"
            yield Link(f"{link(record).text}: {name}", text_page(record))
