"""One publication: what each page said from then on, kept as a file in ``directives/cong-bo/``.

A file holds only what differs from the publication before it; what held before a change follows
from the files before. So the log stays small, and branches that publish do not meet in one file.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field

from generator.records.dates import PartialDate
from generator.records.types import Part, Text

FOLDER = "cong-bo"
"""Place of the log below ``directives/``."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


class Aspect(StrEnum):
    """What of a page can change, by what readers ask first."""

    FORCE = "force"
    DATES = "dates"
    RELATIONS = "relations"
    NAME = "name"
    CONTENT = "content"
    ISSUERS = "issuers"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            Aspect.FORCE: "Hiệu lực",
            Aspect.DATES: "Ngày tháng",
            Aspect.RELATIONS: "Quan hệ",
            Aspect.NAME: "Tên gọi",
            Aspect.CONTENT: "Nội dung",
            Aspect.ISSUERS: "Cơ quan",
            Aspect.OTHER: "Khác",
        }[self]


class Statement(NamedTuple):
    """What a page says in one aspect: a digest of all of it, and the short form in words, which
    is empty where there is no short form."""

    digest: Annotated[str, Field(pattern=r"^[a-z2-7]{8}$")]
    words: str


def _moment(value: str) -> str:
    if not _MOMENT.fullmatch(value):
        raise ValueError("must be a moment such as 2026-11-23T09:10:05Z")
    dt.datetime.strptime(value, "%Y-%m-%dT%H:%M:%S%z")
    return value


def _full_day(value: PartialDate) -> PartialDate:
    if value.day is None:
        raise ValueError("must be a full day")
    return value


Moment = Annotated[str, AfterValidator(_moment)]
PageId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)+$")]


class Publication(Part):
    """``day`` is the day that force was told for, ``at`` (UTC) the identity, ``previous`` that of
    the publication before. ``pages`` holds aspects that are new (a statement) or gone (None)."""

    at: Moment
    day: Annotated[PartialDate, AfterValidator(_full_day)]
    previous: Moment | None
    note: Text | None = None
    pages: dict[PageId, dict[Aspect, Statement | None]] = Field(default_factory=dict)
    corrected: tuple[PageId, ...] = ()
    withdrawn: tuple[PageId, ...] = ()

    @property
    def name(self) -> str:
        return name_of(self.at)


def name_of(at: str) -> str:
    """``2026-11-23T091005Z``: the moment as a name that every file system takes."""
    return at.replace(":", "")


def as_text(publication: Publication) -> str:
    """JSON with one page a line: readable in a diff, the same bytes everywhere."""
    head = publication.model_dump(mode="json", exclude={"pages"})
    lines = [
        f" {_json(key)}: {_json(value)}"
        for key, value in head.items()
        if value or key == "previous"
    ]
    pages = (f"  {_json(page)}: {_page(said)}" for page, said in sorted(publication.pages.items()))
    lines.append(' "pages": {\n' + ",\n".join(pages) + "\n }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _page(said: dict[Aspect, Statement | None]) -> str:
    return _json({aspect.value: said[aspect] for aspect in Aspect if aspect in said})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
