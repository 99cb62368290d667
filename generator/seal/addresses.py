"""Where an address leads, as browsers and plain web servers take it (WHATWG URL, RFC 3986 §5)."""

from __future__ import annotations

import re
import urllib.parse
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

_AROUND = "".join(map(chr, range(0x21)))
"""Control characters and blanks around an address do not count."""

_BREAKS = re.compile("[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_INDEX = "index.html"


class Lead(Enum):
    """INSIDE the site; to another host, OUTSIDE; by another scheme, ELSEWHERE; ROOTED: begins with
    ``/`` and so holds below one path only; LEAVING: climbs out of the site."""

    INSIDE = auto()
    OUTSIDE = auto()
    ELSEWHERE = auto()
    ROOTED = auto()
    LEAVING = auto()


class Target(NamedTuple):
    """``path`` below the site and ``fragment`` (decoded) of what is INSIDE; ``scheme`` of others,
    empty where an address of another host names none."""

    lead: Lead
    path: str = ""
    fragment: str = ""
    scheme: str = ""


@dataclass(frozen=True)
class Resolver:
    """``site_url``, with a slash at its end, is where the site answers, if that is known."""

    site_url: str | None

    @property
    def base(self) -> str:
        return urllib.parse.urlsplit(self.site_url or "/").path or "/"

    def target(self, page: str, written: str) -> Target:
        """``page`` is a path below the site. The page “not found” is shown at any address, so its
        own begin with ``/`` and the path of `site_url`."""
        text = _BREAKS.sub("", written.strip(_AROUND))
        if self.site_url and f"{text}/".startswith(self.site_url):
            return _below_root(text[len(self.site_url) :])
        if scheme := _SCHEME.match(text):
            name = scheme[1].lower()
            lead = Lead.OUTSIDE if name in {"http", "https"} else Lead.ELSEWHERE
            return Target(lead, scheme=name)
        path = _path(text)
        if path.startswith("/"):
            return self._rooted(page, text, path)
        if not path:
            return Target(Lead.INSIDE, page, _fragment(text))
        climb = "../" * page.count("/")
        if text.startswith(climb):
            return _below_root(text[len(climb) :])
        return _below(page, text)

    def _rooted(self, page: str, text: str, path: str) -> Target:
        if path.startswith("//"):
            return Target(Lead.OUTSIDE)
        if page != "404.html" or not path.startswith(self.base):
            return Target(Lead.ROOTED)
        return _below_root(text[len(self.base) :])


def _path(text: str) -> str:
    """Browsers take a backslash for a slash."""
    return text.partition("#")[0].partition("?")[0].replace("\\", "/")


@lru_cache(maxsize=1 << 16)
def _below_root(text: str) -> Target:
    """Most links of a page are those of the frame, which are the same on all pages from here on."""
    return _below("", text)


def _below(page: str, text: str) -> Target:
    """An address that ends in a folder means its ``index.html``."""
    *steps, last = urllib.parse.unquote(_path(text)).split("/")
    if last in {".", ".."}:
        steps, last = [*steps, last], ""
    folder = _walk(page.split("/")[:-1], steps)
    if folder is None:
        return Target(Lead.LEAVING)
    return Target(Lead.INSIDE, "/".join([*folder, last or _INDEX]), _fragment(text))


def _walk(folder: list[str], steps: list[str]) -> list[str] | None:
    """None where the steps lead out of the site."""
    at = list(folder)
    for step in steps:
        if step == ".." and not at:
            return None
        if step == "..":
            at.pop()
        elif step not in {"", "."}:
            at.append(step)
    return at


def _fragment(text: str) -> str:
    """Decoded, without a direction to a piece of text (``:~:``)."""
    written = text.partition("#")[2]
    return urllib.parse.unquote(written.partition(":~:")[0]) if written else ""
