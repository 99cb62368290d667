"""The records: frozen, typed, and the single source of what a record file may hold.

Keys use the terms of ELI and schema.org/Legislation. Titles of the fields are Vietnamese: they
are printed in messages, and later in the JSON Schema and the spreadsheets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, RootModel
from pydantic_core import PydanticCustomError, to_json

from generator.records import vocabulary as v
from generator.records.dates import PartialDate

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
_REF = re.compile(rf"(?P<record>{_ID.pattern})(?:#(?P<anchor>{_ID.pattern}))?")
_TEXT_FILE = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*\.txt")
_URL = re.compile(r"https?://(?![^/?#]*@)[^\s<>\"']+", re.IGNORECASE)
"""A name and a password before the host are for one reader and would be told to all."""


@lru_cache(maxsize=65536)
def _id(value: str) -> str:
    if not _ID.fullmatch(value) or len(value) > 100:
        raise PydanticCustomError("id_form", "not an id")
    return value


def _ref(value: str) -> str:
    if not _REF.fullmatch(value) or len(value) > 200:
        raise PydanticCustomError("ref_form", "not a reference")
    return value


def _whole(value: object) -> object:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise PydanticCustomError("whole_number", "not a whole number")
    return int(value)


def _flag(value: object) -> object:
    if value not in ("true", "false"):
        raise PydanticCustomError("flag", "neither true nor false")
    return value == "true"


def _url(value: str) -> str:
    if not _URL.fullmatch(value):
        raise PydanticCustomError("url_form", "not a web address")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty_text", "empty")
    return value


def _text_file(value: str) -> str:
    if not _TEXT_FILE.fullmatch(value) or len(value) > 120:
        raise PydanticCustomError("text_file_form", "not the name of a text file")
    return value


Id = Annotated[str, AfterValidator(_id)]
Ref = Annotated[str, AfterValidator(_ref)]
Count = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Text = Annotated[str, AfterValidator(_text)]
TextFile = Annotated[str, AfterValidator(_text_file)]
Url = Annotated[str, AfterValidator(_url)]


class Part(BaseModel):
    """Base of everything inside a record: unknown keys are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def values(self) -> dict[str, bytes]:
        """What the fields hold, each as JSON: equal fields are equal bytes."""
        known = self.__dict__.items()
        return {n: b"" if v is None else to_json(v, fallback=str) for n, v in known}


class Source(Part):
    """Where a fact was read."""

    title: Text
    publisher: Text | None = None
    published_on: PartialDate | None = None
    url: Url | None = None
    note: Text | None = None


class Relation(Part):
    """What this document does to another; the inverse is derived, never written."""

    type: v.RelationType
    to: Id
    on: PartialDate | None = None
    scope: Text | None = None
    note: Text | None = None
    source: Source | None = None
    confidence: v.Confidence = v.Confidence.CONFIRMED


class InForceConfirmed(Part):
    """A source that says the document is in force, and on which day it said so."""

    on: PartialDate
    source: Source


class Conflict(Part):
    """Another value that a source prints for a field, shown beside the one we follow.

    For ``issued_by`` the value is the id of a body where there is one, else the name as printed.
    """

    field: Literal["number", "kind", "issued_by", "issued_on", "effective_on", "title", "term"]
    value: Text
    source: Source
    note: Text | None = None


UnconfirmedField = Literal[
    "number",
    "kind",
    "issued_by",
    "term",
    "issued_on",
    "effective_on",
    "expires_on",
    "title",
    "locality",
]


class Record(Part):
    """Base of the record types. ``folder`` is their place below ``directives/``; ``aliases`` are
    former ids, of this record or of those joined into it, whose addresses lead here."""

    folder: ClassVar[str]
    label: ClassVar[str]

    id: Id
    aliases: tuple[Id, ...] = ()
    note: Text | None = None
    sources: tuple[Source, ...] = ()


