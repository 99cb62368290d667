"""A corpus that notes what is read of it.

Views take it for the corpus itself. Whatever is not watched cannot be reached through it: a new
table or field of the library is an error here until somebody says how it is watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Generic, TypeAlias, TypeVar, cast

from generator.index import Index
from generator.records.types import Record
from generator.views.corpus import Corpus
from generator.views.lists import DocumentList

Fact: TypeAlias = tuple[str, str]
"""A record and its field, or ``@table`` and a key. ``*`` stands for all: the whole record, or the
keys of the table in their order."""

ALL = "*"
TABLES = (
    "documents", "bodies", "models", "figures", "topics", "localities", "sessions", "tombstones",
)  # fmt: skip
"""Tables of the library that hold records."""

LOG, SINGLE = "@log", "@single"

V = TypeVar("V")


class Reads:
    """The facts that are being read now."""

    __slots__ = ("facts",)

    def __init__(self) -> None:
        self.facts: set[Fact] = set()


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

    @property
    def as_of(self) -> Any:
        self._reads.facts.add((SINGLE, "as_of"))
        return self._corpus.as_of


class _Table(Mapping[str, V], Generic[V]):
    """Notes which keys are asked for, those that are not there too."""

    def __init__(self, name: str, inner: Mapping[str, V], reads: Reads) -> None:
        self._name, self._inner, self._reads = name, inner, reads

    def __getitem__(self, key: str) -> V:
        self._reads.facts.add((self._name, key))
        return self._inner[key]

    def __iter__(self) -> Iterator[str]:
        self._reads.facts.add((self._name, ALL))
        return iter(self._inner)

    def __len__(self) -> int:
        self._reads.facts.add((self._name, ALL))
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
            found = self._records[key] = _Record(record, self._reads)
        return cast("Record", found)


class _Record:
    """Stands for a record. What belongs to its type needs no note: that is a fact of its table."""

    __slots__ = ("_reads", "_record", "_values")

    def __init__(self, record: Record, reads: Reads) -> None:
        self._record, self._reads, self._values = record, reads, record.__dict__

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self._record)

    def __getattr__(self, name: str) -> Any:
        identity = self._values["id"]
        if name in self._values:
            self._reads.facts.add((identity, name))
            return self._values[name]
        if name not in ("folder", "label"):
            self._reads.facts.add((identity, ALL))
        return getattr(self._record, name)

    def __eq__(self, other: object) -> bool:
        raise TypeError("compare the ids of records")

    __hash__ = None  # type: ignore[assignment]


class _Entry:
    """An entry of the library, of which views need the record alone."""

    __slots__ = ("record",)

    def __init__(self, record: Record) -> None:
        self.record = record


class _Entries(Mapping[str, _Entry]):
    """Records of all types; which type an id is of is a fact too."""

    def __init__(self, corpus: Corpus, reads: Reads, tables: Mapping[str, _Records]) -> None:
        self._table = _Table("@entries", corpus.library.entries, reads)
        self._by_type = {
            kind: tables[name]
            for name in TABLES
            for kind in {type(record) for record in getattr(corpus.library, name).values()}
        }

    def __getitem__(self, key: str) -> _Entry:
        kind = type(self._table[key].record)
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
            if field.name != "documents":
                table = _Table(f"@{field.name}", getattr(index, field.name), reads)
                setattr(self, field.name, table)

    @property
    def documents(self) -> tuple[str, ...]:
        self._reads.facts.add((SINGLE, "documents"))
        return self._documents


class _Lists(_Table[DocumentList]):
    """Notes how many pages and documents a list has, and which of its pages is read."""

    def __init__(self, inner: Mapping[str, DocumentList], reads: Reads) -> None:
        super().__init__("@lists", inner, reads)

    def __getitem__(self, key: str) -> DocumentList:
        return cast("DocumentList", _List(super().__getitem__(key), self._reads))


class _List:
    __slots__ = ("_list", "_reads", "count", "size")

    def __init__(self, inner: DocumentList, reads: Reads) -> None:
        self._list, self._reads = inner, reads
        self.count, self.size = inner.count, inner.size

    @property
    def pieces(self) -> _Pieces:
        return _Pieces(self._list, self._reads)


class _Pieces:
    __slots__ = ("_list", "_reads")

    def __init__(self, inner: DocumentList, reads: Reads) -> None:
        self._list, self._reads = inner, reads

    def __getitem__(self, number: int) -> Any:
        self._reads.facts.add(("@pieces", f"{self._list.page} {number}"))
        return self._list.pieces[number]


class _History:
    """The publication log: all accounts, or what it tells of one page."""

    def __init__(self, corpus: Corpus, reads: Reads) -> None:
        self._history, self._reads = corpus.history, reads
        self.by_page = _Table(LOG, self._history.by_page, reads)
        self.state = _Table(LOG, self._history.state, reads)

    @property
    def accounts(self) -> Any:
        self._reads.facts.add((SINGLE, "log"))
        return self._history.accounts
