"""Replacement, succession and parenthood never run in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.reader.tree import Step
from generator.records.vocabulary import RelationType

Links = Mapping[str, list[tuple[str, tuple[Step, ...]]]]
_ACTING = {RelationType.REPLACES, RelationType.REPEALS}


def check(library: Library) -> Iterator[Diagnostic]:
    for what, links in _graphs(library):
        for circle in _circles(links):
            start = circle[0]
            path = next(where for to, where in links[start] if to == circle[1])
            values = {"what": what, "path": " → ".join(circle)}
            yield library.entries[start].finding(path, "cycle", **values)


def _graphs(library: Library) -> Iterator[tuple[str, Links]]:
    yield (
        "replaces/repeals",
        {
            d.id: [
                (r.to, ("relations", position, "to"))
                for position, r in enumerate(d.relations)
                if r.type in _ACTING and r.to != d.id
            ]
            for d in library.documents.values()
        },
    )
    for table in (library.bodies, library.localities):
        yield (
            "successors",
            {
                r.id: [(s, ("successors", i)) for i, s in enumerate(r.successors) if s != r.id]
                for r in table.values()
            },
        )
    for parents in (library.bodies, library.localities, library.topics):
        yield (
            "parent",
            {
                r.id: [(r.parent, ("parent",))] if r.parent and r.parent != r.id else []
                for r in parents.values()
            },
        )


def _circles(links: Links) -> Iterator[list[str]]:
    """Each circle once, from its smallest id. Nodes on no circle are peeled off first, so that
    long chains cost no stack and no square of time."""
    open_ends = {node: {to for to, _ in out if to in links} for node, out in links.items()}
    while dead := [node for node, out in open_ends.items() if not out]:
        for node in dead:
            del open_ends[node]
        for out in open_ends.values():
            out.difference_update(dead)
    told: set[frozenset[str]] = set()
    for start in sorted(open_ends):
        circle = _walk(start, open_ends)
        if frozenset(circle) not in told:
            told.add(frozenset(circle))
            smallest = circle.index(min(circle))
            turned = circle[smallest:] + circle[:smallest]
            yield [*turned, turned[0]]


def _walk(start: str, links: Mapping[str, set[str]]) -> list[str]:
    """Follow the smallest link until a node comes again; every open end leads into a circle."""
    seen: dict[str, int] = {}
    node = start
    while node not in seen:
        seen[node] = len(seen)
        node = min(links[node])
    return list(seen)[seen[node] :]
