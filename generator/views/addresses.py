"""Where each page lives: paths of Markdown pages below ``docs/``, and links to them.

With directory addresses ``van-ban/25-nq-tw-2013.md`` answers at ``/van-ban/25-nq-tw-2013/``. A
published address answers for ever, so these shapes never change (design §4).
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.records.types import Body, Document, Locality, Model, Record, Topic

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

_FOLDERS: dict[type[Record], str] = {
    kind: kind.folder for kind in (Document, Body, Model, Topic, Locality)
}


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a page of ours; ``page`` is a path below ``docs/``."""

    text: str
    page: str


def record_page(record: Record) -> str:
    return f"{_FOLDERS[type(record)]}/{record.id}.md"


def text_page(document: Document) -> str:
    """Page of the full text; ``toan-van`` lies below the page of the record."""
    return f"{_FOLDERS[Document]}/{document.id}/toan-van.md"


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


def part_page(page: str, part: int) -> str:
    """Page of the ``part``-th piece of a long list, from 1: ``loai/nghi-quyet/trang-2.md``."""
    if part == 1:
        return page
    folder = page.removesuffix("index.md").removesuffix(".md").rstrip("/")
    return f"{folder}/trang-{part}.md"
