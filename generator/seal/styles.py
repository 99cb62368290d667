"""CSS → Facts: what style sheets load."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.seal.facts import IN_STYLE, Facts, Reference, reference

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(
    r"""(?ix)
    @namespace [^;]* ;
    | (?:url|src)\( \s* (?: "(?P<double>[^"]*)" | '(?P<single>[^']*)' | (?P<bare>[^)"'\s]*) ) \s* \)
    | (?:@import \s* | image-set\( [^)]*? ) (?: "(?P<double2>[^"]*)" | '(?P<single2>[^']*)' )
    """
)


def sheet(data: bytes) -> Facts:
    text = data.decode("utf-8", "replace")
    return Facts(references=tuple(dict.fromkeys(references(text))))


def references(text: str) -> Iterator[Reference]:
    """``url()``, ``@import`` and ``image-set()``; names of namespaces load nothing."""
    for found in _TOKEN.finditer(_COMMENT.sub("", text)):
        if found.lastgroup and (url := found[found.lastgroup].strip()):
            yield reference(IN_STYLE, "", url)
