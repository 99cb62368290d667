"""What every view draws from: the records, their index, and the day that force is derived for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeAlias, TypeVar

from generator.force import Forces
from generator.history import History, State, fingerprint, history
from generator.index import Index
from generator.library import Library
from generator.prints import print_anchor
from generator.records.types import (
    Body,
    Document,
    Locality,
    Model,
    Record,
    Topic,
    TrainingSession,
)
from generator.views.addresses import Address, Link, address_on_paper, page_id, record_page
from generator.views.lists import DocumentList, lists

Linked: TypeAlias = Document | Body | Model | Topic | Locality | TrainingSession
"""Records that have a page each."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site will answer, with a slash at its end, if that is known, and whether other
    pages may show its documents in frames."""

    url: str | None = None
    embeds: bool = False


@dataclass(frozen=True)
class Corpus:
    """Records with their index, seen on the day ``as_of``."""

    library: Library
    index: Index
    as_of: dt.date
    site: Site = Site()

    @cached_property
    def forces(self) -> Forces:
        return Forces(self.library, self.index, self.as_of)

    @cached_property
    def lists(self) -> Mapping[str, DocumentList]:
        """Long lists of documents by their first page."""
        return lists(self)

    @cached_property
    def state(self) -> State:
        """What all pages of records say today."""
        from generator.views.statements import Sayings  # noqa: PLC0415 - it draws on the corpus

        return Sayings(self)

    @cached_property
    def history(self) -> History:
        """The publication log, told."""
        return history(self.library.publications)

    def once(self, make: Callable[[Corpus, str], T], identity: str) -> T:
        """What ``make`` tells of a record, which is made when it is asked for first."""
        known = self._known[make]
        if identity not in known:
            known[identity] = make(self, identity)
        found: T = known[identity]
        return found

    @cached_property
    def _known(self) -> dict[object, dict[str, Any]]:
        return defaultdict(dict)

    def record_of_page(self, page: str) -> Linked | None:
        """The record whose page the log calls ``page``."""
        library, (folder, _, identity) = self.library, page.partition("/")
        tables: tuple[Mapping[str, Linked], ...] = (
            library.documents,
            library.bodies,
            library.models,
            library.topics,
            library.localities,
            library.sessions,
        )
        found = (table.get(identity) for table in tables)
        return next((record for record in found if record and record.folder == folder), None)

    def documents(self, ids: Iterable[str]) -> tuple[Document, ...]:
        return tuple(self.library.documents[i] for i in ids)

    def models(self, ids: Iterable[str]) -> tuple[Model, ...]:
        return tuple(self.library.models[i] for i in ids)

    def address(self, page: str) -> Address:
        return address_on_paper(page, self.site.url)

    def print_address(self, record: Document | Body | Model | TrainingSession) -> Address:
        """The address of a record's page that a print carries: the page tells whether the print
        still holds. Of these types alone the pages tell their past."""
        mark = print_anchor(self.as_of, fingerprint(self.state[page_id(record)]))
        return self.address(f"{record_page(record)}#{mark}")

    def body_link(self, identity: str) -> Link:
        return _body_link(self, identity)

    def body_links(self, ids: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self.body_link(i) for i in ids)

    def topic_links(self, ids: Iterable[str]) -> tuple[Link, ...]:
        return tuple(link(self.library.topics[i]) for i in ids)

    def session_links(self, ids: Iterable[str]) -> tuple[Link, ...]:
        return tuple(link(self.library.sessions[i]) for i in ids)

    def locality_links(self, ids: Iterable[str | None]) -> tuple[Link, ...]:
        return tuple(link(self.library.localities[i]) for i in ids if i)


def once(make: Callable[[Corpus, str], T]) -> Callable[[Corpus, str], T]:
    """Let what many pages tell of the record with an id, and tell alike, be made once."""

    @wraps(make)
    def known(corpus: Corpus, identity: str) -> T:
        return corpus.once(make, identity)

    return known


@once
def _body_link(corpus: Corpus, identity: str) -> Link:
    return link(corpus.library.bodies[identity])


def link(record: Linked) -> Link:
    """A link that bears the name of the record."""
    if isinstance(record, Document):
        return Link(full_number(record), record_page(record))
    return Link(name_of(record), record_page(record))


def name_of(record: Body | Model | Topic | Locality | TrainingSession) -> str:
    """What running text calls a record: of a body the short name, where it has one."""
    if isinstance(record, Body):
        return record.short_name or record.name
    return record.title if isinstance(record, (Model, TrainingSession)) else record.name


def title_of(record: Record) -> str:
    """What any record that has a page is called."""
    if isinstance(record, Document):
        return full_number(record)
    if isinstance(record, Body | Model | Topic | Locality):
        return name_of(record)
    return str(getattr(record, "title", record.id))


def full_number(document: Document) -> str:
    """``Nghị quyết số 25-NQ/TW``; of a document without a number the kind alone."""
    if document.number is None:
        return document.kind.label
    separator = " " if document.kind.value in ("luật", "pháp lệnh") else " số "
    return f"{document.kind.label}{separator}{document.number}"
