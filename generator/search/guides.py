"""Pages written by hand, as far as the search needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADING = re.compile(r"^# (?P<title>[^\n{]+)", re.MULTILINE)
_MARKUP = re.compile(
    r"\{[^}\n]*\}|<[^>\n]*>|\]\([^)\n]*\)|[#*`|\[\]]|^!!!.*?\"|-{3,}", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Guide:
    """``page`` is a path below ``docs/``; ``text`` is free of markup."""

    page: str
    title: str
    text: str


def guides(docs: Path, generated: frozenset[str]) -> Iterator[Guide]:
    """Hand pages at the top of ``docs/``; a page without a heading has nothing to be found by."""
    for path in sorted(docs.glob("*.md")):
        source = path.read_text(encoding="utf-8", errors="replace")
        heading = _HEADING.search(source)
        if path.name not in generated and heading:
            body = _FRONT_MATTER.sub("", source.replace("\r\n", "\n"))
            text = " ".join(_MARKUP.sub(" ", body).split())
            yield Guide(path.name, heading["title"].strip(), text)
