"""The files below ``docs/`` that are ours, as the manifest lists them, and all others."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from generator import columns

MANIFEST = "manifest.json"

Known: TypeAlias = tuple[str, int, int]
"""SHA-256 in hexadecimal, size, and time of the last change in nanoseconds."""


@dataclass(frozen=True)
class Inventory:
    """``listed`` are our files, None where no manifest can be read; ``at`` is the time when it was
    written. Where somebody has looked, ``same`` are those of them that are as they are listed, and
    ``others`` all files that are not listed."""

    listed: dict[str, Known] | None
    at: int
    same: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: ten thousands of rows go as columns."""
        listed = self.listed or {}
        digests, sizes, times = zip(*listed.values(), strict=True) if listed else ((), (), ())
        unlike = [path for path in listed if path not in self.same]
        texts = {"paths": listed, "digests": digests, "unlike": unlike, "others": self.others}
        rows = columns.pack(texts, {"sizes": sizes, "times": times})
        return _unpacked, (self.listed is not None, self.at, rows)


def _unpacked(is_there: bool, at: int, rows: bytes) -> Inventory:
    texts, numbers = columns.unpack(rows)
    known = zip(texts["digests"], numbers["sizes"], numbers["times"], strict=True)
    listed = dict(zip(texts["paths"], known, strict=True))
    same = frozenset(listed.keys() - texts["unlike"])
    return Inventory(listed if is_there else None, at, same, frozenset(texts["others"]))


def read(state: Path) -> Inventory:
    """What the manifest lists; nobody looks whether it is so."""
    place = state / MANIFEST
    try:
        at = place.stat().st_mtime_ns
        listed = json.loads(place.read_text(encoding="utf-8"))
        known = {path: (row[0], row[1], row[2]) for path, row in listed.items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return Inventory(None, 0)
    return Inventory(known, at)


def look(docs: Path, state: Path) -> Inventory:
    """What the manifest lists, and what there is. A file as young as the manifest may have changed
    after it was listed."""
    told = read(state)
    listed = told.listed or {}
    same: list[str] = []
    others: list[str] = []
    for path, entry in _files(docs):
        known = listed.get(path)
        if known is None:
            others.append(path)
        elif known[2] < told.at and known[1:] == _about(entry):
            same.append(path)
    return Inventory(told.listed, told.at, frozenset(same), frozenset(others))


def _about(entry: os.DirEntry[str]) -> tuple[int, int] | None:
    try:
        about = entry.stat()
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns


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
