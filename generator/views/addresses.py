"""Where each page lives: paths of Markdown pages below ``docs/``, and links to them.

With directory addresses ``van-ban/25-nq-tw-2013.md`` answers at ``/van-ban/25-nq-tw-2013/``. A
published address answers for ever, so these shapes never change (design §4).
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass

from generator.records.types import (
    Body,
    Document,
    Locality,
    Model,
    Record,
    Tombstone,
    Topic,
    TrainingSession,
)

_PLAIN = re.compile(r"[a-z0-9/._-]*")
"""What needs no quoting: quoting is slow, and there are tens of thousands of pages."""

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
SESSIONS = "tap-huan/index.md"
GLOSSARY = "tu-viet-tat/index.md"
SEARCH = "tim/index.md"
BASKET = "tap-tai-lieu/index.md"
LOG = "nhat-ky/index.md"
FEED = "nhat-ky/feed.xml"
"""Path of the Atom feed below the site."""

PAGED: tuple[type[Record], ...] = (Document, Body, Model, Topic, Locality, TrainingSession)
"""Types whose records have a page each."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page answers, for paper: ``text`` is what a hand can type; ``url``, which a QR code
    needs, is known only where the site's own address is."""

    text: str
    url: str | None


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
    return place if _PLAIN.fullmatch(place) else urllib.parse.quote(place)


def answered(paths: Iterable[str]) -> dict[str, str]:
    """Address → path, for all files that a site is made of."""
    return {address(path): path for path in paths}


def has_page(kind: type[Record]) -> bool:
    return issubclass(kind, (*PAGED, Tombstone))


def page_of(kind: type[Record], identity: str) -> str:
    """The page of the record of this type and id, which is no tombstone, and need not be made."""
    return f"{kind.folder}/{identity}.md"


def record_page(record: Record, identity: str | None = None) -> str:
    """The page of a record, or the one that it had under a former id."""
    folder = record.type if isinstance(record, Tombstone) else record.folder
    return f"{folder}/{identity or record.id}.md"


def page_id(record: Record) -> str:
    """The page as the publication log and the basket name it: ``van-ban/25-nq-tw-2013``."""
    return name_of_page(record_page(record))


def name_of_page(page: str) -> str:
    """What the publication log and the basket call a page of a record."""
    return page.removesuffix(".md")


def text_page(document: Document) -> str:
    """Page of the full text; ``toan-van`` lies below the page of the record."""
    return f"{Document.folder}/{document.id}/toan-van.md"


def beside(page: str, name: str) -> str:
    """Path of a file or page that belongs to a page: ``van-ban/x.md`` → ``van-ban/x/<name>``."""
    return f"{page.removesuffix('index.md').removesuffix('.md').rstrip('/')}/{name}"


def address_on_paper(page: str, site_url: str | None) -> Address:
    """The one place where a page gets its address on paper and in QR codes.

    ``page`` is a path below ``docs/``, with an anchor perhaps; ``site_url`` ends in a slash.
    """
    path, mark, anchor = page.partition("#")
    below = address(path).removeprefix("/") + mark + anchor
    if site_url is None:
        return Address(below, None)
    return Address(site_url.partition("://")[2] + below, site_url + below)


def session_page(session: str, part: str) -> str:
    """``tap-huan/<id>/tai-lieu.md``: hand-out, slides and QR sheet lie below their session."""
    return f"tap-huan/{session}/{part}.md"


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
