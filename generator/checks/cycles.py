"""Replacement, succession and parenthood never run in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.reader.tree import Step
from generator.records.types import Document
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
    """Links by where they start; what links to nothing is in no circle."""
    yield (
        "replaces/repeals",
        {d.id: links for d in library.documents.values() if (links := _acts(d))},
    )
    for table in (library.bodies, library.localities):
        yield (
            "successors",
            {
                r.id: [(s, ("successors", i)) for i, s in enumerate(r.successors) if s != r.id]
                for r in table.values()
                if r.successors
            },
        )
    for parents in (library.bodies, library.localities, library.topics):
        yield (
            "parent",
            {
                r.id: [(r.parent, ("parent",))]
                for r in parents.values()
                if r.parent and r.parent != r.id
            },
        )


def _acts(document: Document) -> list[tuple[str, tuple[Step, ...]]]:
    return [
        (relation.to, ("relations", position, "to"))
        for position, relation in enumerate(document.relations)
        if relation.type in _ACTING and relation.to != document.id
    ]


def _circles(links: Links) -> Iterator[list[str]]:
    """Circles, each from its smallest id and closed with it. Circles that share a link are told
    one by one: each that has been found is cut before the next is sought."""
    ways = {node: {to for to, _ in out if to in links} for node, out in links.items()}
    while found := list(_apart(_with_a_way_on(ways))):
        yield from found
        for circle in found:
            ways[circle[0]].discard(circle[1])


def _apart(ways: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Circles that share no node, in time that grows with the links."""
    done: set[str] = set()
    for start in sorted(ways):
        path: dict[str, int] = {}
        node = start
        while node not in path and node not in done:
            path[node] = len(path)
            node = min(ways[node])
        done.update(path)
        if node in path:
            circle = list(path)[path[node] :]
            smallest = circle.index(min(circle))
            turned = circle[smallest:] + circle[:smallest]
            yield [*turned, turned[0]]


def _with_a_way_on(links: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Links of the nodes from which one can go on for ever; dead ends are peeled off."""
    ways = {node: set(out) for node, out in links.items()}
    back: dict[str, list[str]] = {node: [] for node in links}
    for node, out in ways.items():
        for to in out:
            back[to].append(node)
    dead = [node for node, out in ways.items() if not out]
    while dead:
        node = dead.pop()
        del ways[node]
        for before in back[node]:
            ways[before].discard(node)
            if not ways[before]:
                dead.append(before)
    return ways
