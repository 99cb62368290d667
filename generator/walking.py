"""A folder of files as it is, without asking again for names that nobody has changed.

A file system notes when a name in a folder was last given or taken away. A folder without others in
it, whose time of change is the one that was marked when all its names were known, has these names
and no others; of its files the size and the time are asked for one by one. All other folders are
read. Most folders of a site hold one page each: to open them and read one name costs more than all
the rest of looking.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

Marks: TypeAlias = Mapping[str, int]
"""Folders without others in them, by path with ``/`` below a root: when a name in them was last
changed, in nanoseconds."""


class Walk:
    """Looks at what is below ``root``, where ``known`` files had been, and ``marks``.

    ``follow``: links lead to files and folders; else they are neither.
    """

    def __init__(
        self, root: Path, known: Iterable[str], marks: Marks, *, follow: bool = False
    ) -> None:
        self._root, self._follow = f"{root}/", follow
        self._stat: Callable[[str], os.stat_result] = os.stat if follow else os.lstat
        self._known, self._marks = known, marks
        self.folders: set[str] = set()
        """All that were found, when all files are."""
        self.marks: dict[str, int] = {}
        """Of those that have no others in them."""

    def files(self) -> Iterator[tuple[str, os.stat_result | None]]:
        """Paths, and what the system tells of each; nothing of one that is gone, or leads there."""
        there = self._known_by_folder()
        left = [""]
        while left:
            folder = left.pop()
            changed = os.stat(self._root + folder).st_mtime_ns  # noqa: PTH116
            if folder:
                self.folders.add(folder)
            if self._marks.get(folder) == changed:
                yield from self._told(there[folder])
            else:
                inner = len(left)
                yield from self._read(folder, left)
                if len(left) > inner or not folder:
                    continue
            self.marks[folder] = changed

    def _known_by_folder(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._known:
            if (folder := path.rpartition("/")[0]) in self._marks:
                found[folder].append(path)
        return found

    def _told(self, paths: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
        stat, root = self._stat, self._root  # each step counts
        for path in paths:
            try:
                about = stat(root + path)
            except OSError:
                continue
            yield path, about

    def _read(self, folder: str, inner: list[str]) -> Iterator[tuple[str, os.stat_result | None]]:
        """Files of a folder, and into the list folders in it."""
        before = f"{folder}/" if folder else ""
        with os.scandir(self._root + folder) as entries:
            for entry in entries:
                path = before + entry.name
                if entry.is_dir(follow_symlinks=self._follow):
                    inner.append(path)
                    continue
                about = None
                with suppress(OSError):
                    about = entry.stat(follow_symlinks=self._follow)
                yield path, about


def mark(root: Path, folder: str) -> int:
    """When a name in the folder was last changed."""
    return os.stat(f"{root}/{folder}").st_mtime_ns  # noqa: PTH116 - there are tens of thousands
