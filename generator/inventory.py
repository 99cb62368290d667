"""The files below ``docs/`` that are ours, as the manifest lists them, and all others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import filelists
from generator.filelists import Known, Lists
from generator.program import digest

MANIFEST = "manifest.kept"
_VERSION = digest(b"manifest", b"1")
"""Which files are ours does not hang on the program that has written them."""

_OURS = digest(b"ours")


@dataclass(frozen=True)
class Inventory:
    """``listed`` are our files, None where no manifest can be read; ``at`` is the time when it was
    written. ``unlike`` are those of them that may be other than they are listed, all of them where
    nobody has looked; ``others`` are all files that are not listed."""

    listed: dict[str, Known] | None
    at: int
    unlike: AbstractSet[str]
    others: frozenset[str] = frozenset()

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: ten thousands of rows go as columns."""
        listed = None if self.listed is None else filelists.pack(self.listed)
        return _unpacked, (listed, self.at, {*self.unlike}, self.others)


def _unpacked(rows: bytes | None, at: int, unlike: set[str], others: frozenset[str]) -> Inventory:
    return Inventory(None if rows is None else filelists.unpack(rows), at, unlike, others)


def read(state: Path) -> Inventory:
    """What the manifest lists; nobody looks whether it is so."""
    place = state / MANIFEST
    listed = Lists(place, _VERSION).get(_OURS)
    at = 0 if listed is None else place.stat().st_mtime_ns
    return Inventory(listed, at, (listed or {}).keys())


def write(state: Path, files: dict[str, Known], listed: Mapping[str, Known] | None) -> None:
    """Let the manifest list these, where it has ``listed`` those."""
    lists = Lists(state / MANIFEST, _VERSION)
    if listed is None:
        lists.put(_OURS, files)
    else:
        lists.amend(_OURS, files, _OURS, listed)
    lists.save()


def look(docs: Path, state: Path) -> Inventory:
    """What the manifest lists, and what there is. A file as young as the manifest may have changed
    after it was listed."""
    told = read(state)
    listed, at = told.listed or {}, told.at
    unlike = {*listed}
    others: list[str] = []
    for path, entry in _files(docs):
        known = listed.get(path)
        if known is None:
            others.append(path)
        elif known.time < at and _is(entry, known):
            unlike.discard(path)
    return Inventory(told.listed, at, unlike, frozenset(others))


def _is(entry: os.DirEntry[str], known: Known) -> bool:
    try:
        about = entry.stat()
    except OSError:
        return False
    return known.size == about.st_size and known.time == about.st_mtime_ns


def _files(docs: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """As MkDocs finds them, below links to folders too."""
    left = [("", str(docs))] if docs.is_dir() else []
    while left:
        before, folder = left.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = before + entry.name
                if entry.is_dir():
                    left.append((f"{path}/", entry.path))
                else:
                    yield path, entry


def paths(docs: Path) -> frozenset[str]:
    """Of all files."""
    return frozenset(path for path, _ in _files(docs))
