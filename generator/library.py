"""Records by id, typed, with the file each came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from generator.diagnostics import Diagnostic
from generator.program import digest
from generator.reader import Entry
from generator.reader.published import Published
from generator.records.provisions import Provision
from generator.records.publication import Publication
from generator.records.types import (
    TABLES,
    Abbreviations,
    Body,
    Document,
    Figure,
    Locality,
    Model,
    Record,
    Tombstone,
    Topic,
    TrainingSession,
)

R = TypeVar("R", bound=Record)
NOTHING_PUBLISHED = Published()


@dataclass(frozen=True)
class Library:
    """All records, each type by id in the order of ids; ids are unique over all types.

    ``texts`` are the provisions of the documents whose wording is here. ``broken`` are ids that
    somebody meant to give to a record which could not be read or kept; to refer to one of them is
    no mistake of its own. ``aliases`` lead from a former id to that of today, ``published`` are the
    addresses that must answer for ever, ``publications`` the publication log.
    """

    documents: Mapping[str, Document]
    bodies: Mapping[str, Body]
    models: Mapping[str, Model]
    figures: Mapping[str, Figure]
    topics: Mapping[str, Topic]
    localities: Mapping[str, Locality]
    sessions: Mapping[str, TrainingSession]
    texts: Mapping[str, Sequence[Provision]]
    tombstones: Mapping[str, Tombstone]
    aliases: Mapping[str, str]
    published: Published
    abbreviations: Abbreviations
    entries: Mapping[str, Entry]
    broken: frozenset[str]
    publications: tuple[Publication, ...] = ()

    @property
    def contents(self) -> dict[str, bytes]:
        """Digests of the files that records were read from, with their texts, by id."""
        return {i: digest(e.digest) if e.text_key else e.key for i, e in self.entries.items()}

    def make_records(self) -> None:
        """Make all records now, before processes are forked that would each make them."""
        for entry in self.entries.values():
            _ = entry.record

    def of_type(self, kind: type[R]) -> Mapping[str, R]:
        table: Mapping[str, R] = getattr(self, _NAMES[kind])
        return table


_NAMES = {kind: name for name, kind in TABLES.items()}


class _Table(Mapping[str, R], Generic[R]):
    """Records of one type by id, each made when it is asked for first."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries

    def __getitem__(self, identity: str) -> R:
        record: R = self._entries[identity].record  # type: ignore[assignment]
        return record

    def __contains__(self, identity: object) -> bool:
        return identity in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def collect(
    entries: Iterable[Entry],
    abbreviations: Abbreviations,
    broken: frozenset[str] = frozenset(),
    published: Published = NOTHING_PUBLISHED,
) -> tuple[Library, list[Diagnostic]]:
    """Gather records by id; of two with one id the first stays, the other is reported.

    The first is that of the lesser path, but never a tombstone where the record itself lives.
    """
    kept: dict[str, Entry] = {}
    dropped: set[str] = set()
    found: list[Diagnostic] = []
    for entry in sorted(entries, key=_living_first):
        first = kept.setdefault(entry.head.id, entry)
        if first is not entry:
            values = {"got": entry.head.id, "other": first.source.path}
            living = entry.kind is Tombstone and first.kind is not Tombstone
            code = "withdrawn-yet-living" if living else "duplicate-id"
            found.append(entry.finding(("id",), code, **values))
            dropped.add(entry.head.id)
    ordered = dict(sorted(kept.items()))
    return _library(ordered, abbreviations, broken | dropped, published), found


def _living_first(entry: Entry) -> tuple[bool, str]:
    return entry.kind is Tombstone, entry.source.path


def _library(
    entries: dict[str, Entry],
    abbreviations: Abbreviations,
    broken: frozenset[str],
    published: Published,
) -> Library:
    tables: dict[type[Record], dict[str, Entry]] = defaultdict(dict)
    for identity, entry in entries.items():
        tables[entry.kind][identity] = entry

    def table(kind: type[R]) -> Mapping[str, R]:
        return _Table[R](tables[kind])

    return Library(
        table(Document),
        table(Body),
        table(Model),
        table(Figure),
        table(Topic),
        table(Locality),
        table(TrainingSession),
        MappingProxyType({i: e.provisions for i, e in entries.items() if e.provisions}),
        table(Tombstone),
        MappingProxyType({a: i for i, e in entries.items() for a in e.head.aliases}),
        published,
        abbreviations,
        MappingProxyType(entries),
        broken,
    )
