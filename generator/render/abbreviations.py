"""Abbreviations are explained where they first stand on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from generator.render import escape


class Glossary:
    """Finds abbreviations as whole words; parts of numbers (``5/QĐ-UBND``) are none."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self.meanings = meanings
        words = sorted(map(re.escape, meanings), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w/-])(?:{'|'.join(words)})(?![\w/-])") if words else None

    def for_page(self) -> PageGlossary:
        return PageGlossary(self)


class PageGlossary:
    """Escapes the texts of one page and explains each abbreviation once."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._seen: set[str] = set()

    def text(self, value: object) -> Markup:
        """Escape ``value``; abbreviations not seen on this page before become ``<abbr>``."""
        if self._glossary.pattern is None or not isinstance(value, str):
            return escape.text(str(value))
        parts: list[str] = []
        end = 0
        for found in self._glossary.pattern.finditer(value):
            if found[0] in self._seen:
                continue
            self._seen.add(found[0])
            title = escape.attribute(self._glossary.meanings[found[0]])
            parts.append(escape.part(value[end : found.start()]))
            parts.append(f'<abbr title="{title}">{escape.part(found[0])}</abbr>')
            end = found.end()
        if not parts:
            return escape.text(value)
        whole = Markup("".join([*parts, escape.part(value[end:])]))  # noqa: S704
        return escape.isolated(whole, value)
