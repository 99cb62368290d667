"""The publication log as pure functions: fingerprints, what a publication changed, what has been.

A page's *state* is what it says, aspect by aspect. A publication tells how states changed; folding
all publications in order gives each page's past and the state as last published.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.records.dates import PartialDate
from generator.records.publication import Aspect, PageId, Publication, Statement

Said = Mapping[Aspect, Statement]
"""State of one page."""

State = Mapping[str, Said]
"""State of every page, by its path without suffix (``van-ban/25-nq-tw-2013``)."""

WORDS = 200
"""Characters of the short form of a statement."""

_BEGUN = 5
"""Bytes of a digest that are written, in at most eight letters."""

_CANONICAL = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"))
"""JSON of text, numbers, lists and None in one way only, the same in every version of Python."""


class Event(StrEnum):
    """What a publication did to a page; a correction mends a mistake of ours."""

    ADDED = "added"
    CHANGED = "changed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {
            Event.ADDED: "Thêm mới",
            Event.CHANGED: "Thay đổi",
            Event.CORRECTED: "Đính chính",
            Event.WITHDRAWN: "Rút khỏi sổ tay",
        }[self]


@dataclass(frozen=True, slots=True)
class Change:
    """An aspect that says something else than before; words are empty where there are none."""

    aspect: Aspect
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one publication did to one page. ``name`` is what the page was called then."""

    page: str
    event: Event
    name: str
    fingerprint: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A publication with what it did."""

    publication: Publication
    entries: tuple[Entry, ...]

    def of(self, event: Event) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.event is event)


@dataclass(frozen=True)
class History:
    """All accounts, newest first; each page's part of them; and the state as last published."""

    accounts: tuple[Account, ...]
    by_page: Mapping[str, tuple[tuple[Publication, Entry], ...]]
    state: State


def statement(values: Mapping[str, object], words: str = "") -> Statement | None:
    """Digest of named values; None where there is nothing to say.

    Empty values do not count, so that a field that records learn later changes no digest of a
    record without it.
    """
    known = {key: value for key, value in values.items() if value}
    if not known:
        return None
    return Statement(_digest(_CANONICAL.encode(known), 8), _shortened(words))


def fingerprint(said: Said) -> str:
    """Six characters (30 bits) for paper: what a page says, in all aspects."""
    return _digest(",".join(f"{aspect}={said[aspect].digest}" for aspect in sorted(said)), 6)


def _digest(text: str, length: int) -> str:
    """Base32 in small letters: no 0, 1, 8, 9 to be mistaken for letters in print."""
    begun = hashlib.sha256(text.encode()).digest()[:_BEGUN]
    return base64.b32encode(begun).decode().lower()[:length]


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= WORDS else line[: WORDS - 1].rsplit(" ", 1)[0] + "…"


def history(publications: Iterable[Publication]) -> History:
    """Fold the log; publications may come in any order."""
    state: dict[str, dict[Aspect, Statement]] = {}
    accounts: list[Account] = []
    by_page: dict[str, list[tuple[Publication, Entry]]] = defaultdict(list)
    for publication in sorted(publications, key=lambda p: p.at):
        account = Account(publication, tuple(_entries(publication, state)))
        accounts.append(account)
        for entry in account.entries:
            by_page[entry.page].insert(0, (publication, entry))
    pages = {page: tuple(past) for page, past in by_page.items()}
    return History(tuple(reversed(accounts)), pages, state)


def _entries(
    publication: Publication, state: dict[str, dict[Aspect, Statement]]
) -> Iterable[Entry]:
    """What the publication did, while bringing ``state`` to what held after it."""
    for page, said in sorted(publication.pages.items()):
        before = state.get(page)
        now = dict(before or {})
        for aspect, given in said.items():
            now.pop(aspect, None)
            if given is not None:
                now[aspect] = given
        state[page] = now
        if before is None:
            yield Entry(page, Event.ADDED, _name(now), fingerprint(now))
        elif found := changes(before, now):
            event = Event.CORRECTED if page in publication.corrected else Event.CHANGED
            yield Entry(page, event, _name(now), fingerprint(now), found)
    for page in sorted(publication.withdrawn):
        if (before := state.pop(page, None)) is not None:
            yield Entry(page, Event.WITHDRAWN, _name(before), fingerprint(before))


def _name(said: Said) -> str:
    return said[Aspect.NAME].words if Aspect.NAME in said else ""


def changes(before: Said, now: Said) -> tuple[Change, ...]:
    """Aspects that differ, in the order of `Aspect`."""
    return tuple(
        Change(aspect, _words(before, aspect), _words(now, aspect))
        for aspect in Aspect
        if _digest_of(before, aspect) != _digest_of(now, aspect)
    )


def _words(said: Said, aspect: Aspect) -> str:
    return said[aspect].words if aspect in said else ""


def _digest_of(said: Said, aspect: Aspect) -> str:
    return said[aspect].digest if aspect in said else ""


def difference(
    before: State, now: State
) -> tuple[dict[PageId, dict[Aspect, Statement | None]], tuple[PageId, ...]]:
    """Aspects to write down by page, and pages that are gone."""
    pages: dict[PageId, dict[Aspect, Statement | None]] = {}
    for page, said in sorted(now.items()):
        old = before.get(page)
        if old is None:
            pages[page] = dict(said)
        elif found := changes(old, said):
            pages[page] = {change.aspect: said.get(change.aspect) for change in found}
    return pages, tuple(sorted(set(before) - set(now)))


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the editor says of a publication: when, for which day, a note, and which pages
    (``van-ban/25-nq-tw-2013``) are corrections of mistakes rather than changes."""

    at: dt.datetime
    day: dt.date
    note: str | None = None
    corrected: tuple[str, ...] = ()


def publication(
    publications: Iterable[Publication], now: State, announcement: Announcement
) -> Publication | None:
    """The publication that brings the log to ``now``; None where there is nothing to tell."""
    written = sorted(p.at for p in publications)
    pages, withdrawn = difference(history(publications).state, now)
    if not pages and not withdrawn and not announcement.note:
        return None
    return Publication(
        at=_moment(announcement.at, written),
        day=PartialDate.of(announcement.day),
        previous=written[-1] if written else None,
        note=announcement.note,
        pages=pages,
        corrected=tuple(sorted(announcement.corrected)),
        withdrawn=withdrawn,
    )


def changed_pages(publications: Iterable[Publication], new: Publication) -> frozenset[str]:
    """Pages that were published before and say something else now."""
    return frozenset(new.pages) & set(history(publications).state)


def _moment(at: dt.datetime, written: list[str]) -> str:
    """In whole seconds of UTC, later than every publication before."""
    moment = at.astimezone(dt.UTC).replace(microsecond=0)
    if written:
        last = dt.datetime.strptime(written[-1], "%Y-%m-%dT%H:%M:%S%z")
        moment = max(moment, last + dt.timedelta(seconds=1))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
