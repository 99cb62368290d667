"""Training sessions: the page of each, its hand-out and its QR sheet (slides: `views.slides`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator.records.excerpt import Excerpt, excerpt
from generator.records.types import (
    Body,
    Document,
    Figure,
    Locality,
    Model,
    OutlineItem,
    OutlinePart,
    Record,
    Topic,
    TrainingSession,
)
from generator.views.addresses import (
    FIGURES,
    SESSIONS,
    Address,
    Link,
    record_page,
    session_page,
    text_page,
)
from generator.views.corpus import Corpus, link
from generator.views.document import DocumentView, Reference, document_view, reference
from generator.views.groups import GroupView
from generator.views.listing import (
    Cell,
    Listing,
    Section,
    confidence_mark,
    document_listing,
    parts,
)
from generator.views.page import Page, Unit
from generator.views.past import Past, past


@dataclass(frozen=True, slots=True)
class Point:
    """A point to make, what it follows from, and the article of it."""

    text: str
    reference: Reference | None
    article: Link | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the session; ``until`` are the minutes from the beginning to its end, as far as
    every part up to it tells its minutes. Clock times are nowhere known."""

    number: int
    heading: str
    minutes: int | None
    until: int | None
    note: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """The wording of an article, clause or point that the session refers to."""

    link: Link
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A record that the session refers to: what the record says in short, and the wording of the
    articles that are named. ``document`` is None for a record of another type."""

    reference: Reference
    document: DocumentView | None
    excerpts: tuple[str, ...]
    articles: tuple[Article, ...]
    address: Address


@dataclass(frozen=True, slots=True)
class SessionView:
    """Everything that the four pages of a session show."""

    record: TrainingSession
    page: Link
    handout: Link
    slide_show: Link
    codes: Link
    address: Address
    as_of: dt.date
    body: tuple[Link, ...]
    topics: tuple[Link, ...]
    program: Listing
    steps: tuple[Step, ...]
    readings: tuple[Reading, ...]
    documents: Listing
    others: tuple[Reference, ...]
    past: Past


def units(corpus: Corpus) -> Iterator[Unit]:
    yield Unit("sessions", _index)
    for identity in corpus.library.sessions:
        yield Unit(f"session {identity}", partial(_pages, identity))


def _pages(identity: str, corpus: Corpus) -> Iterator[Page]:
    session = corpus.library.sessions[identity]
    view, title = session_view(corpus, session), session.title
    page, mark = record_page(session), view.past.fingerprint
    yield Page(page, "session", title, session.summary, view, fingerprint=mark)
    page, about = view.handout.page, f"Tài liệu phát tay, in trên giấy A4: {title}"
    yield Page(page, "handout", f"Tài liệu: {title}", about, view, fingerprint=mark)
    about = f"Mã QR dẫn tới các trang của buổi tập huấn: {title}"
    yield Page(view.codes.page, "qr-sheet", f"Mã QR: {title}", about, view)


def _index(corpus: Corpus) -> Iterator[Page]:
    note = (
        "Mỗi buổi tập huấn có trang hướng dẫn cho báo cáo viên, tài liệu phát tay để in, bản trình "
        "chiếu và tờ mã QR."
    )
    view = GroupView("Dùng trong tập huấn", "Tập huấn", note)
    about = "Các buổi tập huấn soạn sẵn: tiến trình, tài liệu phát tay, trình chiếu, mã QR."
    for part in parts(SESSIONS, _sessions(corpus.library.sessions.values())):
        yield Page(part.page, "index", view.heading, about, replace(view, part=part))


def _sessions(sessions: Iterable[TrainingSession]) -> Listing:
    columns = ("Ngày", "Buổi tập huấn", "Đối tượng", "Thời lượng")
    rows = tuple(
        (s.date, link(s), s.audience, None if s.duration is None else f"{s.duration} phút")
        for s in sorted(sessions, key=_newest_first)
    )
    return Listing(columns, (Section(None, rows),) if rows else ())


def _newest_first(session: TrainingSession) -> tuple[int, str]:
    return -(session.date.earliest.toordinal() if session.date else 0), session.id


def session_view(corpus: Corpus, session: TrainingSession) -> SessionView:
    readings = tuple(_readings(corpus, session))
    documents = [r.document.record.id for r in readings if r.document]
    page = record_page(session)
    return SessionView(
        record=session,
        page=Link("trang buổi tập huấn", page),
        handout=Link("Tài liệu phát tay", session_page(session.id, "tai-lieu")),
        slide_show=Link("Trình chiếu", session_page(session.id, "trinh-chieu")),
        codes=Link("Mã QR treo tường", session_page(session.id, "ma-qr")),
        address=corpus.print_address(session),
        as_of=corpus.as_of,
        body=corpus.body_links((session.body,) if session.body else ()),
        topics=corpus.topic_links(session.topics),
        program=_program(session),
        steps=tuple(_steps(corpus, session)),
        readings=readings,
        documents=document_listing(corpus, documents),
        others=tuple(r.reference for r in readings if not r.document),
        past=past(corpus, session),
    )


def _program(session: TrainingSession) -> Listing:
    """The outline as a table; the columns of minutes only where there are minutes."""
    timed = any(part.minutes is not None for part in session.outline)
    columns = ("Phần", "Nội dung", *(("Số phút", "Cộng dồn") if timed else ()))
    rows: list[tuple[Cell, ...]] = []
    for number, (part, until) in enumerate(_running(session), 1):
        minutes = (_shown(part.minutes), _shown(until)) if timed else ()
        rows.append((str(number), part.heading, *minutes))
    return Listing(columns, (Section(None, tuple(rows)),))


def _shown(minutes: int | None) -> str:
    return "" if minutes is None else str(minutes)


def _running(session: TrainingSession) -> Iterator[tuple[OutlinePart, int | None]]:
    """Each part with the minutes from the beginning to its end; None from the first gap on."""
    total: int | None = 0
    for part in session.outline:
        total = None if total is None or part.minutes is None else total + part.minutes
        yield part, total


def _steps(corpus: Corpus, session: TrainingSession) -> Iterator[Step]:
    for number, (part, until) in enumerate(_running(session), 1):
        points = tuple(_point(corpus, item) for item in part.items)
        yield Step(number, part.heading, part.minutes, until, part.note, points)


def _point(corpus: Corpus, item: OutlineItem) -> Point:
    if item.record is None:
        return Point(item.point, None)
    reference, found = _reference(corpus, item.record), _excerpt(corpus, item)
    article = Link(found.label, _place(corpus, item.record, found)) if found else None
    return Point(item.point, reference, article)


def _excerpt(corpus: Corpus, item: OutlineItem) -> Excerpt | None:
    provisions = corpus.library.texts.get(item.record or "", ())
    return excerpt(provisions, item.anchor or "")


def _reference(corpus: Corpus, identity: str) -> Reference:
    record = corpus.library.entries[identity].record
    if isinstance(record, Document):
        return reference(corpus, identity)
    marks = (confidence_mark(record.confidence),) if isinstance(record, (Model, Figure)) else ()
    return Reference(_link(record), "", None, (), marks, ())


def _link(record: Record) -> Link:
    """Figures have no page each: they stand on one."""
    if isinstance(record, Figure):
        return Link(record.title, FIGURES)
    assert isinstance(record, (Model, Body, Topic, Locality)), "checks.session_refs sees to it"
    return link(record)


def _readings(corpus: Corpus, session: TrainingSession) -> Iterator[Reading]:
    """Records in the order in which they first come up."""
    items = [item for part in session.outline for item in part.items]
    for identity in session.refs:
        record = corpus.library.entries[identity].record
        reference = _reference(corpus, identity)
        named = dict.fromkeys(_excerpt(corpus, i) for i in items if i.record == identity)
        yield Reading(
            reference,
            document_view(corpus, record) if isinstance(record, Document) else None,
            tuple(_excerpts(record)),
            tuple(_article(corpus, identity, found) for found in named if found),
            _address(corpus, record, reference.link),
        )


def _address(corpus: Corpus, record: Record, place: Link) -> Address:
    """Of a page that tells its past the address of its print; articles keep their own anchor."""
    if isinstance(record, (Document, Body, Model)):
        return corpus.print_address(record)
    return corpus.address(place.page)


def _article(corpus: Corpus, identity: str, found: Excerpt) -> Article:
    label = found.label[0].upper() + found.label[1:]
    title = f"{label}. {found.heading}" if found.heading else label
    return Article(Link(title, _place(corpus, identity, found)), found.lines)


def _place(corpus: Corpus, identity: str, found: Excerpt) -> str:
    return f"{text_page(corpus.library.documents[identity])}#{found.anchor}"


def _excerpts(record: Record) -> Iterator[str]:
    """What a hand-out prints of a record: key points, or what else it tells about itself."""
    match record:
        case Document(key_points=points) if points:
            yield from points
        case Document():
            yield record.summary
        case Model():
            yield from filter(None, (record.summary, record.results))
        case _:
            yield from filter(None, (record.note,))
