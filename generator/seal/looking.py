"""Look at files one by one: what is wrong with each, and what others want to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from generator.seal.addresses import Lead, Target
from generator.seal.facts import Facts
from generator.seal.folder import Finding, Folder, facts
from generator.seal.rules import FILE_RULES, LINK_RULES, TEXT_RULES, dead_anchor
from generator.seal.rules.sizes import Sizes, is_loaded

End: TypeAlias = tuple[str, str]
"""Where a link within the site leads: a path, and an anchor or nothing."""


class Seen(NamedTuple):
    """``facts`` are without their references; ``ends`` are where those lead within the site."""

    findings: tuple[Finding, ...]
    facts: Facts
    ends: frozenset[End]
    sizes: Sizes


def look(paths: Iterable[str], folder: Folder) -> Iterator[tuple[str, Seen]]:
    """The ends of links are much the same on all pages; each is kept once."""
    kept: dict[End, End] = {}
    for path in paths:
        content = folder.read(path)
        known = facts(path, content)
        found = [each for text in TEXT_RULES for each in text(path, content, folder.workplace)]
        for file_rule in FILE_RULES:
            found += file_rule(path, known, folder)
        ends: set[End] = set()
        loads: set[str] = set()
        for link in folder.links(path, known):
            for link_rule in LINK_RULES:
                found += link_rule(link, folder)
            if link.target.lead is Lead.INSIDE:
                end = _end(link.target)
                ends.add(kept.setdefault(end, end))
                if is_loaded(link.reference) and link.target.path in folder.paths:
                    loads.add(link.target.path)
        sizes = Sizes(known.kind, known.rows, known.packed, tuple(sorted(loads - {path})))
        yield path, Seen(tuple(found), replace(known, references=()), frozenset(ends), sizes)


def _end(target: Target) -> End:
    is_asked_for = dead_anchor.is_asked_for(target.path, target.fragment)
    return target.path, target.fragment if is_asked_for else ""
