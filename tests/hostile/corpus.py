"""A knowledge base in which every text of every kind of record is an attack.

Nothing here names the fields that are attacked: they are read off the models of the records, so
that a field to come is attacked too. What cannot be free text (ids, dates, words of a vocabulary)
gets a harmless value, by its type or from `HARMLESS`.
"""

from __future__ import annotations

import enum
import itertools
import json
import shutil
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from generator import starter
from generator.records.dates import PartialDate
from generator.records.publication import Aspect
from generator.records.types import (
    RECORD_TYPES,
    Count,
    Figure,
    Flag,
    Id,
    Record,
    Ref,
    Text,
    TextFile,
    Tombstone,
    Url,
)
from generator.settings import Settings, load

HARMLESS_TEXT = "Chữ lành"
FREE, RESTRICTED = (Text,), (Id, Ref, Url, TextFile, Count, Flag)
Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Family:
    family: str
    shows: str
    attacks: tuple[str, ...]


def families() -> tuple[Family, ...]:
    """The corpus; a long attack is written as a text and how many times it comes."""
    written = yaml.safe_load((Path(__file__).parent / "attacks.yaml").read_text(encoding="utf-8"))
    return tuple(
        Family(f["family"], f["shows"], tuple(map(_attack, f["attacks"]))) for f in written
    )


def _attack(written: Any) -> str:
    return written if isinstance(written, str) else written["text"] * written["times"]


@dataclass(frozen=True)
class Leaf:
    """A place in a record that takes a text; ``kind`` is what it may hold."""

    path: Path_
    kind: Any

    @property
    def is_free(self) -> bool:
        return self.kind in FREE

    @property
    def field(self) -> str:
        """Without places in lists: ``sources.title``."""
        return ".".join(step for step in self.path if isinstance(step, str))


def leaves(model: type[BaseModel], above: Path_ = ()) -> Iterator[Leaf]:
    """Every place of a record that has all its keys, lists with two items each."""
    for name, hint in typing.get_type_hints(model, include_extras=True).items():
        if name in model.model_fields:
            yield from _leaves(hint, (*above, name))


def _leaves(hint: Any, path: Path_) -> Iterator[Leaf]:
    inner = _known(hint)
    if typing.get_origin(inner) is tuple:
        for place in range(2):
            yield from _leaves(typing.get_args(inner)[0], (*path, place))
    elif typing.get_origin(inner) is dict:
        yield Leaf(path, dict)
    elif isinstance(inner, type) and issubclass(inner, BaseModel):
        yield from leaves(inner, path)
    else:
        yield Leaf(path, inner)


