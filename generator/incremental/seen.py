"""A corpus that notes what is read of it.

Views take it for the corpus itself. Whatever is not watched cannot be reached through it: a new
table or field of the library is an error here until somebody says how it is watched.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache, partial
from typing import Any, Generic, TypeAlias, TypeVar, cast
from zlib import crc32

from generator.index import ORDERS, Index
from generator.records.types import TABLES, Record
from generator.views.corpus import Corpus
from generator.views.lists import DocumentList

Fact: TypeAlias = tuple[str, str]
"""A record and its field, or ``@table`` and a key. ``*`` stands for all: the whole record, or the
keys of the table in their order."""

ALL = "*"
LOG, SINGLE = "@log", "@single"

V = TypeVar("V")


def number(fact: Fact) -> int:
    """A fact as 32 bits. Should two share a number, more is made again than need be."""
    table, key = fact
    return crc32(key.encode(), _begun(table))


def _begun(table: str) -> int:
    """What is the same in the numbers of all facts of a record or table."""
    return crc32(f"{table}\0".encode())


class Reads:
    """The facts that are being read now, as numbers.

    A field of a record is noted when a unit reads it first; until the next unit the record then
    gives it by itself, as fast as any object does.
    """

    __slots__ = ("facts", "given")

    def __init__(self) -> None:
        self.facts: set[int] = set()
        self.given: list[dict[str, Any]] = []

    def begin(self) -> None:
        """A unit begins, which has read nothing yet."""
        self.facts = set()
        for given in self.given:
            given.clear()
        self.given.clear()

    def apart(self, make: Callable[[], V]) -> tuple[V, tuple[int, ...]]:
        """What is made inside of a unit, and all that is read for it."""
        outside = self.facts
        self.begin()
        try:
            return make(), tuple(self.facts)
        finally:
            self.facts |= outside

    def noted(self) -> bytes:
        """The facts to keep, the same bytes for the same facts; ``array("I")`` reads them."""
        return array("I", sorted(self.facts)).tobytes()

    def note(self, table: str, key: str) -> None:
        self.facts.add(number((table, key)))


def seen(corpus: Corpus, reads: Reads) -> Corpus:
    """The same corpus for views, with every reading noted in ``reads``."""
    watched = object.__new__(_Corpus)
    records: dict[str, _Record] = {}
    watched.__dict__.update(
        _corpus=corpus,
        _reads=reads,
        site=corpus.site,
        library=_Library(corpus, reads, records),
        index=_Index(corpus.index, reads),
        forces=_Table("@forces", corpus.forces, reads),
        lists=_Lists(corpus.lists, reads),
        state=_Table("@said", corpus.state, reads),
        history=_History(corpus, reads),
    )
    return watched


class _Corpus(Corpus):
    """``site`` is one for all pages: with another site nothing that is kept holds."""

    _corpus: Corpus
    _reads: Reads

    def once(self, make: Callable[[Corpus, str], V], identity: str) -> V:
        """Whoever is told what was made for another has read all that this was made from."""
        known = self._known[make]
        if identity not in known:
            known[identity] = self._reads.apart(partial(make, self, identity))
        found: V
        found, facts = known[identity]
        self._reads.facts.update(facts)
        return found

    @property
    def as_of(self) -> Any:
        self._reads.note(SINGLE, "as_of")
        return self._corpus.as_of


class _Table(Mapping[str, V], Generic[V]):
    """Notes which keys are asked for, those that are not there too."""

    def __init__(self, name: str, inner: Mapping[str, V], reads: Reads) -> None:
        self._begun, self._inner, self._reads = _begun(name), inner, reads

    def __getitem__(self, key: str) -> V:
        self._reads.facts.add(crc32(key.encode(), self._begun))
        return self._inner[key]

    def __iter__(self) -> Iterator[str]:
        self._reads.facts.add(crc32(ALL.encode(), self._begun))
        return iter(self._inner)

    def __len__(self) -> int:
        self._reads.facts.add(crc32(ALL.encode(), self._begun))
        return len(self._inner)


class _Records(_Table[Record]):
    """Records note which of their fields are read."""

    def __init__(
        self,
        name: str,
        inner: Mapping[str, Record],
        reads: Reads,
        records: dict[str, _Record],
    ) -> None:
        super().__init__(name, inner, reads)
        self._records = records

    def __getitem__(self, key: str) -> Record:
        record = super().__getitem__(key)
        found = self._records.get(key)
        if found is None:
            found = self._records[key] = _standing_for(type(record))(record, self._reads)
        return cast("Record", found)


class _Record:
    """Stands for a record; `_standing_for` gives it its type.

    Its ``__dict__`` holds what the unit of now has been given, see `Reads`.
    """

    __slots__ = ("__dict__", "_begun", "_reads", "_record", "_values")

    def __init__(self, record: Record, reads: Reads) -> None:
        self._record, self._reads, self._values = record, reads, record.__dict__
        self._begun = _begun(record.id)

    def __getattr__(self, name: str) -> Any:
        """What is no field may hang on any of them."""
        self._reads.facts.add(crc32(ALL.encode(), self._begun))
        return getattr(self._record, name)

    def __eq__(self, other: object) -> bool:
        raise TypeError("compare the ids of records")

    __hash__ = None  # type: ignore[assignment]


class _Field:
    """A field of what stands for records of a type. It is asked where the record has not given the
    field to this unit yet."""

    __slots__ = ("_fact", "_name")

    def __init__(self, name: str) -> None:
        self._name, self._fact = name, name.encode()

    def __get__(self, record: _Record, _: object) -> Any:
        reads, given = record._reads, record.__dict__
        reads.facts.add(crc32(self._fact, record._begun))
        if not given:
            reads.given.append(given)
        value = given[self._name] = record._values[self._name]
        return value


@cache
def _standing_for(kind: type[Record]) -> type[_Record]:
    """What belongs to the type of a record needs no note: that is a fact of its table."""
    known = {"__class__": kind, "folder": kind.folder, "label": kind.label}
    fields = {name: _Field(name) for name in kind.model_fields}
    return type(kind.__name__, (_Record,), {"__slots__": (), **known, **fields})


class _Entry:
    """An entry of the library, of which views need the record alone."""

    __slots__ = ("record",)

    def __init__(self, record: Record) -> None:
        self.record = record


class _Entries(Mapping[str, _Entry]):
    """Records of all types; which type an id is of is a fact too."""

    def __init__(self, corpus: Corpus, reads: Reads, tables: Mapping[str, _Records]) -> None:
        self._table = _Table("@entries", corpus.library.entries, reads)
        self._by_type = {kind: tables[name] for name, kind in TABLES.items()}

    def __getitem__(self, key: str) -> _Entry:
        kind = self._table[key].kind
        return _Entry(self._by_type[kind][key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


class _Library:
    """The tables of a library that views may read."""

    def __init__(self, corpus: Corpus, reads: Reads, records: dict[str, _Record]) -> None:
        library = corpus.library
        self._tables = {
            name: _Records(f"@{name}", getattr(library, name), reads, records) for name in TABLES
        }
        self.texts = _Table("@texts", library.texts, reads)
        self.entries = _Entries(corpus, reads, self._tables)
        self.abbreviations = library.abbreviations

    def __getattr__(self, name: str) -> _Records:
        try:
            return self._tables[name]
        except KeyError:
            raise AttributeError(f"no view may read library.{name}: nobody watches it") from None


class _Index:
    """The groups of an index."""

    def __init__(self, index: Index, reads: Reads) -> None:
        self._documents, self._reads = index.documents, reads
        for field in fields(index):
            if field.name not in ORDERS:
                table = _Table(f"@{field.name}", getattr(index, field.name), reads)
                setattr(self, field.name, table)

    @property
    def documents(self) -> tuple[str, ...]:
        self._reads.note(SINGLE, "documents")
        return self._documents


class _Lists(_Table[DocumentList]):
    """Notes how many pages and records a list has, and which of its pages is read."""

    def __init__(self, inner: Mapping[str, DocumentList], reads: Reads) -> None:
        super().__init__("@lists", inner, reads)

    def __getitem__(self, key: str) -> DocumentList:
        return cast("DocumentList", _List(super().__getitem__(key), self._reads))


class _List:
    __slots__ = ("_list", "_reads", "count", "size", "tails")

    def __init__(self, inner: DocumentList, reads: Reads) -> None:
        self._list, self._reads = inner, reads
        self.count, self.size, self.tails = inner.count, inner.size, inner.tails

    @property
    def pieces(self) -> _Pieces:
        return _Pieces(self._list, self._reads)


class _Pieces:
    __slots__ = ("_list", "_reads")

    def __init__(self, inner: DocumentList, reads: Reads) -> None:
        self._list, self._reads = inner, reads

    def __getitem__(self, number: int) -> Any:
        self._reads.note("@pieces", f"{self._list.page} {number}")
        return self._list.pieces[number]


class _History:
    """The publication log: all accounts, or what it tells of one page."""

    def __init__(self, corpus: Corpus, reads: Reads) -> None:
        self._history, self._reads = corpus.history, reads
        self.by_page = _Table(LOG, self._history.by_page, reads)
        self.state = _Table(LOG, self._history.state, reads)

    @property
    def accounts(self) -> Any:
        self._reads.note(SINGLE, "log")
        return self._history.accounts
