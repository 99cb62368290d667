"""Files that are there whole or not at all, and files under two names."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def replace_file(path: Path, content: str | bytes, *, flush: bool = False) -> None:
    """Write a file whole or not at all; with ``flush`` even where power is lost afterwards."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if flush:
                file.flush()
                os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def link_or_copy(source: Path, to: Path) -> None:
    """One file under two names; where the file system cannot, two files."""
    try:
        os.link(source, to, follow_symlinks=False)
    except OSError:
        shutil.copyfile(source, to)
