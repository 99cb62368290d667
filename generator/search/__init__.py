"""The search: an index built from the records, and the query side that reads it.

`items` → `terms` → `build` → `pack` is the way in, `dictionary` → `query` → `ranking` the way out.
The browser has the way out once more, in JavaScript (``engine/``); tests hold the two against each
other.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import rjsmin

from generator.search import build, items
from generator.search.guides import Guide
from generator.views.corpus import Corpus

FOLDER = "search"
"""Folder of the index below the site."""


_ENGINE = Path(__file__).parent / "engine"
_PARTS = ("analysis", "spelling", "dictionary", "query", "ranking")


def engine() -> dict[str, str]:
    """The scripts that read the index, by name: the engine in one file without comments, and an
    inflate for browsers that have none."""
    sources = {path.stem: path.read_text(encoding="utf-8") for path in _ENGINE.glob("*.js")}
    return {
        "engine.js": "\n".join(rjsmin.jsmin(sources[part]) for part in _PARTS) + "\n",
        "inflate.js": rjsmin.jsmin(sources["inflate"]) + "\n",
    }


def files(corpus: Corpus, guides: Iterable[Guide]) -> dict[str, str]:
    """The index of the records and of pages written by hand, with the engine that reads it, as path
    below the site → text."""
    meanings = dict(corpus.library.abbreviations.root)
    packed = build.index(items.items(corpus, guides), meanings)
    scripts = {file.name: file.text for file in packed} | engine()
    return {f"{FOLDER}/{name}": text for name, text in scripts.items()}
