"""The only room that changes pages on disk: only what differs, atomically, only what is ours."""

from __future__ import annotations

import contextlib
import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import forks, inventory, manifest
from generator.diagnostics import Diagnostic
from generator.filelists import Known
from generator.files import replace_file
from generator.inventory import Inventory
from generator.render import MARK

UNFINISHED = "writing"
"""Stands in the state while files are written: a run that finds it follows one that was killed."""
PAGE = ".md"
_LEFT = ".????????.tmp"
"""What such a run may have left: see `replace_file`."""

LEAST, BATCH = 4000, 50
"""Files that pay for another process, and those that one takes at a time."""

_NEVER_SEEN = Known("", 0, 0)


@dataclass(frozen=True, slots=True)
class Written:
    """Paths below ``docs/`` by what happened to them."""

    written: tuple[str, ...]
    pruned: tuple[str, ...]
    same: frozenset[str]


class Pages:
    """The files below ``docs/`` that are ours.

    The manifest names each of them with what was known of it when it was last looked at: a file
    whose size and time are the same is taken for the same. It is widened before the first file is
    written and narrowed after the last, so that a run killed in between loses track of nothing. For
    the case that the manifest is gone a page of ours is also known by its front matter. Files of
    other kinds have no room for a mark: one is ours where it bears a name that our files bear and
    lies in the folder of a page of ours (``van-ban/x/trich-dan.bib`` below ``van-ban/x.md``).
    """

    def __init__(self, docs: Path, state: Path, found: Inventory | None = None) -> None:
        """``found``: what is there, where somebody has looked already."""
        self._docs, self._state = docs, state
        found = found or inventory.read(state)
        self._listed, self._at, self._same = found.listed, found.at, found.same
        self._known = dict(self._listed or {})

    def holds(self, path: str, sha256: str) -> bool:
        """Whether the file is there and holds what this digest (in hexadecimal) is of.

        A file as young as the manifest may have changed after it was looked at: it is read.
        """
        if path in self._same:
            return self._known[path].digest == sha256
        try:
            about = os.stat(f"{self._docs}/{path}")  # noqa: PTH116 - there are tens of thousands
        except OSError:
            return False
        known = self._known.get(path, _NEVER_SEEN)
        if known[1:] != (about.st_size, about.st_mtime_ns) or known.time >= self._at:
            try:
                found = manifest.digest(self._docs / path)
            except OSError:
                return False
            known = self._known[path] = Known(found, about.st_size, about.st_mtime_ns)
        return known.digest == sha256

    def by_hand(self, path: str) -> bool:
        """Whether the file is there and not ours."""
        place = self._docs / path
        return place.is_file() and path not in (self._listed or {}) and not _is_ours(place)

    def write(
        self,
        files: Mapping[str, str],
        fresh: Mapping[str, str],
        jobs: int | None = None,
        *,
        whole: bool = True,
    ) -> Written | list[Diagnostic]:
        """Bring ``docs`` to hold exactly these files (path → SHA-256) beside those written by hand;
        where they are not the ``whole``, others of ours too.

        ``fresh`` has the texts of all that it may not hold yet. Where a file written by hand stands
        in the way, nothing is written. ``jobs``: processes to write in.
        """
        self._clear_up()
        owned = self._owned(files)
        if foreign := _written_by_hand(files, owned, self._docs):
            return foreign
        changed = [path for path in sorted(fresh) if not self.holds(path, files[path])]
        others = owned - files.keys() if whole else set[str]()
        orphans = sorted(path for path in others if _is_file(self._docs, path))
        if owned != files.keys():
            self._remember(owned | files.keys())
        if changed or orphans:
            (self._state / UNFINISHED).touch()
        for path, size, time in self._replace(changed, fresh, jobs):
            self._known[path] = Known(files[path], size, time)
        for path in orphans:
            _remove(self._docs, path)
        self._remember(files.keys() if whole else owned | files.keys())
        (self._state / UNFINISHED).unlink(missing_ok=True)
        same = files.keys() - {*changed}
        return Written(tuple(changed), tuple(orphans), frozenset(same))

    def _replace(
        self, paths: Sequence[str], texts: Mapping[str, str], jobs: int | None
    ) -> Iterator[tuple[str, int, int]]:
        """Write these files, and tell the size and time of each. Whoever writes knows that all of
        them may be written, and nobody else does."""
        batches = forks.batches(paths, BATCH)

        def work(number: int) -> list[tuple[str, int, int]]:
            return [_replaced(self._docs, path, texts[path]) for path in batches[number]]

        count = forks.processes(len(paths), LEAST, jobs)
        for _, told in forks.spread(work, len(batches), count):
            yield from told

    def _clear_up(self) -> None:
        """Half-written files of a run that was killed."""
        left = list(self._state.glob(_LEFT))
        if (self._state / UNFINISHED).exists():
            left += self._docs.rglob(_LEFT)
        for path in left:
            path.unlink()

    def _owned(self, wanted: Iterable[str]) -> set[str]:
        if self._listed is not None:
            return {path for path in self._listed if _is_below(path)}
        marked = set(_marked(self._docs))
        return marked | set(_companions(marked, wanted, self._docs))

    def _remember(self, paths: Iterable[str]) -> None:
        now = {path: self._known.get(path, _NEVER_SEEN) for path in paths}
        if now != self._listed:
            inventory.write(self._state, now)
            self._listed = now


def _replaced(docs: Path, path: str, text: str) -> tuple[str, int, int]:
    about = replace_file(f"{docs}/{path}", text)
    return path, about.st_size, about.st_mtime_ns


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


def _written_by_hand(wanted: Iterable[str], owned: set[str], docs: Path) -> list[Diagnostic]:
    """Files that stand where one of ours would go and that we did not write."""
    strangers = (p for p in sorted(wanted) if p not in owned and _is_file(docs, p))
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
