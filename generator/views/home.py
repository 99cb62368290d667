"""The home page, the glossary of abbreviations, and the pages of search and basket."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from generator.citations.slugs import slug
from generator.views import groups
from generator.views.addresses import BASKET, GLOSSARY, HOME, LOG, SEARCH, Link
from generator.views.corpus import Corpus, link
from generator.views.groups import Counted, Shelf
from generator.views.listing import Listing, document_listing
from generator.views.page import Page, Unit

NEWEST = 8
BUSIEST_BODIES = 10


@dataclass(frozen=True, slots=True)
class HomeView:
    """Counts of what there is, ways in, and the newest documents."""

    documents: int
    bodies: int
    models: int
    as_of: dt.date
    shelves: tuple[Shelf, ...]
    newest: Listing
    log: Link


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """(abbreviation, meaning) in alphabetical order."""

    entries: tuple[tuple[str, str], ...]


def units(_: Corpus) -> Iterator[Unit]:
    yield Unit("home", _pages)


def _pages(corpus: Corpus) -> Iterator[Page]:
    library = corpus.library
    home = HomeView(
        len(library.documents),
        len(library.bodies),
        len(library.models),
        corpus.as_of,
        tuple(_shelves(corpus)),
        document_listing(corpus, corpus.index.documents[:NEWEST]),
        Link("Nhật ký công bố", LOG),
    )
    about = "Tra cứu văn bản về công tác dân vận và mô hình “Dân vận khéo”."
    yield Page(HOME, "home", "Trang chủ", about, home)
    entries = sorted(library.abbreviations.root.items(), key=lambda entry: slug(entry[0]))
    about = "Các từ viết tắt thường gặp trong văn bản về công tác dân vận."
    yield Page(GLOSSARY, "glossary", "Từ viết tắt", about, GlossaryView(tuple(entries)))
    about = "Tìm văn bản, mô hình, cơ quan theo số, tên, loại, năm, chủ đề, hiệu lực."
    yield Page(SEARCH, "search", "Tìm kiếm", about, view=None)
    about = "Tập hợp văn bản, mô hình đã chọn để sắp xếp, in thành một tập và gửi cho người khác."
    yield Page(BASKET, "basket", "Tập tài liệu của tôi", about, view=None)


def _shelves(corpus: Corpus) -> Iterator[Shelf]:
    shelves = (
        Shelf("Theo loại văn bản", tuple(groups.kind_counts(corpus))),
        Shelf("Theo cơ quan ban hành", tuple(_busiest_bodies(corpus))),
        Shelf("Theo chủ đề", tuple(c for c in groups.topic_counts(corpus) if c.count)),
        Shelf("Theo năm", tuple(groups.year_counts(corpus))),
        Shelf("Mô hình “Dân vận khéo” theo lĩnh vực", tuple(groups.field_counts(corpus))),
        Shelf("Tập huấn", tuple(_sessions(corpus))),
    )
    yield from (shelf for shelf in shelves if shelf.groups)


def _sessions(corpus: Corpus) -> Iterator[Counted]:
    """Each session by itself: nothing in it is a number of entries, as on the other cards."""
    for session in corpus.library.sessions.values():
        yield Counted(link(session), None)


def _busiest_bodies(corpus: Corpus) -> Iterator[Counted]:
    counts = [(-len(ids), body) for body, ids in corpus.index.by_body.items()]
    for count, body in sorted(counts)[:BUSIEST_BODIES]:
        yield Counted(corpus.body_link(body), -count)
