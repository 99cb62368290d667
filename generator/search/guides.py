"""Pages written by hand, as far as the search needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.views.addresses import HOME

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


def hand_pages(docs: Path) -> list[str]:
    """Markdown at the top of ``docs/``, all of it written by hand but the home page."""
    return sorted(path.name for path in docs.glob("*.md") if path.name != HOME)


def guides(docs: Path) -> Iterator[Guide]:
    """A page without a heading has nothing to be found by."""
    for name in hand_pages(docs):
        source = (docs / name).read_text(encoding="utf-8", errors="replace")
        if heading := _HEADING.search(source):
            body = _FRONT_MATTER.sub("", source.replace("\r\n", "\n"))
            text = " ".join(_MARKUP.sub(" ", body).split())
            yield Guide(name, heading["title"].strip(), text)
