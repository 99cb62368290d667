"""The files below ``docs/`` that are ours, as the manifest lists them, and all others."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator import filelists
from generator.filelists import Known, Lists
from generator.program import digest
from generator.walking import Marks, Walk

MANIFEST = "manifest.kept"
_VERSION = digest(b"manifest", b"1")
"""Which files are ours does not hang on the program that has written them."""

_OURS = digest(b"ours")


@dataclass(frozen=True)
class Inventory:
    """``listed`` are our files, None where no manifest can be read; ``at`` is the time when it was
    written. ``unlike`` are those of them that may be other than they are listed, ``others`` all
    files that are not listed; where nobody has looked, all of the former, and None. ``marks`` are
    those of folders in which all files are listed."""

    listed: dict[str, Known] | None
    at: int
    unlike: AbstractSet[str]
    others: frozenset[str] | None = None
    marks: Marks = field(default_factory=dict)

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: ten thousands of rows go as columns."""
        listed = None if self.listed is None else filelists.pack(self.listed)
        return _unpacked, (listed, self.at, {*self.unlike}, self.others, dict(self.marks))


def _unpacked(rows: bytes | None, *more: Any) -> Inventory:
    return Inventory(None if rows is None else filelists.unpack(rows), *more)


def read(state: Path) -> Inventory:
    """What the manifest lists; nobody looks whether it is so."""
    lists = Lists(state / MANIFEST, _VERSION)
    listed = lists.get(_OURS)
    at = 0 if listed is None else lists.at
    return Inventory(listed, at, (listed or {}).keys(), marks=lists.marks(_OURS))


def write(
    state: Path, files: dict[str, Known], marks: Marks, listed: Mapping[str, Known] | None
) -> None:
    """Let the manifest list these, where it has ``listed`` those."""
    lists = Lists(state / MANIFEST, _VERSION)
    lists.mark(_OURS, marks)
    if listed is None:
        lists.put(_OURS, files)
    else:
        lists.amend(_OURS, files, _OURS, listed)
    lists.save()


def look(docs: Path, state: Path) -> Inventory:
    """What the manifest lists, and what there is, below links to folders too, as MkDocs finds it. A
    file as young as the manifest may have changed after it was listed."""
    told = read(state)
    listed, at = told.listed or {}, told.at
    unlike = {*listed}
    others: list[str] = []
    walk = Walk(docs, listed, told.marks, follow=True)
    for path, about in walk.files() if docs.is_dir() else ():
        known = listed.get(path)
        if known is None:
            others.append(path)
        elif about and known.time < at and known[1:] == (about.st_size, about.st_mtime_ns):
            unlike.discard(path)
    for path in others:
        walk.marks.pop(path.rpartition("/")[0], None)
    return Inventory(told.listed, at, unlike, frozenset(others), walk.marks)


def paths(docs: Path) -> frozenset[str]:
    """Of all files."""
    walk = Walk(docs, (), {}, follow=True)
    return frozenset(path for path, _ in walk.files()) if docs.is_dir() else frozenset()
