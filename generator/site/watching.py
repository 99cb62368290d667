"""What a knowledge base is made from, and which of it has changed.

Events of the system tell where to look, and what a file holds tells whether it has changed. Not
every file system tells of everything, so now and then `Inputs.missed` looks at all there is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from generator.settings import Settings
from generator.site.build import THEME

_TOLD = [
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
    events.FileDeletedEvent,
    events.DirCreatedEvent,
    events.DirMovedEvent,
    events.DirDeletedEvent,
]
"""Not who reads a file: builds read them all."""


@dataclass(frozen=True)
class Inputs:
    """Records, pages by hand, the configuration and the theme, with what each file held when it
    was last looked at."""

    settings: Settings
    _known: dict[Path, bytes | None] = field(default_factory=dict)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Whatever is below them is an input."""
        own = self.settings.overrides
        return (self.settings.records, THEME, *([own] if own else []))

    def changed(self, paths: Iterable[Path]) -> frozenset[Path]:
        """Those of these files that are inputs, and do not hold any more what they held."""
        folders = self.folders
        wanted = {path for path in paths if self._is_alone(path) or _is_below(path, folders)}
        found = {path: _content(path) for path in wanted}
        changed = {path for path, held in found.items() if held != self._known.get(path)}
        self._known.update(found)
        return frozenset(changed)

    def missed(self) -> frozenset[Path]:
        """The same of all files there are and were."""
        return self.changed({*self._known, *self._files()})

    def _is_alone(self, path: Path) -> bool:
        """Of these pages one is ours: changes of it would never end."""
        is_page = path.parent == self.settings.docs and path.suffix == ".md"
        return path == self.settings.config or (is_page and path.name != "index.md")

    def _files(self) -> Iterator[Path]:
        yield self.settings.config
        yield from self.settings.docs.glob("*.md")
        for folder in self.folders:
            yield from (path for path in folder.rglob("*") if path.is_file())


def observer(inputs: Inputs, told: Callable[[Path | None], None]) -> BaseObserver:
    """Have ``told`` hear of each file that is written, and of None where a folder is. It works as
    soon as it is started; where the system has no room for it, files are looked at instead."""
    watching = Observer()
    try:
        _schedule(watching, inputs, told)
        watching.start()
    except OSError:
        watching = PollingObserver()
        _schedule(watching, inputs, told)
        watching.start()
    return watching


def _schedule(watching: BaseObserver, inputs: Inputs, told: Callable[[Path | None], None]) -> None:
    handler = _Handler(told)
    alone = {inputs.settings.root, inputs.settings.docs}
    for folder in {*alone, *inputs.folders}:
        if folder.is_dir():
            recursive = folder not in alone
            watching.schedule(handler, str(folder), recursive=recursive, event_filter=_TOLD)


class _Handler(events.FileSystemEventHandler):
    def __init__(self, told: Callable[[Path | None], None]) -> None:
        self._told = told

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        for path in filter(None, (event.src_path, event.dest_path)):
            self._told(None if event.is_directory else Path(str(path)))


def _is_below(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _content(path: Path) -> bytes | None:
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
    return None
