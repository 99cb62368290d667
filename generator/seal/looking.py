"""Look at files one by one: what is wrong with each, and what others want to know of it.

Most of a page is its frame, which thousands of others have too. Its lines are searched once, and it
is asked once where its addresses lead.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import filterfalse
from typing import NamedTuple, TypeAlias

from generator.seal.addresses import Lead, Target
from generator.seal.facts import Anchors, Reference
from generator.seal.folder import Finding, Folder, Workplace, facts
from generator.seal.rules import FILE_RULES, LINK_RULES, TEXT_RULES, dead_anchor
from generator.seal.rules.sizes import Sizes, is_loaded

End: TypeAlias = tuple[str, str]
"""Where a link within the site leads: a path, and an anchor or nothing."""

_LINES, _LINKS = 1 << 16, 1 << 17
"""Lines, and links, that are remembered at most; then all are forgotten, and looked at again."""

_LONG = 1 << 10
"""Bytes of a line that is of one file alone."""


class Seen(NamedTuple):
    """``anchors`` are what links from other files ask for; ``ends`` are where its own lead within
    the site."""

    findings: tuple[Finding, ...]
    anchors: Anchors
    ends: tuple[End, ...]
    sizes: Sizes


class _Led(NamedTuple):
    """What comes of a link: findings, where it leads within the site, and the file that it loads
    from there."""

    findings: tuple[Finding, ...]
    end: End | None = None
    load: str = ""


class Looker:
    """Looks at files of a folder, and remembers what they have alike."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._lines = _Lines(folder.workplace)
        self._ends: dict[End, End] = {}
        self._led: dict[str, dict[Reference, _Led]] = defaultdict(dict)
        self._left = _LINKS

    def look(self, paths: Iterable[str]) -> Iterator[tuple[str, Seen]]:
        for path in paths:
            yield path, self._seen(path)

    def _seen(self, path: str) -> Seen:
        content = self._folder.read(path)
        known = facts(path, content)
        found = self._lines.findings(path, content)
        for file_rule in FILE_RULES:
            found += file_rule(path, known, self._folder)
        ends: set[End] = set()
        loads: set[str] = set()
        for led in self._all_led(path, known.references):
            found += led.findings
            if led.end:
                ends.add(led.end)
            if led.load:
                loads.add(led.load)
        sizes = Sizes(known.kind, known.rows, known.packed, tuple(sorted(loads - {path})))
        return Seen(tuple(found), known.led_to, tuple(ends), sizes)

    def _all_led(self, path: str, references: Iterable[Reference]) -> Iterator[_Led]:
        """An address that climbs to the top of the site first leads to the same place from all
        pages that are as deep; one that leaves the folder, from all folders beside it."""
        climb = "../" * path.count("/")
        if not climb:
            yield from (self._one_led(path, reference) for reference in references)
            return
        from_top = self._shared(climb)
        from_beside = self._shared(posixpath.dirname(posixpath.dirname(path)))
        for reference in references:
            led = from_top.get(reference) or from_beside.get(reference)
            if led is None:
                led = self._one_led(path, reference)
                if not led.findings and reference.value.startswith("../"):
                    is_top = reference.value.startswith(climb)
                    (from_top if is_top else from_beside)[reference] = led
                    self._left -= 1
            yield led

    def _shared(self, place: str) -> dict[Reference, _Led]:
        """What came of links from pages of a depth, or of the folders in a folder."""
        if self._left <= 0:
            self._led.clear()
            self._left = _LINKS
        return self._led[place]

    def _one_led(self, path: str, reference: Reference) -> _Led:
        link = self._folder.link(path, reference)
        found = tuple(each for rule in LINK_RULES for each in rule(link, self._folder))
        if link.target.lead is not Lead.INSIDE:
            return _Led(found)
        end = _end(link.target)
        is_load = is_loaded(reference) and link.target.path in self._folder.paths
        return _Led(found, self._ends.setdefault(end, end), link.target.path if is_load else "")


class _Lines:
    """What the text rules find in files; lines in which they have found nothing are remembered.

    A folder whose name goes over two lines would be found in neither."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._is_by_line = not any("\n" in str(folder) for folder in workplace.folders)
        self._clean: set[bytes] = set()

    def findings(self, path: str, content: bytes) -> list[Finding]:
        lines = [*filterfalse(self._clean.__contains__, content.split(b"\n"))]
        if not self._is_by_line or self._found(path, b"\n".join(lines)):
            return self._found(path, content)
        if len(self._clean) > _LINES:
            self._clean.clear()
        self._clean.update(line for line in lines if len(line) < _LONG)
        return []

    def _found(self, path: str, content: bytes) -> list[Finding]:
        return [each for rule in TEXT_RULES for each in rule(path, content, self._workplace)]


def _end(target: Target) -> End:
    is_asked_for = dead_anchor.is_asked_for(target.path, target.fragment)
    return target.path, target.fragment if is_asked_for else ""
