"""A provision, clause or point of a full text, as hand-outs quote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from generator.records.provisions import Level, Line, Provision


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``label`` is what a citation calls it (``khoản 2 Điều 3``); a division has no lines of its
    own, the articles in it have."""

    anchor: str
    label: str
    heading: str
    lines: tuple[str, ...]


def excerpt(provisions: Iterable[Provision], anchor: str) -> Excerpt | None:
    """What stands at ``anchor``, with all that belongs to it; None where nothing does."""
    for provision in provisions:
        if anchor and provision.anchor == anchor:
            lines = tuple(line.text for line in provision.lines)
            return Excerpt(anchor, _name(provision), provision.heading, lines)
        for at, line in enumerate(provision.lines):
            if anchor and line.anchor == anchor:
                below = takewhile(lambda x: _belongs(x, anchor), provision.lines[at + 1 :])
                lines = (line.text, *(x.text for x in below))
                return Excerpt(anchor, _label(provision, at), provision.heading, lines)
    return None


def anchors(provisions: Iterable[Provision]) -> list[str]:
    """Everything that an excerpt can be asked for."""
    found = [anchor for p in provisions for anchor in (p.anchor, *(x.anchor for x in p.lines))]
    return [anchor for anchor in found if anchor]


def _belongs(line: Line, anchor: str) -> bool:
    """A paragraph without a number belongs to the one above it."""
    return not line.anchor or line.anchor.startswith(f"{anchor}-diem-")


def _label(provision: Provision, at: int) -> str:
    """``điểm a khoản 2 Điều 3``: from the inside out, as Decree 30/2020/NĐ-CP cites."""
    line = provision.lines[at]
    parts = [_numbered(line)]
    for above in reversed(provision.lines[:at]):
        if above.anchor and line.anchor.startswith(f"{above.anchor}-diem-"):
            parts.append(_numbered(above))
            break
    return " ".join(filter(None, (*parts, _name(provision))))


def _name(provision: Provision) -> str:
    """``Điều 3``; of a document without articles ``mục II``."""
    return f"mục {provision.label}" if provision.level is Level.ITEM else provision.label


def _numbered(line: Line) -> str:
    word = "khoản" if line.number[:1].isdigit() else "điểm"
    return f"{word} {line.number.rstrip('.)/-– ')}"
