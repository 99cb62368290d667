"""What a folder of files holds, without reading all of it again.

A list of its files is kept with the size and the time by which each is known to be the same. A file
that is not on the list, or no longer as the list has it, is read; so a list that is lost or damaged
costs time and nothing else. Lists are found by the number that the file system has given the
folder, which goes with it wherever it is renamed to.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from generator import filelists, manifest, program
from generator.filelists import Files, Known, Lists

_LISTS = "stock.kept"
SPARE = "spare"
"""The folder in the state folder that held the site before the last one."""


@dataclass(frozen=True)
class Stock:
    """Everything in the folder ``place``, by path below it, with ``/``; what is no plain file has
    no digest. ``folders`` are those below it. ``inodes``: what the file system calls the files."""

    place: Path
    files: Files = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    inodes: Mapping[str, int] = field(default_factory=dict, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: ten thousands of rows go as columns."""
        return _unpacked, (self.place, filelists.pack(self.files), [*self.folders])

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Plain files that can be used again: path → SHA-256 in hex."""
        return {path: known.digest for path, known in self.files.items() if known.digest}


def _unpacked(place: Path, files: bytes, folders: list[str]) -> Stock:
    return Stock(place, filelists.unpack(files), frozenset(folders))


def stock(place: Path, state: Path) -> Stock:
    """What is in the folder now; nothing where there is none. What had to be read is remembered."""
    if place.is_symlink() or not place.is_dir():
        return Stock(place)
    told = listed(place, state)
    found = look(place, told)
    if found.files != told:
        remember(state, found)
    return found


@dataclass(frozen=True, slots=True)
class Stocks:
    """What the live site holds, and the folder that was the site before, where there is one."""

    live: Stock
    spare: Stock | None

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: the two have nearly all in common."""
        if self.spare is None:
            return Stocks, (self.live, None)
        live, spare = self.live, self.spare
        news = filelists.differences(live.files, spare.files)
        return _both, (live, spare.place, news, live.folders ^ spare.folders)


def _both(
    live: Stock, place: Path, news: tuple[Files, list[str]], folders: frozenset[str]
) -> Stocks:
    files = filelists.applied(live.files, *news)
    return Stocks(live, Stock(place, files, live.folders ^ folders))


def stocks(site: Path, state: Path) -> Stocks:
    """What there is to make the next site from."""
    spare, live = state / SPARE, stock(site, state)
    if not spare.is_dir():
        return Stocks(live, None)
    is_near = live.files and spare.stat().st_dev == site.stat().st_dev
    return Stocks(live, look(spare, listed(spare, state), twin=live if is_near else None))


def look(
    place: Path,
    told: Files | None = None,
    new: Mapping[str, str] | None = None,
    twin: Stock | None = None,
) -> Stock:
    """What is in the folder. Files that are not as they are ``told`` are read, but those that have
    just been written: ``new`` has their digests. Those that are one file with one of the ``twin``,
    on the same file system, are what that is."""
    told, new, twin = told or {}, new or {}, twin or Stock(place)
    files: dict[str, Known] = {}
    folders: list[str] = []
    inodes: dict[str, int] = {}
    left = [("", str(place))]
    while left:
        before, folder = left.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = before + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                    left.append((f"{path}/", entry.path))
                    continue
                inode = inodes[path] = entry.inode()
                if twin.inodes.get(path) == inode:
                    files[path] = twin.files[path]
                else:
                    files[path] = _seen(entry, told.get(path), new.get(path))
    return Stock(place, files, frozenset(folders), inodes)


def _seen(entry: os.DirEntry[str], told: Known | None, new: str | None) -> Known:
    if not entry.is_file(follow_symlinks=False):
        return Known("", 0, 0)
    about = entry.stat(follow_symlinks=False)
    size, time = about.st_size, about.st_mtime_ns
    if told and told.size == size and told.time == time:
        return told
    return Known(new or manifest.digest(Path(entry.path)), size, time)


def known(place: Path, wanted: str) -> Known:
    """Of a file that holds what it should."""
    about = place.stat(follow_symlinks=False)
    return Known(wanted, about.st_size, about.st_mtime_ns)


def remember(state: Path, *found: Stock) -> None:
    """Keep the lists of those folders that are there, and of the spare one."""
    kept, lists = Lists(state / _LISTS), dict[bytes, Files]()
    for each in filter(lambda each: each.place.is_dir(), found):
        lists[_key(each.place)] = {p: known for p, known in each.files.items() if known.digest}
    spare = state / SPARE
    if spare.is_dir() and (told := kept.get(_key(spare))) is not None:
        lists.setdefault(_key(spare), told)
    kept.keep(lists)


def listed(place: Path, state: Path) -> Files:
    """What was remembered of the folder; nothing where that is lost."""
    return Lists(state / _LISTS).get(_key(place)) or {}


def _key(place: Path) -> bytes:
    return program.digest(b"folder", str(place.stat().st_ino).encode())
