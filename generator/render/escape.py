"""Hostile until escaped: any text → Markdown that shows it and nothing else."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache

from markupsafe import Markup

_ACTIVE = re.compile(r"[\\`*_{}\[\]<>&|~^!#@$\"']")
_AT_START = re.compile(r"^ ?(?:[-+=:%]|\d+[.)])")
_BLANKS = re.compile(r"\s+")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Letters that run from right to left, and characters that turn the direction. Records cannot hold
the latter; the publication log, which nobody types, might."""

_TOUCHED = re.compile(f"[{_ACTIVE.pattern[1:-1]}{_RIGHT_TO_LEFT.pattern[1:-1]}]")

_UNSAFE_IN_ADDRESS = re.compile(r"[\\`\[\]{}<>\"'|\s^]")


@lru_cache(maxsize=65536)
def text(value: str) -> Markup:
    """Escape a value of a record; names and numbers come again and again, so they are kept."""
    return paragraph(value)


def paragraph(value: str) -> Markup:
    """Escape a value for any place in a line of Markdown, table cells and link texts included.

    Characters that Markdown or one of its extensions could act on become character references,
    which every Markdown dialect leaves alone; runs of blanks and line breaks become one blank.
    """
    if _is_plain(value):
        return Markup(value)  # noqa: S704
    return isolated(part(value), value)


def _is_plain(value: str) -> bool:
    """Whether nothing has to be done to a value, as to most names and titles. Of blanks the usual
    one alone is printable."""
    if not value.isprintable() or "  " in value:
        return False
    return not (_TOUCHED.search(value) or _AT_START.match(value))


def part(value: str) -> Markup:
    """Escape a piece of a value that stands between others."""
    escaped = _ACTIVE.sub(_reference, _BLANKS.sub(" ", value))
    return Markup(_AT_START.sub(lambda found: _references(found[0]), escaped))  # noqa: S704


def isolated(escaped: Markup, value: str) -> Markup:
    """Letters that run from right to left would draw the dates and brackets beside the value into
    their order (UAX 9), so such a value stands in an isolate."""
    if _RIGHT_TO_LEFT.search(value):
        return Markup(f"<bdi>{escaped}</bdi>")  # noqa: S704
    return escaped


def attribute(value: object) -> Markup:
    """Escape a value for a double-quoted attribute of an inline HTML tag."""
    return Markup(_references(" ".join(str(value).split()), _ACTIVE))  # noqa: S704


def address(url: str) -> Markup:
    """Escape an http(s) address for the ``href`` of an inline tag; the target stays the same."""
    quoted = _UNSAFE_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", url)
    return Markup(quoted.replace("&", "&amp;"))  # noqa: S704


def front_matter(value: str) -> str:
    """A value of the front matter. Material prints titles unescaped in one place and unescapes
    them in another, so that angle brackets must not get that far at all."""
    line = " ".join(value.split()).replace("<", "‹").replace(">", "›")
    return json.dumps(html.escape(line, quote=True), ensure_ascii=False)


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _references(value: str, which: re.Pattern[str] = re.compile(r"[-+=:%.)]")) -> str:
    return which.sub(_reference, value)
