"""A target in a folder of this machine, or on a share that is mounted here."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from generator.files import replace_file
from generator.lock import Busy, exclusive
from generator.manifest import Manifest, digests, plain_digest
from generator.messages import Problem
from generator.publish.store import HIDDEN, NoLinks, fault

P = ParamSpec("P")
T = TypeVar("T")


def _told(
    method: Callable[Concatenate[Local, P], T],
) -> Callable[Concatenate[Local, P], T]:
    """Errors of the system as `Problem`."""

    @functools.wraps(method)
    def guarded(self: Local, /, *arguments: P.args, **options: P.kwargs) -> T:
        try:
            return method(self, *arguments, **options)
        except OSError as error:
            raise fault(self.where, str(error), error.errno) from None

    return guarded


@dataclass(frozen=True, slots=True)
class Local:
    root: Path

    @property
    def where(self) -> str:
        return str(self.root)

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        with ExitStack() as held:
            try:
                held.enter_context(exclusive(self.root))
            except Busy:
                raise Problem("target-busy", target=self.where) from None
            except OSError as error:
                raise fault(self.where, str(error), error.errno) from None
            yield

    @_told
    def names(self, folder: str) -> frozenset[str]:
        try:
            return frozenset(os.listdir(self.root / folder))  # noqa: PTH208
        except (FileNotFoundError, NotADirectoryError):
            return frozenset()

    @_told
    def read(self, path: str) -> bytes | None:
        try:
            return (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    @_told
    def write(self, path: str, data: bytes) -> None:
        replace_file(self.root / path, data, flush=True)

    @_told
    def digests(self, folder: str) -> Manifest:
        return digests(self.root / folder)

    @_told
    def receive(self, source: Path, wanted: Manifest, to: str, like: str | None) -> int:
        (self.root / to).mkdir(parents=True, exist_ok=True)
        found = self.digests(to)
        there = {path for path in found if found[path] == wanted.get(path)}
        self.remove(f"{to}/{path}" for path in found if path not in there)
        _drop_empty_folders(self.root / to)
        copied = 0
        for path in (path for path in sorted(wanted) if path not in there):
            goal = self.root / to / path
            goal.parent.mkdir(parents=True, exist_ok=True)
            same = None if like is None else self.root / like / path
            if not (same and plain_digest(same) == wanted[path] and _link(same, goal)):
                shutil.copyfile(source / path, goal)
                copied += 1
        return copied

    @_told
    def link(self, source: str, to: str, paths: Iterable[str]) -> None:
        for path in paths:
            there, goal = self.root / source / path, self.root / to / path
            if there.is_file() and not os.path.lexists(goal):
                goal.parent.mkdir(parents=True, exist_ok=True)
                if not _link(there, goal):
                    shutil.copyfile(there, goal)

    @_told
    def rename(self, old: str, new: str) -> None:
        (self.root / old).rename(self.root / new)

    @_told
    def remove(self, paths: Iterable[str]) -> None:
        for path in (self.root / name for name in paths):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    @_told
    def goal(self, link: str) -> str | None:
        path = self.root / link
        return path.readlink().as_posix() if path.is_symlink() else None

    @_told
    def switch(self, link: str, goal: str) -> None:
        new = self.root / f"{HIDDEN}{link}"
        new.unlink(missing_ok=True)
        try:
            new.symlink_to(Path(goal), target_is_directory=True)
        except OSError as error:
            raise NoLinks(error.strerror or str(error)) from None
        new.replace(self.root / link)

    def flush(self) -> None:
        if hasattr(os, "sync"):
            os.sync()


def _drop_empty_folders(below: Path) -> None:
    """Else one could stand where a file is to go."""
    for path in sorted(below.rglob("*/"), reverse=True):
        with suppress(OSError):
            path.rmdir()


def _link(there: Path, goal: Path) -> bool:
    try:
        os.link(there, goal, follow_symlinks=False)
    except OSError:
        return False
    return True
