"""Read a file of the knowledge base: bytes on disk → text, or the one finding that says why not."""

from __future__ import annotations

import bisect
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.diagnostics import Diagnostic

MAX_BYTES = 1_000_000
"""A record is a page of text. Ten times the longest that we know of still is below this."""

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
INVISIBLE = re.compile(
    "[\x85\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180b-\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Characters that nobody sees: no-break blanks, zero-width marks, text-direction controls."""

STACKED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5,}"
)
"""More marks on one letter than any writing has; they cover the lines above and below."""

_TAB_INDENT = re.compile(r"^ *(\t)", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """One file. ``path`` is relative to the knowledge base, with ``/``; ``text`` is as written,
    without a Windows BOM."""

    path: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _BREAK.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of a character offset."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Text of a line (from 1) without its break; empty outside of the file."""
        if not 1 <= number <= len(self._starts):
            return ""
        return _BREAK.split(self.text[self._starts[number - 1] :], maxsplit=1)[0]

    def finding(
        self, position: tuple[int, int], code: str, values: Mapping[str, str] | None = None
    ) -> Diagnostic:
        line, column = min(position, self.position(len(self.text)))  # libyaml may look past it
        return Diagnostic(self.path, line, column, code, values or {}, self.line(line))


def read(root: Path, path: Path) -> Source | Diagnostic:
    """Read the record file ``path`` below ``root``; every failure is a finding at its place."""
    source = read_plain(root, path, MAX_BYTES, "too-large")
    if isinstance(source, Source) and (found := _TAB_INDENT.search(source.text)):
        return source.finding(source.position(found.start(1)), "tab-indent")
    return source


def read_plain(root: Path, path: Path, limit: int, too_large: str) -> Source | Diagnostic:
    """Read any text file of at most ``limit`` bytes; ``too_large`` is the code of a longer one."""
    name = path.relative_to(root).as_posix().encode("utf-8", "replace").decode("utf-8")
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return Diagnostic(name, 1, 1, "unreadable", {"reason": "không phải tệp / not a file"})
        if about.st_size > limit:
            return Diagnostic(name, 1, 1, too_large, {"limit": f"{limit:,}"})
        raw = path.read_bytes()
    except OSError as error:
        return Diagnostic(name, 1, 1, "unreadable", {"reason": error.strerror or str(error)})
    return _decode(name, raw)


def _decode(name: str, raw: bytes) -> Source | Diagnostic:
    try:
        source = Source(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        bom = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
        before = Source(name, raw[bom : bom + error.start].decode("utf-8", "replace"))
        values = {"byte": f"0x{raw[bom + error.start]:02X}"}
        return before.finding(before.position(len(before.text)), "not-utf8", values)
    if found := CONTROL.search(source.text):
        values = {"character": f"U+{ord(found[0]):04X}"}
        return source.finding(source.position(found.start()), "control-character", values)
    return source
