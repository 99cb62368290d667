"""Markdown to HTML as `Page.render` of MkDocs makes it, by one converter for all pages.

MkDocs sets up Python-Markdown anew for every page. This converter is reset instead, leaves out what
a page cannot need, and gives the same content, table of contents, title and warnings. What is left
out, and why nothing changes by it, stands at each part; `tests/test_pages.py` compares the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown import inlinepatterns
from markdown.extensions import Extension
from markdown.extensions.md_in_html import HtmlBlockPreprocessor, HTMLExtractorExtra
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.inlinepatterns import DelimiterProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import (
    InlineProcessor,
    Treeprocessor,
    UnescapeTreeprocessor,
)
from markdown.util import STX, AtomicString, Registry
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from generator.site.rows import MisplacedError, Rows

LITERALS = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "![",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.LINE_BREAK_RE: "  \n",
    inlinepatterns.ENTITY_RE: "&",
}
"""What any match of an inline pattern holds. Python-Markdown tries each pattern on each text."""

_REFERENCES = (
    inlinepatterns.ReferenceInlineProcessor,
    inlinepatterns.ShortReferenceInlineProcessor,
    inlinepatterns.ImageReferenceInlineProcessor,
    inlinepatterns.ShortImageReferenceInlineProcessor,
)
"""Change nothing on a page that defines no references."""


class Converter:
    """Renders pages, one after the other."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self._md = _Markdown(
            extensions=[*config.markdown_extensions, _Spare()],
            extension_configs=config.mdx_configs or {},
        )
        nobody: Any = None
        self._files = files
        self._raw = _RawLines()
        self._anchors = pages._ExtractAnchorsTreeprocessor(nobody, files, config)
        self._links = pages._RelativePathTreeprocessor(nobody, files, config)
        self._title = pages._ExtractTitleTreeprocessor()
        self._rows = Rows(self._md, self._address)
        self._md.preprocessors.register(self._raw, "mkdocs_raw_html", 21.5)
        self._md.preprocessors.register(self._rows, "sotay_rows", 21)
        self._md.treeprocessors.register(_Checked(self._rows), "sotay_checked", 21)
        self._md.parser.blockprocessors = _Steady(self._md.parser.blockprocessors)
        for processor in (self._anchors, self._links, self._title):
            processor._register(self._md)

    def render(self, page: Page) -> bool:
        """Do what ``page.render`` does, and tell whether each anchor on the page itself that is
        linked to was found. In raw HTML they are looked for where one is missed elsewhere."""
        self._rows.is_on = True
        try:
            return self._rendered(page)
        except MisplacedError:
            self._rows.is_on = False
            return self._rendered(page)

    def _rendered(self, page: Page) -> bool:
        self._md.reset()
        self._raw.lines = []
        self._links.file, self._links.links_to_anchors = page.file, {}
        self._title.title = None
        ids: set[str] = set()
        self._anchors.present_anchor_ids = ids
        assert page.markdown is not None
        page.content = self._md.convert(page.markdown)
        page.toc = get_toc(getattr(self._md, "toc_tokens", []))
        page._title_from_render = self._title.title
        page.links_to_anchors = self._links.links_to_anchors
        wanted = page.links_to_anchors.get(page.file, {}).keys()
        if not ids >= wanted:
            ids |= self._raw.ids()
        page.present_anchor_ids = ids
        return ids >= wanted

    def _address(self, path: str) -> str | None:
        """As MkDocs resolves a link that is nothing but the path of a file."""
        here = self._links.file
        file = None
        if not path.startswith("/"):
            file = self._files.get_file_from_path(self._links._target_uri(here.src_uri, path))
        return None if file is None else get_relative_url(file.url, here.url)


class _Markdown(markdown.Markdown):
    """Answers from a set where Python-Markdown searches a list for each element."""

    _tags: tuple[int, dict[Any, bool]] = (0, {})

    def is_block_level(self, tag: Any) -> bool:
        count = len(self.block_level_elements)
        if self._tags[0] != count:
            self._tags = (count, {})
        known = self._tags[1]
        if tag not in known:
            known[tag] = super().is_block_level(tag)
        return known[tag]


class _Steady(Registry[Any]):
    """Does not list its processors anew for each block."""

    def __init__(self, registry: Registry[Any]) -> None:
        vars(self).update(vars(registry))
        self._all = [*registry]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all)


