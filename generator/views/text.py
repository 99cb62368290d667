"""The page of a document's full text, and what the page of the record tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.citations.articles import Piece, pieces
from generator.records.provisions import Level, Line, Provision
from generator.records.types import Document, Source
from generator.records.vocabulary import RelationType
from generator.views.addresses import Link, text_page
from generator.views.corpus import Corpus, full_number

FEW_ARTICLES = 40
"""Up to so many the page of the record lists them all, else the outermost divisions alone."""

_UNITS = (
    (Level.PART, "phần"),
    (Level.CHAPTER, "chương"),
    (Level.ITEM, "mục"),
    (Level.ARTICLE, "điều"),
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text; ``number`` stands before ``pieces`` and leads to ``anchor``."""

    anchor: str
    number: str
    is_point: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A provision as the page shows it: ``depth`` is that of its heading, from 1."""

    depth: int
    anchor: str
    title: str
    is_division: bool
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """An entry of the table of contents with what stands in it."""

    link: Link
    inner: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What there is to read: ``size`` is ``6 chương, 91 điều``, empty for a text without parts."""

    page: Link
    size: str
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class FullText:
    outline: Outline
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]


def outline(document: Document, provisions: Sequence[Provision], short: bool) -> Outline:
    """``short`` is for the page of the record, which must stay small."""
    page = text_page(document)
    contents = tuple(_contents(page, _with_depth(provisions)))
    if short and sum(p.level is Level.ARTICLE for p in provisions) > FEW_ARTICLES:
        divisions = tuple(Content(c.link, ()) for c in contents if c.inner)
        contents = divisions
    name = "Toàn văn" if document.text_complete else "Trích văn bản"
    link = Link(f"{name} {full_number(document)}", page)
    return Outline(link, _size(provisions), contents)


def full_text(corpus: Corpus, document: Document) -> FullText:
    provisions = corpus.library.texts[document.id]
    amending = any(r.type is RelationType.AMENDS for r in document.relations)
    anchors = _anchors(provisions)
    return FullText(
        outline(document, provisions, short=False),
        tuple(_part(depth, p, anchors, amending) for depth, p in _with_depth(provisions)),
        (document.text_source,) if document.text_source else document.sources,
    )


def _size(provisions: Sequence[Provision]) -> str:
    counts = ((sum(p.level is level for p in provisions), unit) for level, unit in _UNITS)
    return ", ".join(f"{count} {unit}" for count, unit in counts if count)


def _with_depth(provisions: Iterable[Provision]) -> Iterator[tuple[int, Provision]]:
    """The depth of each provision below the divisions that are open where it stands, from 1."""
    order = list(Level)
    open_levels: list[int] = []
    for provision in provisions:
        rank = order.index(provision.level)
        if provision.level.is_division:
            open_levels = [*(level for level in open_levels if level < rank), rank]
            yield len(open_levels), provision
        else:
            yield len(open_levels) + 1, provision


def _anchors(provisions: Iterable[Provision]) -> frozenset[str]:
    found = {anchor for p in provisions for anchor in (p.anchor, *(x.anchor for x in p.lines))}
    return frozenset(found - {""})


def _part(depth: int, provision: Provision, anchors: frozenset[str], amending: bool) -> Part:
    article = provision.anchor if provision.level is Level.ARTICLE else ""
    return Part(
        depth,
        provision.anchor,
        provision.title,
        provision.level.is_division,
        tuple(_paragraph(line, article, anchors, amending) for line in provision.lines),
    )


def _paragraph(line: Line, article: str, anchors: frozenset[str], amending: bool) -> Paragraph:
    text = line.text[len(line.number) :]
    is_point = bool(line.number) and not line.number[0].isdigit()
    return Paragraph(line.anchor, line.number, is_point, pieces(text, article, anchors, amending))


def _contents(page: str, provisions: Iterable[tuple[int, Provision]]) -> Iterator[Content]:
    """The tree of all provisions that have a label."""
    levels: list[list[Content]] = [[]]
    for depth, provision in reversed([(d, p) for d, p in provisions if p.label]):
        inner: list[Content] = []
        while len(levels) > depth:
            inner = levels.pop()
        levels += [[] for _ in range(depth - len(levels))]
        link = Link(provision.title, f"{page}#{provision.anchor}")
        levels[-1].append(Content(link, tuple(reversed(inner))))
    yield from reversed(levels[0])
