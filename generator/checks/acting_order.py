"""What replaces, repeals, amends or continues a document is not older than it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.library import Library
from generator.records.vocabulary import RelationType

_ACTING = {
    RelationType.REPLACES,
    RelationType.REPEALS,
    RelationType.SUSPENDS,
    RelationType.AMENDS,
    RelationType.CORRECTS,
    RelationType.CONSOLIDATES,
    RelationType.CONTINUES,
    RelationType.REVIEWS,
    RelationType.CONCLUDES_REVIEW,
}


def check(library: Library) -> Iterator[Diagnostic]:
    for document in library.documents.values():
        for position, relation in enumerate(document.relations):
            other = library.documents.get(relation.to)
            own, theirs = document.issued_on, other.issued_on if other else None
            if relation.type in _ACTING and own and theirs and own.before(theirs):
                values = {"type": relation.type.value, "own": str(own), "other": str(theirs)}
                path = ("relations", position, "to")
                yield library.entries[document.id].finding(path, "older-acts-on-newer", **values)
