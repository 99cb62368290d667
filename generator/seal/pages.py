"""HTML and SVG → Facts, read as browsers read them (WHATWG HTML, by lexbor)."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
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
_SETS = {"srcset", "imagesrcset"}
_NAMING = ",".join(f"[{name}]" for name in sorted(_URLS - {"xlink:href"} | _SETS | {"ping"}))
"""Elements that name an address. ``[href]`` finds ``xlink:href`` too: that is its local name."""

_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?(?:,|$)")
"""One image of a srcset (HTML §4.8.4.2.1)."""

_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*[\"']?\s*([^\"']*)", re.IGNORECASE)

_FORBIDDEN = ("base", "iframe", "frame", "object", "embed", "applet", "portal", "template")
"""``template``: what it holds is no part of the page until a script takes it out, nor looked at."""

_DATA = {"application/json", "application/ld+json"}
"""Types of scripts that are no code."""

_HANDLER = re.compile(rb"on(?<=[\s/\"']..)[a-z]+\s*=")
"""There is no handler where this is not; whether there is one, only the tree tells."""


class _Page:
    """The tree, and the bytes in small letters: what does not stand in them need not be sought."""

    def __init__(self, data: bytes) -> None:
        self._tree, self.low = LexborHTMLParser(data), data.lower()
        self.root = self._tree.root

    def css(self, selector: str, piece: bytes = b"") -> list[LexborNode]:
        """Elements; ``piece`` stands in every page that has some."""
        if piece not in self.low:
            return []
        return self._tree.css(selector)

    @cached_property
    def code(self) -> list[LexborNode]:
        """Scripts that stand in the page itself."""
        return self.css("script:not([src])")


def page(data: bytes) -> Facts:
    tree = _Page(data)
    kind = _kind(tree)
    identities = Counter(_identities(tree))
    named = {node.attributes["name"] or "" for node in tree.css("a[name]")}
    return Facts(
        references=tuple(dict.fromkeys(_references(tree))),
        anchors=tuple(sorted({*identities, *named})),
        repeated=tuple(sorted(name for name, count in identities.items() if count > 1)),
        hosts=tuple(_hosts(tree)),
        markup=tuple(dict.fromkeys([*_markup(tree), *_styled(tree), *_handlers(tree)])),
        policies=tuple(_policies(tree)),
        unguarded=_unguarded(tree),
        kind=kind,
        rows=len(tree.css(".sv-list tbody tr", b"sv-list")),
        has_past=bool(tree.css("[data-fingerprint]", b"data-fingerprint")),
        packed=len(zlib.compress(data, 1) if kind in RECORDS else data),
    )


def _kind(tree: _Page) -> str:
    found = tree.css("[data-page-kind]")
    return (found[0].attributes["data-page-kind"] or "") if found else ""


def _identities(tree: _Page) -> Iterator[str]:
    for node in tree.css("[id]"):
        if identity := node.attributes["id"]:
            yield identity


def _references(tree: _Page) -> Iterator[Reference]:
    for node in tree.css(_NAMING):
        yield from _named(node.tag or "", node.attributes)
    for node in tree.css("meta[http-equiv=refresh i]", b"refresh"):
        found = _REFRESH.match(node.attributes.get("content") or "")
        if found and found[1]:
            yield reference("meta", "content", found[1])
    for node in tree.css("style", b"<style"):
        yield from styles.references(node.text())
    for node in tree.css("[style]"):
        yield from styles.references(node.attributes["style"] or "")


def _named(tag: str, given: Attributes) -> Iterator[Reference]:
    rel = (given.get("rel") or "").lower()
    for name in given.keys() & _URLS:
        yield reference(tag, name, given[name] or "", rel)
    for name in given.keys() & _SETS:
        for url in _CANDIDATE.findall(given[name] or ""):
            yield reference(tag, name, url)
    for url in (given.get("ping") or "").split():
        yield reference(tag, "ping", url)


def _hosts(tree: _Page) -> Iterator[str]:
    """Addresses in data for scripts, and in code that should not be there."""
    for node in tree.code:
        if text := node.text():
            is_data = _type(node) in _DATA
            yield from values.in_json(text) if is_data else values.in_script(text)


def _type(node: LexborNode) -> str:
    return (node.attributes.get("type") or "").strip().lower()


def _markup(tree: _Page) -> Iterator[Markup]:
    for node in tree.css(",".join(_FORBIDDEN)):
        yield Markup("forbidden-element", f"<{node.tag}>", f"<{node.tag}")
    for node in tree.code:
        if _type(node) not in _DATA and not node.attributes.keys() & {"href", "xlink:href"}:
            yield Markup("inline-script", "<script>", _line(node.text()) or "<script")


def _styled(tree: _Page) -> Iterator[Markup]:
    for node in tree.css("style", b"<style"):
        yield Markup("inline-style", "<style>", _line(node.text()) or "<style")
    for node in tree.css("[style]"):
        yield Markup("inline-style", f'<{node.tag} style="…">', node.attributes["style"] or "style")


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
    for node in tree.css("head > meta[http-equiv=content-security-policy i]"):
        yield node.attributes.get("content") or ""


def _unguarded(tree: _Page) -> str:
    """A policy holds from where it stands on (CSP §3.3)."""
    for node in tree.css("meta[http-equiv=content-security-policy i],script,link,style,img"):
        return "" if node.tag == "meta" else node.tag or ""
    return ""
