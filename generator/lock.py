"""One run at a time in a knowledge base; the system frees the lock when a process dies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Busy(Exception):  # noqa: N818
    """Another run holds the lock."""


@contextmanager
def exclusive(state: Path) -> Iterator[None]:
    """Hold the lock of the knowledge base; raise `Busy` when another process has it."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("w", encoding="utf-8") as file:
        try:
            _take(file)
        except OSError:
            raise Busy from None
        yield
