"""The records as the makers of queries see them, and which of them have what.

Looks at the records alone, never at an index; texts are folded by the benchmarks' own
`benchmarks.search.vietnamese`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from benchmarks.search.vietnamese import folded, tokens
from generator.library import Library
from generator.records.provisions import Provision
from generator.records.types import Document, Locality

_LEVEL = re.compile(
    r"^(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường)\s+", flags=re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """A document as the makers of queries see it; ``title`` is folded and set between blanks."""

    id: str
    record: Document
    body: str
    body_key: str
    place: str
    year: str
    ordinal: str
    symbol: str
    title: str


class Texts:
    """Folded texts in one string: a phrase is looked for in all of them at once."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        pairs = list(texts)
        self._ids = [identity for identity, _ in pairs]
        self._starts = [0]
        for _, text in pairs:
            self._starts.append(self._starts[-1] + len(text) + 1)
        self._joined = "\n".join(text for _, text in pairs)

    def having(self, sought: str, most: int | None = None) -> list[str]:
        """Ids of the texts that have it, each once; no more than ``most``."""
        found: list[str] = []
        at = self._joined.find(sought)
        while at >= 0 and (most is None or len(found) < most):
            place = bisect_right(self._starts, at) - 1
            found.append(self._ids[place])
            at = self._joined.find(sought, self._starts[place + 1])
        return found


class World:
    """The records, and which of them have what."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.documents = [self._found(document) for document in library.documents.values()]
        self.numbered = [found for found in self.documents if found.record.number]
        self.by_number: dict[str, list[Found]] = defaultdict(list)
        self.by_ordinal: dict[str, list[Found]] = defaultdict(list)
        for found in self.numbered:
            self.by_number[number_key(found.record.number or "")].append(found)
            self.by_ordinal[found.ordinal].append(found)
        self.titles = Counter(found.title for found in self.documents)
        self.by_body: dict[str, list[Found]] = defaultdict(list)
        for found in self.documents:
            issuers = [library.bodies[i].name for i in found.record.issued_by]
            for key in dict.fromkeys(map(folded, issuers)):
                self.by_body[key].append(found)
        self._of_topic: dict[str, frozenset[str]] = {}

    def _found(self, document: Document) -> Found:
        place = self.library.localities.get(document.locality or "")
        body = self.library.bodies[document.issued_by[0]].name
        ordinal, symbol = _ordinal_and_symbol(document.number or "")
        return Found(
            document.id,
            document,
            body,
            folded(body),
            place.name if place else "",
            str(document.issued_on.year) if document.issued_on else "",
            ordinal,
            symbol,
            f" {folded(document.title)} ",
        )

    @cached_property
    def _others(self) -> dict[str, tuple[str, str]]:
        """Id → name and all texts, folded, of the records that are no documents."""
        library = self.library
        found = {m.id: (m.title, f"{m.summary} | {m.approach} | {m.results}")
                 for m in library.models.values()}  # fmt: skip
        for group in (library.bodies, library.topics, library.localities):
            found |= {record.id: (record.name, record.note or "") for record in group.values()}
        return {i: (f" {folded(name)} ", f" {folded(name)} | {folded(text)} ")
                for i, (name, text) in found.items()}  # fmt: skip

    @cached_property
    def _titles(self) -> Texts:
        documents = [(found.id, found.title) for found in self.documents]
        return Texts([*documents, *((i, name) for i, (name, _) in self._others.items())])

    @cached_property
    def _texts(self) -> Texts:
        full = self.library.texts
        documents = [(f.id, _texts_of(f.record, full.get(f.id, ()))) for f in self.documents]
        return Texts([*documents, *((i, text) for i, (_, text) in self._others.items())])

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        called: dict[str, list[str]] = defaultdict(list)
        for found in self.documents:
            called[found.title].append(found.id)
        for identity, (name, _) in self._others.items():
            called[name].append(identity)
        return called

    def titled(self, phrase: str) -> frozenset[str]:
        """Records that are called so and nothing else."""
        return frozenset(self._called.get(f" {folded(phrase)} ", ()))

    def opened_by(self, phrase: str) -> frozenset[str]:
        """Documents whose number a phrase begins with, after its kind perhaps."""
        sought = f"{folded(phrase)} "
        return frozenset(
            found.id
            for number, group in self.by_number.items()
            if f"{number} " in sought
            for found in group
            if sought.removeprefix(f"{folded(found.record.kind.value)} ")
            .removeprefix("so ")
            .startswith(f"{number} ")
        )

    def with_title(self, phrase: str, *, open_end: bool = False) -> frozenset[str]:
        """Records that have the phrase in their title."""
        sought = f" {folded(phrase)}" + ("" if open_end else " ")
        return frozenset(self._titles.having(sought))

    def saying(self, phrase: str, most: int | None = None) -> frozenset[str]:
        """Records that have the phrase in any of their texts; no more than ``most`` of them."""
        return frozenset(self._texts.having(f" {folded(phrase)} ", most))

    def on_topic(self, identity: str) -> frozenset[str]:
        """Documents that bear the topic or name it."""
        if identity not in self._of_topic:
            bearing = {f.id for f in self.documents if identity in f.record.topics}
            naming = self.saying(self.library.topics[identity].name)
            self._of_topic[identity] = frozenset(bearing | naming & self.library.documents.keys())
        return self._of_topic[identity]

    def issued(
        self, kind: str | None = None, body: str | None = None, year: str | None = None
    ) -> list[Found]:
        pool = self.documents if body is None else self.by_body[folded(body)]
        return [
            found
            for found in pool
            if (kind is None or found.record.kind.value == kind)
            and (year is None or found.year == year)
        ]

    def around(self, found: Found) -> str:
        """Where a document is from: its body and its place with all that this lies in, folded."""
        names, identity = [found.body], found.record.locality
        while identity and len(names) < 6:
            place = self.library.localities[identity]
            names.append(place.name)
            identity = place.parent
        return " | ".join(f" {folded(name)} " for name in names)

    @cached_property
    def forerunners(self) -> dict[str, list[Locality]]:
        """Id of a place → the places that went into it."""
        places: dict[str, list[Locality]] = defaultdict(list)
        for place in self.library.localities.values():
            for successor in place.successors:
                places[successor].append(place)
        return places


_SYMBOLS = {"nq", "ct", "kl", "qd", "kh", "ctr", "bc", "hd", "tb", "nd", "tt", "cv"}


def _texts_of(record: Document, provisions: Iterable[Provision]) -> str:
    texts = [record.title, record.summary, *record.key_points, record.note or ""]
    for provision in provisions:
        texts += [provision.title, *(line.text for line in provision.lines)]
    return " | ".join(f" {folded(text)} " for text in texts)


def _ordinal_and_symbol(number: str) -> tuple[str, str]:
    """``05-QyĐ/TW`` → ``5``, ``qd``."""
    words = tokens(number)
    symbols = [w for w in words if not w.isdigit()]
    symbol = "qd" if symbols[:1] == ["qyd"] else "".join(symbols[:1])
    return "".join(words[:1]).lstrip("0"), symbol if symbol in _SYMBOLS else ""


def number_key(number: str) -> str:
    """A number without marks, separators and leading zeros."""
    words = tokens(number)
    return " ".join(["".join(words[:1]).lstrip("0"), *words[1:]])


def short_place(name: str) -> str:
    """``Tỉnh Nghệ An`` → ``Nghệ An``."""
    return _LEVEL.sub("", name)
