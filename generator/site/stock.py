"""What a folder of files holds, without reading all of it again.

A list of its files is kept with the size and the time by which each is known to be the same. A file
that is not on the list, or no longer as the list has it, is read; so a list that is lost or damaged
costs time and nothing else. Lists are found by the number that the file system has given the
folder, which goes with it wherever it is renamed to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from generator import filelists, manifest, program
from generator.filelists import Files, Known, Lists
from generator.walking import Marks, Walk

_LISTS = "stock.kept"
SPARE = "spare"
"""The folder in the state folder that held the site before the last one."""


@dataclass(frozen=True)
class Stock:
    """Everything in the folder ``place``, by path below it, with ``/``; what is no plain file has
    no digest. ``folders`` are those below it; of those that hold nothing but plain files there are
    ``marks``."""

    place: Path
    files: Files = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    marks: Marks = field(default_factory=dict)

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: ten thousands of rows go as columns."""
        return _unpacked, (self.place, filelists.pack(self.files), self.folders, dict(self.marks))

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Plain files that can be used again: path → SHA-256 in hex."""
        return {path: known.digest for path, known in self.files.items() if known.digest}


def _unpacked(place: Path, files: bytes, *more: Any) -> Stock:
    return Stock(place, filelists.unpack(files), *more)


def stock(place: Path, state: Path, lists: Lists | None = None) -> Stock:
    """What is in the folder now; nothing where there is none. What had to be read is remembered.
    ``lists`` are those of the state, where somebody has read them."""
    if place.is_symlink() or not place.is_dir():
        return Stock(place)
    told = listed(place, lists or read_lists(state))
    found = look(place, told)
    if found.files != told.files:
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
    marks: Marks

    @classmethod
    def of(cls, found: Stock, other: Stock) -> Unlike:
        files = filelists.Unlike.of(found.files, other.files)
        return cls(found.place, files, found.folders ^ other.folders, found.marks)

    def stock(self, other: Stock) -> Stock:
        files, folders = self.files.files(other.files), other.folders ^ self.folders
        return Stock(self.place, files, folders, self.marks)


def stocks(site: Path, state: Path) -> Stocks:
    """What there is to make the next site from."""
    lists = read_lists(state)
    return Stocks(stock(site, state, lists), lambda: spare(state, lists))


def spare(state: Path, lists: Lists) -> Stock | None:
    """What the folder holds that was the site before this one."""
    place = state / SPARE
    return look(place, listed(place, lists)) if place.is_dir() else None


def look(place: Path, told: Stock | None = None, new: Mapping[str, str] | None = None) -> Stock:
    """What is in the folder. Files that are not as they are ``told`` are read, but those that have
    just been written: ``new`` has their digests."""
    told, new = told or Stock(place), new or {}
    walk = Walk(place, told.files, told.marks)
    files: dict[str, Known] = {}
    for path, about in walk.files():
        if about is None:
            continue
        before = told.files.get(path)
        if not S_ISREG(about.st_mode):
            files[path] = Known("", 0, 0)
        elif before and before[1:] == (about.st_size, about.st_mtime_ns):
            files[path] = before
        else:
            digest = new.get(path) or manifest.digest(place / path)
            files[path] = Known(digest, about.st_size, about.st_mtime_ns)
    for path in (path for path, found in files.items() if not found.digest):
        walk.marks.pop(path.rpartition("/")[0], None)
    return Stock(place, files, frozenset(walk.folders), walk.marks)


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
        lists.mark(_key(found.place), found.marks)
    spare = state / SPARE
    if spare.is_dir() and (key := _key(spare)) != _key(found.place):
        lists.stay(key)
    lists.save()


def read_lists(state: Path) -> Lists:
    return Lists(state / _LISTS)


def listed(place: Path, lists: Lists) -> Stock:
    """What was remembered of the folder; nothing where that is lost."""
    return Stock(place, lists.get(_key(place)) or {}, marks=lists.marks(_key(place)))


def _key(place: Path) -> bytes:
    return program.digest(b"folder", str(place.stat().st_ino).encode())
