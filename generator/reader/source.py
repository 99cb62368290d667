"""Read a file of the knowledge base: bytes on disk → text, or the one finding that says why not."""

from __future__ import annotations

import bisect
import os
import re
import stat
from collections.abc import Callable, Mapping
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

_BOM = b"\xef\xbb\xbf"
_TAB_INDENT = re.compile(r"^ *(\t)", re.MULTILINE)


class Source:
    """One file. ``path`` is relative to the knowledge base, with ``/``; ``raw`` is what it holds,
    known to be text by whoever asks for the text. It may be read when it is asked for."""

    def __init__(self, path: str, raw: bytes | Callable[[], bytes]) -> None:
        self.path, self._raw = path, raw

    @property
    def raw(self) -> bytes:
        if not isinstance(self._raw, bytes):
            self._raw = self._raw()
        return self._raw

    @property
    def is_read(self) -> bool:
        """Whether its bytes are here."""
        return isinstance(self._raw, bytes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and (self.path, self.raw) == (other.path, other.raw)

    def __hash__(self) -> int:
        return hash(self.path)

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        """A source with exactly this text."""
        return cls(path, _BOM + text.encode())

    @property
    def stem(self) -> str:
        return stem(self.path)

    @cached_property
    def text(self) -> str:
        """As written, without a Windows BOM."""
        return self.raw.decode("utf-8-sig")

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


def stem(path: str) -> str:
    """Name of a file without its suffix."""
    return path.rpartition("/")[2].rpartition(".")[0]


def shown(name: str) -> str:
    """A path as text, which it need not be."""
    return name.encode("utf-8", "replace").decode("utf-8")


def read(root: Path, name: str) -> Source | Diagnostic:
    """Read the record file ``name`` below ``root``; every failure is a finding at its place."""
    source = load(root, name)
    return source if isinstance(source, Diagnostic) else not_record(source) or source


def load(
    root: Path, name: str, limit: int = MAX_BYTES, too_large: str = "too-large"
) -> Source | Diagnostic:
    """The bytes of a file of at most ``limit`` of them, not looked at yet; ``too_large`` is the
    code of a longer one."""
    path = f"{root}/{name}"
    try:
        about = os.stat(path)  # noqa: PTH116 - so many files that objects for their paths count
        if not stat.S_ISREG(about.st_mode):
            return Diagnostic(
                shown(name), 1, 1, "unreadable", {"reason": "không phải tệp / not a file"}
            )
        if about.st_size > limit:
            return Diagnostic(shown(name), 1, 1, too_large, {"limit": f"{limit:,}"})
        return Source(shown(name), _content(path, about.st_size))
    except OSError as error:
        return Diagnostic(shown(name), 1, 1, "unreadable", {"reason": error.strerror or str(error)})


def _content(path: str, size: int) -> bytes:
    """By as few calls of the system as can be: files are many, and most of them small."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        content = os.read(handle, size + 1)
    finally:
        os.close(handle)
    return content if len(content) == size else Path(path).read_bytes()


def not_record(source: Source) -> Diagnostic | None:
    """Why the file cannot even be composed as a record, if that is so."""
    if refused := not_text(source):
        return refused
    found = _TAB_INDENT.search(source.text)
    return source.finding(source.position(found.start(1)), "tab-indent") if found else None


def not_text(source: Source) -> Diagnostic | None:
    """Where the bytes are no UTF-8 or hold what no text has, if they do."""
    try:
        found = CONTROL.search(source.text)
    except UnicodeDecodeError as error:
        raw = source.raw.removeprefix(_BOM)
        before = Source.of(source.path, raw[: error.start].decode("utf-8", "replace"))
        values = {"byte": f"0x{raw[error.start]:02X}"}
        return before.finding(before.position(len(before.text)), "not-utf8", values)
    if found:
        values = {"character": f"U+{ord(found[0]):04X}"}
        return source.finding(source.position(found.start()), "control-character", values)
    return None
