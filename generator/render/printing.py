"""What templates print: values escaped, abbreviations explained, links that lead on from the page.

Templates have it as filters and as the end of every ``{{ value }}``. It stands on one page at a
time, so that nobody need hand the page through macros and filters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from generator.records.dates import PartialDate
from generator.records.types import Body, Source
from generator.render import escape
from generator.render.abbreviations import Glossary
from generator.views.addresses import Link
from generator.views.corpus import link as link_to
from generator.views.listing import Doubtful, Mark

DOUBT = Markup('<abbr title="chưa kiểm chứng">(?)</abbr>')


class Printer:
    """Prints the values of the page that it was turned to last."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._cells: Mapping[type, Callable[[Any], Markup]] = {
            Link: self.link,
            PartialDate: day,
            Source: self._outside,
            Doubtful: self._doubtful,
            Mark: self._mark,
            tuple: self._several,
            type(None): _nothing,
        }
        self.turn_to("")

    def turn_to(self, page: str) -> None:
        """Begin a page, on which no abbreviation has been explained yet."""
        self._folder = folder = _folder(page)
        self._top, self._up = folder[: folder.find("/") + 1], "../" * folder.count("/")
        self._words = self._glossary.for_page()

    def value(self, value: Any) -> Markup:
        """Escape whatever a template prints; `Markup` has been escaped already."""
        return value if isinstance(value, Markup) else self._words.text(value)

    def link(self, link: Link) -> Markup:
        """A Markdown link relative to the page, so that the site works below any path."""
        return Markup(f"[{self._words.text(link.text)}]({self._way(link.page)})")  # noqa: S704

    def plain_link(self, link: Link) -> Markup:
        """A link whose text is the wording of a document, in which nothing is explained."""
        return Markup(f"[{escape.paragraph(link.text)}]({self._way(link.page)})")  # noqa: S704

    def _way(self, target: str) -> str:
        """As `relative`; pages have thousands of links, and nearly all are of these two kinds."""
        if target.startswith(self._folder):
            return target[len(self._folder) :]
        if not target.startswith(self._top):
            return self._up + target
        return _way(self._folder, target)

    def record_link(self, record: Body) -> Markup:
        return self.link(link_to(record))

    def cell(self, value: Any) -> Markup:
        """A cell of a listing: text, link, date, mark, source, or several of them."""
        return self._cells.get(value.__class__, self.value)(value)

    def rows(self, rows: Iterable[tuple[Any, ...]]) -> Markup:
        """The rows of a table."""
        lines = (f"| {' | '.join(map(self.cell, row))} |\n" for row in rows)
        return Markup("".join(lines))  # noqa: S704

    def _outside(self, source: Source) -> Markup:
        """The title of a source, as a plain link where it has an address."""
        title = self.value(source.title)
        if source.url is None:
            return title
        return Markup(f'<a href="{escape.address(source.url)}" rel="noreferrer">{title}</a>')  # noqa: S704

    def _doubtful(self, doubtful: Doubtful) -> Markup:
        return Markup(f"{self.cell(doubtful.value)} {DOUBT}")  # noqa: S704

    def _mark(self, mark: Mark) -> Markup:
        style, text = escape.attribute(mark.style), self._words.text(mark.text)
        return Markup(f'<span class="sv-mark sv-mark--{style}">{text}</span>')  # noqa: S704

    def _several(self, values: tuple[Any, ...]) -> Markup:
        separator = ", " if all(isinstance(value, Link) for value in values) else " "
        return Markup(separator.join(map(self.cell, values)))  # noqa: S704


def relative(page: str, target: str) -> str:
    """Path from one page to another."""
    return _way(_folder(page), target)


def _folder(page: str) -> str:
    """The folder that a page lies in, with the slash behind it."""
    return page[: page.rfind("/") + 1]


@lru_cache(maxsize=1 << 12)
def _way(folder: str, target: str) -> str:
    here, there = folder.split("/")[:-1], target.split("/")
    shared = 0
    for ours, theirs in zip(here, there[:-1], strict=False):
        if ours != theirs:
            break
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


@lru_cache(maxsize=1 << 16)
def day(value: PartialDate | dt.date) -> Markup:
    """A day for readers and for programs."""
    if isinstance(value, dt.date):
        value = PartialDate.of(value)
    return Markup(f'<time datetime="{value}">{value.vietnamese}</time>')  # noqa: S704


def _nothing(_: None) -> Markup:
    return Markup("")
