"""Files that are there whole or not at all, and files under two names."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from stat import S_IMODE

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_MODE = 0o644


def replace_file(path: Path | str, content: str | bytes, *, flush: bool = False) -> None:
    """Write a file whole or not at all; with ``flush`` even where power is lost afterwards."""
    data = content.encode() if isinstance(content, str) else content
    laid, _ = lay(path, data, flush=flush)
    put(laid, path)


def lay(path: Path | str, data: bytes, *, flush: bool = False) -> tuple[str, os.stat_result]:
    """Write a file beside its place, under a name that no other has. Gives this name with its
    folder, and what the system tells of the file; `put` gives it its own.

    It is called tens of thousands of times in a row: each call asks the system for what it needs
    and for nothing else.
    """
    handle, laid = _begun(os.path.dirname(path))  # noqa: PTH120
    try:
        try:
            about = _written(handle, data, flush=flush)
        finally:
            os.close(handle)
        if S_IMODE(about.st_mode) != _MODE:
            os.chmod(laid, _MODE)  # noqa: PTH101
    except BaseException:
        _drop(laid)
        raise
    return laid, about


def put(laid: str, path: Path | str) -> None:
    """Let a file that lies beside its place take the place of what is there."""
    try:
        os.replace(laid, path)  # noqa: PTH105
    except BaseException:
        _drop(laid)
        raise


def _drop(laid: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(laid)  # noqa: PTH108


def _begun(folder: str) -> tuple[int, str]:
    """A new file in this folder, open for writing, and its place."""
    try:
        return _new(folder)
    except (FileNotFoundError, NotADirectoryError):  # of which the latter is told best by this
        Path(folder).mkdir(parents=True, exist_ok=True)
        return _new(folder)


def _new(folder: str) -> tuple[int, str]:
    while True:
        temporary = os.path.join(folder, f".{os.urandom(4).hex()}.tmp")  # noqa: PTH118
        with contextlib.suppress(FileExistsError):
            return os.open(temporary, _NEW, _MODE), temporary


def _written(handle: int, data: bytes, *, flush: bool) -> os.stat_result:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    if flush:
        os.fsync(handle)
    return os.fstat(handle)


def link_or_copy(source: Path, to: Path) -> None:
    """One file under two names; where the file system cannot, two files."""
    try:
        os.link(source, to, follow_symlinks=False)
    except OSError:
        shutil.copyfile(source, to)
