"""Rows of tables and items of lists that hold nothing but words, links to files and plain tags.

They are most of what there is on a page, and Python-Markdown looks at each some twenty times, once
letter by letter. They are made here, with MkDocs' own way of resolving links, and put aside as
Python-Markdown puts aside raw HTML. What could be more than that is left to it, and so is the whole
page where a line is no row and no item after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.preprocessors import Preprocessor

_WORDS = r"[^\\`*_{}\[\]<>&!|\x02\x03]++"
"""No character of these means anything to an inline pattern, a list of attributes or a table."""

_TAG = r'</?(?:a|abbr|span|time)(?: [a-z-]++="[^"\\`{}\[\]<>\x02\x03]*+")*+>'
_LINK = rf"\[({_WORDS})\]\(([\w./-]++)\)"
_CELL = re.compile(rf"(?:{_WORDS}|{_TAG}|{_LINK})++")
_ITEM = re.compile(rf"(- |:   )(?=[^\W\d]|[<\[])((?:{_WORDS}|{_TAG}|{_LINK})++)")
"""Of a list or of definitions; one that begins with a digit or a sign could be a list itself."""

_LINKS = re.compile(_LINK)
_RULE = re.compile(r"\|(?: :?-+:? \|)+")
_ODD = re.compile(r"[\\`]")
"""Changes where cells begin."""

_ANY_TAG = re.compile(r"""</?[a-zA-Z][^<>"']*+(?:(?:"[^"]*+"|'[^']*+')[^<>"']*+)*+>""")

_STARTS = ("- ", ":   ")

_FOR = frozenset({"td", "li", "dd", "p"})
"""Elements for rows and items."""

_KNOWN = frozenset(
    {
        *("markdown.inlinepatterns", "markdown.treeprocessors", "markdown.postprocessors"),
        *("markdown.extensions.attr_list", "markdown.extensions.md_in_html"),
        *("markdown.extensions.toc", "mkdocs.structure.pages"),
        "generator.site.converting",
    }
)
"""Modules of processors that are known to change nothing in such a cell."""


class MisplacedError(Exception):
    """A row stands where its text is not that of a table, such as in raw HTML."""


class Rows(Preprocessor):
    """``address`` gives the address of a file for the page that is converted, if there is one."""

    def __init__(self, md: markdown.Markdown, address: Callable[[str], str | None]) -> None:
        super().__init__(md)
        self._address = address
        self._placed: set[str] = set()
        self.is_on = True

    def run(self, lines: list[str]) -> list[str]:
        self._placed.clear()
        is_safe = self.is_on and self._knows_all() and all(map(_is_whole, lines))
        return [*self._rows(lines)] if is_safe else lines

    def check(self, root: Element) -> None:
        """Raise `MisplacedError` unless all that was put aside is the whole text of an element."""
        if self._placed and not self._placed <= {
            one.text for one in root.iter() if one.tag in _FOR
        }:
            raise MisplacedError

    def _knows_all(self) -> bool:
        md = self.md
        parts: Iterable[Any] = chain(md.inlinePatterns, md.treeprocessors, md.postprocessors)
        return all(type(part).__module__ in _KNOWN for part in parts)

    def _rows(self, lines: list[str]) -> Iterator[str]:
        is_row = False
        for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
            is_row = line.startswith("| ") and line.endswith(" |") and (is_row or _is_rule(line))
            if is_row:
                yield line if _ODD.search(line) else self._row(line)
            elif line.startswith(_STARTS) and _is_apart(line, before, after):
                yield self._item(line)
            else:
                yield line

    def _item(self, line: str) -> str:
        found = _ITEM.fullmatch(line)
        if not found or not ("<" in line or "[" in line) or line != line.rstrip():
            return line
        return found[1] + self._put_aside(found[2])

    def _row(self, line: str) -> str:
        cells = [cell.strip(" ") for cell in line[1:-1].split("|")]
        made = [self._cell(cell) if "<" in cell or "[" in cell else cell for cell in cells]
        return line if made == cells else f"| {' | '.join(made)} |"

    def _cell(self, cell: str) -> str:
        return self._put_aside(cell) if _CELL.fullmatch(cell) else cell

    def _put_aside(self, text: str) -> str:
        """What is left in its place; the text itself where a link leads nowhere, as MkDocs has to
        warn of that."""
        addresses = {link[2]: self._address(link[2]) for link in _LINKS.finditer(text)}
        if None in addresses.values():
            return text
        made = _LINKS.sub(lambda link: f'<a href="{addresses[link[2]]}">{link[1]}</a>', text)
        placeholder = self.md.htmlStash.store(made)
        self._placed.add(placeholder)
        return placeholder


def _is_whole(line: str) -> bool:
    """No tag begins that ends in another line, which would be a part of it."""
    return "<" not in line or "<" not in _ANY_TAG.sub("", line)


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None


def _is_apart(line: str, before: str, after: str) -> bool:
    """Neither line beside it can belong to the same text."""
    begins = not before.strip() or before.startswith(_STARTS) or line.startswith(":")
    return begins and (not after.strip() or after.startswith(_STARTS))
