"""Who belongs together: groupings and relations, both ways. Values are ids, never objects."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, NamedTuple, TypeAlias, TypeVar

from generator.citations.number import number_slug, sort_key
from generator.library import Library
from generator.records.types import Document, Record, Relation

Groups = Mapping[str, tuple[str, ...]]
R = TypeVar("R", bound=Record)


class Edge(NamedTuple):
    """A relation as seen from one end: the id of the other end and what was written."""

    other: str
    relation: Relation


Places: TypeAlias = Mapping[str, Sequence[tuple[str, int]]]
"""By the id that relations lead to: the document that each is written in, and its place there."""


class Outgoing(Mapping[str, tuple[Edge, ...]]):
    """Relations by the document they are written in."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents

    def __getitem__(self, identity: str) -> tuple[Edge, ...]:
        return tuple(Edge(r.to, r) for r in self._documents[identity].relations)

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


class Incoming(Mapping[str, tuple[Edge, ...]]):
    """Relations by what they lead to. Documents need be made only of those asked for."""

    def __init__(self, documents: Mapping[str, Document], places: Places) -> None:
        self._documents, self.places = documents, places
        self._known: dict[str, tuple[Edge, ...]] = {}

    def __getitem__(self, identity: str) -> tuple[Edge, ...]:
        if identity not in self._known:
            self._known[identity] = tuple(
                Edge(other, self._documents[other].relations[place])
                for other, place in self.places[identity]
            )
        return self._known[identity]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True)
class Index:
    """Ids by group; documents newest first, everything else in the order of ids. ``numbered`` are
    the documents that have a number.

    Keys: ``by_kind`` and ``by_field`` slugs, ``by_year`` ``2013``, ``by_month`` ``2013-06``,
    ``by_number`` number slugs, the rest ids.
    """

    documents: tuple[str, ...]
    numbered: tuple[str, ...]
    by_body: Groups
    by_kind: Groups
    by_year: Groups
    by_month: Groups
    by_topic: Groups
    by_locality: Groups
    by_number: Groups
    models_by_field: Groups
    models_by_locality: Groups
    models_by_topic: Groups
    carried_out_by: Groups
    replicated_by: Groups
    figures_by_locality: Groups
    figures_by_body: Groups
    child_bodies: Groups
    child_topics: Groups
    child_localities: Groups
    bodies_by_locality: Groups
    sessions_by_record: Groups
    predecessors: Groups
    outgoing: Outgoing
    incoming: Incoming


ORDERS = ("documents", "numbered")
"""Fields of an index that are no groups."""

_EDGES = ("outgoing", "incoming")


def pack(found: Index) -> bytes:
    """An index as `unpack` takes it: ids alone."""
    names = (field.name for field in fields(found) if field.name not in _EDGES)
    return json.dumps(
        [{name: getattr(found, name) for name in names}, found.incoming.places]
    ).encode()


def unpack(data: bytes, library: Library) -> Index:
    """The index of a library that says the same as the one it was made of, but for words."""
    ids, places = json.loads(data)
    found: dict[str, Any] = {name: tuple(ids.pop(name)) for name in ORDERS}
    for name, groups in ids.items():
        found[name] = dict(zip(groups, map(tuple, groups.values()), strict=True))
    documents = library.documents
    return Index(**found, outgoing=Outgoing(documents), incoming=Incoming(documents, places))


def index(library: Library) -> Index:
    documents = sorted(library.documents.values(), key=newest_first)
    models = tuple(library.models.values())
    figures = tuple(library.figures.values())
    bodies, places = library.bodies.values(), library.localities.values()
    return Index(
        documents=tuple(d.id for d in documents),
        numbered=tuple(d.id for d in documents if d.number),
        by_body=_groups(documents, lambda d: d.issued_by),
        by_kind=_groups(documents, lambda d: (d.kind.slug,)),
        by_year=_groups(documents, _year),
        by_month=_groups(documents, _month),
        by_topic=_groups(documents, lambda d: d.topics),
        by_locality=_groups(documents, lambda d: (d.locality,)),
        by_number=_groups(documents, _numbers),
        models_by_field=_groups(models, lambda m: (m.field.slug,)),
        models_by_locality=_groups(models, lambda m: (m.locality,)),
        models_by_topic=_groups(models, lambda m: m.topics),
        carried_out_by=_groups(models, lambda m: m.carries_out),
        replicated_by=_groups(models, lambda m: (m.replicates,)),
        figures_by_locality=_groups(figures, lambda f: (f.locality,)),
        figures_by_body=_groups(figures, lambda f: (f.body,)),
        child_bodies=_groups(bodies, lambda b: (b.parent,)),
        child_topics=_groups(library.topics.values(), lambda t: (t.parent,)),
        child_localities=_groups(places, lambda p: (p.parent,)),
        bodies_by_locality=_groups(bodies, lambda b: (b.locality,)),
        sessions_by_record=_groups(library.sessions.values(), lambda s: s.refs),
        predecessors={
            **_groups(bodies, lambda b: b.successors),
            **_groups(places, lambda p: p.successors),
        },
        outgoing=Outgoing(library.documents),
        incoming=Incoming(library.documents, _places(documents)),
    )


def newest_first(document: Document) -> tuple[object, ...]:
    """Sort key: latest day first, undated last, then by number and id."""
    on = document.issued_on
    day = on.year * 10_000 + (on.month or 1) * 100 + (on.day or 1) if on else 0
    return -day, sort_key(document.number), document.id


def _groups(records: Iterable[R], keys: Callable[[R], Sequence[str | None]]) -> Groups:
    groups: dict[str, list[str]] = defaultdict(list)
    for record in records:
        found = keys(record)
        for key in found if len(found) < 2 else dict.fromkeys(found):  # each once
            if key is not None:
                groups[key].append(record.id)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def _year(document: Document) -> Sequence[str]:
    on = document.issued_on
    return _key(on.year) if on else ()


def _month(document: Document) -> Sequence[str]:
    on = document.issued_on
    return _key(on.year, on.month) if on and on.month else ()


@cache
def _key(year: int, month: int | None = None) -> tuple[str]:
    return (f"{year:04}" if month is None else f"{year:04}-{month:02}",)


def _numbers(document: Document) -> Sequence[str]:
    """Elliptic forms in print (“số 11”) are no addresses: they would gather strangers."""
    if document.number and not document.number_printed:
        return (number_slug(document.number),)
    printed = [number for number in document.number_printed if "/" in number]
    return [number_slug(number) for number in (document.number, *printed) if number]


def _places(documents: Iterable[Document]) -> Places:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for document in documents:
        for place, relation in enumerate(document.relations):
            found[relation.to].append((document.id, place))
    return dict(found)
