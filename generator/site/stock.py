"""What a folder of files holds, without reading all of it again.

A list of its files is kept with the size and the time by which each is known to be the same. A file
that is not on the list, or no longer as the list has it, is read; so a list that is lost or damaged
costs time and nothing else. Lists are found by the number that the file system has given the
folder, which goes with it wherever it is renamed to.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

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


def stock(place: Path, state: Path, lists: Lists | None = None) -> Stock:
    """What is in the folder now; nothing where there is none. What had to be read is remembered.
    ``lists`` are those of the state, where somebody has read them."""
    if place.is_symlink() or not place.is_dir():
        return Stock(place)
    told = listed(place, lists or read_lists(state))
    found = look(place, told)
    if found.files != told:
        remember(state, found)
    return found


@dataclass(frozen=True)
class Stocks:
    """What the live site holds, and ``aside``, which gives what the folder holds that was the site
    before, where there is one; it is asked for last."""

    live: Stock
    aside: Callable[[], Stock | None]

    @cached_property
    def spare(self) -> Stock | None:
        return self.aside()


class Unlike(NamedTuple):
    """A folder by what it holds that another does not, and what not: the two have nearly all in
    common."""

    place: Path
    files: filelists.Unlike
    folders: frozenset[str]

    @classmethod
    def of(cls, found: Stock, other: Stock) -> Unlike:
        files = filelists.Unlike.of(found.files, other.files)
        return cls(found.place, files, found.folders ^ other.folders)

    def stock(self, other: Stock) -> Stock:
        return Stock(self.place, self.files.files(other.files), other.folders ^ self.folders)


def stocks(site: Path, state: Path) -> Stocks:
    """What there is to make the next site from."""
    lists = read_lists(state)
    live = stock(site, state, lists)
    return Stocks(live, lambda: spare(live, state, lists))


def spare(live: Stock, state: Path, lists: Lists) -> Stock | None:
    """What the folder holds that was the site before this one."""
    place = state / SPARE
    if not place.is_dir():
        return None
    is_near = live.files and place.stat().st_dev == live.place.stat().st_dev
    return look(place, listed(place, lists), twin=live if is_near else None)


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
    there = twin.inodes
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
                if there and there.get(path) == inode:
                    files[path] = twin.files[path]
                else:
                    files[path] = _seen(entry, told.get(path), new.get(path))
    return Stock(place, files, frozenset(folders), inodes)


def _seen(entry: os.DirEntry[str], told: Known | None, new: str | None) -> Known:
    if not entry.is_file(follow_symlinks=False):
        return Known("", 0, 0)
    about = entry.stat(follow_symlinks=False)
    size, time = about.st_size, about.st_mtime_ns
    if told is not None and told.time == time and told.size == size:
        return told
    return Known(new or manifest.digest(Path(entry.path)), size, time)


def known(place: Path, wanted: str) -> Known:
    """Of a file that holds what it should."""
    about = place.stat(follow_symlinks=False)
    return Known(wanted, about.st_size, about.st_mtime_ns)


def remember(state: Path, found: Stock, like: Stock | None = None) -> None:
    """Keep the list of this folder, if it is there, beside that of one that it is ``like``, whose
    list is kept already, and that of the spare one; no others."""
    lists = read_lists(state)
    if found.place.is_dir():
        files = {path: known for path, known in found.files.items() if known.digest}
        if like is not None and like.place.is_dir():
            lists.stay(_key(like.place))
            lists.amend(_key(found.place), files, _key(like.place), like.files)
        else:
            lists.put(_key(found.place), files)
    spare = state / SPARE
    if spare.is_dir() and (key := _key(spare)) != _key(found.place):
        lists.stay(key)
    lists.save()


def read_lists(state: Path) -> Lists:
    return Lists(state / _LISTS)


def listed(place: Path, lists: Lists) -> Files:
    """What was remembered of the folder; nothing where that is lost."""
    return lists.get(_key(place)) or {}


def _key(place: Path) -> bytes:
    return program.digest(b"folder", str(place.stat().st_ino).encode())
