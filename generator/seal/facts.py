"""What the rules want to know of a file, as a pure function of its bytes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple


class Reference(NamedTuple):
    """An address as it is written. ``tag`` and ``attribute`` are those of the element that names
    it, ``rel`` what the element says of it; style sheets have neither: `IN_STYLE`."""

    tag: str
    attribute: str
    value: str
    rel: str = ""


IN_STYLE = "url()"
"""The ``tag`` of what a style sheet loads."""

IN_XML = "xml"
"""The ``tag`` of an address in a feed or a list of pages."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Something that stands on no page of ours: the code of the finding, its name for readers, and
    a piece of the page by which its place is found."""

    code: str
    name: str
    spot: str


class Anchors(NamedTuple):
    """What links to a page may lead to: its anchors, sorted, and days of its past."""

    names: tuple[str, ...]
    has_past: bool

    def has(self, name: str) -> bool:
        at = bisect_left(self.names, name)
        return at < len(self.names) and self.names[at] == name


RECORDS = {"document", "model"}
"""data-page-kind of pages that are about one record and do not list others."""


@dataclass(frozen=True, slots=True)
class Facts:
    """``anchors`` are sorted, each once; ``repeated`` those that stand several times. ``hosts``:
    addresses of other hosts in a script or in data. ``policies``: Content-Security-Policies of the
    head, ``unguarded`` the first element that loads something before there is one. ``kind`` is
    data-page-kind, ``rows`` the lines of lists. ``packed``: bytes when compressed, roughly and not
    too few."""

    references: tuple[Reference, ...] = ()
    anchors: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    markup: tuple[Markup, ...] = ()
    policies: tuple[str, ...] = ()
    unguarded: str = ""
    kind: str = ""
    rows: int = 0
    has_past: bool = False
    packed: int = 0

    @property
    def led_to(self) -> Anchors:
        return Anchors(self.anchors, self.has_past)


@lru_cache(maxsize=1 << 17)
def reference(tag: str, attribute: str, value: str, rel: str = "") -> Reference:
    """The frame of pages repeats its links thousands of times; each is kept once."""
    return Reference(tag, attribute, value, rel)
