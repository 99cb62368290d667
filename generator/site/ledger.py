"""What the files of the live site were made from, so that a build knows which still hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import NamedTuple

from generator import columns
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
    kept = Kept(state / _NAME)
    rest, rows = kept.get(_REST), kept.get(_PAGES)
    if rest is None or rows is None:
        return Ledger()
    pages, _ = columns.unpack(rows)
    found = map(Page, pages["keys"], pages["paths"], pages["sha256"])
    return Ledger(**json.loads(rest), pages=dict(zip(pages["names"], found, strict=True)))


def write(state: Path, ledger: Ledger) -> None:
    """Pages are ten thousands."""
    kept, pages = Kept(state / _NAME), ledger.pages.values()
    rest = {each.name: getattr(ledger, each.name) for each in fields(ledger)}
    del rest["pages"]
    texts: dict[str, Iterable[str]] = {
        "names": ledger.pages,
        "keys": (page.key for page in pages),
        "paths": (page.path for page in pages),
        "sha256": (page.sha256 for page in pages),
    }
    kept.put(_REST, json.dumps(rest, separators=(",", ":")).encode())
    kept.put(_PAGES, columns.pack(texts, {}))
    kept.save()


_REST, _PAGES = digest(b"ledger"), digest(b"pages")
