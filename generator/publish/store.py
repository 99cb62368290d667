"""What publishing needs of a place that keeps files, here or elsewhere; two modules provide it.

Paths are relative to the target, with ``/``. Everything else about publishing is written once,
above this.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from generator.manifest import Manifest
from generator.messages import Problem

HIDDEN = ".sotay-"
"""Begins the names of what is half made or half deleted."""


class Cut(Problem):
    """The connection to the target is gone; what has arrived stays there for the next run."""


class NoLinks(Exception):  # noqa: N818
    """The file system of the target makes no symbolic links."""


class Store(Protocol):
    """A folder; whatever keeps it from its work is raised as `Problem`."""

    @property
    def where(self) -> str:
        """How its user calls it."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the lock, which is freed when this process dies, however that happens."""

    def names(self, folder: str) -> frozenset[str]:
        """Names in a folder; none where there is no folder."""

    def read(self, path: str) -> bytes | None:
        """None where there is no such file."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file whole or not at all."""

    def digests(self, folder: str) -> Manifest:
        """SHA-256 of every file below, read anew; of what is no plain file the empty string."""

    def receive(self, source: Path, wanted: Manifest, to: str, like: str | None) -> int:
        """Bring ``to`` to hold the files ``wanted`` of ``source`` and no others: what is there
        stays, what ``like`` has too is linked, the rest is copied. How many were copied.

        No file is written in place, as it may be one that a release has too.
        """

    def link(self, source: str, to: str, paths: Iterable[str]) -> None:
        """Put files of ``source`` below ``to`` as well, as links where the file system knows them;
        what is there stays, what is missing is left out."""

    def rename(self, old: str, new: str) -> None: ...

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files and folders, if they are there."""

    def goal(self, link: str) -> str | None:
        """Where a symbolic link leads; None where there is none."""

    def switch(self, link: str, goal: str) -> None:
        """Make a symbolic link in one step, instead of one that is there; raise `NoLinks`."""

    def flush(self) -> None:
        """Bring to the disk what has been written."""


_FULL = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


def known(reason: str) -> int | None:
    """The error that English words of the system tell of."""
    return next((n for n in (*_FULL, *_READ_ONLY) if os.strerror(n) in reason), None)


def fault(where: str, reason: str, number: int | None = None) -> Problem:
    """What is to be said of an error of the system."""
    number = number or known(reason)
    saying = "target-failed"
    if number in _FULL:
        saying = "target-full"
    elif number in _READ_ONLY:
        saying = "target-read-only"
    return Problem(saying, target=where, reason=reason)
