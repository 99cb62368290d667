"""What the program is, as a digest: the results of one program are not those of another."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
THEME = PACKAGE / "theme"

SIZE = 16
"""Bytes of a digest."""


def digest(*parts: bytes) -> bytes:
    """BLAKE2b of all parts, 16 bytes; where one part ends and the next begins counts."""
    whole = b"".join([len(part).to_bytes(8, "big") + part for part in parts])
    return hashlib.blake2b(whole, digest_size=SIZE).digest()


@cache
def identity() -> bytes:
    """Of our own files but the theme, of Python, and of the packages that are used."""
    from generator import sbom  # noqa: PLC0415 - slow to load, and a check does without

    packages = (f"{name}=={version}" for name, version in sbom.versions())
    ours = (path for path in PACKAGE.rglob("*") if THEME not in path.parents)
    return digest(sys.version.encode(), *map(str.encode, packages), files(PACKAGE, ours))


@cache
def part(rooms: tuple[str, ...], libraries: tuple[str, ...]) -> bytes:
    """Of some rooms of the package and of what is at work in them: Python, these libraries."""
    ours = (path for room in rooms for path in (PACKAGE / room).rglob("*.py"))
    return digest(sys.version.encode(), *map(str.encode, libraries), files(PACKAGE, ours))


def compiled(name: str) -> str | None:
    """A folder for templates in the form of code, beside the modules that Python compiles: code is
    trusted in the folder of the program alone, never in a knowledge base. What a template is made
    to depends on our filters and on Jinja too, so it is for this program only. None where none may
    be written there."""
    if sys.dont_write_bytecode or not os.access(PACKAGE, os.W_OK):
        return None
    folder = PACKAGE / "__pycache__" / f"{name}-{identity().hex()}"
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


def files(root: Path, paths: Iterable[Path]) -> bytes:
    """Digest of files: their paths below ``root`` and what they hold, in any order given."""
    wanted = sorted(p for p in paths if "__pycache__" not in p.parts and p.is_file())
    parts = (
        part for p in wanted for part in (p.relative_to(root).as_posix().encode(), p.read_bytes())
    )
    return digest(*parts)
