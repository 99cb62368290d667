"""The pack as a folder or a ZIP file: whole under its name, or not there at all."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from generator import manifest
from generator.messages import Problem

Entry: TypeAlias = tuple[str, bytes]
"""Name in the ZIP, and content."""

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
    with _half(out) as half:
        if is_zip(out):
            paths = sorted(manifest.files(folder))
            _zip(((f"{name}/{path}", (folder / path).read_bytes()) for path in paths), half)
            half.replace(out)
        else:
            shutil.copytree(folder, half)
            with suppress(FileNotFoundError):
                out.rmdir()
            half.rename(out)


def put_entries(entries: Iterable[Entry], out: Path) -> int:
    """Make a ZIP file of these, which are in order; how many there are. Raise ``OSError``."""
    with _half(out) as half:
        count = _zip(entries, half)
        half.replace(out)
    return count


@contextmanager
def _half(out: Path) -> Iterator[Path]:
    """Where it is made, beside its place; nothing is left there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    half = out.with_name(f".{out.name}-{os.getpid()}")
    try:
        yield half
    finally:
        half.unlink(missing_ok=True) if half.is_file() else shutil.rmtree(half, ignore_errors=True)


def _zip(entries: Iterable[Entry], target: Path) -> int:
    """The same files give the same bytes: in order, without times of files."""
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
        return len(archive.infolist())
