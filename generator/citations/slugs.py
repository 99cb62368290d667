"""Address parts from Vietnamese text: one function, one pinned backend."""

from __future__ import annotations

from functools import lru_cache

from slugify import slugify


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Lower-case ASCII with hyphens: ``25-NQ/TW`` → ``25-nq-tw``, ``đề án`` → ``de-an``.

    Slugs are addresses, never identities: ``Nghị định`` and ``Nghị đình`` share one.
    """
    return slugify(text, allow_unicode=False)
