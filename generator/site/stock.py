"""What a folder of files holds, without reading all of it again.

A list of its files is kept with the size and the time by which each is known to be the same. A file
that is not on the list, or no longer as the list has it, is read; so a list that is lost or damaged
costs time and nothing else. Lists are found by the number that the file system has given the
folder, which goes with it wherever it is renamed to. The site and the spare folder have nearly all
in common: there is one list, and for each of them in what it differs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from generator import columns, manifest, program
from generator.kept import Kept

_LISTS, _BASE = "stock.kept", program.digest(b"base")
MOST = 2000
"""Files in which a folder may differ from the list that all share."""

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
    below it. ``inodes``: what the file system calls the files."""

    place: Path
    files: Mapping[str, Known] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    inodes: Mapping[str, int] = field(default_factory=dict, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: ten thousands of rows go as columns."""
        return _unpacked, (self.place, _as_columns(self.files), [*self.folders])

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Plain files that can be used again: path → SHA-256 in hex."""
        return {path: known.digest for path, known in self.files.items() if known.digest}


def _unpacked(place: Path, files: bytes, folders: list[str]) -> Stock:
    return Stock(place, _of_columns(files), frozenset(folders))


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
    spare, live = state / SPARE, stock(site, state)
    if not spare.is_dir():
        return Stocks(live, None)
    is_near = live.files and spare.stat().st_dev == site.stat().st_dev
    return Stocks(live, look(spare, listed(spare, state), twin=live if is_near else None))


def look(
    place: Path,
    told: Mapping[str, Known] | None = None,
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
    kept = Kept(state / _LISTS)
    base, lists = _base(kept), dict[bytes, Mapping[str, Known]]()
    for each in filter(lambda each: each.place.is_dir(), found):
        lists[_key(each.place)] = {p: known for p, known in each.files.items() if known.digest}
    if (spare := state / SPARE).is_dir():
        lists.setdefault(_key(spare), _listed(kept, base, _key(spare)))
    news = {key: _news(base, files) for key, files in lists.items()}
    if any(len(changed) + len(gone) > MOST for changed, gone in news.values()):
        base = next(iter(lists.values()))
        kept.put(_BASE, _as_columns(base))
        news = {key: _news(base, files) for key, files in lists.items()}
    else:
        kept.get(_BASE)
    for key, changes in news.items():
        kept.put(key, json.dumps(changes).encode())
    kept.save()


def listed(place: Path, state: Path) -> Mapping[str, Known]:
    """What was remembered of the folder; nothing where that is lost."""
    kept = Kept(state / _LISTS)
    return _listed(kept, _base(kept), _key(place))


def _base(kept: Kept) -> Mapping[str, Known]:
    """A list that those of all folders have most in common with."""
    data = kept.get(_BASE)
    return _of_columns(data) if data else {}


def _listed(kept: Kept, base: Mapping[str, Known], key: bytes) -> dict[str, Known]:
    if (data := kept.get(key)) is None:
        return {}
    changed, gone = json.loads(data)
    files = {**base, **{path: Known(*row) for path, row in changed.items()}}
    for path in gone:
        del files[path]
    return files


def _news(
    base: Mapping[str, Known], files: Mapping[str, Known]
) -> tuple[dict[str, Known], list[str]]:
    """In what a list differs from the base: what there is beside it, and what there is not."""
    changed = {path: known for path, known in files.items() if base.get(path) != known}
    return changed, [path for path in base if path not in files]


def _as_columns(files: Mapping[str, Known]) -> bytes:
    rows = files.values()
    return columns.pack(
        {"paths": files, "digests": (known.digest for known in rows)},
        {"sizes": (known.size for known in rows), "times": (known.time for known in rows)},
    )


def _of_columns(data: bytes) -> dict[str, Known]:
    texts, numbers = columns.unpack(data)
    rows = zip(texts["digests"], numbers["sizes"], numbers["times"], strict=True)
    known = map(partial(tuple.__new__, Known), rows)  # ten thousands: as quickly as can be
    return dict(zip(texts["paths"], known, strict=True))


def _key(place: Path) -> bytes:
    return program.digest(b"folder", str(place.stat().st_ino).encode())
