"""Pages stay quick on slow lines. What is too big is told and stops nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.seal.addresses import Lead
from generator.seal.facts import IN_STYLE, RECORDS, Facts, Reference
from generator.seal.folder import Finding, Folder

RECORD_PAGE, FIRST_VISIT = 8 * 1024, 120 * 1024
"""Bytes, compressed: the HTML of a record; a page with all that it loads but the search index."""

ROWS = 200
"""Lines of a list on one page."""

_TEXT = "text"
"""data-page-kind of full texts: a law is as long as it is."""

_LOADING = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


def check(folder: Folder) -> Iterator[Finding]:
    loads = {path: frozenset(_loads(folder, path, known)) for path, known in folder.facts.items()}
    weights: dict[str, int] = {}
    for path, known in folder.pages():
        if known.kind in RECORDS and known.packed > RECORD_PAGE:
            yield from _told(path, "page-heavy", folder.packed(path), RECORD_PAGE)
        others = _all_loads(loads, path)
        for each in others - weights.keys():
            weights[each] = folder.packed(each)
        rest = sum(weights[each] for each in others)
        if known.kind != _TEXT and known.packed + rest > FIRST_VISIT:
            yield from _told(path, "visit-heavy", folder.packed(path) + rest, FIRST_VISIT)
        if known.rows > ROWS:
            yield Finding(path, "list-long", {"got": str(known.rows), "limit": str(ROWS)})


def _told(path: str, code: str, size: int, limit: int) -> Iterator[Finding]:
    """The sizes that are known are upper bounds; now it is measured."""
    if size > limit:
        yield Finding(path, code, {"got": f"{size / 1024:.1f}", "limit": str(limit // 1024)})


def _loads(folder: Folder, path: str, known: Facts) -> Iterator[str]:
    for reference in known.references:
        if _is_loaded(reference):
            target = folder.resolver.target(path, reference.value)
            if target.lead is Lead.INSIDE and target.path in folder.facts:
                yield target.path


def _is_loaded(reference: Reference) -> bool:
    if reference.tag == "link":
        return bool(_LOADING & set(reference.rel.split()))
    return reference.tag in {"script", "img", "source", "image", IN_STYLE}


def _all_loads(loads: Mapping[str, frozenset[str]], path: str) -> set[str]:
    """A style sheet loads further files."""
    found: set[str] = set()
    left = [*loads[path]]
    while left:
        if (each := left.pop()) not in found:
            found.add(each)
            left += loads[each]
    return found - {path}
