"""Address parts from Vietnamese text: one function, one pinned backend."""

from __future__ import annotations

import re
from functools import lru_cache

from slugify import slugify

_SIMPLE = re.compile(r"[0-9A-Za-zĐđ]+(?:[-/. ][0-9A-Za-zĐđ]+)*")
_SIMPLE_LETTERS = str.maketrans("/. Đđ", "---dd")
"""What nearly all numbers consist of. The backend makes the same of them, and takes far longer."""


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Lower-case ASCII with hyphens: ``25-NQ/TW`` → ``25-nq-tw``, ``đề án`` → ``de-an``.

    Slugs are addresses, never identities: ``Nghị định`` and ``Nghị đình`` share one.
    """
    if _SIMPLE.fullmatch(text):
        return text.translate(_SIMPLE_LETTERS).lower()
    return slugify(text, allow_unicode=False)
