"""HTML and SVG → Facts, read as browsers read them (WHATWG HTML, by lexbor)."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.seal import styles, values
from generator.seal.facts import RECORDS, Facts, Markup, Reference, reference

Attributes: TypeAlias = dict[str, str | None]

_URLS = frozenset(
    (
        "href",
        "xlink:href",
        "src",
        "action",
        "formaction",
        "poster",
        "data",
        "background",
        "manifest",
    )
)
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?(?:,|$)")
"""One image of a srcset (HTML §4.8.4.2.1)."""

_SEVERAL: Mapping[str, Callable[[str], list[str]]] = {
    "srcset": _CANDIDATE.findall,
    "imagesrcset": _CANDIDATE.findall,
    "ping": str.split,
}
"""Attributes that name several addresses, and how these are read off."""

_NAMING = ",".join(f"[{name}]" for name in sorted(_URLS - {"xlink:href"} | _SEVERAL.keys()))
"""Elements that name an address. ``[href]`` finds ``xlink:href`` too, in SVG, where it is one: that
is its local name."""

_NAMES = _URLS | _SEVERAL.keys() | {"id", "name", "style", "data-page-kind", "data-fingerprint"}

_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*[\"']?\s*([^\"']*)", re.IGNORECASE)

_FORBIDDEN = ("base", "iframe", "frame", "object", "embed", "applet", "portal", "template")
"""``template``: what it holds is no part of the page until a script takes it out, nor looked at."""

_DATA = {"application/json", "application/ld+json"}
"""Types of scripts that are no code."""

_LOADING = {"script", "link", "style", "img"}
_POLICY = "content-security-policy"
_TAGS = {"meta", *_LOADING, *_FORBIDDEN}

_HANDLER = re.compile(rb"on(?<=[\s/\"']..)[a-z]+\s*=")
"""There is no handler where this is not; whether there is one, only the tree tells."""


class _Page:
    """The tree, gone through once, and the bytes in small letters: what does not stand in them need
    not be sought. In the order of the page: elements with a tag that the rules ask for, ``tagged``,
    and by name of each such attribute those that have it, ``named``."""

    def __init__(self, data: bytes) -> None:
        self._tree, self.low = LexborHTMLParser(data), data.lower()
        self.root = self._tree.root
        tagged: list[tuple[LexborNode, str, Attributes]] = []
        named: dict[str, list[tuple[str, Attributes]]] = defaultdict(list)
        for node in self.root.traverse() if self.root else ():
            tag, given = node.tag or "", node.attributes
            if tag in _TAGS:
                tagged.append((node, tag, given))
            for name in given:
                if name in _NAMES:
                    named[name].append((tag, given))
        if "xlink:href" in named:
            naming = [(node.tag or "", node.attributes) for node in self._tree.css(_NAMING)]
            named["xlink:href"] = [each for each in naming if "xlink:href" in each[1]]
        self.tagged, self.named = tagged, named

    def css(self, selector: str, piece: bytes) -> list[LexborNode]:
        """Elements; ``piece`` stands in every page that has some."""
        return self._tree.css(selector) if piece in self.low else []

    def values(self, name: str) -> list[str]:
        """Of the attribute of this name."""
        return [given[name] or "" for _, given in self.named[name]]

    @cached_property
    def code(self) -> list[tuple[LexborNode, Attributes]]:
        """Scripts that stand in the page itself."""
        scripts = ((node, given) for node, tag, given in self.tagged if tag == "script")
        return [(node, given) for node, given in scripts if "src" not in given]


def page(data: bytes) -> Facts:
    tree = _Page(data)
    kind = next(iter(tree.values("data-page-kind")), "")
    identities = [*filter(None, tree.values("id"))]
    names = {given["name"] or "" for tag, given in tree.named["name"] if tag == "a"}
    return Facts(
        references=tuple(dict.fromkeys(_references(tree))),
        anchors=tuple(sorted(names.union(identities))),
        repeated=tuple(_repeated(identities)),
        hosts=tuple(_hosts(tree)),
        markup=tuple(dict.fromkeys([*_markup(tree), *_styled(tree), *_handlers(tree)])),
        policies=tuple(_policies(tree)),
        unguarded=_unguarded(tree),
        kind=kind,
        rows=len(tree.css(".sv-list tbody tr", b"sv-list")),
        has_past=bool(tree.named["data-fingerprint"]),
        packed=len(zlib.compress(data, 1) if kind in RECORDS else data),
    )


def _repeated(names: list[str]) -> list[str]:
    if len(set(names)) == len(names):
        return []
    return sorted(name for name, count in Counter(names).items() if count > 1)


def _references(tree: _Page) -> Iterator[Reference]:
    for name in _URLS:
        for tag, given in tree.named[name]:
            yield reference(tag, name, given[name] or "", (given.get("rel") or "").lower())
    for name, urls in _SEVERAL.items():
        for tag, given in tree.named[name]:
            yield from (reference(tag, name, url) for url in urls(given[name] or ""))
    for node, tag, given in tree.tagged:
        if tag == "style":
            yield from styles.references(node.text())
        elif tag == "meta" and _stands_for(given) == "refresh":
            yield from _refreshed(given.get("content") or "")
    for style in tree.values("style"):
        yield from styles.references(style)


def _refreshed(content: str) -> Iterator[Reference]:
    found = _REFRESH.match(content)
    if found and found[1]:
        yield reference("meta", "content", found[1])


def _stands_for(meta: Attributes) -> str:
    return (meta.get("http-equiv") or "").lower()


def _hosts(tree: _Page) -> Iterator[str]:
    """Addresses in data for scripts, and in code that should not be there."""
    for node, given in tree.code:
        if text := node.text():
            yield from _in_data(text) if _type(given) in _DATA else values.in_script(text)


@lru_cache(maxsize=1 << 6)
def _in_data(text: str) -> tuple[str, ...]:
    """What Material's scripts are told is the same on most pages."""
    return tuple(values.in_json(text))


