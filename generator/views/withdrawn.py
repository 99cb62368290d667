"""What stands where a withdrawn record stood: why it went, when, and what took its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.records.types import RECORD_TYPES, Record, Tombstone
from generator.views.addresses import Link, record_page
from generator.views.corpus import Corpus, title_of
from generator.views.page import Page, Unit

_LABELS = {kind.folder: kind.label for kind in RECORD_TYPES}


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """``label`` is the type that the record was of, ``successor`` the page to read instead."""

    record: Tombstone
    label: str
    successor: Link | None


def units(corpus: Corpus) -> Iterator[Unit]:
    for identity in corpus.library.tombstones:
        yield Unit(f"withdrawn {identity}", partial(_pages, identity))


def _pages(identity: str, corpus: Corpus) -> Iterator[Page]:
    tombstone = corpus.library.tombstones[identity]
    label = _LABELS[tombstone.type]
    view = WithdrawnView(tombstone, label, _successor(corpus, tombstone))
    about = f"Đã rút khỏi sổ tay: {tombstone.title}."
    title = f"Đã rút: {tombstone.title}"
    yield Page(record_page(tombstone), "withdrawn", title, about, view, indexed=False)


def _successor(corpus: Corpus, tombstone: Tombstone) -> Link | None:
    if tombstone.successor is None:
        return None
    record: Record = corpus.library.entries[tombstone.successor].record
    return Link(title_of(record), record_page(record))
