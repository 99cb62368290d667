"""What readers, links and bookmarks hold on to in a built site, whoever built it."""

from __future__ import annotations

import hashlib
import re
import urllib.parse
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SITE = "http://site.invalid/"
_ARTICLE = ("article.md-content__inner", "main", "body")
"""Where the content stands: in Material's frame, in our templates without it, in any other."""
_OURS = ("assets/sotay/", "search/")
_HASH = re.compile(r"\.[0-9a-f]{8}(\.min)?(?=\.\w+$)")
_INLINE = {
    "a", "abbr", "b", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "time", "u",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """``anchors`` are those of the article, ``targets`` all that a link can lead to. ``text`` has
    one blank between words, ``marks`` are the tags of the article with their classes. ``links``
    are addresses from the root of the site (``van-ban/x/#dieu-1``), or as written when they lead
    out of it. ``loads`` are our styles and scripts, without the hash in their names."""

    title: str
    text: str
    anchors: AbstractSet[str]
    targets: AbstractSet[str]
    marks: tuple[str, ...]
    links: tuple[str, ...]
    loads: AbstractSet[str]


@dataclass(frozen=True, slots=True)
class Site:
    """``pages`` by address; ``files`` that are passed on from docs/, each with its digest; ``rest``
    is what else lies in the folder: assets, the sitemap, what `sotay` adds after the build."""

    pages: Mapping[str, Page]
    files: Mapping[str, str]
    rest: AbstractSet[str]

    def dead(self, added: AbstractSet[str]) -> set[tuple[str, str]]:
        """Pages and the links in them that lead nowhere, once the files ``added`` are there."""
        there = self.files.keys() | added
        return {
            (address, link)
            for address, page in self.pages.items()
            for link in page.links
            if link.partition("#")[0] not in there and not self._answers(link)
        }

    def _answers(self, link: str) -> bool:
        address, _, anchor = link.partition("#")
        page = self.pages.get(address)
        leads_out = urllib.parse.urlsplit(link).scheme != ""
        return leads_out or (page is not None and (not anchor or anchor in page.targets))


def read(site: Path, docs: Path) -> Site:
    """The site in a folder, built from ``docs``."""
    pages, files, rest = {}, {}, set()
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".html":
            address = _address(name)
            pages[address] = _page(address, path.read_text(encoding="utf-8"))
        elif path.is_file() and (docs / name).is_file():
            files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        elif path.is_file():
            rest.add(name)
    return Site(pages, files, rest)


def _address(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return folder + slash if name == "index.html" else path


def _page(address: str, html: str) -> Page:
    tree = LexborHTMLParser(html)
    title = tree.css_first("title")
    found = (tree.css_first(selector) for selector in _ARTICLE)
    article = next(node for node in found if node is not None)
    return Page(
        title=_words(title) if title is not None else "",
        text=_words(article),
        anchors=_anchors(article),
        targets=_anchors(tree.root) if tree.root is not None else set(),
        marks=tuple(_mark(node) for node in article.css("*") if node != article),
        links=tuple(_link(address, node.attributes["href"]) for node in article.css("a[href]")),
        loads=_loads(address, tree),
    )


def _words(node: LexborNode) -> str:
    """Its text with one blank between words. Only what begins a line of its own parts words:
    a word may be half bold or coloured."""
    parts: list[str] = []
    last = 0
    for text in node.traverse(include_text=True):
        if text.is_text_node:
            block = text.parent
            while block is not None and block.tag in _INLINE:
                block = block.parent
            here = block.mem_id if block is not None else 0
            parts += ["" if here == last else " ", text.text_content or ""]
            last = here
    return " ".join("".join(parts).split())


def _anchors(node: LexborNode) -> set[str]:
    return {value for found in node.css("[id]") if (value := found.attributes["id"])}


def _mark(node: LexborNode) -> str:
    classes = (node.attributes.get("class") or "").split()
    return ".".join([node.tag or "", *sorted(classes)])


def _loads(address: str, tree: LexborHTMLParser) -> set[str]:
    found = (node.attributes for node in tree.css("link[href], script[src]"))
    names = (_link(address, given.get("href") or given.get("src")) for given in found)
    return {_HASH.sub("", name) for name in names if name.startswith(_OURS)}


def _link(address: str, written: str | None) -> str:
    target = urllib.parse.urljoin(_SITE + address, written or "")
    if not target.startswith(_SITE):
        return target
    path, hash_, anchor = target.removeprefix(_SITE).partition("#")
    path = _address(urllib.parse.unquote(path.partition("?")[0]))
    return path + hash_ + urllib.parse.unquote(anchor)
