"""Pages of records that are being written, before a build of the whole has them.

All records stay in memory. Of those that have changed the pages are made anew, by the same views,
templates and MkDocs as in a build: byte by byte what the build will make, a few seconds earlier.
Whatever else has changed, or is wrong, is left to the build.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator import checks, collector, pipeline, reader, views
from generator.checking import Checked, check
from generator.diagnostics import has_errors
from generator.library import collect
from generator.reader import Entry
from generator.records.types import WORDS, Document, Record
from generator.render import Renderer
from generator.settings import Settings
from generator.site.studio import Studio
from generator.views.addresses import record_page
from generator.views.corpus import Corpus
from generator.views.page import Unit


@dataclass
class Preview:
    """``checked`` are the records as they were when a page was last shown."""

    settings: Settings
    as_of: dt.date
    checked: Checked
    studio: Studio

    @classmethod
    def opened(cls, settings: Settings, as_of: dt.date) -> Preview | None:
        """None where records are wrong. What MkDocs complains of it raises."""
        checked = check(settings)
        if not checked.is_publishable:
            return None
        found = cls(settings, as_of, checked, Studio(settings, as_of))
        for document in [*checked.library.documents][:1]:  # loads what pages share
            found.pages([settings.root / checked.library.entries[document].source.path])
        gc.collect()
        gc.freeze()  # the records stay, and looking through them takes longer than a page
        return found

    def close(self) -> None:
        gc.unfreeze()
        self.studio.close()

    @collector.at_rest()
    def pages(self, changed: Iterable[Path]) -> dict[str, bytes] | None:
        """Pages of the records in these files, by their paths below the site; None where they are
        not all to be had without a build."""
        entries = self._entries(changed)
        checked = None if entries is None else self._checked(entries)
        if entries is None or checked is None:
            return None
        corpus = pipeline.corpus(checked, self.settings, self.as_of)
        texts = {
            artifact.path: artifact.text
            for entry in entries
            for unit in _units(entry.record, corpus)
            for artifact in self._renderer.render(unit.make(corpus))
        }
        made = self.studio.pages(texts)
        if made is not None:
            self.checked = checked
        return made

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer(self.checked.library.abbreviations.root)

    def _entries(self, changed: Iterable[Path]) -> list[Entry] | None:
        """The records that are in these files, all of them known."""
        root = self.settings.root
        below = [path for path in changed if path.is_relative_to(root)]
        names = sorted(path.relative_to(root).as_posix() for path in below)
        entries, wrong = reader.read_again(root, names, checks.check_text)
        if has_errors(wrong) or len(entries) != len(names):
            return None
        known = self.checked.library.entries
        there = [
            entry.with_text(last.provisions, last.text_key)
            for entry in entries
            if (last := known.get(entry.head.id)) and _is_alike(last, entry)
        ]
        return there if len(there) == len(entries) else None

    def _checked(self, entries: Iterable[Entry]) -> Checked | None:
        """All records, with these in the places of what they were; None where they go wrong
        together. Where nothing but words differs, that is left to the build."""
        old = self.checked.library
        new = {entry.head.id: entry for entry in entries}
        by_id = {**old.entries, **new}
        library, wrong = collect(by_id.values(), old.abbreviations, old.broken, old.published)
        library = replace(library, publications=old.publications)
        checked = replace(self.checked, library=library)
        if all(_is_same_but_for_words(old.entries[i].record, new[i].record) for i in new):
            checked = checked.having(self.checked.index)
        elif has_errors([*wrong, *checks.check_library(library)]):
            return None
        return checked


def _is_alike(last: Entry, entry: Entry) -> bool:
    """The same record in the same file, with the same text."""
    old, new = last.record, entry.record
    if isinstance(old, Document) and isinstance(new, Document):
        same = (old.text, old.text_complete) == (new.text, new.text_complete)
        return same and last.source.path == entry.source.path
    return type(old) is type(new) and last.source.path == entry.source.path


def _is_same_but_for_words(old: Record, new: Record) -> bool:
    return all(value == new.values[key] for key, value in old.values.items() if key not in WORDS)


def _units(record: Record, corpus: Corpus) -> Iterator[Unit]:
    """Of the first view that has pages of the record."""
    own = {record.id, record_page(record)}
    for view in views.VIEWS:
        found = [unit for unit in view(corpus) if not own.isdisjoint(unit.name.split())]
        if found:
            yield from found
            return
