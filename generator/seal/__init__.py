"""Look at a built site as a whole before anybody sees it, and write down what it consists of.

    files → look (looking.py: facts, rules/) → Seen ─┬→ Diagnostic…
                                 record.py ──────────┴→ manifest

Each file is read once; the rules work on what is remembered of it, and only a finding looks its
place up in the file. A finding of error level means that there is no manifest, and a site without
one is never exchanged into place.

What was seen of files without findings is kept. Of those only such are looked at again as have
changed, or have a link that now leads nowhere: the findings are those of a look at everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator import forks, manifest
from generator.diagnostics import Diagnostic, has_errors, in_order
from generator.seal.folder import Finding, Folder, Workplace, diagnostic, facts
from generator.seal.looking import End, Looker, Seen
from generator.seal.record import Last, Record
from generator.seal.rules import dead_anchor, file_twins, sizes
from generator.seal.rules.sizes import Sizes

__all__ = ["Last", "Sealed", "Workplace", "digests", "seal"]

LEAST, AT_ONCE = 1000, 100
"""Files that pay for another process, and those that one takes at a time."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is wrong with the site, and the text of its manifest, which is empty if something must
    be mended first."""

    findings: list[Diagnostic]
    manifest: str


def digests(place: Path) -> manifest.Manifest:
    """What there is to seal in a folder of which nothing is known."""
    return manifest.manifest(place, frozenset({manifest.NAME, manifest.SIGNATURE}))


def seal(place: Path, files: Mapping[str, str], last: Last, jobs: int | None = 1) -> Sealed:
    """Look at the site in the folder ``place``, of ``files`` by path → SHA-256 in hex.

    ``last``: what the last seal has seen; this one's is kept there. ``jobs``: processes, as many as
    pay if None is given.
    """
    folder = Folder(place, dict(sorted(files.items())), last.workplace)
    found = [*_findings(folder, last.record, jobs)]
    last.keep()
    told = in_order(diagnostic(each, place, last.workplace.root) for each in found)
    return Sealed(told, "" if has_errors(told) else manifest.as_text(folder.paths))


def _findings(folder: Folder, record: Record, jobs: int | None) -> Iterator[Finding]:
    """The record is that of this folder afterwards."""
    new = record.unlike(folder.paths)
    changed = {*new, *(record.files.keys() - folder.paths.keys())}
    same = record.files.keys() - changed
    for path in changed:
        record.drop(path)
    seen = _look(new, folder, jobs)
    dead = _dead(_asked(record, same, seen), folder, seen)
    anchors = frozenset(end for end in dead if end[0] in folder.paths)
    again = {path for path, each in seen.items() if not anchors.isdisjoint(each.ends)}
    again |= record.lose(dead)
    seen |= _look(sorted(again), replace(folder, dead=anchors), jobs)
    for path, each in seen.items():
        yield from each.findings
        record.drop(path)
        if not each.findings:
            record.add(path, folder.paths[path], each.sizes, each.ends)
    yield from file_twins.check(folder.paths)
    yield from sizes.check(_sizes(folder, record, seen), partial(_weight, folder, record))


def _asked(record: Record, same: AbstractSet[str], seen: Mapping[str, Seen]) -> set[End]:
    """Ends of which it is not known that they are there: those on pages that are not as they were,
    and those that nobody has asked for before."""
    asked = {*record.ends.outside(same)}
    for end in frozenset[End]().union(*(each.ends for each in seen.values())):
        page, anchor = end
        if page not in same or anchor not in record.ends.on(page):
            asked.add(end)
    return asked


def _look(paths: Sequence[str], folder: Folder, jobs: int | None) -> dict[str, Seen]:
    batches, count = forks.batches(paths, AT_ONCE), forks.processes(len(paths), LEAST, jobs)
    looker = Looker(folder)
    done = forks.spread(lambda number: list(looker.look(batches[number])), len(batches), count)
    known: dict[End, End] = {}
    return {path: _alike(seen, known) for _, some in done for path, seen in some}


def _alike(seen: Seen, known: dict[End, End]) -> Seen:
    """With ends that are kept once: what comes from another process has its own, page by page."""
    return seen._replace(ends=tuple(known.setdefault(end, end) for end in seen.ends))


def _dead(ends: set[End], folder: Folder, seen: Mapping[str, Seen]) -> set[End]:
    """Those that are not there. Pages that nobody has looked at are read for their anchors."""
    known = {path: each.anchors for path, each in seen.items()}
    dead = set()
    for path, anchor in ends:
        if path not in folder.paths:
            dead.add((path, anchor))
        elif anchor:
            if path not in known:
                known[path] = facts(path, folder.read(path)).led_to
            if not dead_anchor.answers(known[path], anchor):
                dead.add((path, anchor))
    return dead


def _sizes(folder: Folder, record: Record, seen: Mapping[str, Seen]) -> Mapping[str, Sizes]:
    clean = record.files
    return {path: (clean[path] if path in clean else seen[path]).sizes for path in folder.paths}


def _weight(folder: Folder, record: Record, path: str) -> int:
    if path in record.weights:
        return record.weights[path]
    weight = folder.packed(path)
    if path in record.files:
        record.weights[path] = weight
    return weight
