"""A relation stands once, on the acting side; the inverse is derived."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.types import Document, Relation
from generator.records.vocabulary import RelationType


def check(library: Library) -> Iterator[Diagnostic]:
    for document in library.documents.values():
        if len(document.relations) > 1:
            yield from _repeated(document, library)
        for position, relation in enumerate(document.relations):
            if _stands_on_the_other_side(document, relation, library):
                path, other = ("relations", position, "to"), library.entries[relation.to].source
                found = library.entries[document.id].finding
                yield found(path, "relation-both-sides", other=other.path)


def _stands_on_the_other_side(own: Document, relation: Relation, library: Library) -> bool:
    """One type written both ways: one author wrote the inverse by hand. The document with the
    later id is told to drop it, so that each pair is one finding."""
    other = library.documents.get(relation.to)
    if other is None or other.id >= own.id:
        return False
    return any(r.to == own.id and r.type is relation.type for r in other.relations)


def _repeated(document: Document, library: Library) -> Iterator[Diagnostic]:
    entry = library.entries[document.id]
    first: dict[tuple[RelationType, str, str | None], int] = {}
    for position, relation in enumerate(document.relations):
        key = (relation.type, relation.to, relation.scope)
        if first.setdefault(key, position) != position:
            at = entry.finding(("relations", first[key], "to"), "relation-repeated").line
            values = {"type": relation.type.value, "to": relation.to, "line": str(at)}
            yield entry.finding(("relations", position, "to"), "relation-repeated", **values)