def _type(script: Attributes) -> str:
    return (script.get("type") or "").strip().lower()


def _markup(tree: _Page) -> Iterator[Markup]:
    for _, tag, _ in tree.tagged:
        if tag in _FORBIDDEN:
            yield Markup("forbidden-element", f"<{tag}>", f"<{tag}")
    for node, given in tree.code:
        if _type(given) not in _DATA and not given.keys() & {"href", "xlink:href"}:
            yield Markup("inline-script", "<script>", _line(node.text()) or "<script")


def _styled(tree: _Page) -> Iterator[Markup]:
    for node, tag, _ in tree.tagged:
        if tag == "style":
            yield Markup("inline-style", "<style>", _line(node.text()) or "<style")
    for tag, given in tree.named["style"]:
        yield Markup("inline-style", f'<{tag} style="…">', given["style"] or "style")


def _line(code: str) -> str:
    return code.strip().partition("\n")[0]


def _handlers(tree: _Page) -> Iterator[Markup]:
    if not _HANDLER.search(tree.low) or tree.root is None:
        return
    for node in tree.root.traverse():
        for name in node.attributes:
            if name.startswith("on"):
                yield Markup("inline-handler", f"<{node.tag} {name}>", name)


def _policies(tree: _Page) -> Iterator[str]:
    for node, tag, given in tree.tagged:
        if tag == "meta" and _stands_for(given) == _POLICY:
            parent = node.parent
            if parent is not None and parent.tag == "head":
                yield given.get("content") or ""


def _unguarded(tree: _Page) -> str:
    """A policy holds from where it stands on (CSP §3.3)."""
    for _, tag, given in tree.tagged:
        if tag in _LOADING:
            return tag
        if tag == "meta" and _stands_for(given) == _POLICY:
            return ""
    return ""
