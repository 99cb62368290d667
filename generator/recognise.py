"""Which records the citations in a text mean."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.citations.finding import Mention, mentions
from generator.citations.number import number_slug
from generator.citations.slugs import slug
from generator.index import Index
from generator.library import Library
from generator.records.types import Document
from generator.records.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Recognised:
    """A mention at its place (line and column from 1) and the ids it may mean: one is an answer,
    several leave a choice, none means that the records have no such document."""

    mention: Mention
    line: int
    column: int
    text: str
    candidates: tuple[str, ...]


def recognise(text: str, library: Library, index: Index) -> Iterator[Recognised]:
    """All citations by number in the order of the text, which is in NFC. A later mention by kind
    and number alone means what the first one meant (Nghị định 30/2020/NĐ-CP, phụ lục I)."""
    begins = [0, *(found.end() for found in re.finditer("\n", text))]
    settled: dict[str, str] = {}
    for mention in mentions(text, (kind.value for kind in Kind)):
        candidates = _candidates(mention, library, index)
        if len(candidates) == 1:
            settled[mention.number] = candidates[0]
        elif not mention.day and settled.get(mention.number) in candidates:
            candidates = (settled[mention.number],)
        line = bisect.bisect_right(begins, mention.start)
        yield Recognised(
            mention,
            line,
            mention.start - begins[line - 1] + 1,
            " ".join(text[mention.start : mention.end].split()),
            candidates,
        )


def _candidates(mention: Mention, library: Library, index: Index) -> tuple[str, ...]:
    """Documents of the number that nothing speaks against, narrowed by kind, day, body and term as
    far as one of them is left. Another year or another place speaks against a document; another
    kind does not, because quyết định and quy định share a symbol and are often taken for each
    other."""
    ids = index.by_number.get(number_slug(mention.number), ())
    documents = [library.documents[i] for i in ids]
    documents = [d for d in documents if _is_possible(d, mention, library)]
    after = f"-{slug(mention.after)}-"
    documents = _narrowed(documents, lambda d: d.kind.value == mention.kind)
    documents = _narrowed(documents, lambda d: _parts(d) == mention.day)
    documents = _narrowed(documents, lambda d: bool(d.term) and f"-{slug(d.term or '')}-" in after)
    documents = _narrowed(documents, lambda d: any(n in after for n in _names(d, library)))
    return tuple(document.id for document in documents)


def _narrowed(documents: list[Document], fits: Callable[[Document], bool]) -> list[Document]:
    return [document for document in documents if fits(document)] or documents


def _is_possible(document: Document, mention: Mention, library: Library) -> bool:
    year = mention.day[0] if mention.day else None
    if year and document.issued_on and document.issued_on.year != year:
        return False
    own = {b.locality for b in map(library.bodies.__getitem__, document.issued_by)} - {None}
    named = _places(mention.after, library)
    here = {slug(library.localities[i].name) for i in own if i}
    return not named or not here or bool(here & named)


def _places(after: str, library: Library) -> set[str]:
    """Localities named in the first words after the number, by the last part of their names."""
    text = f"-{slug(after)}-"
    names = {slug(place.name) for place in library.localities.values()}
    return {name for name in names if f"-{_proper(name)}-" in text}


def _proper(name: str) -> str:
    """``tinh-quang-tri`` → ``quang-tri``: bodies are named after the place without its level."""
    for level in ("tinh-", "thanh-pho-", "huyen-", "thi-xa-", "xa-", "phuong-", "tp-"):
        name = name.removeprefix(level)
    return name


def _parts(document: Document) -> tuple[int, ...]:
    day = document.issued_on
    return tuple(part for part in (day.year, day.month, day.day) if part) if day else (0,)


def _names(document: Document, library: Library) -> Iterable[str]:
    for body in map(library.bodies.__getitem__, document.issued_by):
        yield from (f"-{slug(name)}-" for name in (body.name, body.short_name) if name)
