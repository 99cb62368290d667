"""What the files of the live site were made from, so that a build knows which still hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import NamedTuple

from generator.kept import Kept
from generator.program import digest

_NAME = "site.kept"


class Page(NamedTuple):
    """``key`` tells what the page is made from beside what all share, ``path`` is its file below
    the site, and ``sha256`` that of the file, in hexadecimal."""

    key: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """``pages`` by their path below docs/; path → SHA-256 of the ``frame``, that is assets and what
    there is once; path → mark and SHA-256 of what stands ``beside`` the pages. ``settled``
    and ``shared`` are digests of what all pages share, without and with what the navigation tells,
    ``framed`` of what the frame is made from; ``excluded`` are files of ours that the configuration
    leaves out, ``manifest`` is the SHA-256 of the site's own."""

    settled: str = ""
    shared: str = ""
    framed: str = ""
    pages: Mapping[str, Page] = field(default_factory=dict)
    frame: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    excluded: tuple[str, ...] = ()
    manifest: str = ""


def read(state: Path) -> Ledger:
    """The ledger of the last build; empty where that is lost, damaged, or of another program."""
    data = Kept(state / _NAME).get(_KEY)
    if data is None:
        return Ledger()
    told = json.loads(data)
    pages = {path: Page(*row) for path, row in told.pop("pages").items()}
    return Ledger(**told, pages=pages)


def write(state: Path, ledger: Ledger) -> None:
    kept = Kept(state / _NAME)
    told = {each.name: getattr(ledger, each.name) for each in fields(ledger)}
    kept.put(_KEY, json.dumps(told, separators=(",", ":")).encode())
    kept.save()


_KEY = digest(b"ledger")
