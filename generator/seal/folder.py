"""The folder that is to be sealed: its files, what is known of each, and where findings stand."""

from __future__ import annotations

import html
import posixpath
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.reader.source import Source
from generator.seal import pages, styles, values
from generator.seal.addresses import Resolver, Target
from generator.seal.facts import Facts, Reference

READERS: Mapping[str, Callable[[bytes], Facts]] = {
    ".html": pages.page,
    ".svg": pages.page,
    ".css": styles.sheet,
    ".js": values.script,
    ".json": values.data,
    ".xml": values.xml,
}
"""By suffix; files of other kinds are looked at by the text rules alone."""

_NOTHING = Facts()
_SHOWN = 200
"""Characters of an address in a message."""


def facts(path: str, content: bytes) -> Facts:
    reader = READERS.get(posixpath.splitext(path)[1].lower())
    return reader(content) if reader else _NOTHING


@dataclass(frozen=True)
class Workplace:
    """What the seal must know of the place where the site is made: the knowledge base, where the
    site will answer (ends in a slash), and folders that are nobody's business."""

    root: Path
    site_url: str | None = None
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A finding before its place is looked up. ``spot`` is a piece of the file; with ``attribute``
    it is (part of) the value of one."""

    path: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    spot: str = ""
    attribute: str = ""


class Link(NamedTuple):
    """An address in the file ``path``, and where it leads."""

    path: str
    reference: Reference
    target: Target

    def finding(self, code: str, **more: str) -> Finding:
        written = self.reference.value
        values = {"got": written[:_SHOWN], **more}
        return Finding(self.path, code, values, written, self.reference.attribute)


@dataclass(frozen=True)
class Folder:
    """``paths`` are those of all files below the folder, in order; ``dead`` the anchors that are
    known not to be there, by page and name."""

    place: Path
    paths: Mapping[str, str]
    workplace: Workplace
    dead: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def resolver(self) -> Resolver:
        return Resolver(self.workplace.site_url)

    @cached_property
    def _root(self) -> str:
        return str(self.place)

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """Paths by themselves in small letters."""
        return {path.casefold(): path for path in self.paths}

    def link(self, path: str, reference: Reference) -> Link:
        """An address of a file, and where it leads."""
        return Link(path, reference, self.resolver.target(path, reference.value))

    def read(self, path: str) -> bytes:
        with open(f"{self._root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - for speed
            return file.read()

    def packed(self, path: str) -> int:
        """Bytes of a file as servers send it (gzip at its best)."""
        return len(zlib.compress(self.read(path), 9))


def diagnostic(found: Finding, place: Path, root: Path) -> Diagnostic:
    """A finding with its line, which is looked up in the file. ``source`` is what to mend."""
    values = {"source": origin(found.path, root), **found.values}
    path = f"site/{found.path}"
    if not found.spot:
        return Diagnostic(path, 1, 1, found.code, values)
    source = Source.of(path, (place / found.path).read_text(encoding="utf-8", errors="replace"))
    offset = _offset(source.text, found.spot, found.attribute)
    return source.finding(source.position(offset), found.code, values)


def _offset(text: str, spot: str, attribute: str) -> int:
    """Where the spot stands; the start of the file where it is written in a way of its own."""
    if attribute:
        written = rf"(?<![\w-]){re.escape(attribute)}\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)"
        for found in re.finditer(written, text, re.IGNORECASE):
            if spot in html.unescape(found[1]):
                return found.start(1) + (found[1][0] in "\"'")
    return max(text.find(spot), 0)


def origin(path: str, root: Path) -> str:
    """The file that a person edits to change this one: a record, or a page written by hand; for
    other pages the generated Markdown, which tells what they are made from."""
    folder, _, rest = path.removesuffix("index.html").rstrip("/").partition("/")
    record = f"directives/{folder}/{rest.partition('/')[0]}.yaml"
    named = f"{folder}/{rest}".rstrip("/")
    candidates = (record, f"docs/{named}.md", f"docs/{named}/index.md", f"docs/{path}")
    home = ("docs/index.md",) if path == "index.html" else ()
    return next((each for each in (*home, *candidates) if _is_file(root / each)), path)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for the system
        return False
