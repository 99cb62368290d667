"""No file names a folder of the machine that made it: that is nobody's business, and two machines
would make two sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePath

from generator.seal.folder import Finding, Workplace


def check(path: str, content: bytes, workplace: Workplace) -> Iterator[Finding]:
    for needle, pattern in _patterns(workplace.folders):
        if needle in content and (found := pattern.search(content)):
            written = found[0].decode("utf-8", "replace")
            yield Finding(path, "machine-path", {"got": written}, written)
            return


@lru_cache(maxsize=8)
def _patterns(folders: tuple[Path, ...]) -> tuple[tuple[bytes, re.Pattern[bytes]], ...]:
    """The longest path first, so that a finding names all of it."""
    written = {form: _pattern(folder, form) for folder in folders for form in _forms(folder)}
    ordered = sorted(written, key=lambda form: (-len(form), form))
    return tuple((form.encode(), written[form]) for form in ordered)


def _forms(folder: PurePath) -> set[str]:
    """A path as systems, programs and addresses write it. The root of a disk is in every path."""
    if len(folder.parts) < 2 or not folder.is_absolute():
        return set()
    plain = str(folder)
    address = folder.as_uri().removeprefix("file://")
    return {plain, folder.as_posix(), plain.replace("\\", "\\\\"), address}


def _pattern(folder: PurePath, form: str) -> re.Pattern[bytes]:
    """Whole names only. A short path, as ``/tmp`` or ``/srv/so-tay``, may be anybody's example; it
    is a leak where it leads to something."""
    ending = r"[/\\]+\w" if len(folder.parts) <= 3 else r"(?![\w-])"
    return re.compile((r"(?<![\w.:-])" + re.escape(form) + ending).encode())
