"""What can be found: one `Item` for each record, with its texts weighted by where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from generator.records.dates import PartialDate
from generator.records.types import TABLES, Body, Document, Locality, Model, Topic, TrainingSession
from generator.search.analysis import folded, syllables
from generator.search.guides import Guide
from generator.search.rules import RULES
from generator.views.addresses import page_of, record_page, text_page
from generator.views.corpus import Corpus, full_number, name_of
from generator.views.model import chapters

_YEAR = re.compile(r"(19|20)\d\d")
_ORDINAL = re.compile(r"[0-9]+")
HIGHEST = 15
"""Weights run from 1 to 15: they are kept in four bits."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a result shows."""

    page: str
    title: str
    eyebrow: str
    line: str
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of what an item says. ``label`` is the heading above it and ``anchor`` the id of that
    heading on ``page``, a path below docs/ (empty: the item's own page); both may be empty."""

    anchor: str
    label: str
    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """``head`` are (text, weight from 1 to 15), texts of ``body`` count by how often a word occurs,
    ``keys`` are special terms with a weight; facets are labels. Results are sorted by ``date`` and
    by ``ordinal``, the 25 of 25-NQ/TW (0: no number)."""

    id: str
    card: Card
    head: tuple[tuple[str, int], ...]
    body: tuple[Segment, ...]
    keys: tuple[tuple[str, int], ...]
    order: tuple[str, ...]
    kind: str
    bodies: tuple[str, ...] = ()
    level: str = ""
    date: PartialDate | None = None
    ordinal: int = 0
    topics: tuple[str, ...] = ()
    place: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An item that is made only if need be. ``page`` is its page, by which builds know it again;
    ``known`` is the digest that it had at the last build, of an item that cannot have changed."""

    page: str
    make: Callable[[], Item]
    known: bytes | None = None


def makers(corpus: Corpus) -> Iterator[tuple[str, Callable[[Corpus], Item]]]:
    """The page of each record that can be found, and what makes its item from a corpus."""
    for name, make in _MAKERS.items():
        for identity in getattr(corpus.library, name):
            yield page_of(TABLES[name], identity), partial(_item, name, make, identity)


def _item(table: str, make: Callable[[Corpus, Any], Item], identity: str, corpus: Corpus) -> Item:
    return make(corpus, getattr(corpus.library, table)[identity])


def given(
    corpus: Corpus,
    guides: Iterable[Guide] = (),
    known: Mapping[str, bytes] = MappingProxyType({}),
    made: Mapping[str, Item] = MappingProxyType({}),
) -> Iterator[Given]:
    """All items; of records some are ``known`` by their digest, or already ``made``, by page."""
    for page, make in makers(corpus):
        there = made.get(page)
        now = partial(make, corpus) if there is None else partial(_same, there)
        yield Given(page, now, known.get(page))
    for guide in guides:
        yield Given(guide.page, partial(_guide, guide))


def _same(item: Item) -> Item:
    return item


def items(corpus: Corpus, guides: Iterable[Guide] = ()) -> list[Item]:
    """All items, neighbours by level, body and date, which keeps postings and columns small."""
    found = (one.make() for one in given(corpus, guides))
    return sorted(found, key=lambda item: (item.order, item.id))


def number_keys(number: str, weight: int) -> Iterator[tuple[str, int]]:
    """``#25``, ``#25-nq`` and ``#25-nq-tw``: as much of a number as somebody may type."""
    parts = number_parts(number)
    without_year = parts[:1] + [part for part in parts[1:] if not _YEAR.fullmatch(part)]
    for length in range(1, len(parts) + 1):
        yield "#" + "-".join(parts[:length]), weight if length > 1 else max(1, weight - 5)
    for length in range(2, len(without_year) + 1 if without_year != parts else 2):
        yield "#" + "-".join(without_year[:length]), weight


def ordinal(number: str) -> int:
    """25 of ``25-NQ/TW``, 12 of ``12A-CT/TW``; 0 where there is none."""
    found = _ORDINAL.match(number)
    return int(found[0]) if found else 0


def title_key(title: str) -> Iterator[tuple[str, int]]:
    """The ends of a title and how many words it has stand for the whole."""
    words = [word.fold for word in syllables(title)]
    if words:
        yield f"{'_'.join(words[-2:])}${len(words)}-{words[0]}", HIGHEST


def body_keys(body: Body) -> Iterator[tuple[str, int]]:
    for name in (body.name, body.short_name or ""):
        if name:
            yield "&" + folded(name).replace(" ", "-"), HIGHEST


def number_parts(number: str) -> list[str]:
    """``QĐi`` is ``qd``, ``05`` is ``5``, ``QH15`` is ``qh``, ``15``."""
    parts = [word.fold for word in syllables(number)]
    return [RULES.same_symbol.get(part, part.lstrip("0") or "0") for part in parts]


def _document(corpus: Corpus, document: Document) -> Item:
    bodies = [corpus.library.bodies[b] for b in document.issued_by]
    topics = [corpus.library.topics[t] for t in document.topics]
    place = corpus.library.localities.get(document.locality or "")
    return Item(
        id=document.id,
        card=_document_card(corpus, document, bodies),
        head=tuple(_document_head(corpus, document, bodies, topics, place)),
        body=(*_document_body(document), *_wording(corpus, document)),
        keys=tuple(_document_keys(document, bodies)),
        order=("0", *_body_order(bodies), str(document.issued_on or "")),
        kind=document.kind.label,
        bodies=tuple(name_of(body) for body in bodies),
        level=bodies[0].level.label,
        date=document.issued_on,
        ordinal=ordinal(document.number or ""),
        topics=tuple(topic.name for topic in topics),
        place=place.name if place else "",
    )


def _document_body(document: Document) -> Iterator[Segment]:
    """The summary stands on top of the page and needs no way to it."""
    yield Segment("", "", document.summary)
    for point in document.key_points:
        yield Segment("noi-dung-chinh", "Nội dung chính", point)
    yield from _note(document)


def _note(record: Document | Model | TrainingSession) -> Iterator[Segment]:
    if record.note:
        yield Segment("ghi-chu", "Ghi chú", record.note)


def _wording(corpus: Corpus, document: Document) -> Iterator[Segment]:
    """The full text, where it is here; a hit leads to its article. Labels are not searched, so that
    headings stand in the text once more."""
    page = text_page(document)
    for provision in corpus.library.texts.get(document.id, ()):
        lines = "\n".join((provision.heading, *(line.text for line in provision.lines)))
        yield Segment(provision.anchor, provision.title, lines.strip(), page)


def _body_order(bodies: list[Body]) -> tuple[str, str]:
    return bodies[0].level.value, bodies[0].id


def _document_card(corpus: Corpus, document: Document, bodies: list[Body]) -> Card:
    state = corpus.forces[document.id].state
    day = f", {document.issued_on.vietnamese}" if document.issued_on else ""
    line = ", ".join(name_of(body) for body in bodies) + day
    return Card(
        record_page(document), document.title, full_number(document), line, state.value, state.label
    )


def _document_head(
    corpus: Corpus,
    document: Document,
    bodies: list[Body],
    topics: list[Topic],
    place: Locality | None,
) -> Iterator[tuple[str, int]]:
    yield document.title, _title_weight(document.title)
    yield document.kind.value, 7
    for title in document.title_variants:
        yield title, 9
    for number in (document.number, *document.number_printed):
        yield number or "", HIGHEST
    for body in bodies:
        yield body.name, 8
        yield from ((corpus.library.bodies[i].name, 2) for i in _around(corpus, body))
    for locality in dict.fromkeys((document.locality, *(body.locality for body in bodies))):
        former = corpus.index.predecessors.get(locality or "", ())
        yield from ((corpus.library.localities[i].name, 3) for i in former)
    for topic in topics:
        yield topic.name, 5
        yield from ((synonym, 3) for synonym in topic.synonyms)
    yield document.term or "", 4
    yield place.name if place else "", 5


def _title_weight(title: str) -> int:
    """Of two titles that have the words of a query, the shorter one is rather meant."""
    length = len(title.split())
    return 13 if length < 12 else 12 if length < 24 else 11


def _around(corpus: Corpus, body: Body) -> tuple[str, ...]:
    return (*corpus.index.predecessors.get(body.id, ()), *body.successors)


def _document_keys(document: Document, bodies: list[Body]) -> Iterator[tuple[str, int]]:
    yield f"%{folded(document.kind.value).replace(' ', '-')}", HIGHEST
    for body in bodies:
        yield from body_keys(body)
    for title in (document.title, *document.title_variants):
        yield from title_key(title)
    for number in (document.number, *document.number_printed):
        yield from number_keys(number, HIGHEST) if number else ()
    parts, symbol = (
        number_parts(document.number or ""),
        RULES.kinds.get(folded(document.kind.value)),
    )
    if parts and symbol:
        yield f"#{parts[0]}-{symbol}", HIGHEST
    if day := document.issued_on:
        yield f"@{day.year:04}", HIGHEST
        if day.month:
            yield f"@{day.year:04}-{day.month:02}", HIGHEST
        if day.day:
            yield f"@{day}", HIGHEST


def _model(corpus: Corpus, model: Model) -> Item:
    place = corpus.library.localities.get(model.locality or "")
    topics = tuple(corpus.library.topics[t].name for t in model.topics)
    return Item(
        id=model.id,
        card=Card(record_page(model), model.title, "Mô hình “Dân vận khéo”", model.unit, "", ""),
        head=(
            (model.title, 13),
            ("mô hình Dân vận khéo", 5),
            (model.unit, 7),
            (model.field.value, 5),
            (place.name if place else "", 6),
            *((topic, 4) for topic in topics),
        ),
        body=tuple(_model_body(model)),
        keys=(*title_key(model.title), *(((f"@{model.year:04}", 8),) if model.year else ())),
        order=("1", "", "", str(model.year or "")),
        kind="Mô hình",
        date=PartialDate(model.year) if model.year else None,
        topics=topics,
        place=place.name if place else "",
        field=model.field.label,
    )


def _model_body(model: Model) -> Iterator[Segment]:
    yield Segment("", "", model.summary)
    yield from (Segment("", heading, text) for heading, text in chapters(model))
    yield from _note(model)


def _body(_: Corpus, body: Body) -> Item:
    names = (body.name, body.short_name or "", *body.codes)
    card = Card(record_page(body), body.name, "Cơ quan", body.level.label, "", "")
    head = tuple((name, 14) for name in names)
    order = ("2", body.level.value, "", body.id)
    return Item(
        body.id,
        card,
        head,
        _plain(body.note),
        (*body_keys(body), *title_key(body.name)),
        order,
        "Cơ quan",
        level=body.level.label,
    )


def _topic(_: Corpus, topic: Topic) -> Item:
    card = Card(record_page(topic), topic.name, "Chủ đề", topic.note or "", "", "")
    head = ((topic.name, 10), *((synonym, 8) for synonym in topic.synonyms))
    order = ("3", "", "", topic.id)
    keys = tuple(title_key(topic.name))
    return Item(topic.id, card, head, _plain(topic.note), keys, order, "Chủ đề")


def _place(_: Corpus, place: Locality) -> Item:
    card = Card(record_page(place), place.name, "Địa phương", place.level.label, "", "")
    order = ("4", place.level.value, "", place.id)
    keys = tuple(title_key(place.name))
    return Item(place.id, card, ((place.name, 10),), _plain(place.note), keys, order, "Địa phương")


def _session(corpus: Corpus, session: TrainingSession) -> Item:
    """Lighter than documents: who asks for a document's words wants the document first."""
    line = " · ".join(
        filter(None, (session.audience, f"{session.duration} phút" if session.duration else ""))
    )
    topics = tuple(corpus.library.topics[t].name for t in session.topics)
    return Item(
        id=session.id,
        card=Card(record_page(session), session.title, "Tập huấn", line, "", ""),
        head=(
            (session.title, 7),
            ("buổi tập huấn", 9),
        ),
        body=tuple(_session_body(session)),
        keys=tuple(title_key(session.title)),
        order=("6", "", "", session.id),
        kind="Tập huấn",
        date=session.date,
        topics=topics,
    )


def _session_body(session: TrainingSession) -> Iterator[Segment]:
    yield Segment("", "", session.summary)
    for number, part in enumerate(session.outline, 1):
        points = " ".join((part.heading, *(item.point for item in part.items)))
        yield Segment(f"phan-{number}", f"{number}. {part.heading}", points)
    if session.questions:
        yield Segment("cau-hoi", "Câu hỏi thảo luận", " ".join(session.questions))
    yield from _note(session)


def _guide(guide: Guide) -> Item:
    card = Card(guide.page, guide.title, "Hướng dẫn", "", "", "")
    head = ((guide.title, 12), ("hướng dẫn sử dụng", 3))
    order = ("5", "", "", guide.page)
    return Item(guide.page, card, head, _plain(guide.text), (), order, "Hướng dẫn")


def _plain(text: str | None) -> tuple[Segment, ...]:
    return (Segment("", "", text),) if text else ()


_MAKERS: Mapping[str, Callable[[Corpus, Any], Item]] = {
    "documents": _document,
    "models": _model,
    "bodies": _body,
    "topics": _topic,
    "localities": _place,
    "sessions": _session,
}
"""By the table of the library that the records stand in."""
