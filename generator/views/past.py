"""The past of a page as its foot tells it, so that a print can be held against it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.history import Change, Event, changes, fingerprint
from generator.records.dates import PartialDate
from generator.records.publication import Publication
from generator.records.types import Record
from generator.views.addresses import Link, page_id, publication_page
from generator.views.corpus import Corpus

ENTRIES = 8
"""Publications told on a page; pages stay small, the log itself keeps all."""


@dataclass(frozen=True, slots=True)
class PastEntry:
    """One publication that touched the page; ``fingerprint`` is that of the page from then on."""

    day: PartialDate
    link: Link
    event: Event
    fingerprint: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """Newest first. ``unpublished`` is what differs now from the last publication; ``shortened``
    says that there were more entries."""

    fingerprint: str
    entries: tuple[PastEntry, ...]
    unpublished: tuple[Change, ...]
    shortened: bool


def past(corpus: Corpus, record: Record) -> Past:
    page = page_id(record)
    now = corpus.state[page]
    published = corpus.history.state.get(page)
    entries = corpus.history.by_page.get(page, ())
    return Past(
        fingerprint=fingerprint(now),
        entries=tuple(
            PastEntry(p.day, _link(p, e.event), e.event, e.fingerprint, e.changes)
            for p, e in entries[:ENTRIES]
        ),
        unpublished=changes(published, now) if published else (),
        shortened=len(entries) > ENTRIES,
    )


def _link(publication: Publication, event: Event) -> Link:
    return Link(event.label, publication_page(publication.name))