class Document(Record):
    """A normative or guiding document (ELI ``LegalResource``).

    ``text`` names a file beside the record that holds the wording; what stands there is the whole
    document unless ``text_complete`` is false. ``text_source`` says where it was read.
    """

    folder = "van-ban"
    label = "văn bản"

    kind: v.Kind
    number: Text | None = None
    number_printed: tuple[Text, ...] = ()
    issued_by: tuple[Id, ...] = Field(min_length=1)
    term: Text | None = None
    issued_on: PartialDate | None = None
    effective_on: PartialDate | None = None
    expires_on: PartialDate | None = None
    in_force_confirmed: InForceConfirmed | None = None
    draft: Flag = False
    title: Text
    title_variants: tuple[Text, ...] = ()
    annex: Text | None = None
    topics: tuple[Id, ...] = ()
    locality: Id | None = None
    summary: Text
    key_points: tuple[Text, ...] = ()
    text: TextFile | None = None
    text_complete: Flag = True
    text_source: Source | None = None
    relations: tuple[Relation, ...] = ()
    confidence: v.Confidence
    unconfirmed: tuple[UnconfirmedField, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class Body(Record):
    """An issuing body in its period; a body that changes becomes another record."""

    folder = "co-quan"
    label = "cơ quan"

    name: Text
    short_name: Text | None = None
    codes: tuple[Text, ...] = ()
    branch: v.Branch
    level: v.Level
    locality: Id | None = None
    parent: Id | None = None
    existed_from: PartialDate | None = None
    existed_to: PartialDate | None = None
    successors: tuple[Id, ...] = ()
    unconfirmed: tuple[Literal["existed_from", "existed_to", "successors"], ...] = ()


class Model(Record):
    """An exemplary model “Dân vận khéo”."""

    folder = "mo-hinh"
    label = "mô hình"

    title: Text
    unit: Text
    locality: Id | None = None
    field: v.Field
    field_printed: Text | None = None
    year: Count | None = None
    level: v.Level | None = None
    category: v.Category | None = None
    state: v.ModelState | None = None
    summary: Text
    background: Text | None = None
    objectives: Text | None = None
    approach: Text | None = None
    participants: Text | None = None
    resources: Text | None = None
    period: Text | None = None
    results: Text | None = None
    replicability: Text | None = None
    topics: tuple[Id, ...] = ()
    carries_out: tuple[Id, ...] = ()
    replicates: Id | None = None
    confidence: v.Confidence
    unconfirmed: tuple[Literal["locality", "year", "field", "carries_out"], ...] = ()


class Figure(Record):
    """Counts of the movement in one place and year; parts must sum to the total."""

    folder = "phong-trao"
    label = "số liệu phong trào"

    title: Text
    locality: Id | None = None
    body: Id | None = None
    year: Count
    total: Count | None = None
    by_field: dict[v.Field, Count] = {}
    by_category: dict[v.Category, Count] = {}
    confidence: v.Confidence


class Topic(Record):
    """A subject heading with its synonyms (SKOS ``Concept``)."""

    folder = "chu-de"
    label = "chủ đề"

    name: Text
    parent: Id | None = None
    synonyms: tuple[Text, ...] = ()


class Locality(Record):
    """An administrative unit in its period."""

    folder = "dia-phuong"
    label = "địa phương"

    name: Text
    level: v.Level
    parent: Id | None = None
    existed_from: PartialDate | None = None
    existed_to: PartialDate | None = None
    successors: tuple[Id, ...] = ()
    unconfirmed: tuple[Literal["existed_from", "existed_to", "successors", "parent"], ...] = ()


class OutlineItem(Part):
    """A point to make, and the record or article (``10-2022-qh15#dieu-3``) that it follows from."""

    point: Text
    ref: Ref | None = None

    @property
    def record(self) -> str | None:
        """The id before ``#``."""
        return self.ref.partition("#")[0] if self.ref else None

    @property
    def anchor(self) -> str | None:
        """The article behind ``#``."""
        return (self.ref or "").partition("#")[2] or None


class OutlinePart(Part):
    """One step of a session; ``note`` is for the speaker alone."""

    heading: Text
    minutes: Count | None = None
    note: Text | None = None
    items: tuple[OutlineItem, ...] = ()


class TrainingSession(Record):
    """A training session (schema.org ``LearningResource``); without a date it is a template.

    ``duration`` is in minutes.
    """

    folder = "tap-huan"
    label = "buổi tập huấn"

    title: Text
    summary: Text
    date: PartialDate | None = None
    body: Id | None = None
    audience: Text | None = None
    duration: Count | None = None
    topics: tuple[Id, ...] = ()
    outline: tuple[OutlinePart, ...] = Field(min_length=1)
    questions: tuple[Text, ...] = ()

    @property
    def refs(self) -> tuple[str, ...]:
        """Ids of the records that it refers to, in the order in which they first come up."""
        items = (item for part in self.outline for item in part.items)
        return tuple(dict.fromkeys(item.record for item in items if item.record))


PageFolder = Literal["van-ban", "co-quan", "mo-hinh", "chu-de", "dia-phuong", "tap-huan"]
"""Folders of the types whose records have a page each: the first part of its address."""


class Tombstone(Record):
    """A record that was withdrawn after its publication: its address tells why, for ever.

    ``type`` is the folder that the record lay in; ``number`` keeps its page below ``/so/``.
    """

    folder = "da-rut"
    label = "thẻ rút"

    type: PageFolder
    title: Text
    number: Text | None = None
    reason: Text
    withdrawn_on: PartialDate
    successor: Id | None = None


TABLES: Mapping[str, type[Record]] = {
    "documents": Document,
    "bodies": Body,
    "models": Model,
    "figures": Figure,
    "topics": Topic,
    "localities": Locality,
    "sessions": TrainingSession,
    "tombstones": Tombstone,
}
"""Every type of record, by the name of the library's table of its records."""

RECORD_TYPES = tuple(TABLES.values())


WORDS = frozenset({"title", "summary", "key_points"})
"""Fields that no group, relation, force or list hangs on, nor what a rule finds in all records."""


class Abbreviations(RootModel[dict[Text, Text]]):
    """``viet-tat.yaml``: abbreviation → what it stands for."""

    root: dict[Text, Text] = {}
