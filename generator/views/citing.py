"""How a document is cited, and the card that other pages may show of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.citations.formats import FORMATS
from generator.citations.words import Citation
from generator.records.types import Document
from generator.views.addresses import Link, beside, record_page
from generator.views.corpus import Corpus, name_of, once
from generator.views.listing import Mark, state_mark
from generator.views.page import Page, Unit

FIELD_LABELS = {
    "number": "số, ký hiệu",
    "kind": "loại văn bản",
    "issued_by": "cơ quan ban hành",
    "term": "khóa",
    "issued_on": "ngày ban hành",
    "title": "tên văn bản",
}
"""Fields that a citation prints, by the names that cautions give them."""


@dataclass(frozen=True, slots=True)
class CitingView:
    """``heading`` is the part of the first mention that bears the link and, alone, the later
    mention; ``doubts`` names what of it is not established."""

    heading: str
    tail: str
    doubts: tuple[str, ...]
    files: tuple[Link, ...]
    card: Link | None


@dataclass(frozen=True, slots=True)
class CardView:
    """A document in a frame of another page."""

    record: Document
    page: Link
    issuers: tuple[str, ...]
    mark: Mark


def file_page(document: Document, ending: str) -> str:
    """Where the citation of a document in the format of this ending lies."""
    return beside(record_page(document), f"trich-dan.{ending}")


@once
def citation(corpus: Corpus, identity: str) -> Citation:
    """A document as it is cited. A title that is not established stands in no citation that can
    do without it."""
    document = corpus.library.documents[identity]
    day = document.issued_on
    is_vague = "title" in document.unconfirmed and document.number is not None
    return Citation(
        document.id,
        document.kind.value,
        document.number,
        tuple(part for part in (day.year, day.month, day.day) if part) if day else (),
        tuple(name_of(corpus.library.bodies[body]) for body in document.issued_by),
        document.term,
        None if is_vague else document.title,
        document.draft,
        corpus.address(record_page(document)).url or "",
    )


def citing(corpus: Corpus, document: Document) -> CitingView:
    """The block “Trích dẫn” of a document."""
    cited = citation(corpus, document.id)
    doubts = (FIELD_LABELS[f] for f in document.unconfirmed if f in FIELD_LABELS)
    card = Link("thẻ nhúng", card_page(document)) if corpus.site.embeds else None
    files = tuple(Link(name, file_page(document, end)) for end, (name, _) in FORMATS.items())
    return CitingView(cited.heading, cited.tail, tuple(doubts), files, card)


def card_page(document: Document) -> str:
    return beside(record_page(document), "the.md")


def units(corpus: Corpus) -> Iterator[Unit]:
    """A card for each document, if the settings allow to show it in frames."""
    if corpus.site.embeds:
        for identity in corpus.library.documents:
            yield Unit(f"card {identity}", partial(_card, identity))


def _card(identity: str, corpus: Corpus) -> Iterator[Page]:
    document = corpus.library.documents[identity]
    cited = citation(corpus, document.id)
    view = CardView(
        document,
        Link(document.title, record_page(document)),
        cited.issuers,
        state_mark(corpus.forces[document.id].state),
    )
    page = card_page(document)
    yield Page(page, "card", cited.heading, document.summary, view, template="card.html")
