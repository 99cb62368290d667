"""What there is to read, as digests, and which of it differs from the last run.

Of a record that is as before, told by the content of its file, no field is looked at. A fact that
is no longer there has changed as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache, lru_cache

from generator.force import Act, Force
from generator.incremental.seen import ALL, LOG, SINGLE, number
from generator.index import ORDERS, Index
from generator.kept import Kept
from generator.program import SIZE, digest
from generator.records.types import TABLES, WORDS, Record
from generator.views.corpus import Corpus
from generator.views.lists import DocumentList

Table = Mapping[str, str]
"""Digest, or the value itself where it is short, by key."""

_DIGITS = 16
"""Of a digest in hexadecimal, 64 bits."""

_RELATIONS = "relations"
_SHAPE = digest(b"shape")


class Facts:
    """Facts of this run beside those of the last, which are ``kept``. No page is looked at, so
    that the rules need not have found the records to be without mistakes yet."""

    def __init__(self, kept: Kept, corpus: Corpus) -> None:
        self.kept, self.corpus = kept, corpus
        self._contents = contents = corpus.library.contents
        self.changed: set[int] = set()
        """Names of the facts that differ, as `number` gives them."""
        self._relations: dict[str, str] = {}
        self._same_but_for_words = True
        for identity, entry in corpus.library.entries.items():
            self._compare_record(identity, entry.kind)
        self.compare("@texts", {i: contents[i].hex() for i in corpus.library.texts})
        self._compare_tables()

    def _compare_tables(self) -> None:
        """Tables that hang on no words are those of the last run where nothing but words differs
        in the records."""
        shape = _shape(self.corpus)
        before, *names = (self.kept.get(_SHAPE) or b"").split(b"\n")
        is_alike = self._same_but_for_words and before == shape
        if is_alike and all(self.kept.get(_table_key(name)) for name in names):
            return
        tables = _tables(self.corpus, self._relations)
        for name, table in tables.items():
            self.compare(name, table)
        self.kept.put(_SHAPE, b"\n".join([shape, *(name.encode() for name in tables)]))

    def compare(self, name: str, table: Table) -> None:
        """Note what differs in a table, and keep it for the next run."""
        key = _table_key(name.encode())
        now = {**table, ALL: _short("\n".join(table))}
        before = _loaded(self.kept.get(key))
        if now != before:
            differ = (k for k in {*before, *now} if before.get(k) != now.get(k))
            self.changed.update(number((name, k)) for k in differ)
            self.kept.put(key, json.dumps(now, separators=(",", ":")).encode())

    def _compare_record(self, identity: str, kind: type[Record]) -> None:
        """The record need not be made where its content is as it was."""
        names = _fields(kind)
        key = f"record {kind.folder} {identity}".encode()
        content = self._contents[identity]
        kept = self.kept.get(key) or b""
        if kept[:SIZE] != content or len(kept) != SIZE * (1 + len(names)):
            values = self.corpus.library.entries[identity].record.values
            now = b"".join(_digest(values[name]) for name in names)
            self._differ(identity, names, kept[SIZE:], now)
            kept = content + now
            self.kept.put(key, kept)
        if _RELATIONS in names:
            at = SIZE * (1 + names.index(_RELATIONS))
            self._relations[identity] = kept[at : at + SIZE].hex()

    def _differ(self, identity: str, names: list[str], before: bytes, now: bytes) -> None:
        at = range(0, len(now), SIZE)
        differ = [
            n for n, a in zip(names, at, strict=True) if before[a : a + SIZE] != now[a : a + SIZE]
        ]
        self._same_but_for_words &= WORDS.issuperset(differ)
        self.changed.update(number((identity, name)) for name in (*differ, ALL))


@lru_cache(maxsize=4096)
def _digest(value: bytes) -> bytes:
    """Of a field: most fields hold nothing, or one of a few words."""
    return digest(value)


def _table_key(name: bytes) -> bytes:
    return b"table " + name


def _shape(corpus: Corpus) -> bytes:
    """All that tables hang on beside what is in the records: which there are, the day, the log."""
    library = corpus.library
    ids = ("\n".join([name, *getattr(library, name)]) for name in TABLES)
    log = (value for each in library.publications for value in each.values.values())
    parts = digest(*map(str.encode, ids)), digest(*log), str(corpus.as_of).encode()
    return digest(*parts).hex().encode()


@cache
def _fields(kind: type[Record]) -> list[str]:
    return list(kind.model_fields)


def _loaded(kept: bytes | None) -> dict[str, str]:
    return json.loads(kept) if kept else {}


def _short(text: str) -> str:
    return digest(text.encode()).hex()[:_DIGITS]


def _tables(corpus: Corpus, relations: Mapping[str, str]) -> dict[str, Table]:
    library, lists = corpus.library, corpus.lists.values()
    records = {f"@{name}": dict.fromkeys(getattr(library, name), "") for name in TABLES}
    others: dict[str, Table] = {
        "@entries": {i: entry.kind.__name__ for i, entry in library.entries.items()},
        "@forces": {i: _force(force) for i, force in corpus.forces.items()},
        "@lists": {found.page: _list(found) for found in lists},
        "@pieces": dict(piece for found in lists for piece in _pieces(found)),
    }
    return {**records, **others, **_groups(corpus.index, relations), **_single(corpus)}


def _groups(index: Index, relations: Mapping[str, str]) -> dict[str, Table]:
    found: dict[str, Table] = {
        "@outgoing": relations,
        "@incoming": {
            key: _short(" ".join(f"{edge.other} {relations[edge.other]}" for edge in edges))
            for key, edges in index.incoming.items()
        },
    }
    for field in fields(index):
        if f"@{field.name}" not in found and field.name not in ORDERS:
            groups = getattr(index, field.name).items()
            found[f"@{field.name}"] = {key: _short(" ".join(ids)) for key, ids in groups}
    return found


def _single(corpus: Corpus) -> dict[str, Table]:
    accounts, by_page = corpus.history.accounts, corpus.history.by_page
    told = {a.publication.at: digest(*a.publication.values.values()).hex() for a in accounts}
    pasts = {page: " ".join(told[p.at] for p, _ in past) for page, past in by_page.items()}
    documents = _short(" ".join(corpus.index.documents))
    single = {"as_of": str(corpus.as_of), "documents": documents, "log": " ".join(told.values())}
    return {LOG: pasts, SINGLE: single}


def _force(force: Force) -> str:
    acts = (force.acts, force.amendments, force.pending, force.cautions)
    told = (force.state, force.ground, force.on or "", *(_acts(each) for each in acts))
    return "|".join(map(str, told))


def _acts(acts: Iterable[Act]) -> str:
    return ";".join(f"{a.other},{a.type},{a.on},{a.scope}" for a in acts)


def _list(found: DocumentList) -> str:
    tails = (f"{t.tail.name} {t.size} {t.first}" for t in found.tails)
    return " ".join((str(found.count), str(found.size), *tails))


def _pieces(found: DocumentList) -> Iterator[tuple[str, str]]:
    for place, piece in enumerate(found.pieces):
        told = "\n".join(f"{heading} {' '.join(ids)}" for heading, ids in piece)
        yield f"{found.page} {place}", _short(told)
