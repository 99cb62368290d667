"""Scripts, data and XML → Facts: which hosts they name.

A script may put an address together from pieces, which nobody can read off its text; that it cannot
be asked for is up to the Content-Security-Policy. Here every address that is written out counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from xml.parsers import expat

from generator.seal.facts import IN_XML, Facts, Reference, reference

_NAMESPACES = ("http://www.w3.org/", "http://www.sitemaps.org/schemas/")
"""Names that look like addresses; nothing asks for them."""

_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)", re.DOTALL | re.MULTILINE)
"""Comments that begin a line, licences above all: no code that runs."""

_IN_SCRIPT = re.compile(
    r"(?ix) (?: (?:https?|wss?|ftp): // | (?<=[\"'`]) // [\w-]+ \. \w ) [^\s\"'`<>\\;,)]*"
)
"""With a scheme, or a text that begins with ``//`` and a name with a dot (base64 has none)."""

_WHOLE = re.compile(r"\s*(?:(?:https?|wss?|ftp)://|//[\w-]+\.)\S*\s*", re.IGNORECASE)
"""A text that is an address, not one that speaks of an address."""

_CALL = re.compile(r"[\w.]+\((.*)\);?\s*", re.DOTALL)
"""A script that does nothing but hand data over, as those of the search index do."""

_TOLD = {"URL", "$schema", "title", "authority", "literal", "genre", "number"}
"""Keys of data that are told and not asked for: CSL-JSON names a source by ``URL``, and its words
may be anything."""

_XML_ADDRESSES = {"loc", "link", "url", "uri", "icon", "logo"}
"""Elements of feeds and lists of pages whose text is an address."""


def script(data: bytes) -> Facts:
    text = data.decode("utf-8", "replace")
    return Facts(hosts=tuple(dict.fromkeys(in_script(text))))


def data(content: bytes) -> Facts:
    return Facts(hosts=tuple(dict.fromkeys(in_json(content.decode("utf-8", "replace")))))


def xml(content: bytes) -> Facts:
    """A feed or a list of pages, as far as it can be read."""
    found: list[Reference] = []
    texts: list[str] = []

    def start(_: str, given: dict[str, str]) -> None:
        texts.append("")
        for name, value in given.items():
            if name in {"href", "src"} or (not name.startswith("xmlns") and _is_foreign(value)):
                found.append(reference(IN_XML, name, value))

    def words(text: str) -> None:
        texts[-1] += text

    def end(name: str) -> None:
        text = texts.pop().strip()
        if name.lower() in _XML_ADDRESSES and text:
            found.append(reference(IN_XML, "", text))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = words
    with suppress(expat.ExpatError, LookupError, ValueError):  # broken, or of unknown encoding
        parser.Parse(content, True)
    return Facts(references=tuple(dict.fromkeys(found)))


def _is_foreign(value: str) -> bool:
    return bool(_WHOLE.fullmatch(value)) and not value.startswith(_NAMESPACES)


def in_script(text: str) -> Iterator[str]:
    handed = _CALL.fullmatch(text)
    given = _parsed(f"[{handed[1]}]") if handed else None
    if given is not None:
        yield from _in_value(given)
        return
    if "//" in text:
        yield from _foreign(_IN_SCRIPT.findall(_COMMENT.sub("", text)))


def in_json(text: str) -> Iterator[str]:
    """A list of components (CycloneDX) is about addresses; nothing of ours reads it."""
    given = _parsed(text)
    if not (isinstance(given, dict) and given.get("bomFormat") == "CycloneDX"):
        yield from _in_value(given)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _in_value(given: Any) -> Iterator[str]:
    """In the order in which they stand; data may nest deeper than calls may."""
    left = [given]
    while left:
        value = left.pop()
        if isinstance(value, str) and _WHOLE.fullmatch(value):
            yield from _foreign([value])
        elif isinstance(value, list):
            left += reversed(value)
        elif isinstance(value, dict):
            left += reversed([each for key, each in value.items() if key not in _TOLD])


def _foreign(addresses: list[str]) -> Iterator[str]:
    yield from (each for each in addresses if not each.startswith(_NAMESPACES))
