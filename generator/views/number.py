"""Number pages: ``/so/25-nq-tw/`` leads to its document, or offers a choice of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.citations.number import normal_form, number_slug, sort_key
from generator.views.addresses import NUMBERS, Link, number_page, record_page
from generator.views.corpus import Corpus, link
from generator.views.document import Reference, reference
from generator.views.groups import GroupView
from generator.views.listing import Listing, Section, parts
from generator.views.page import Page


@dataclass(frozen=True, slots=True)
class Choice:
    """One document that bears the number, with the number as the record has it."""

    reference: Reference
    number: str


@dataclass(frozen=True, slots=True)
class NumberView:
    number: str
    choices: tuple[Choice, ...]


def pages(corpus: Corpus) -> Iterator[Page]:
    yield from _index(corpus)
    for slug, ids in corpus.index.by_number.items():
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


def _index(corpus: Corpus) -> Iterator[Page]:
    """All numbers in order; each leads to its number page, which chooses or goes on."""
    holders: dict[str, list[Link]] = {}
    for document in corpus.documents(corpus.index.documents):
        if document.number:
            year = f" ({document.issued_on.year})" if document.issued_on else ""
            holder = Link(f"{link(document).text}{year}", record_page(document))
            holders.setdefault(document.number, []).append(holder)
    ordered = sorted(holders, key=sort_key)
    rows = tuple((_link_to(number), tuple(holders[number])) for number in ordered)
    columns = ("Số, ký hiệu", "Văn bản mang số, ký hiệu này")
    listing = Listing(columns, (Section(None, rows),) if rows else ())
    note = "Một số, ký hiệu có thể thuộc về nhiều văn bản của nhiều nhiệm kỳ, nhiều cơ quan."
    about = "Tra văn bản theo số, ký hiệu."
    for part in parts(NUMBERS, listing):
        view = GroupView("Tra cứu", "Số, ký hiệu", note, part=part)
        yield Page(part.page, "index", view.heading, about, view)


def _link_to(number: str) -> Link:
    return Link(number, number_page(number_slug(number)))
