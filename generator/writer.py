"""The only room that changes pages on disk: only what differs, atomically, only what is ours."""

from __future__ import annotations

import contextlib
import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from generator import forks, inventory, manifest
from generator.diagnostics import Diagnostic
from generator.filelists import Known
from generator.files import lay, put
from generator.inventory import Inventory
from generator.render import MARK
from generator.walking import mark

UNFINISHED = "writing"
"""Stands in the state while files are written: a run that finds it follows one that was killed."""
PAGE = ".md"
_LEFT = ".????????.tmp"
"""What such a run may have left: see `lay`."""

LEAST, BATCH = 20000, 500
"""Files that pay for another process to put them in their places, and those that one takes at a
time."""

_NEVER_SEEN = Known("", 0, 0)


class Draft(NamedTuple):
    """A file below ``docs/`` as it is to be, by its SHA-256 in hexadecimal. It lies beside its
    place, under the name ``laid``, which is empty where the file is there and as it is to be."""

    path: str
    sha256: str
    size: int
    time: int
    laid: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Paths below ``docs/`` by what happened to them."""

    written: tuple[str, ...]
    pruned: tuple[str, ...]
    same: frozenset[str]


class Pages:
    """The files below ``docs/`` that are ours.

    Whoever makes a file lays it down beside its place, in whatever process: texts of ten thousands
    of pages are neither kept nor handed on. When all are made, `write` puts them in their places.

    The manifest names each of them with what was known of it when it was last looked at: a file
    whose size and time are the same is taken for the same. It is widened before the first file is
    written and narrowed after the last, so that a run killed in between loses track of nothing. For
    the case that the manifest is gone a page of ours is also known by its front matter. Files of
    other kinds have no room for a mark: one is ours where it bears a name that our files bear and
    lies in the folder of a page of ours (``van-ban/x/trich-dan.bib`` below ``van-ban/x.md``).
    """

    def __init__(self, docs: Path, state: Path, found: Inventory | None = None) -> None:
        """``found``: what is there, where somebody has looked already. What a run that was killed
        had laid down is taken away."""
        self._docs, self._state = docs, state
        found = found or inventory.read(state)
        self._listed, self._at = found.listed, found.at
        self._found, self._unlike, self._others = found.listed or {}, found.unlike, found.others
        self._seen: dict[str, Known] = {}
        self._marks = dict(found.marks)
        self._is_begun = False
        self._clear_up()

    def holds(self, path: str, sha256: str) -> bool:
        """Whether the file is there and holds what this digest (in hexadecimal) is of.

        A file as young as the manifest may have changed after it was looked at: it is read.
        """
        if self._is_same(path):
            return self._known(path).digest == sha256
        if self._is_missing(path):
            return False
        try:
            about = os.stat(f"{self._docs}/{path}")  # noqa: PTH116 - there are tens of thousands
        except OSError:
            return False
        known = self._known(path)
        if known[1:] != (about.st_size, about.st_mtime_ns) or known.time >= self._at:
            try:
                found = manifest.digest(self._docs / path)
            except OSError:
                return False
            known = self._seen[path] = Known(found, about.st_size, about.st_mtime_ns)
        return known.digest == sha256

    def same(self) -> dict[str, str]:
        """Files that somebody has found to be as they are listed, each with its digest."""
        same = dict(zip(self._found, map(itemgetter(0), self._found.values()), strict=True))
        for path in self._unlike:
            del same[path]
        return same

    def _known(self, path: str) -> Known:
        """What was seen last, by this run or another."""
        return self._seen.get(path) or self._found.get(path, _NEVER_SEEN)

    def _is_missing(self, path: str) -> bool:
        """Whether somebody has looked, and there was no such file, nor has this run written it."""
        if self._others is None or path in self._others:
            return False
        return path not in self._found and path not in self._seen

    def _is_same(self, path: str) -> bool:
        return path in self._found and path not in self._unlike

    def by_hand(self, path: str) -> bool:
        """Whether the file is there and not ours."""
        place = self._docs / path
        return place.is_file() and path not in (self._listed or {}) and not _is_ours(place)

    def draft(self, path: str, text: str) -> Draft:
        """Lay a file down, where it is not there already."""
        data = text.encode()
        digest = sha256(data).hexdigest()
        if self.holds(path, digest):
            _, size, time = self._known(path)
            return Draft(path, digest, size, time)
        self._begin()
        laid, about = lay(f"{self._docs}/{path}", data)
        return Draft(path, digest, about.st_size, about.st_mtime_ns, Path(laid).name)

    @contextlib.contextmanager
    def drafting(self) -> Iterator[None]:
        """Where it fails, what was laid down is taken away."""
        try:
            yield
        except BaseException:
            self._clear_up()
            raise

    def write(
        self,
        files: Mapping[str, str],
        drafts: Mapping[str, Draft],
        jobs: int | None = None,
        *,
        whole: bool = True,
    ) -> Written | list[Diagnostic]:
        """Bring ``docs`` to hold exactly these files (path → SHA-256) beside those written by hand;
        where they are not the ``whole``, others of ours too.

        ``drafts`` has all that it may not hold yet. Where a file written by hand stands in the way,
        nothing is written. ``jobs``: processes to work in.
        """
        owned = self._owned(files)
        changed = [drafts[path] for path in sorted(drafts) if drafts[path].laid]
        if foreign := _written_by_hand(files.keys(), owned, self._docs):
            for draft in changed:
                _remove(self._docs, _beside(draft))
            self._end()
            return foreign
        others = owned - files.keys() if whole else set[str]()
        orphans = sorted(path for path in others if _is_file(self._docs, path))
        if owned != files.keys():
            self._remember(owned | files.keys())
        if orphans:
            self._begin()
        self._put(changed, jobs)
        for path in orphans:
            _remove(self._docs, path)
        for path, digest, size, time, _ in drafts.values():
            self._seen[path] = Known(digest, size, time)
        touched = {posixpath.dirname(path) for path in (*(each.path for each in changed), *orphans)}
        self._remember(files.keys() if whole else owned | files.keys(), touched)
        self._end()
        written = tuple(draft.path for draft in changed)
        return Written(written, tuple(orphans), frozenset(files.keys() - {*written}))

    def _put(self, drafts: Sequence[Draft], jobs: int | None) -> None:
        batches = forks.batches(drafts, BATCH)

        def work(number: int) -> None:
            for draft in batches[number]:
                put(f"{self._docs}/{_beside(draft)}", f"{self._docs}/{draft.path}")

        count = forks.processes(len(drafts), LEAST, jobs)
        for _ in forks.spread(work, len(batches), count):
            """Whoever is done with a batch has nothing to tell."""

    def _begin(self) -> None:
        if not self._is_begun:
            self._state.mkdir(parents=True, exist_ok=True)
            (self._state / UNFINISHED).touch()
            self._is_begun = True

    def _end(self) -> None:
        (self._state / UNFINISHED).unlink(missing_ok=True)
        self._is_begun = False

    def _clear_up(self) -> None:
        """Half-written files of a run that was killed."""
        left = list(self._state.glob(_LEFT))
        if (self._state / UNFINISHED).exists():
            left += self._docs.rglob(_LEFT)
        for path in left:
            path.unlink()

    def _owned(self, wanted: Iterable[str]) -> set[str]:
        if self._listed is not None:
            climbing = {path for path in self._listed if ".." in path or path[:1] == "/"}
            return self._listed.keys() - {path for path in climbing if not _is_below(path)}
        marked = set(_marked(self._docs))
        return marked | set(_companions(marked, wanted, self._docs))

    def _remember(self, paths: AbstractSet[str], touched: Iterable[str] = ()) -> None:
        """``touched`` are folders in which files came or went."""
        now = dict(self._listed or {})
        for path in now.keys() - paths:
            del now[path]
        now |= {path: self._known(path) for path in paths - now.keys()}
        now |= {path: known for path, known in self._seen.items() if path in paths}
        for folder in touched:
            self._mark(folder, now)
        if now != self._listed:
            inventory.write(self._state, now, self._marks, self._listed)
            self._listed = now

    def _mark(self, folder: str, listed: Mapping[str, Known]) -> None:
        """Mark it, where it holds files of these alone."""
        self._marks.pop(folder, None)
        with contextlib.suppress(OSError):
            changed = mark(self._docs, folder)
            names = os.listdir(f"{self._docs}/{folder}")  # noqa: PTH208
            if all(f"{folder}/{name}" in listed for name in names):
                self._marks[folder] = changed


def _beside(draft: Draft) -> str:
    return posixpath.join(posixpath.dirname(draft.path), draft.laid)


def _is_file(docs: Path, path: str) -> bool:
    return os.path.isfile(f"{docs}/{path}")  # noqa: PTH113 - there are tens of thousands


def _is_below(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


def _marked(docs: Path) -> Iterator[str]:
    for path in docs.rglob("*.md"):
        if _is_marked(path):
            yield path.relative_to(docs).as_posix()


def _companions(pages: Iterable[str], wanted: Iterable[str], docs: Path) -> Iterator[str]:
    """Files other than pages that lie where a page of ours has its own."""
    names = {posixpath.basename(path) for path in wanted if not path.endswith(PAGE)}
    for folder in (page.removesuffix(PAGE) for page in pages):
        found = (posixpath.join(folder, name) for name in names)
        yield from (path for path in found if (docs / path).is_file())


def _is_marked(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return MARK in file.read(2000).split("\n---", 1)[0].split("\n")


def _written_by_hand(wanted: AbstractSet[str], owned: set[str], docs: Path) -> list[Diagnostic]:
    """Files that stand where one of ours would go and that we did not write."""
    strangers = (path for path in sorted(wanted - owned) if _is_file(docs, path))
    return [Diagnostic(f"docs/{p}", 1, 1, "not-ours") for p in strangers if not _is_ours(docs / p)]


def _is_ours(path: Path) -> bool:
    """Of a page its own mark tells, of another file that of the page whose folder it lies in."""
    page = path if path.suffix == PAGE else path.parent.with_name(f"{path.parent.name}{PAGE}")
    return page.is_file() and _is_marked(page)


def _remove(docs: Path, path: str) -> None:
    (docs / path).unlink(missing_ok=True)
    for folder in (docs / path).parents:
        if folder == docs:
            return
        with contextlib.suppress(OSError):
            folder.rmdir()
