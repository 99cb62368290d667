"""The page of a document: what it is, whether it holds, and what it hangs together with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

from generator.citations.number import number_slug
from generator.force import Act, Force
from generator.index import Edge
from generator.records.dates import PartialDate
from generator.records.types import Conflict, Document, Relation, Source
from generator.records.vocabulary import Confidence, RelationType
from generator.views.addresses import (
    Link,
    kind_page,
    month_page,
    number_page,
    record_page,
    text_page,
    year_page,
)
from generator.views.citing import CitingView, citing
from generator.views.corpus import Corpus, full_number, link, name_of, once
from generator.views.listing import Mark, confidence_mark, state_mark
from generator.views.page import Page, Unit
from generator.views.past import Past, past
from generator.views.text import FullText, Outline, full_text, outline

_FIELD_LABELS = {
    "number": "Số, ký hiệu",
    "kind": "Loại văn bản",
    "issued_by": "Cơ quan ban hành",
    "term": "Khóa",
    "issued_on": "Ngày ban hành",
    "effective_on": "Ngày có hiệu lực",
    "title": "Tên văn bản",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document in one line, as administrative writing cites it."""

    link: Link
    title: str
    on: PartialDate | None
    issuers: tuple[str, ...]
    marks: tuple[Mark, ...]
    unconfirmed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationLine:
    reference: Reference
    relation: Relation


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """Relations of one type in one direction, under one Vietnamese label."""

    label: str
    lines: tuple[RelationLine, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """An act that bears on the force, with the document it comes from."""

    reference: Reference
    act: Act


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field that sources print differently: ours, and theirs with its source."""

    label: str
    ours: str
    theirs: str | Link
    source: Source
    note: str | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything the template of a document shows."""

    record: Document
    kind: Link
    issuers: tuple[Link, ...]
    year: Link | None
    month: Link | None
    force: Force
    confirmation: Source | None
    effects: tuple[Effect, ...]
    amendments: tuple[Effect, ...]
    pending: tuple[Effect, ...]
    cautions: tuple[Effect, ...]
    relations: tuple[RelationGroup, ...]
    models: tuple[Link, ...]
    sessions: tuple[Link, ...]
    topics: tuple[Link, ...]
    locality: tuple[Link, ...]
    namesakes: Link | None
    namesake_count: int
    disputes: tuple[Dispute, ...]
    text: Outline | None
    citing: CitingView
    past: Past


@dataclass(frozen=True, slots=True)
class TextView:
    """The page of the full text; ``record`` and ``back`` lead to the page of the record."""

    document: DocumentView
    text: FullText
    record: Link
    back: Link


def units(corpus: Corpus) -> Iterator[Unit]:
    for identity in corpus.library.documents:
        yield Unit(f"document {identity}", partial(_pages, identity), cited=(identity,))


def _pages(identity: str, corpus: Corpus) -> Iterator[Page]:
    document = corpus.library.documents[identity]
    number = f"{full_number(document)}: " if document.number else ""
    title, about = f"{number}{document.title}", document.summary
    page, view = record_page(document), document_view(corpus, document)
    has_text, mark = view.text is not None, view.past.fingerprint
    yield Page(page, "document", title, about, view, has_text=has_text, fingerprint=mark)
    if has_text:
        name = f"{'Toàn văn' if document.text_complete else 'Trích'} {title}"
        page, text = text_page(document), _text_view(corpus, view)
        yield Page(page, "text", name, about, text, fingerprint=mark)


def _text_view(corpus: Corpus, view: DocumentView) -> TextView:
    document = view.record
    back = Link("trang thông tin văn bản", record_page(document))
    return TextView(view, full_text(corpus, document), link(document), back)


def document_view(corpus: Corpus, document: Document) -> DocumentView:
    force, day = corpus.forces[document.id], document.issued_on
    slug = number_slug(document.number) if document.number else ""
    namesakes = corpus.index.by_number.get(slug, ())
    confirmed = document.in_force_confirmed
    provisions = corpus.library.texts.get(document.id, ())
    return DocumentView(
        record=document,
        kind=Link(document.kind.label, kind_page(document.kind.slug)),
        issuers=corpus.body_links(document.issued_by),
        year=Link(str(day.year), year_page(day.year)) if day else None,
        month=_month(day),
        force=force,
        confirmation=confirmed.source if confirmed else None,
        effects=_effects(corpus, force.acts),
        amendments=_effects(corpus, force.amendments),
        pending=_effects(corpus, force.pending),
        cautions=_effects(corpus, force.cautions),
        relations=tuple(_relation_groups(corpus, document)),
        models=tuple(
            link(m) for m in corpus.models(corpus.index.carried_out_by.get(document.id, ()))
        ),
        sessions=corpus.session_links(corpus.index.sessions_by_record.get(document.id, ())),
        topics=corpus.topic_links(document.topics),
        locality=corpus.locality_links((document.locality,)),
        namesakes=Link("trang số, ký hiệu", number_page(slug)) if len(namesakes) > 1 else None,
        namesake_count=len(namesakes) - 1,
        disputes=tuple(_dispute(corpus, document, conflict) for conflict in document.conflicts),
        text=outline(document, provisions, short=True) if provisions else None,
        citing=citing(corpus, document),
        past=past(corpus, document),
    )


def _month(day: PartialDate | None) -> Link | None:
    if day is None or day.month is None:
        return None
    return Link(f"tháng {day.month}/{day.year}", month_page(day.year, day.month))


@once
def reference(corpus: Corpus, identity: str) -> Reference:
    """Cite a document by its id."""
    document = corpus.library.documents[identity]
    state, confidence = corpus.forces[identity].state, document.confidence
    doubt = (confidence_mark(confidence),) if confidence is Confidence.UNCONFIRMED else ()
    names = tuple(name_of(corpus.library.bodies[body]) for body in document.issued_by)
    if document.term and len(names) == 1:
        names = (f"{names[0]} {document.term}",)
    day = document.issued_on
    marks = (state_mark(state), *doubt)
    return Reference(link(document), document.title, day, names, marks, document.unconfirmed)


def _effects(corpus: Corpus, acts: Iterable[Act]) -> tuple[Effect, ...]:
    return tuple(Effect(reference(corpus, act.other), act) for act in acts)


def _relation_groups(corpus: Corpus, document: Document) -> Iterator[RelationGroup]:
    """Both directions; types in the order of the vocabulary, what matters most for force first."""
    outgoing = corpus.index.outgoing.get(document.id, ())
    incoming = corpus.index.incoming.get(document.id, ())
    both = (*outgoing, *incoming)
    for kind in _in_order({edge.relation.type for edge in both}):
        if kind is RelationType.RELATED:
            yield from _group(corpus, kind.label, kind, both)
            continue
        yield from _group(corpus, kind.inverse_label, kind, incoming)
        yield from _group(corpus, kind.label, kind, outgoing)


def _in_order(kinds: AbstractSet[RelationType]) -> list[RelationType]:
    return [kind for kind in RelationType if kind in kinds] if kinds else []


def _group(
    corpus: Corpus, label: str, kind: RelationType, edges: Iterable[Edge]
) -> Iterator[RelationGroup]:
    wanted = [edge for edge in edges if edge.relation.type is kind]
    if wanted:
        lines = (RelationLine(reference(corpus, e.other), e.relation) for e in wanted)
        yield RelationGroup(label, tuple(lines))


def _dispute(corpus: Corpus, document: Document, conflict: Conflict) -> Dispute:
    theirs: str | Link = conflict.value
    if conflict.field == "issued_by" and conflict.value in corpus.library.bodies:
        theirs = corpus.body_link(conflict.value)
    elif conflict.field in ("issued_on", "effective_on"):
        theirs = _as_date(conflict.value)
    ours = _own_value(corpus, document, conflict.field)
    return Dispute(_FIELD_LABELS[conflict.field], ours, theirs, conflict.source, conflict.note)


def _own_value(corpus: Corpus, document: Document, field: str) -> str:
    if field == "issued_by":
        return ", ".join(name_of(corpus.library.bodies[body]) for body in document.issued_by)
    value = getattr(document, field)
    if isinstance(value, PartialDate):
        return value.vietnamese
    return "chưa rõ" if value is None else str(value)


def _as_date(text: str) -> str:
    try:
        return PartialDate.parse(text).vietnamese
    except ValueError:
        return text
