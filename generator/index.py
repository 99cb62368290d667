"""Who belongs together: groupings and relations, both ways. Values are ids, never objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeVar

from generator.citations.number import number_slug, sort_key
from generator.library import Library
from generator.records.types import Document, Record, Relation

Groups = Mapping[str, tuple[str, ...]]
R = TypeVar("R", bound=Record)


class Edge(NamedTuple):
    """A relation as seen from one end: the id of the other end and what was written."""

    other: str
    relation: Relation


@dataclass(frozen=True)
class Index:
    """Ids by group; documents newest first, everything else in the order of ids.

    Keys: ``by_kind`` and ``by_field`` slugs, ``by_year`` ``2013``, ``by_month`` ``2013-06``,
    ``by_number`` number slugs, the rest ids.
    """

    documents: tuple[str, ...]
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
    outgoing: Mapping[str, tuple[Edge, ...]]
    incoming: Mapping[str, tuple[Edge, ...]]


def index(library: Library) -> Index:
    documents = sorted(library.documents.values(), key=newest_first)
    models = tuple(library.models.values())
    figures = tuple(library.figures.values())
    bodies, places = library.bodies.values(), library.localities.values()
    outgoing, incoming = _edges(documents)
    return Index(
        documents=tuple(d.id for d in documents),
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
        outgoing=outgoing,
        incoming=incoming,
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


def _edges(
    documents: Iterable[Document],
) -> tuple[dict[str, tuple[Edge, ...]], dict[str, tuple[Edge, ...]]]:
    outgoing: dict[str, tuple[Edge, ...]] = {}
    incoming: dict[str, list[Edge]] = defaultdict(list)
    for document in documents:
        outgoing[document.id] = tuple(Edge(r.to, r) for r in document.relations)
        for relation in document.relations:
            incoming[relation.to].append(Edge(document.id, relation))
    return outgoing, {key: tuple(edges) for key, edges in incoming.items()}
