"""Plain Markdown to HTML in one pass: what the templates of pages write.

Python-Markdown looks at each line some twenty times, once letter by letter, and builds a tree that
it walks a dozen times. A page of plain blocks needs none of that: headings, paragraphs of one line,
tight lists, definitions, tables, notes, elements with Markdown or without, all of words, links to
files, plain tags and bold text. `Plain` writes the HTML of such a page at once, and gives up at the
first line that could be anything else; such a page is left to Python-Markdown (`converting.py`).

That both make the same of the same page is tested on all pages of the tests, and on mixtures of
lines of every kind (`tests/test_converting.py`).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, strip_tags, unique

from generator.site.plain.blocks import Definitions, Item, List, Note, Opened
from generator.site.plain.lines import ATTRIBUTES, ENTITY, TAG, WORD, Lines, NotPlainError

__all__ = ["Made", "NotPlainError", "Plain", "knows"]

_ODD = re.compile(r"[\x00-\x09\x0b-\x1f]|[^\S\n]\n|\n(?! {4})[^\S\n]")
"""Control characters, and blanks at either end of a line but for an indent."""

_HEADING = re.compile(r"(#{1,6}) ([^{}]+?)(?: \{ #([\w-]+)((?: \.[\w-]+)*) \})?")
_RULE = re.compile(r"\|(?: --- \|){2,}")
_NOTE = re.compile(rf'!!! ([a-z]+) "((?:(?!"){WORD})+)"')
_SIMPLE = r'(?: (?!markdown=)[a-z-]+="[\w./ -]*")*'
_OPENED = re.compile(rf'<(aside|details|div|nav|section)({_SIMPLE}) markdown="1">')
_LINE_OF_ELEMENT = re.compile(rf'<p({_SIMPLE}) markdown="1">(.+)</p>')
_SUMMARY = re.compile(rf"<summary>{WORD}+</summary>")
_RAW_LINE = re.compile(rf"<(p|div){ATTRIBUTES}>[^<>&]*(?:(?:{ENTITY}|{TAG})[^<>&]*)*</\1>")
_RAW_OPENED = re.compile(rf"<div{ATTRIBUTES}>")
_ATTRIBUTE = re.compile(r'[a-z-]+="[^"]*"')

_ITEM, _INDENT, _DEFINITION = "- ", "    ", ":   "

_EXTENSIONS = (
    "admonition", "attr_list", "def_list", "fenced_code", "md_in_html", "tables", "toc",
)  # fmt: skip
"""What plain pages are written for."""


class _Heading(NamedTuple):
    """``id`` is None where it is made from the text."""

    level: int
    name: str
    id: str | None
    attributes: str
    html: str


class Made(NamedTuple):
    """``contents`` are what Python-Markdown calls ``toc_tokens``, ``ids`` those that links on the
    page itself may lead to, but for those in raw HTML."""

    content: str
    contents: list[Any]
    title: str | None
    ids: set[str]


class Plain:
    """Converts pages as the converter ``md`` does, which it `knows`; ``address``: see `Lines`."""

    def __init__(self, md: Markdown, address: Callable[[str, str], str | None]) -> None:
        toc = md.treeprocessors["toc"]
        assert isinstance(toc, TocTreeprocessor)
        self._slug: Callable[[str], str] = lambda name: toc.slugify(html.unescape(name), toc.sep)
        self._permalink = _permalink(md, toc)
        self._words = Lines(address)
        self._open: list[Opened] = []
        self._headings: list[_Heading] = []
        self._ids: set[str] = set()

    def convert(self, text: str) -> Made:
        """May raise `NotPlainError`."""
        if _ODD.search(f"\n{text}\n"):
            raise NotPlainError
        self._open, self._headings, self._ids = [Opened()], [], set()
        for chunk in text.strip("\n").split("\n\n"):
            if chunk:
                self._chunk(chunk.strip("\n").split("\n"))
        if len(self._open) > 1:
            raise NotPlainError
        return self._whole(str(self._open[0]).strip())

    def _chunk(self, lines: list[str]) -> None:
        if len(self._open) == 1 and self._raw(lines):
            return
        start, end = 0, len(lines)
        while start < end and lines[start][:1] == "<" and self._opens(lines[start]):
            start += 1
        while end > start and lines[end - 1][:2] == "</":
            end -= 1
        if start < end:
            self._block(lines[start:end])
        for line in lines[end:]:
            self._close(line)

    def _raw(self, lines: Sequence[str]) -> bool:
        """HTML that no Markdown is in, which stays as it is."""
        inner = lines
        if len(lines) > 1 and _RAW_OPENED.fullmatch(lines[0]) and lines[-1] == "</div>":
            inner = lines[1:-1]
        elif len(lines) > 1:
            return False
        if not all(_RAW_LINE.fullmatch(line) for line in inner):
            return False
        self._open[-1].blocks.append("\n".join(lines) + "\n")
        return True

    def _opens(self, line: str) -> bool:
        if found := _OPENED.fullmatch(line):
            self._open.append(Opened(found[1], self._attributes(found[2])))
        elif self._open[-1].tag == "details" and _SUMMARY.fullmatch(line):
            self._open[-1].blocks.append(line)
        else:
            return False
        return True

    def _close(self, line: str) -> None:
        element = self._open.pop()
        if not self._open or line != f"</{element.tag}>" or not element.blocks:
            raise NotPlainError
        self._open[-1].blocks.append(f"<{element.tag}{element.attributes}>\n{element}\n{line}")

    def _attributes(self, text: str) -> str:
        """In the order in which Python-Markdown writes them."""
        attributes = _ATTRIBUTE.findall(text)
        names = [attribute.partition("=")[0] for attribute in attributes]
        if len({*names}) < len(names):
            raise NotPlainError
        self._ids.update(a[4:-1] for a in attributes if a.startswith('id="'))
        return "".join(f" {attribute}" for attribute in sorted(attributes))

    def _block(self, lines: Sequence[str]) -> None:
        blocks, last, first = self._open[-1].blocks, self._open[-1].last, lines[0]
        if first[:2] == _ITEM:
            made = self._list(lines)
            if isinstance(last, List):
                last.add(made)
            else:
                blocks.append(made)
        elif first[:1] == "|":
            blocks.append(self._table(lines))
        elif len(lines) > 1:
            self._several(lines)
        elif first[:1] == "#":
            blocks.append(self._heading(first))
        elif first[:4] == _INDENT and isinstance(last, List | Note):
            last.add_paragraph(self._words.block(first[4:]))
        elif first[:3] == "<p ":
            blocks.append(self._line_of_element(first))
        else:
            blocks.append(f"<p>{self._words.block(first)}</p>")

    def _several(self, lines: Sequence[str]) -> None:
        blocks, last = self._open[-1].blocks, self._open[-1].last
        if note := _NOTE.fullmatch(lines[0]):
            text = lines[1]
            if text[:4] != _INDENT or len(lines) > 2:
                raise NotPlainError
            blocks.append(Note(note[1], note[2], [self._words.block(text[4:])]))
        elif isinstance(last, Definitions):
            last.lines += self._definitions(lines)
        else:
            blocks.append(Definitions(self._definitions(lines)))

    def _heading(self, line: str) -> str:
        """What stands for it until all identifiers are known."""
        found = _HEADING.fullmatch(line)
        if not found or found[2][-1] == "#":
            raise NotPlainError
        made = self._words.line(found[2])
        classes = found[4].replace(" .", " ").strip() if found[4] else ""
        attributes = f' class="{classes}"' if classes else ""
        if found[3]:
            self._ids.add(found[3])
        self._headings.append(_Heading(len(found[1]), strip_tags(made), found[3], attributes, made))
        return f"\x02{len(self._headings) - 1}\x03"

    def _list(self, lines: Sequence[str]) -> List:
        """Of items of one line, with lists of such items in them."""
        items = []
        rest = [*lines]
        while rest:
            line = rest.pop(0)
            if line[:2] != _ITEM:
                raise NotPlainError
            inner = [line[4:] for line in takewhile(lambda line: line[:4] == _INDENT, rest)]
            del rest[: len(inner)]
            items.append(
                Item(self._words.block(line[2:]), f"{self._list(inner)}\n" if inner else "")
            )
        return List(items)

    def _table(self, lines: Sequence[str]) -> str:
        if len(lines) < 3 or not _RULE.fullmatch(lines[1]):
            raise NotPlainError
        columns = lines[1].count("|") - 1
        head = self._row(lines[0], columns, "th")
        rows = "\n".join(self._row(line, columns, "td") for line in lines[2:])
        return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"

    def _row(self, line: str, columns: int, tag: str) -> str:
        cells = line[1:-1].split("|")
        if len(cells) != columns or line[0] != "|" or line[-1] != "|":
            raise NotPlainError
        made = (self._cell(cell.strip(" ")) for cell in cells)
        return "<tr>\n" + "\n".join(f"<{tag}>{cell}</{tag}>" for cell in made) + "\n</tr>"

    def _cell(self, text: str) -> str:
        return self._words.line(text) if text else ""

    def _line_of_element(self, line: str) -> str:
        found = _LINE_OF_ELEMENT.fullmatch(line)
        if not found:
            raise NotPlainError
        return f"<p{self._attributes(found[1])}>{self._words.line(found[2])}</p>"

    def _definitions(self, lines: Sequence[str]) -> list[str]:
        block = self._words.block
        terms = [*takewhile(lambda line: line[:4] != _DEFINITION, lines)]
        meanings = lines[len(terms) :]
        if not terms or not meanings or any(line[:4] != _DEFINITION for line in meanings):
            raise NotPlainError
        return [
            *(f"<dt>{block(term)}</dt>" for term in terms),
            *(f"<dd>{block(meaning[4:].removeprefix(' '))}</dd>" for meaning in meanings),
        ]

    def _whole(self, content: str) -> Made:
        """With headings in their places."""
        made: list[str] = []
        tokens: list[Any] = []
        for level, name, given, attributes, text in self._headings:
            identifier = given or unique(self._slug(name), self._ids)
            tokens.append({"level": level, "id": identifier, "name": name})
            link = self._permalink.replace("\x02", identifier)
            made.append(f'<h{level}{attributes} id="{identifier}">{text}{link}</h{level}>')
        is_titled = content[:2] == "\x020" and self._headings[0].level == 1
        title = self._headings[0].name if is_titled else None
        whole = re.sub("\x02(\\d+)\x03", lambda found: made[int(found[1])], content)
        return Made(whole, nest_toc_tokens(tokens), title, self._ids)


def _permalink(md: Markdown, toc: TocTreeprocessor) -> str:
    """What follows the text of a heading, with a sign in the place of its identifier."""
    heading = Element("h1")
    toc.add_permalink(heading, "\x02")
    made: str = md.serializer(heading)
    for processor in md.postprocessors:
        made = processor.run(made)
    return made.removeprefix("<h1>").removesuffix("</h1>")


def knows(md: Markdown) -> bool:
    """Whether Markdown means for this converter what it means here."""
    plain = Markdown(extensions=[*_EXTENSIONS])
    toc = next((one for one in md.treeprocessors if type(one) is TocTreeprocessor), None)
    return (
        _means(md) == _means(plain)
        and toc is not None
        and (toc.base_level, toc.toc_top, toc.toc_bottom) == (0, 1, 6)
        and toc.use_permalinks not in {None, False}
        and not (toc.use_anchors or toc.permalink_leading)
        and toc.marker in {"", "[TOC]"}
    )


def _means(md: Markdown) -> tuple[object, ...]:
    processors = (
        *(md.preprocessors, md.parser.blockprocessors, md.inlinePatterns),
        *(md.treeprocessors, md.postprocessors),
    )
    kinds = [Counter(type(processor) for processor in registry) for registry in processors]
    return kinds, md.tab_length, md.output_format, {*md.block_level_elements}
