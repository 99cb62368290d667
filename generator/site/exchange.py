"""Put a new folder in the place of an old one, in one step where the system can."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def exchange(new: Path, live: Path) -> None:
    """Make ``new`` the content of ``live``; what was there is ``new`` afterwards.

    On Linux the two names are exchanged atomically (``renameat2``). Elsewhere there are two
    renames; should the machine stop between them, `recover` finds the old folder.
    """
    if not os.path.lexists(live):
        new.rename(live)
        return
    if not _exchange_names(new, live):
        _move_aside(new, live)


def remove(folder: Path) -> None:
    """A folder with all that is in it, or what stands in its place; of a link the link alone."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def recover(live: Path) -> None:
    """Bring the last good folder back after a stop between two renames."""
    aside = _aside(live)
    if aside.exists() and not live.exists():
        aside.rename(live)
    remove(aside)


def _aside(live: Path) -> Path:
    return live.with_name(f".{live.name}-previous")


def _move_aside(new: Path, live: Path) -> None:
    aside = _aside(live)
    live.rename(aside)
    new.rename(live)
    aside.rename(new)


def _exchange_names(one: Path, other: Path) -> bool:
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    return bool(rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)
