"""Two sites of the same pages: where do they differ for a reader, a link or a bookmark?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from tests.longevity.pages import Page, Site


class Kind(StrEnum):
    PAGE_MISSING = "page is missing"
    PAGE_MORE = "page that MkDocs does not make"
    FILE = "file is missing, changed or new"
    TITLE = "title differs"
    TEXT = "text differs"
    ANCHOR_LOST = "anchor is lost"
    ANCHOR_MORE = "anchor that MkDocs does not make"
    MARKS = "tags or classes differ"
    LOADS = "styles or scripts of ours differ"
    LINK = "link leads elsewhere"
    LINK_DEAD = "link leads nowhere"


class Difference(NamedTuple):
    kind: Kind
    address: str
    what: str


@dataclass(frozen=True, slots=True)
class Known:
    """A difference that is understood: its kind, pages and wording as patterns for the whole, and
    why it may stay. The maintainers' page tells it too."""

    builder: str
    kind: Kind
    address: str
    what: str
    why: str

    def means(self, builder: str, difference: Difference) -> bool:
        return (
            (builder, difference.kind) == (self.builder, self.kind)
            and re.fullmatch(self.address, difference.address) is not None
            and re.fullmatch(self.what, difference.what, re.DOTALL) is not None
        )


def differences(ours: Site, theirs: Site) -> list[Difference]:
    """What of ``ours`` is lost, changed or added in ``theirs``."""
    changed = _changed(Kind.PAGE_MISSING, Kind.PAGE_MORE, ours.pages.keys(), theirs.pages.keys())
    found = [Difference(kind, address, "") for kind, address in changed]
    paths = sorted(ours.files.keys() | theirs.files.keys())
    changed_files = [path for path in paths if ours.files.get(path) != theirs.files.get(path)]
    found += [Difference(Kind.FILE, path, "") for path in changed_files]
    for address in sorted(ours.pages.keys() & theirs.pages.keys()):
        parts = _page(ours.pages[address], theirs.pages[address])
        found += [Difference(kind, address, what) for kind, what in parts]
    dead = sorted(theirs.dead(ours.rest) - ours.dead(ours.rest))
    return found + [Difference(Kind.LINK_DEAD, *place) for place in dead]


def sorted_out(
    builder: str, found: Sequence[Difference], known: Sequence[Known]
) -> tuple[list[Difference], list[tuple[Known, int]]]:
    """Differences that nobody has explained, and how often each explanation was needed."""
    counts: Counter[Known] = Counter()
    new = []
    for difference in found:
        reason = next((one for one in known if one.means(builder, difference)), None)
        if reason is None:
            new.append(difference)
        else:
            counts[reason] += 1
    return new, list(counts.items())


def _page(ours: Page, theirs: Page) -> Iterator[tuple[Kind, str]]:
    if ours.title != theirs.title:
        yield Kind.TITLE, f"“{ours.title}” → “{theirs.title}”"
    if ours.text != theirs.text:
        yield Kind.TEXT, _first(ours.text.split(), theirs.text.split())
    yield from _changed(Kind.ANCHOR_LOST, Kind.ANCHOR_MORE, ours.anchors, theirs.anchors)
    one, other = Counter(ours.marks), Counter(theirs.marks)
    for what, counts in (("lost", one - other), ("new", other - one)):
        for mark, count in sorted(counts.items()):
            yield Kind.MARKS, f"{what}: {mark} ×{count}"
    for name in sorted(ours.loads ^ theirs.loads):
        yield Kind.LOADS, f"{'lost' if name in ours.loads else 'new'}: {name}"
    if ours.links != theirs.links:
        yield Kind.LINK, _first(ours.links, theirs.links)


def _changed(
    lost: Kind, more: Kind, ours: AbstractSet[str], theirs: AbstractSet[str]
) -> Iterator[tuple[Kind, str]]:
    for kind, names in ((lost, ours - theirs), (more, theirs - ours)):
        for name in sorted(names):
            yield kind, name


def _first(ours: Sequence[str], theirs: Sequence[str]) -> str:
    """The first place where two sequences part, with three parts of each."""
    pairs = enumerate(zip_longest(ours, theirs))
    at = next(place for place, (one, other) in pairs if one != other)
    return " → ".join(f"“{' '.join(parts[at : at + 3])}”" for parts in (ours, theirs))