def _known(hint: Any) -> Any:
    """Without ``| None``, and without what pydantic is told besides."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
    if hint in FREE + RESTRICTED:
        return hint
    return typing.get_args(hint)[0] if typing.get_origin(hint) is typing.Annotated else hint


HARMLESS: dict[str, Any] = {
    "id": "STEM",
    "aliases": ("STEM-cu", "STEM-xua"),
    "parent": "FOLDER-goc",
    "successors": ("FOLDER-goc", None),
    "locality": "dia-phuong-N",
    "body": "co-quan-N",
    "issued_by": ("co-quan-N", None),
    "topics": ("chu-de-N", None),
    "carries_out": ("van-ban-N", None),
    "replicates": "mo-hinh-goc",
    "relations.to": ("van-ban-NEXT", "van-ban-goc"),
    "relations.type": ("related", "amends"),
    "conflicts.field": ("title", "term"),
    "van-ban.unconfirmed": ("title", "term"),
    "co-quan.unconfirmed": ("existed_from", "existed_to"),
    "mo-hinh.unconfirmed": ("year", "field"),
    "dia-phuong.unconfirmed": ("existed_from", "existed_to"),
    "kind": "công văn",
    "confidence": "single-source",
    "text": "STEM.txt",
    "text_complete": "false",
    "existed_from": "2000-01-01",
    "existed_to": "2020-01-01",
    "effective_on": "2012-07-01",
    "expires_on": "2030-01-01",
    "on": "2013-01-02",
    "published_on": "2024-01-02",
    "by_field": {"kinh tế": "3", "văn hóa - xã hội": "4"},
    "by_category": {"collective": "3", "individual": "4"},
    "outline.minutes": "5",
    "duration": "10",
    "ref": ("van-ban-N#dieu-1", "mo-hinh-N"),
    "type": "van-ban",
    "successor": "van-ban-N",
}
"""Values for what is no free text, by the end of the field's name; one for each place of a list
(None: none). STEM, FOLDER, N, NEXT stand for the record's own id, its folder, its number, the next
number."""


def harmless(record: type[Record], leaf: Leaf) -> Any:
    for name in (f"{record.folder}.{leaf.field}", leaf.field, ".".join(leaf.field.split(".")[-2:])):
        if name in HARMLESS:
            return HARMLESS[name]
    last = leaf.field.split(".")[-1]
    return HARMLESS[last] if last in HARMLESS else _by_kind(leaf)


def _by_kind(leaf: Leaf) -> Any:
    if leaf.kind is PartialDate:
        return "2012-05-06"
    if leaf.kind == Count:
        return "7"
    if leaf.kind == Flag:
        return "false"
    if leaf.kind == Url:
        return "https://vi-du.example/lanh"
    if isinstance(leaf.kind, type) and issubclass(leaf.kind, enum.Enum):
        return next(iter(leaf.kind)).value
    if typing.get_origin(leaf.kind) is typing.Literal:
        return typing.get_args(leaf.kind)[0]
    raise AssertionError(f"no harmless value for {leaf}: give it one in HARMLESS")


@dataclass
class Attacked:
    """A record: its file, its values by place, and the lines that they stand on."""

    record: type[Record]
    stem: str
    values: dict[Path_, Any]
    lines: dict[int, Path_] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"directives/{self.record.folder}/{self.stem}.yaml"

    def as_text(self) -> str:
        """YAML whose every value is in double quotes, on a line of its own."""
        tree: dict[Any, Any] = {}
        for path, value in self.values.items():
            at = tree
            for step in path[:-1]:
                at = at.setdefault(step, {})
            at[path[-1]] = value
        self.lines.clear()
        return "\n".join(self._lines(tree, (), 0)) + "\n"

    def _lines(self, tree: dict[Any, Any], above: Path_, count: int) -> list[str]:
        written: list[str] = []
        for key, value in tree.items():
            path, indent = (*above, key), " " * len(above)
            head = f"{indent}-" if isinstance(key, int) else f"{indent}{json.dumps(key)}:"
            if isinstance(value, dict):
                written.append(head)
                written += self._lines(value, path, count + len(written))
            else:
                written.append(f"{head} {quoted(value)}")
                self.lines[count + len(written)] = path
        return written


class Supply:
    """Attacks one after the other, so that all come where there are places enough."""

    def __init__(self, families: tuple[Family, ...]) -> None:
        self._cycles = [itertools.cycle(found.attacks) for found in families]

    def next(self, at: int) -> str:
        return next(self._cycles[at % len(self._cycles)])


def attacked(
    record: type[Record], number: int, copies: int, supply: Supply | None, urls: tuple[str, ...]
) -> Attacked:
    """Copy ``number`` of ``copies``; without a supply, harmless in the same shape.

    Its ``n``-th free text is of family ``number + n``: with as many copies as there are families
    each field meets each family.
    """
    stem = f"{record.folder}-{number}"
    values: dict[Path_, Any] = {}
    free = 0
    for leaf in leaves(record):
        if leaf.is_free:
            values[leaf.path] = supply.next(number + free) if supply else HARMLESS_TEXT
            free += 1
        elif (value := _placed(record, leaf, stem, number, copies)) is not None:
            values[leaf.path] = value
        if leaf.kind == Url and supply:
            values[leaf.path] = urls[(number + free) % len(urls)]
    return Attacked(record, stem, values)


def _placed(record: type[Record], leaf: Leaf, stem: str, number: int, copies: int) -> Any:
    value = harmless(record, leaf)
    if isinstance(value, tuple):
        value = value[next((step for step in reversed(leaf.path) if isinstance(step, int)), 0)]
    if not isinstance(value, str):
        return value
    for mark, meant in (
        ("STEM", stem), ("FOLDER", record.folder), ("NEXT", str((number + 1) % copies)),
        ("N", str(number)),
    ):  # fmt: skip
        value = value.replace(mark, meant)
    return value


def full_text(number: int, supply: Supply | None) -> str:
    """The wording of a document: the same articles, clauses and points around any text."""
    said = [
        " ".join(supply.next(number + n).split()) if supply else HARMLESS_TEXT for n in range(8)
    ]
    return (
        f"Lời đầu {said[0]}\n\nChương I\n{said[1]}\n\nĐiều 1. {said[2]}\n1. {said[3]}\n"
        f"a) {said[4]}\nb) {said[5]}\n2. Theo Điều 1 {said[6]}\n\nĐiều 2. Hai\nLời {said[7]}\n"
    )


def publications(copies: int, supply: Supply) -> Iterator[tuple[str, str]]:
    """Name and text of a publication log: two publications for each copy, the second of which
    changes what the first said."""
    before = None
    for number in range(2 * copies):
        at = f"2024-05-01T00:{number // 60:02}:{number % 60:02}Z"
        said = {
            aspect.value: [f"{'abcdefgh'[number % 8]}aaaaaaa", supply.next(number + place)]
            for place, aspect in enumerate(Aspect)
        }
        kinds = (kind for kind in RECORD_TYPES if kind not in (Tombstone, Figure))
        pages = {f"{kind.folder}/{kind.folder}-{number % copies}": said for kind in kinds}
        note = supply.next(number)
        written = {"at": at, "day": "2024-05-01", "previous": before, "note": note, "pages": pages}
        yield f"{at.replace(':', '')}.json", json.dumps(written, ensure_ascii=False)
        before = at


ORIGIN: dict[str, dict[str, Any]] = {
    "co-quan": {"name": "Cơ quan gốc", "branch": "party", "level": "central"},
    "dia-phuong": {"name": "Địa phương gốc", "level": "province"},
    "chu-de": {"name": "Chủ đề gốc"},
    "van-ban": {
        "kind": "công văn", "issued_by": ["co-quan-goc"], "issued_on": "2001-02-03",
        "title": "Văn bản gốc", "summary": "Gốc.", "confidence": "confirmed",
    },
    "mo-hinh": {
        "title": "Mô hình gốc", "unit": "Gốc", "field": "kinh tế", "summary": "Gốc.",
        "confidence": "confirmed",
    },
}  # fmt: skip
"""Harmless records that all others may refer to."""


def empty(folder: Path) -> Settings:
    """A new knowledge base without records."""
    starter.create(folder)
    shutil.rmtree(folder / "directives")
    for kind in RECORD_TYPES:
        (folder / "directives" / kind.folder).mkdir(parents=True)
    return load(folder)


def origins(settings: Settings) -> None:
    for folder, record in ORIGIN.items():
        written = {"id": f"{folder}-goc", **record, "sources": [{"title": "Nguồn gốc"}]}
        path = settings.records / folder / f"{folder}-goc.yaml"
        path.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")


def write(settings: Settings, records: list[Attacked]) -> None:
    for record in records:
        (settings.root / record.path).write_text(record.as_text(), encoding="utf-8")


def quoted(value: str) -> str:
    """A YAML text in double quotes."""
    return json.dumps(value, ensure_ascii=False)
