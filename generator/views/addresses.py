"""Where each page lives: paths of Markdown pages below ``docs/``, and links to them.

With directory addresses ``van-ban/25-nq-tw-2013.md`` answers at ``/van-ban/25-nq-tw-2013/``. A
published address answers for ever, so these shapes never change (design §4).
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass

from generator.records.types import Body, Document, Locality, Model, Record, Tombstone, Topic

HOME = "index.md"
DOCUMENTS = "van-ban/index.md"
KINDS = "loai/index.md"
YEARS = "nam/index.md"
BODIES = "co-quan/index.md"
TOPICS = "chu-de/index.md"
LOCALITIES = "dia-phuong/index.md"
NUMBERS = "so/index.md"
MODELS = "mo-hinh/index.md"
FIELDS = "linh-vuc/index.md"
FIGURES = "phong-trao/index.md"
GLOSSARY = "tu-viet-tat/index.md"
SEARCH = "tim/index.md"
LOG = "nhat-ky/index.md"
FEED = "nhat-ky/feed.xml"
"""Path of the Atom feed below the site."""

PAGED: tuple[type[Record], ...] = (Document, Body, Model, Topic, Locality)
"""Types whose records have a page each."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a page of ours; ``page`` is a path below ``docs/``."""

    text: str
    page: str


def address(path: str) -> str:
    """Address below the site of a file of ``docs/``: ``nam/2013/06.md`` is ``/nam/2013/06/``."""
    place = f"/{path}"
    if place.endswith("/index.md"):
        place = place.removesuffix("index.md")
    elif place.endswith(".md"):
        place = f"{place.removesuffix('.md')}/"
    return urllib.parse.quote(place)


def answered(paths: Iterable[str]) -> dict[str, str]:
    """Address → path, for all files that a site is made of."""
    return {address(path): path for path in paths}


def has_page(record: Record) -> bool:
    return isinstance(record, (*PAGED, Tombstone))


def record_page(record: Record, identity: str | None = None) -> str:
    """The page of a record, or the one that it had under a former id."""
    folder = record.type if isinstance(record, Tombstone) else record.folder
    return f"{folder}/{identity or record.id}.md"


def text_page(document: Document) -> str:
    """Page of the full text; ``toan-van`` lies below the page of the record."""
    return f"{Document.folder}/{document.id}/toan-van.md"


def kind_page(slug: str) -> str:
    return f"loai/{slug}.md"


def field_page(slug: str) -> str:
    return f"linh-vuc/{slug}.md"


def number_page(slug: str) -> str:
    return f"so/{slug}.md"


def year_page(year: int) -> str:
    return f"nam/{year:04}/index.md"


def month_page(year: int, month: int) -> str:
    return f"nam/{year:04}/{month:02}.md"


def log_year_page(year: int) -> str:
    return f"nhat-ky/{year:04}/index.md"


def publication_page(name: str) -> str:
    """``2026-11-23T091005Z`` → ``nhat-ky/2026/11-23-091005.md``."""
    year, rest = name.split("-", 1)
    return f"nhat-ky/{year}/{rest.lower().replace('t', '-').rstrip('z')}.md"


def part_page(page: str, part: int) -> str:
    """Page of the ``part``-th piece of a long list, from 1: ``loai/nghi-quyet/trang-2.md``."""
    if part == 1:
        return page
    folder = page.removesuffix("index.md").removesuffix(".md").rstrip("/")
    return f"{folder}/trang-{part}.md"
