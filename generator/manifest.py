"""SHA-256 of every file of a site, and what differs from it. The text is that of ``sha256sum``, so
that ``sha256sum -c ../manifest.txt`` in ``site/`` verifies a release without this program."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

Manifest: TypeAlias = Mapping[str, str]
"""Path below the site, with ``/`` → SHA-256 in hex."""

NAME, SIGNATURE = "manifest.txt", "manifest.txt.sig"
"""The manifest within the site that it lists, and its signature; neither is listed."""

_PIECE = 1 << 18
"""Bytes of a file that are read at once."""

_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>.+)")


class Fault(StrEnum):
    """How a release differs from its manifest."""

    MISSING = "missing"
    CHANGED = "changed"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Difference:
    fault: Fault
    path: str


def files(site: Path) -> Iterator[str]:
    """Paths of all files below the site; a link to a folder is one."""
    root = str(site)
    for folder, folders, names in os.walk(root):
        before = f"{folder[len(root) + 1 :].replace(os.sep, '/')}/" if folder != root else ""
        links = (name for name in folders if os.path.islink(f"{folder}/{name}"))  # noqa: PTH114
        yield from (before + name for name in (*names, *links))


def manifest(site: Path, leave_out: frozenset[str] = frozenset()) -> Manifest:
    return {path: digest(site / path) for path in sorted(set(files(site)) - leave_out)}


def digests(site: Path) -> Manifest:
    """As `manifest`; what is no plain file has the empty string, which no file has."""
    return {path: plain_digest(site / path) for path in sorted(files(site))}


def plain_digest(path: Path) -> str:
    return digest(path) if path.is_file() and not path.is_symlink() else ""


def digest(path: Path) -> str:
    """Of a file; most are small, and there are tens of thousands."""
    whole = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
    return whole.hexdigest()


def as_text(found: Manifest) -> str:
    return "".join(f"{found[path]}  {path}\n" for path in sorted(found))


def parse(text: str) -> Manifest:
    """Raise ``ValueError`` where the text is no manifest."""
    lines = [_LINE.fullmatch(line) for line in text.splitlines()]
    if not lines or not all(lines):
        raise ValueError("manifest.txt")
    return {line["path"]: line["digest"] for line in lines if line}


def differences(site: Path, wanted: Manifest) -> Iterator[Difference]:
    """Every file is read again."""
    return compare(digests(site), wanted)


def compare(found: Manifest, wanted: Manifest) -> Iterator[Difference]:
    for path in sorted(wanted):
        if path not in found:
            yield Difference(Fault.MISSING, path)
        elif found[path] != wanted[path]:
            yield Difference(Fault.CHANGED, path)
    for path in sorted(found.keys() - wanted.keys()):
        yield Difference(Fault.FOREIGN, path)
