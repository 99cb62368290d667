"""The first half of the flow, up to the findings; it loads nothing that makes pages."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator import checks, collector, program, reader
from generator.diagnostics import Diagnostic, has_errors, in_order
from generator.index import Index, index
from generator.kept import Kept
from generator.library import Library, collect
from generator.reader import memory
from generator.reader.publications import read_publications
from generator.settings import Settings

_ROOMS = ("checks", "citations", "reader", "records")
"""What decides what a file is read as, and whether it is without a finding."""


@dataclass(frozen=True)
class Checked:
    """Records that have been read and every finding about them, in order of place."""

    library: Library
    diagnostics: list[Diagnostic]
    records: int

    @cached_property
    def index(self) -> Index:
        return index(self.library)

    @property
    def is_publishable(self) -> bool:
        return not has_errors(self.diagnostics)


@collector.at_rest()
def check(settings: Settings, kept: Kept | None = None, jobs: int | None = None) -> Checked:
    """Source → Node → Record → Library → Diagnostics.

    Who gives ``kept`` saves it. Else what was read is kept for the next run, unless the knowledge
    base may not be written to. ``jobs``: processes to read files in.
    """
    known = kept or kept_records(settings)
    rules = checks.check_text, checks.check_full_text
    reading = reader.read_all(settings.root, known, *rules, jobs)
    library, found = collect(
        reading.entries, reading.abbreviations, reading.broken, reading.published
    )
    publications, damage = read_publications(settings.records)
    library = replace(library, publications=publications)
    found += [*reading.diagnostics, *damage, *checks.check_library(library)]
    if kept is None:
        with contextlib.suppress(OSError):
            known.save()
    return Checked(library, in_order(found), reading.records)


def kept_records(settings: Settings) -> Kept:
    """What earlier runs read, by the keys of `reader.Entry`."""
    version = program.part(_ROOMS, memory.LIBRARIES)
    return Kept(settings.state / "records.kept", version)


def only(checked: Checked, settings: Settings, paths: Iterable[Path]) -> Checked:
    """Findings in these files or folders; all records are still read, for references."""
    wanted = [path.resolve().relative_to(settings.root).as_posix() for path in paths]
    found = [
        d
        for d in checked.diagnostics
        if any(d.path == path or d.path.startswith(f"{path}/") for path in wanted)
    ]
    return replace(checked, diagnostics=found)
