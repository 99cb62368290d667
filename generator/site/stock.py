"""What a folder of files holds, without reading all of it again.

A list of its files is kept with the size and the time by which each is known to be the same. A file
that is not on the list, or no longer as the list has it, is read; so a list that is lost or damaged
costs time and nothing else. Lists are found by the number that the file system has given the
folder, which goes with it wherever it is renamed to.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generator import manifest, program
from generator.kept import Kept

_LISTS = "stock.kept"
SPARE = "spare"
"""The folder in the state folder that held the site before the last one."""


class Known(NamedTuple):
    """``digest`` is the SHA-256 in hex, empty of what is no plain file; ``time`` in nanoseconds."""

    digest: str
    size: int
    time: int


@dataclass(frozen=True)
class Stock:
    """Everything in the folder ``place``, by path below it, with ``/``. ``folders`` are those
    below it."""

    place: Path
    files: Mapping[str, Known] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Plain files that can be used again: path → SHA-256 in hex."""
        return {path: known.digest for path, known in self.files.items() if known.digest}


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


def stocks(site: Path, state: Path) -> Stocks:
    """What there is to make the next site from."""
    spare = state / SPARE
    looked = look(spare, listed(spare, state)) if spare.is_dir() else None
    return Stocks(stock(site, state), looked)


def look(
    place: Path, told: Mapping[str, Known] | None = None, new: Mapping[str, str] | None = None
) -> Stock:
    """What is in the folder. Files that are not as they are ``told`` are read, but those that have
    just been written: ``new`` has their digests."""
    told, new = told or {}, new or {}
    files: dict[str, Known] = {}
    folders: list[str] = []
    left = [("", str(place))]
    while left:
        before, folder = left.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = before + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                    left.append((f"{path}/", entry.path))
                else:
                    files[path] = _seen(entry, told.get(path), new.get(path))
    return Stock(place, files, frozenset(folders))


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
    kept = Kept(state / _LISTS)
    if (spare := state / SPARE).is_dir():
        kept.get(_key(spare))
    for each in filter(lambda each: each.place.is_dir(), found):
        kept.put(_key(each.place), _as_bytes(each.files))
    kept.save()


def listed(place: Path, state: Path) -> Mapping[str, Known]:
    """What was remembered of the folder; nothing where that is lost."""
    kept = Kept(state / _LISTS).get(_key(place))
    if kept is None:
        return {}
    given = json.loads(kept)
    rows = map(Known, given["digests"], given["sizes"], given["times"])
    return dict(zip(given["paths"], rows, strict=True))


def _as_bytes(files: Mapping[str, Known]) -> bytes:
    plain = {path: known for path, known in files.items() if known.digest}
    columns = {
        "paths": list(plain),
        "digests": [known.digest for known in plain.values()],
        "sizes": [known.size for known in plain.values()],
        "times": [known.time for known in plain.values()],
    }
    return json.dumps(columns).encode()


def _key(place: Path) -> bytes:
    return program.digest(b"folder", str(place.stat().st_ino).encode())
