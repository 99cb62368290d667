"""The pack as a folder or a ZIP file: whole under its name, or not there at all."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator.messages import Problem

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that ZIP files know."""


def claim(out: Path, in_use: Iterable[Path]) -> None:
    """Raise `Problem` unless a pack may be put there; ``in_use`` are folders of the knowledge
    base."""
    place = out.resolve()
    if any(folder == place or folder in place.parents for folder in in_use):
        raise Problem("target-in-base", target=str(out))
    if is_zip(out):
        if out.exists():
            raise Problem("pack-exists", out=str(out))
    elif out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Problem("pack-not-empty", out=str(out))


def is_zip(out: Path) -> bool:
    return out.suffix.lower() == ".zip"


def put(folder: Path, out: Path, name: str) -> None:
    """Copy the files of ``folder``; in a ZIP they lie below ``name``. Raise ``OSError``."""
    out.parent.mkdir(parents=True, exist_ok=True)
    half = out.with_name(f".{out.name}-{os.getpid()}")
    try:
        if is_zip(out):
            _zip(folder, half, name)
            half.replace(out)
        else:
            shutil.copytree(folder, half)
            with suppress(FileNotFoundError):
                out.rmdir()
            half.rename(out)
    finally:
        half.unlink(missing_ok=True) if half.is_file() else shutil.rmtree(half, ignore_errors=True)


def _zip(folder: Path, target: Path, name: str) -> None:
    """The same files give the same bytes: sorted, without times of files."""
    files = sorted((p.relative_to(folder).as_posix(), p) for p in folder.rglob("*") if p.is_file())
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        for path, file in files:
            entry = zipfile.ZipInfo(f"{name}/{path}", _LONG_AGO)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, file.read_bytes())
