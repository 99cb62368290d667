"""The plain text of a document → its provisions, each with the address that a citation needs.

Structure lines are those of Decree 30/2020/NĐ-CP (Phụ lục I) and of Party documents: ``Phần``,
``Chương``, ``Mục``, ``Tiểu mục``, ``Điều 3. Heading``; where a document has no ``Điều``, Roman
heads ``I-`` or ``I.``. Below them clauses ``1.`` or ``1-`` and points ``a)``. Anchors come from
the printed numbers alone, so that they stay when a text is mended elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from generator.citations.anchors import anchor_of


class Level(StrEnum):
    """What a provision is. A preamble is what stands before the first structure line."""

    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    ITEM = "item"
    """A Roman head of a document without articles."""

    @property
    def is_division(self) -> bool:
        return self in _DIVISIONS


_DIVISIONS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION)
"""From the outermost to the innermost."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; of a clause or a point with its anchor, and its number as it stands at the
    beginning of the text (``2.``, ``a)``)."""

    anchor: str
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """A structure line with what stands below it, up to the next structure line.

    ``label`` is what citations call it (``Điều 3``), ``line`` where it stands in the file, from 1.
    The preamble has neither anchor nor label.
    """

    level: Level
    anchor: str
    label: str
    heading: str
    lines: tuple[Line, ...]
    line: int

    @property
    def title(self) -> str:
        """``Điều 3. Giải thích từ ngữ``, or what there is of it."""
        return ". ".join(part for part in (self.label, self.heading) if part)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the file that is not empty. A quoted one belongs to the text of another document,
    which an amending act quotes: it opens nothing."""

    line: int
    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Head:
    level: Level
    label: str
    number: str
    rest: str


_ARTICLE = re.compile(r"((?:Điều|ĐIỀU) ?(\d{1,4}[a-zđ]{0,2}))(?: ?[.:][-–]?(?: |$)(.*)|$)")
_ITEM = re.compile(r"([IVX]{1,6})(?:\.?[-–] ?|[./)] )(\S.*)")
_ORDINAL = "nhất|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười(?: một| hai)?"
_NUMBER = rf"[IVXLC]+|\d{{1,3}}|[A-ZĐ]|thứ (?:{_ORDINAL})|THỨ (?:{_ORDINAL.upper()})"
_DIVISION = re.compile(
    rf"((Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC) ({_NUMBER}))"
    r"(?: ?[.:–-] ?(.*)| (.*)|$)"
)
_LEVEL_BY_WORD = dict(zip(("phần", "chương", "mục", "tiểu mục"), _DIVISIONS, strict=True))
_CLAUSE = re.compile(r"(\d{1,3}[a-zđ]?(?:\.\d{1,3}){0,3})(?:\.?[-–]|[.)/])(?= \S|[^\s\d])")
_POINT = re.compile(r"([a-zđ]{1,2}\d{0,2})\)|([a-zđ])[.-](?= )")
_WORDS = {Level.PART: "phan", Level.CHAPTER: "chuong", Level.SECTION: "muc"}
_WORDS |= {Level.SUBSECTION: "tieu-muc", Level.ITEM: "muc"}
_LONGEST_HEADING = 300


def parse(text: str) -> tuple[Provision, ...]:
    """Every line that is not empty is kept, in its order; blanks in it become single ones."""
    rows = _rows(text)
    has_articles = any(_ARTICLE.match(row.text) for row in rows if not row.quoted)
    blocks: list[tuple[_Head | None, int, list[_Row]]] = []
    for row in rows:
        head = None if row.quoted else _head(row.text, has_articles)
        if head or not blocks:
            blocks.append((head, row.line, [] if head else [row]))
        else:
            blocks[-1][2].append(row)
    return tuple(_provisions(blocks))


def _rows(text: str) -> list[_Row]:
    lines = [(n, " ".join(line.split())) for n, line in enumerate(text.splitlines(), 1)]
    kept = [(n, line) for n, line in lines if line]
    quoted = _quoted([line for _, line in kept])
    return [_Row(n, line, at in quoted) for at, (n, line) in enumerate(kept)]


