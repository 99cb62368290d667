"""Force (hiệu lực) of a document on a day, derived from dates, relations and confirmations.

The states are those of the national database of legal documents (vbpl.vn: còn hiệu lực, hết hiệu
lực một phần, hết hiệu lực toàn bộ, chưa có hiệu lực, ngưng hiệu lực), a draft, and one of our own:
*chưa ghi nhận hết hiệu lực*, where no source says that the document still holds. What rests on an
unconfirmed relation, record or day of expiry never changes the state; it is told as a caution.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.index import Edge, Index
from generator.library import Library
from generator.records.dates import PartialDate
from generator.records.types import Document
from generator.records.vocabulary import Confidence, RelationType


class State(StrEnum):
    """Values are the class names that pages and styles use."""

    DRAFT = "draft"
    NOT_YET = "not-yet"
    IN_FORCE = "in-force"
    UNRECORDED = "unrecorded"
    PARTLY_EXPIRED = "partly-expired"
    SUSPENDED = "suspended"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        return {
            State.DRAFT: "Dự thảo",
            State.NOT_YET: "Chưa có hiệu lực",
            State.IN_FORCE: "Còn hiệu lực",
            State.UNRECORDED: "Chưa ghi nhận hết hiệu lực",
            State.PARTLY_EXPIRED: "Hết hiệu lực một phần",
            State.SUSPENDED: "Ngưng hiệu lực",
            State.EXPIRED: "Hết hiệu lực toàn bộ",
        }[self]


class Ground(StrEnum):
    """What a state follows from; the page puts it into words."""

    DRAFT = "draft"
    EFFECTIVE_LATER = "effective-later"
    EXPIRY_DATE = "expiry-date"
    RELATION = "relation"
    CONFIRMED = "confirmed"
    NOTHING_KNOWN = "nothing-known"


@dataclass(frozen=True, slots=True)
class Act:
    """A relation of another document that bears on this one, and the day it takes effect."""

    other: str
    type: RelationType
    on: PartialDate | None
    scope: str | None


@dataclass(frozen=True, slots=True)
class Force:
    """State on the day asked for; ``acts`` are its grounds, ``amendments`` what else has changed
    by then, ``pending`` what is known to come, ``cautions`` what is said but unconfirmed."""

    state: State
    ground: Ground
    on: PartialDate | None = None
    acts: tuple[Act, ...] = ()
    amendments: tuple[Act, ...] = ()
    pending: tuple[Act, ...] = ()
    cautions: tuple[Act, ...] = ()


_ENDING = {RelationType.REPLACES, RelationType.REPEALS}
_BEARING = _ENDING | {RelationType.SUSPENDS, RelationType.AMENDS}


def force(document: Document, library: Library, index: Index, as_of: dt.date) -> Force:
    """Derive the force of ``document`` at the end of the day ``as_of``."""
    edges = [e for e in index.incoming.get(document.id, ()) if e.relation.type in _BEARING]
    sure = [_act(e, library) for e in edges if _is_confirmed(e, library)]
    doubtful = tuple(_act(e, library) for e in edges if not _is_confirmed(e, library))
    done = [act for act in sure if _has_come(act.on, as_of)]
    state, ground, on, acts = _state(document, done, as_of)
    return Force(
        state,
        ground,
        on,
        acts,
        tuple(act for act in done if act.type is RelationType.AMENDS),
        tuple(act for act in sure if act not in done),
        doubtful,
    )


class Forces(Mapping[str, Force]):
    """The force of each document on a day, derived when it is asked for."""

    def __init__(self, library: Library, index: Index, as_of: dt.date) -> None:
        self._library, self._index, self._as_of = library, index, as_of
        self._known: dict[str, Force] = {}

    def __getitem__(self, identity: str) -> Force:
        if identity not in self._known:
            document = self._library.documents[identity]
            self._known[identity] = force(document, self._library, self._index, self._as_of)
        return self._known[identity]

    def __iter__(self) -> Iterator[str]:
        return iter(self._library.documents)

    def __len__(self) -> int:
        return len(self._library.documents)


_Derived = tuple[State, Ground, PartialDate | None, tuple[Act, ...]]


def _state(document: Document, done: list[Act], as_of: dt.date) -> _Derived:
    start = document.effective_on or document.issued_on
    if document.draft:
        return State.DRAFT, Ground.DRAFT, None, ()
    if start and start.earliest > as_of:
        return State.NOT_YET, Ground.EFFECTIVE_LATER, start, ()
    if acts := _acts(done, _ENDING, partial=False):
        return State.EXPIRED, Ground.RELATION, acts[0].on, acts
    if _has_expired(document, as_of):
        return State.EXPIRED, Ground.EXPIRY_DATE, document.expires_on, ()
    return _state_of_living(document, done)


def _state_of_living(document: Document, done: list[Act]) -> _Derived:
    if acts := _acts(done, {RelationType.SUSPENDS}):
        return State.SUSPENDED, Ground.RELATION, acts[0].on, acts
    if acts := _acts(done, _ENDING, partial=True):
        return State.PARTLY_EXPIRED, Ground.RELATION, acts[0].on, acts
    if document.in_force_confirmed:
        return State.IN_FORCE, Ground.CONFIRMED, document.in_force_confirmed.on, ()
    return State.UNRECORDED, Ground.NOTHING_KNOWN, None, ()


def _acts(
    done: list[Act], types: set[RelationType], partial: bool | None = None
) -> tuple[Act, ...]:
    """Acts of these types; with ``partial`` only those on a part, or only those on the whole."""
    wanted = (act for act in done if act.type in types)
    return tuple(act for act in wanted if partial is None or bool(act.scope) is partial)


def _has_expired(document: Document, as_of: dt.date) -> bool:
    known = document.expires_on and "expires_on" not in document.unconfirmed
    return bool(known) and _has_come(document.expires_on, as_of)


def _act(edge: Edge, library: Library) -> Act:
    """Without a date of its own a relation takes effect with the acting document."""
    acting = library.documents.get(edge.other)
    start = (acting.effective_on or acting.issued_on) if acting else None
    return Act(edge.other, edge.relation.type, edge.relation.on or start, edge.relation.scope)


def _is_confirmed(edge: Edge, library: Library) -> bool:
    acting = library.documents.get(edge.other)
    doubtful = (edge.relation.confidence, acting.confidence if acting else None)
    return Confidence.UNCONFIRMED not in doubtful and not (acting and acting.draft)


def _has_come(on: PartialDate | None, as_of: dt.date) -> bool:
    """Of a span of days the last counts: within it the change is not certain yet."""
    return on is None or on.latest <= as_of
