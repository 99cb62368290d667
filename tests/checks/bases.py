"""Small knowledge bases: the valid records of ``base/`` with broken files laid onto them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator import pipeline
from generator.diagnostics import Diagnostic
from generator.messages import Language
from generator.settings import Settings

BASE = Path(__file__).parent / "base"
Place = tuple[int, int, str]
_MARK = re.compile(r"⟦([a-z0-9-]+)⟧")


def lay(root: Path, files: Mapping[str, str | bytes]) -> Settings:
    """The base in ``root``, with ``files`` (path below the root → content) laid onto it."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Settings(root.resolve(), Language.VI)


def check(root: Path, files: Mapping[str, str | bytes]) -> list[Diagnostic]:
    return pipeline.check(lay(root, files)).diagnostics


def marked(text: str) -> tuple[str, list[Place]]:
    """Take marks ``⟦code⟧`` out of a text; each says that its code is found right behind it.

    The places are counted here, not asked of the program: line breaks are those of YAML 1.1.
    """
    places = []
    while found := _MARK.search(text):
        before = text[: found.start()]
        lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", before)
        places.append((len(lines), len(lines[-1]) + 1, found[1]))
        text = before + text[found.end() :]
    return text, sorted(places)


def places(found: list[Diagnostic]) -> list[Place]:
    return sorted((d.line, d.column, d.code) for d in found)
