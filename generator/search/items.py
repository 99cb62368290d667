"""What can be found: one `Item` for each record, with its texts weighted by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.records.types import Body, Document, Locality, Topic
from generator.search.analysis import folded, syllables
from generator.search.guides import Guide
from generator.search.rules import RULES
from generator.views.addresses import record_page
from generator.views.corpus import Corpus, full_number, name_of

_YEAR = re.compile(r"(19|20)\d\d")
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
class Item:
    """``head`` are (text, weight from 1 to 15), ``body`` texts count by how often a word occurs,
    ``keys`` are special terms with a weight; facets are labels or years."""

    id: str
    card: Card
    head: tuple[tuple[str, int], ...]
    body: tuple[str, ...]
    keys: tuple[tuple[str, int], ...]
    order: tuple[object, ...]
    kind: str
    bodies: tuple[str, ...] = ()
    level: str = ""
    year: int = 0
    topics: tuple[str, ...] = ()
    place: str = ""
    field: str = ""


def items(corpus: Corpus, guides: Iterable[Guide] = ()) -> list[Item]:
    """All items, neighbours by level, body and date, which keeps postings and columns small."""
    found = [*_documents(corpus), *_models(corpus), *_bodies(corpus), *_topics(corpus)]
    found += [*_places(corpus), *map(_guide, guides)]
    return sorted(found, key=lambda item: (item.order, item.id))


def number_keys(number: str, weight: int) -> Iterator[tuple[str, int]]:
    """``#25``, ``#25-nq`` and ``#25-nq-tw``: as much of a number as somebody may type."""
    parts = number_parts(number)
    without_year = parts[:1] + [part for part in parts[1:] if not _YEAR.fullmatch(part)]
    for length in range(1, len(parts) + 1):
        yield "#" + "-".join(parts[:length]), weight if length > 1 else max(1, weight - 5)
    for length in range(2, len(without_year) + 1 if without_year != parts else 2):
        yield "#" + "-".join(without_year[:length]), weight


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


def _documents(corpus: Corpus) -> Iterator[Item]:
    for document in corpus.library.documents.values():
        bodies = [corpus.library.bodies[b] for b in document.issued_by]
        topics = [corpus.library.topics[t] for t in document.topics]
        place = corpus.library.localities.get(document.locality or "")
        yield Item(
            id=document.id,
            card=_document_card(corpus, document, bodies),
            head=tuple(_document_head(corpus, document, bodies, topics, place)),
            body=(
                document.summary,
                *document.key_points,
                document.note or "",
                *_wording(corpus, document),
            ),
            keys=tuple(_document_keys(document, bodies)),
            order=("0", *_body_order(bodies), str(document.issued_on or "")),
            kind=document.kind.label,
            bodies=tuple(name_of(body) for body in bodies),
            level=bodies[0].level.label,
            year=document.issued_on.year if document.issued_on else 0,
            topics=tuple(topic.name for topic in topics),
            place=place.name if place else "",
        )


def _wording(corpus: Corpus, document: Document) -> Iterator[str]:
    """The full text, where it is here."""
    for provision in corpus.library.texts.get(document.id, ()):
        yield provision.heading
        yield from (line.text for line in provision.lines)


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
    if document.number and (symbol := RULES.kinds.get(folded(document.kind.value))):
        yield f"#{number_parts(document.number)[0]}-{symbol}", HIGHEST
    if day := document.issued_on:
        yield f"@{day.year:04}", HIGHEST
        if day.month:
            yield f"@{day.year:04}-{day.month:02}", HIGHEST
        if day.day:
            yield f"@{day}", HIGHEST


def _models(corpus: Corpus) -> Iterator[Item]:
    for model in corpus.library.models.values():
        place = corpus.library.localities.get(model.locality or "")
        topics = tuple(corpus.library.topics[t].name for t in model.topics)
        how = (model.background, model.objectives, model.approach, model.participants)
        what = (model.resources, model.results, model.replicability, model.note)
        yield Item(
            id=model.id,
            card=Card(
                record_page(model), model.title, "Mô hình “Dân vận khéo”", model.unit, "", ""
            ),
            head=(
                (model.title, 13),
                ("mô hình Dân vận khéo", 5),
                (model.unit, 7),
                (model.field.value, 5),
                (place.name if place else "", 6),
                *((topic, 4) for topic in topics),
            ),
            body=(model.summary, *(text for text in (*how, *what) if text)),
            keys=(*title_key(model.title), *(((f"@{model.year:04}", 8),) if model.year else ())),
            order=("1", "", "", str(model.year or "")),
            kind="Mô hình",
            year=model.year or 0,
            topics=topics,
            place=place.name if place else "",
            field=model.field.label,
        )


def _bodies(corpus: Corpus) -> Iterator[Item]:
    for body in corpus.library.bodies.values():
        names = (body.name, body.short_name or "", *body.codes)
        card = Card(record_page(body), body.name, "Cơ quan", body.level.label, "", "")
        head = tuple((name, 14) for name in names)
        order = ("2", body.level.value, "", body.id)
        yield Item(
            body.id,
            card,
            head,
            (body.note or "",),
            (*body_keys(body), *title_key(body.name)),
            order,
            "Cơ quan",
            level=body.level.label,
        )


def _topics(corpus: Corpus) -> Iterator[Item]:
    for topic in corpus.library.topics.values():
        card = Card(record_page(topic), topic.name, "Chủ đề", topic.note or "", "", "")
        head = ((topic.name, 10), *((synonym, 8) for synonym in topic.synonyms))
        order = ("3", "", "", topic.id)
        keys = tuple(title_key(topic.name))
        yield Item(topic.id, card, head, (topic.note or "",), keys, order, "Chủ đề")


def _places(corpus: Corpus) -> Iterator[Item]:
    for place in corpus.library.localities.values():
        card = Card(record_page(place), place.name, "Địa phương", place.level.label, "", "")
        order = ("4", place.level.value, "", place.id)
        keys = tuple(title_key(place.name))
        yield Item(
            place.id, card, ((place.name, 10),), (place.note or "",), keys, order, "Địa phương"
        )


def _guide(guide: Guide) -> Item:
    card = Card(guide.page, guide.title, "Hướng dẫn", "", "", "")
    head = ((guide.title, 12), ("hướng dẫn sử dụng", 3))
    return Item(guide.page, card, head, (guide.text,), (), ("5", "", "", guide.page), "Hướng dẫn")
