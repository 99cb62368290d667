"""Put the next site together from files of the last one and new ones, and let it take its place.

    live ─ link ┐
    spare ──────┴→ next ← move ─ fresh        exchange: next ⇄ live, then next → spare

The site before the last one is kept as the spare folder, so that only what differs has to be put
into it. Files of one site are files of the other too, by links where the file system can: none is
ever changed in place. While a folder is worked at it is called ``next``: one that is found by that
name was left half made, and what its list says of it counts for nothing.

`assemble` → the seal looks at it → `go_live`, or `set_aside` where it has found an error. The live
site stays as it is until the one exchange; whatever fails before raises ``OSError``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from generator.filelists import Known
from generator.files import link_or_copy, replace_file
from generator.site.exchange import exchange, remove
from generator.site.stock import SPARE, Stock, Stocks, known, look, remember
from generator.walking import mark

_NEXT = "next"


def assemble(have: Stocks, state: Path, wanted: Mapping[str, str], fresh: Path) -> Stock:
    """A folder that holds exactly the files ``wanted``, path → SHA-256 in hex.

    What the live site does not hold lies in the folder ``fresh``, by the same path; that folder is
    gone afterwards.
    """
    there, live = _worked_at(have.spare, state, wanted, fresh), have.live
    files = dict(there.files)
    gone = [path for path, found in files.items() if found.digest != wanted.get(path)]
    for path in gone:
        (there.place / path).unlink()
        del files[path]
    folders = set(_parents(wanted))
    for folder in sorted(there.folders - folders, reverse=True):
        (there.place / folder).rmdir()
    for folder in sorted(folders - there.folders):
        (there.place / folder).mkdir()
    come = wanted.keys() - files.keys()
    for path in come:
        files[path] = _put(live, fresh, there.place / path, path, wanted[path])
    shutil.rmtree(fresh, ignore_errors=True)
    touched = {_folder(path) for path in (*gone, *come, *(there.folders ^ folders))}
    return Stock(there.place, files, frozenset(folders), _marks(there, folders, touched))


def go_live(new: Stock, live: Stock, state: Path, more: Mapping[str, bytes]) -> None:
    """Let the assembled folder, with these files more, be the site."""
    files, marks = dict(new.files), dict(new.marks)
    for path, data in more.items():
        replace_file(new.place / path, data)
        files[path] = known(new.place / path, sha256(data).hexdigest())
        marks.pop(_folder(path), None)
    made = replace(new, files=files, marks=marks)
    remember(state, made, like=live)
    exchange(new.place, live.place)
    with suppress(OSError):  # the site is there; a spare folder only spares time
        if live.files:
            new.place.rename(state / SPARE)
        else:
            remove(new.place)  # where there was no site, or a link to one
            _double(replace(made, place=live.place), state)


def set_aside(new: Stock, live: Stock, state: Path) -> Path:
    """Keep an assembled folder that must not be the site; what the next one is made from."""
    remember(state, new, like=live)
    return new.place.rename(state / SPARE)


def _worked_at(spare: Stock | None, state: Path, wanted: Mapping[str, str], fresh: Path) -> Stock:
    """The folder that is to hold the next site, and what is in it as yet. Where there is none, the
    new files' own folder is taken."""
    place = state / _NEXT
    if spare is not None:
        shutil.rmtree(place, ignore_errors=True)
        spare.place.rename(place)
        return replace(spare, place=place)
    if place.is_dir():
        return look(place)
    if fresh.is_dir():
        fresh.rename(place)
        return look(place, new=wanted)
    place.mkdir(parents=True)
    return Stock(place)


def _put(live: Stock, fresh: Path, goal: Path, path: str, wanted: str) -> Known:
    """What is told of a file of the live site is what was seen of it, so that one that somebody
    changes meanwhile is not taken for another."""
    if live.digests.get(path) == wanted:
        link_or_copy(live.place / path, goal)
        return live.files[path]
    (fresh / path).replace(goal)
    return known(goal, wanted)


def _marks(there: Stock, folders: AbstractSet[str], touched: AbstractSet[str]) -> dict[str, int]:
    """Of these folders, where names came and went in those ``touched``."""
    left = folders - touched
    marks = {folder: changed for folder, changed in there.marks.items() if folder in left}
    outer = _parents(folders)
    for folder in touched & folders - outer:
        marks[folder] = mark(there.place, folder)
    return marks


def _parents(paths: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        folder = _folder(path)
        while folder and folder not in found:
            found.add(folder)
            folder = _folder(folder)
    return found


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _double(live: Stock, state: Path) -> None:
    """Make the first spare folder, by links alone."""
    place = state / _NEXT
    try:
        for folder in ("", *sorted(live.folders)):
            os.mkdir(f"{place}/{folder}")  # noqa: PTH102 – of tens of thousands each step counts
        for path in live.files:
            os.link(f"{live.place}/{path}", f"{place}/{path}")
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        raise
    marks = {folder: mark(place, folder) for folder in live.marks}
    remember(state, replace(live, place=place, marks=marks), like=live)
    place.rename(state / SPARE)
