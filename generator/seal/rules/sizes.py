"""Pages stay quick on slow lines. What is too big is told and stops nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from generator.seal.facts import IN_STYLE, RECORDS, Reference
from generator.seal.folder import Finding

RECORD_PAGE, FIRST_VISIT = 8 * 1024, 120 * 1024
"""Bytes, compressed: the HTML of a record; a page with all that it loads but the search index."""

ROWS = 200
"""Lines of a list on one page."""

_TEXT = "text"
"""data-page-kind of full texts: a law is as long as it is."""

_LOADING = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


class Sizes(NamedTuple):
    """What is asked of a file: data-page-kind, lines of lists, bytes when compressed, roughly and
    not too few, and the files that it loads, sorted."""

    kind: str = ""
    rows: int = 0
    packed: int = 0
    loads: tuple[str, ...] = ()


class Weights(Protocol):
    """Bytes of a file as servers send it."""

    def __call__(self, path: str) -> int: ...


def check(sizes: Mapping[str, Sizes], weights: Weights) -> Iterator[Finding]:
    """Looks at the pages among these files, which are all that there are."""
    loaded: dict[tuple[str, ...], int] = {}
    for path, known in sizes.items():
        if not path.endswith(".html"):
            continue
        if known.kind in RECORDS and known.packed > RECORD_PAGE:
            yield from _told(path, "page-heavy", weights(path), RECORD_PAGE)
        if known.loads not in loaded:
            others = _all_loads(sizes, known.loads)
            loaded[known.loads] = sum(weights(each) for each in others)
        rest = loaded[known.loads]
        if known.kind != _TEXT and known.packed + rest > FIRST_VISIT:
            yield from _told(path, "visit-heavy", weights(path) + rest, FIRST_VISIT)
        if known.rows > ROWS:
            yield Finding(path, "list-long", {"got": str(known.rows), "limit": str(ROWS)})


def _told(path: str, code: str, size: int, limit: int) -> Iterator[Finding]:
    """The sizes that are known are upper bounds; now it is measured."""
    if size > limit:
        yield Finding(path, code, {"got": f"{size / 1024:.1f}", "limit": str(limit // 1024)})


def is_loaded(reference: Reference) -> bool:
    if reference.tag == "link":
        return bool(_LOADING & set(reference.rel.split()))
    return reference.tag in {"script", "img", "source", "image", IN_STYLE}


def _all_loads(sizes: Mapping[str, Sizes], first: tuple[str, ...]) -> set[str]:
    """A style sheet loads further files."""
    found: set[str] = set()
    left = [*first]
    while left:
        if (each := left.pop()) not in found:
            found.add(each)
            left += sizes[each].loads
    return found
