"""Addresses that answer by leading on: former ids, and lists and numbers that are no longer there.

`check` sees to it that every published record has a page, a former id or a tombstone. What is
mended here is the rest: a page of a list that is gone leads to the list above it.
"""

from __future__ import annotations

import posixpath
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from generator.citations.number import number_slug
from generator.records.types import Document, PageFolder
from generator.views.addresses import (
    Link,
    address,
    has_page,
    number_page,
    page_of,
    record_page,
)
from generator.views.corpus import Corpus, title_of
from generator.views.page import Page

HOME = "/"


@dataclass(frozen=True, slots=True)
class Redirect:
    """``source`` is an address, ``target`` the page (below ``docs/``) that it leads to.

    Only what is ``permanent`` may be remembered by browsers: a list may come back, and a number may
    be given to a second document. A target that is no page is a file, under its path in the site.
    """

    source: str
    target: str
    permanent: bool
    title: str = ""
    note: str = ""

    @property
    def is_page(self) -> bool:
        """A file for download cannot lead on by itself; only a server can do that for it."""
        return self.source.endswith("/")


@dataclass(frozen=True, slots=True)
class MovedView:
    note: str
    link: Link


def redirects(corpus: Corpus, live: Mapping[str, str]) -> tuple[Redirect, ...]:
    """For each former or published address that ``live`` (address → path) does not hold."""
    library = corpus.library
    former = {
        address(record_page(entry.record, alias))
        for entry in library.entries.values()
        if entry.head.aliases and has_page(entry.kind)
        for alias in entry.head.aliases
    }
    lost = sorted((former | set(library.published.registry.days)) - set(live))
    places = _Places(corpus, live) if lost else None
    return tuple(places.redirect(source) for source in lost) if places else ()


def pages(found: tuple[Redirect, ...]) -> Iterator[Page]:
    for redirect in found:
        if redirect.is_page:
            view = MovedView(redirect.note, Link(redirect.title, redirect.target))
            path, target = _path(redirect.source), redirect.target
            yield Page(path, "moved", redirect.title, redirect.note, view, redirect_to=target)


def of_numbers(corpus: Corpus) -> Iterator[Redirect]:
    """Pages below ``/so/`` that lead to the one document that bears the number."""
    for slug, ids in corpus.index.by_number.items():
        if len(ids) == 1:
            target = page_of(Document, ids[0])
            yield Redirect(address(number_page(slug)), target, permanent=False)


def _path(source: str) -> str:
    """Where the page of an address stands. Markdown at the top of ``docs/`` is written by hand."""
    page = urllib.parse.unquote(source.strip("/"))
    return f"{page}.md" if "/" in page else f"{page}/index.md"


class _Places:
    """Finds what an address leads to, by the records as they are."""

    def __init__(self, corpus: Corpus, live: Mapping[str, str]) -> None:
        library = corpus.library
        self.live = live
        self.places: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        for entry in library.entries.values():
            if has_page(entry.kind):
                place = address(record_page(entry.record))
                self.titles[place] = title_of(entry.record)
                self.places |= dict.fromkeys((entry.record.id, *entry.record.aliases), place)
        self.withdrawn: dict[str, list[str]] = {}
        for tombstone in library.tombstones.values():
            if tombstone.number:
                numbered = address(number_page(number_slug(tombstone.number)))
                place = address(record_page(tombstone))
                self.withdrawn.setdefault(numbered, []).append(place)

    def redirect(self, source: str) -> Redirect:
        graves = self.withdrawn.get(source, [])
        renamed = self._renamed(source)
        if renamed is not None:
            target = self._nearest(renamed)
            note = f"Trang này đã đổi địa chỉ; trước đây là {source}"
        elif len(graves) == 1:
            target = graves[0]
            note = "Văn bản mang số, ký hiệu này đã được rút khỏi sổ tay."
        else:
            target = self._nearest(source)
            note = f"Trang {source} hiện không còn; đây là trang gần nhất ở cấp trên."
        title = self.titles.get(target, "trang cấp trên")
        return Redirect(source, self.live[target], target == renamed, title, note)

    def _renamed(self, source: str) -> str | None:
        """The same place below the record as it is called, and where it lies, today."""
        parts = source.split("/", 3)
        if len(parts) < 4 or parts[1] not in get_args(PageFolder):
            return None
        now = self.places.get(parts[2])
        return None if now is None or source.startswith(now) else now + parts[3]

    def _nearest(self, place: str) -> str:
        """The address itself where it answers, else the nearest above it that does."""
        while place not in self.live and place != HOME:
            place = posixpath.dirname(place.rstrip("/")).rstrip("/") + "/"
        return place
