"""The search: an index built from the records, and the query side that reads it.

`items` → `terms` → `build` → `pack` is the way in, `dictionary` → `query` → `ranking` the way out.
The browser has the way out once more, in JavaScript (``theme/assets/sotay/search``); tests hold the
two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.search import build, items
from generator.search.guides import Guide
from generator.views.corpus import Corpus

FOLDER = "search"
"""Folder of the index below the site."""


def files(corpus: Corpus, guides: Iterable[Guide]) -> dict[str, str]:
    """The index of the records and of pages written by hand, as path below the site → text."""
    meanings = dict(corpus.library.abbreviations.root)
    packed = build.index(items.items(corpus, guides), meanings)
    return {f"{FOLDER}/{file.name}": file.text for file in packed}
