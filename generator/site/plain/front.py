"""The front matter of a plain page: one value a line, as the pages of records have it."""

from __future__ import annotations

import re
from typing import Any

_NO_WORD = r"(?:true|false|null|yes|no|on|off)(?![\w-])"
"""What YAML takes for something else than a text."""

_KEY = rf"(?!{_NO_WORD}|search:)[a-z][a-z_]*"
_CHARACTER = r'[^\x00-\x1f\x7f-\x9f"\\\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]'
_QUOTED = rf'"(?:{_CHARACTER}|\\["\\])*"'
_WAY = r"(?:\.\./)+(?:[a-z0-9][\w./-]*)?"
_PLAIN = rf"{_WAY}|(?!{_NO_WORD})[a-z][\w./-]*"
_EXCLUDED = "search:\n  exclude: true\n"

_LINE = re.compile(rf"^({_KEY}): (?:({_QUOTED})|({_PLAIN})|true)$", re.ASCII | re.MULTILINE)
_FRONT = re.compile(
    rf"---\n((?:{_KEY}: (?:{_QUOTED}|{_PLAIN}|true)\n|{_EXCLUDED})+)---\n", re.ASCII
)
_ESCAPED = re.compile(r"\\(.)")


def parted(source: str) -> tuple[str, dict[str, Any]] | None:
    """The Markdown of a page, and its front matter, as ``mkdocs.utils.meta.get_data`` gives them;
    None where that may be anything else than lines of texts, of ``true`` or of ``_EXCLUDED``."""
    found = _FRONT.match(source)
    if found is None:
        return None
    values: dict[str, Any] = {}
    for key, quoted, plain in _LINE.findall(found[1]):
        values[key] = _ESCAPED.sub(r"\1", quoted[1:-1]) if quoted else plain or True
    if _EXCLUDED in found[1]:
        values["search"] = {"exclude": True}
    return source[found.end() :].lstrip("\n"), values
