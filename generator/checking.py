"""The first half of the flow, up to the findings; it loads nothing that makes pages."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

from generator import checks, collector, forks, program, reader
from generator.diagnostics import Diagnostic, has_errors, in_order
from generator.index import Index, index
from generator.kept import Kept
from generator.library import Library, collect
from generator.program import digest
from generator.reader import memory
from generator.reader.publications import read_publications
from generator.settings import Settings

Findings: TypeAlias = Callable[[], list[Diagnostic]]
"""Gives findings, or waits for them."""

_SOUND = digest(b"sound")
"""Key of what the rules have found nothing in."""

_RECORDS = "records.kept"

_ROOMS = ("checks", "citations", "reader", "records")
"""What decides what a file is read as, and whether it is without a finding."""


@dataclass(frozen=True)
class Checked:
    """Records that have been read, how many files of them there are, and ``told``, which gives
    every finding about them in order of place, or waits for them. ``but_words`` is a digest of all
    that they say but for words, empty where that is not known."""

    library: Library
    records: int
    told: Findings
    but_words: bytes = b""

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return self.told()

    @cached_property
    def index(self) -> Index:
        return index(self.library)

    def having(self, known: Index) -> Checked:
        """The same, with its index as it is known."""
        checked = replace(self)
        vars(checked)["index"] = known
        return checked

    @property
    def is_publishable(self) -> bool:
        return not has_errors(self.diagnostics)

    def finding(self, diagnostics: list[Diagnostic]) -> Checked:
        """The same with these findings in the place of others."""
        return replace(self, told=lambda: diagnostics)


def check(settings: Settings, kept: Kept | None = None, jobs: int | None = None) -> Checked:
    """Source → Node → Record → Library → Diagnostics.

    Who gives ``kept`` saves it. Else what was read is kept for the next run, unless the knowledge
    base may not be written to. ``jobs``: processes to read files in.
    """
    checked = begin(settings, kept, jobs, lambda work: work)
    return checked.finding(checked.diagnostics)


@collector.at_rest()
def begin(
    settings: Settings,
    kept: Kept | None = None,
    jobs: int | None = None,
    ahead: Callable[[Findings], Findings] = forks.ahead,
    looked: Callable[[], Mapping[str, bytes] | None] = lambda: None,
) -> Checked:
    """As `check`, but the rules that look at all records are held against them in another process,
    where that can be, while others work with what may be wrong. ``looked`` waits for what
    `reader.look` gives, where somebody looks."""
    known = kept or kept_records(settings)
    rules = reader.Rules(checks.check_text, checks.check_full_text)
    reading = reader.read_all(settings.root, known, rules, jobs, looked())
    library, found = collect(
        reading.entries, reading.abbreviations, reading.broken, reading.published
    )
    publications, damage = read_publications(settings.records)
    library = replace(library, publications=publications)
    found += [*reading.diagnostics, *damage]
    keep = _saved if kept is None else _left
    but_words = b"" if found else _but_words(library)
    others = _rules(library, known, but_words, ahead, keep)
    keep(known)
    told = cache(lambda: in_order([*found, *others()]))
    return Checked(library, reading.records, told, but_words)


def _rules(
    library: Library,
    known: Kept,
    but_words: bytes,
    ahead: Callable[[Findings], Findings],
    keep: Callable[[Kept], None],
) -> Findings:
    """What the rules find that look at all records. Where they have found nothing, and nothing but
    words differs, they find nothing."""
    if but_words and known.get(_SOUND) == but_words:
        return list
    library.make_records()
    rules = ahead(lambda: list(checks.check_library(library)))

    def told() -> list[Diagnostic]:
        found = rules()
        if but_words and not found:
            known.put(_SOUND, but_words)
            keep(known)
        return found

    return told


def _but_words(library: Library) -> bytes:
    """Digest of all that rules may ask for; nothing where it is not known of a record."""
    entries, published = library.entries.values(), library.published.source
    if not all(entry.bare for entry in entries):
        return b""
    return digest(
        *(part for e in entries for part in (e.source.path.encode(), e.bare, e.text_key)),
        b"published",
        published.raw if published else b"",
        *(value for each in library.publications for value in each.values.values()),
        repr(library.abbreviations).encode(),
    )


def _saved(known: Kept) -> None:
    with contextlib.suppress(OSError):
        known.save()


def _left(known: Kept) -> None:
    """To whoever has given it."""


def kept_records(settings: Settings) -> Kept:
    """What earlier runs read, by the keys of `reader.Entry`."""
    version = program.part(_ROOMS, memory.LIBRARIES)
    return Kept(settings.state / _RECORDS, version)


def look(settings: Settings) -> Mapping[str, bytes] | None:
    """What `reader.look` gives, which pays where an earlier run has kept what it read."""
    return reader.look(settings.root) if (settings.state / _RECORDS).is_file() else None


def only(checked: Checked, settings: Settings, paths: Iterable[Path]) -> Checked:
    """Findings in these files or folders; all records are still read, for references."""
    wanted = [path.resolve().relative_to(settings.root).as_posix() for path in paths]
    found = [
        d
        for d in checked.diagnostics
        if any(d.path == path or d.path.startswith(f"{path}/") for path in wanted)
    ]
    return checked.finding(found)
