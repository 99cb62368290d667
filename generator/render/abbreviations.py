"""Abbreviations are explained where they first stand on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from generator.render import escape


class Glossary:
    """Finds abbreviations as whole words; parts of numbers (``5/QĐ-UBND``) are none."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self.meanings = meanings
        words = sorted(map(re.escape, meanings), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w/-])(?:{'|'.join(words)})(?![\w/-])") if words else None
        self.known = lru_cache(maxsize=1 << 16)(self._known)

    def _known(self, value: str) -> tuple[Markup, frozenset[str]]:
        """A text, escaped, and the abbreviations in it. Names and numbers come again and again, so
        ``known`` keeps them."""
        words = self.pattern.findall(value) if self.pattern else ()
        return escape.paragraph(value), frozenset(words)

    def for_page(self) -> PageGlossary:
        return PageGlossary(self)


class PageGlossary:
    """Escapes the texts of one page and explains each abbreviation once."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary, self._known = glossary, glossary.known
        self._seen: set[str] = set()

    def text(self, value: object) -> Markup:
        """Escape ``value``; abbreviations not seen on this page before become ``<abbr>``."""
        if not isinstance(value, str):
            return escape.text(str(value))
        plain, words = self._known(value)
        return plain if self._seen.issuperset(words) else self._explained(value)

    def _explained(self, value: str) -> Markup:
        parts: list[str] = []
        end = 0
        assert self._glossary.pattern
        for found in self._glossary.pattern.finditer(value):
            if found[0] in self._seen:
                continue
            self._seen.add(found[0])
            title = escape.attribute(self._glossary.meanings[found[0]])
            parts.append(escape.part(value[end : found.start()]))
            parts.append(f'<abbr title="{title}">{escape.part(found[0])}</abbr>')
            end = found.end()
        whole = Markup("".join([*parts, escape.part(value[end:])]))  # noqa: S704
        return escape.isolated(whole, value)