def _quoted(lines: list[str]) -> set[int]:
    """Lines within a quotation that opens at the beginning of a line and is closed later on."""
    opened = list(accumulate((t.count("“") - t.count("”") for t in lines), initial=0))
    lowest_after = [*accumulate(reversed(opened), min)][::-1]
    quoted: set[int] = set()
    at = 0
    while at < len(lines):
        before = opened[at]
        at += 1
        if not lines[at - 1].startswith("“") or opened[at] <= before:
            continue
        if lowest_after[at] <= before:
            while opened[at] > before:
                quoted.add(at)
                at += 1
    return quoted


def _head(text: str, has_articles: bool) -> _Head | None:
    if found := _ARTICLE.match(text):
        return _Head(Level.ARTICLE, found[1], found[2], found[3] or "")
    if found := _DIVISION.fullmatch(text):
        rest = found[4] or found[5] or ""
        if found[5] is None or rest.isupper():
            return _Head(_LEVEL_BY_WORD[found[2].lower()], found[1], found[3], rest)
    if not has_articles and (found := _ITEM.fullmatch(text)):
        return _Head(Level.ITEM, found[1], found[1], found[2])
    return None


def _provisions(blocks: list[tuple[_Head | None, int, list[_Row]]]) -> Iterator[Provision]:
    seen: Counter[str] = Counter()
    open_divisions: dict[Level, str] = {}
    for head, line, rows in blocks:
        if head is None:
            anchored = _lines(rows, "", seen) if len(blocks) == 1 else _plain(rows)
            yield Provision(Level.PREAMBLE, "", "", "", tuple(anchored), line)
            continue
        anchor = _unique(_anchor(head, open_divisions), seen)
        if head.level.is_division:
            open_divisions[head.level] = anchor
        heading, rest = _heading(head, line, rows)
        yield Provision(
            head.level, anchor, head.label, heading, tuple(_lines(rest, anchor, seen)), line
        )


def _anchor(head: _Head, open_divisions: dict[Level, str]) -> str:
    """``dieu-3`` alone; a division behind the divisions that it stands in."""
    if head.level is Level.ARTICLE:
        return anchor_of("dieu", head.number)
    inner = _DIVISIONS.index(head.level if head.level.is_division else Level.SECTION)
    for level in _DIVISIONS[inner:]:
        open_divisions.pop(level, None)
    above = [open_divisions[level] for level in _DIVISIONS[:inner] if level in open_divisions]
    return anchor_of(_WORDS[head.level], head.number, above[-1] if above else "")


def _unique(anchor: str, seen: Counter[str]) -> str:
    """A number that stands twice gets ``-lan-2``, which no printed number gives."""
    seen[anchor] += 1
    return anchor if seen[anchor] == 1 else f"{anchor}-lan-{seen[anchor]}"


def _heading(head: _Head, line: int, rows: list[_Row]) -> tuple[str, list[_Row]]:
    """The name of a provision, and the rows of its text.

    Of a division it stands behind the number or on the next lines; of an article behind the
    number, unless a full stop or the like shows that the text itself begins there.
    """
    if head.level.is_division:
        if head.rest or not rows:
            return head.rest, rows
        names = _leading_capitals(rows) or (1 if len(rows) == 1 and _is_name(rows[0].text) else 0)
        return " ".join(row.text for row in rows[:names]), rows[names:]
    if not head.rest or _is_name(head.rest):
        return head.rest, rows
    return "", [_Row(line, head.rest, False), *rows]


def _leading_capitals(rows: Iterable[_Row]) -> int:
    count = 0
    for row in rows:
        if not row.text.isupper():
            break
        count += 1
    return count


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and (text.isupper() or text[-1] not in ".;:,")


def _plain(rows: Iterable[_Row]) -> Iterator[Line]:
    return (Line("", row.text) for row in rows)


def _lines(rows: Iterable[_Row], anchor: str, seen: Counter[str]) -> Iterator[Line]:
    clause = anchor
    for row in rows:
        if row.quoted:
            yield Line("", row.text)
        elif found := _CLAUSE.match(row.text):
            clause = _unique(anchor_of("khoan", found[1], anchor), seen)
            yield Line(clause, row.text, found[0])
        elif found := _POINT.match(row.text):
            own = _unique(anchor_of("diem", found[1] or found[2], clause), seen)
            yield Line(own, row.text, found[0])
        else:
            yield Line("", row.text)