class _Spare(Extension):
    """Puts thrifty processors in the places of those that are there. It comes last of the
    extensions, and before the processors of MkDocs, whose priorities are the same as some."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        trees = md.treeprocessors
        if type(trees["inline"]) is InlineProcessor:
            marks = _Marks(md, trees["inline"])
            trees.register(marks, "sotay_marks", 20.5)
            trees.register(_Unmarked(marks), "sotay_unmarked", 19.5)
        if type(trees["unescape"]) is UnescapeTreeprocessor:
            trees.register(_Unescape(md), "unescape", 0)
        for one in md.registeredExtensions:
            if isinstance(one, TocExtension) and type(trees["toc"]) is TocTreeprocessor:
                trees.register(_Toc(md, one.getConfigs()), "toc", 5)
        if type(md.preprocessors["html_block"]) is HtmlBlockPreprocessor:
            md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)


class _Checked(Treeprocessor):
    def __init__(self, rows: Rows) -> None:
        super().__init__(rows.md)
        self._rows = rows

    def run(self, root: Element) -> None:
        self._rows.check(root)


class _RawLines(Preprocessor):
    """Stands for MkDocs' search for anchors in raw HTML, which parses each page once more."""

    lines: Sequence[str] = ()

    def run(self, lines: list[str]) -> list[str]:
        self.lines = lines
        return lines

    def ids(self) -> set[str]:
        searcher = pages._RawHTMLPreprocessor()
        searcher.run(list(self.lines))
        return searcher.present_anchor_ids


class _Marks(Treeprocessor):
    """Leaves to the inline processor the patterns that can match on this page, and the texts that
    one of them can match in. Others are marked as atomic, which it does not touch.

    No pattern makes a text in which another one could match that could not before."""

    def __init__(self, md: markdown.Markdown, inline: InlineProcessor) -> None:
        super().__init__(md)
        self._inline = inline
        self.marked: list[tuple[Element, str]] = []

    def run(self, root: Element) -> None:
        self.marked.clear()
        all_texts = "\0".join(text for text in root.itertext() if text)
        patterns = [one for one in self.md.inlinePatterns if self._may_match(one, all_texts)]
        vars(self._inline)["inlinePatterns"] = patterns
        needed = [_literals(one) for one in patterns]
        if None in needed:
            return
        special = "|".join(re.escape(one) for one in sorted({x for xs in needed for x in xs or ()}))
        search = re.compile(special or r"(?!)").search
        marked = self.marked
        for element in root.iter():
            text = element.text
            if text and not isinstance(text, AtomicString) and not search(text):
                element.text = AtomicString(text)
                marked.append((element, text))

    def _may_match(self, pattern: Any, texts: str) -> bool:
        if type(pattern) in _REFERENCES and not self.md.references:
            return False
        literals = _literals(pattern)
        return literals is None or any(one in texts for one in literals)


def _literals(pattern: Any) -> Sequence[str] | None:
    """One of these is in any match; None where that is not known."""
    if isinstance(pattern, DelimiterProcessor):
        return pattern.tokens
    literal = LITERALS.get(pattern.pattern)
    return None if literal is None else (literal,)


class _Unmarked(Treeprocessor):
    """Takes the marks off again, as later processors may ask for them."""

    def __init__(self, marks: _Marks) -> None:
        super().__init__(marks.md)
        self._marks = marks

    def run(self, root: Element) -> None:  # noqa: ARG002 - Python-Markdown gives it
        for element, text in self._marks.marked:
            element.text = text


class _Unescape(UnescapeTreeprocessor):
    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


class _Toc(TocTreeprocessor):
    """Makes the table of contents as a part of the page only where the page asks for it."""

    def run(self, doc: Element) -> None:
        marker, self.marker = self.marker, ""
        if marker in "".join(doc.itertext()):
            self.marker = marker
        super().run(doc)
        self.marker = marker

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self.marker else Element("div")


class _HtmlBlocks(HtmlBlockPreprocessor):
    def run(self, lines: list[str]) -> list[str]:
        extractor = _Extractor(self.md)
        extractor.feed("\n".join(lines))
        extractor.close()
        return "".join(extractor.cleandoc).split("\n")


class _Extractor(HTMLExtractorExtra):
    """Makes its sets of tags once a page, not once a tag."""

    @cached_property
    def block_level_tags(self) -> set[str]:
        return super().block_level_tags

    @cached_property
    def block_tags(self) -> set[str]:
        return super().block_tags

    @cached_property
    def span_and_blocks_tags(self) -> set[str]:
        return super().span_and_blocks_tags
