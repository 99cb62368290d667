"""Number pages: ``/so/25-nq-tw/`` leads to its document, or offers a choice of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.citations.number import normal_form, number_slug
from generator.views.addresses import NUMBERS, number_page, record_page
from generator.views.corpus import Corpus
from generator.views.document import Reference, reference
from generator.views.groups import GroupView
from generator.views.listing import document_part
from generator.views.page import Page, Unit


@dataclass(frozen=True, slots=True)
class Choice:
    """One document that bears the number, with the number as the record has it."""

    reference: Reference
    number: str


@dataclass(frozen=True, slots=True)
class NumberView:
    number: str
    choices: tuple[Choice, ...]


def units(corpus: Corpus) -> Iterator[Unit]:
    for number in range(1, corpus.lists[NUMBERS].count + 1):
        yield Unit(f"numbers {number}", partial(_index, number))
    for slug in corpus.index.by_number:
        yield Unit(f"number {slug}", partial(_pages, slug))


def _pages(slug: str, corpus: Corpus) -> Iterator[Page]:
    ids = corpus.index.by_number[slug]
    view = NumberView(_written(corpus, slug, ids), tuple(_choices(corpus, ids)))
    target = record_page(corpus.library.documents[ids[0]]) if len(ids) == 1 else None
    title = f"Số, ký hiệu {view.number}"
    about = f"Các văn bản mang số, ký hiệu {view.number}."
    yield Page(number_page(slug), "number", title, about, view, redirect_to=target)


def _choices(corpus: Corpus, ids: tuple[str, ...]) -> Iterator[Choice]:
    for identity in ids:
        number = corpus.library.documents[identity].number or ""
        yield Choice(reference(corpus, identity), number)


def _written(corpus: Corpus, slug: str, ids: tuple[str, ...]) -> str:
    """The number as a document of the page has it in normal form or in print."""
    documents = corpus.documents(ids)
    forms = [form for d in documents for form in (d.number, *d.number_printed) if form]
    return next(normal_form(form) for form in forms if number_slug(form) == slug)


def _index(number: int, corpus: Corpus) -> Iterator[Page]:
    """All numbered documents in the order of their numbers, equal numbers side by side."""
    note = "Một số, ký hiệu có thể thuộc về nhiều văn bản của nhiều nhiệm kỳ, nhiều cơ quan."
    part = document_part(corpus, NUMBERS, number)
    view = GroupView("Tra cứu", "Số, ký hiệu", note, part=part)
    yield Page(part.page, "index", view.heading, "Tra văn bản theo số, ký hiệu.", view)
