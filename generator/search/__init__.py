"""The search: an index built from the records, and the query side that reads it.

`items` → `terms` → `build` → `pack` is the way in, `dictionary` → `query` → `ranking` the way out.
The browser has the way out once more, in JavaScript (``browser/``); tests hold the two against each
other.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path

import rjsmin

from generator.library import Library
from generator.search import build, items
from generator.search.guides import Guide
from generator.search.initials import initialisms
from generator.search.memo import Memo
from generator.search.rules import RULES
from generator.views.corpus import Corpus

FOLDER = "search"
"""Folder of the index below the site."""

_BROWSER = Path(__file__).parent / "browser"
SCRIPTS = {
    "engine.js": ("analysis", "spelling", "dictionary", "query", "ranking"),
    "page.js": ("columns", "fragments", "page"),
    "inflate.js": ("inflate",),
}
"""Scripts beside the index, and the parts of each: what searches, the page ``/tim/``, and what
browsers need that cannot inflate."""


def scripts() -> dict[str, str]:
    """Name → text without comments."""
    sources = {path.stem: path.read_text(encoding="utf-8") for path in _BROWSER.glob("*.js")}
    return {
        name: "".join(f"{rjsmin.jsmin(sources[part])}\n" for part in parts)
        for name, parts in SCRIPTS.items()
    }


def short_forms(library: Library) -> dict[str, str]:
    """Short form → what it stands for: those that the knowledge base explains, and others."""
    made = initialisms(library.bodies.values())
    return {**made, **RULES.short, **library.abbreviations.root}


def files(
    corpus: Corpus, guides: Iterable[Guide], memo: Memo, only: Container[str] | None = None
) -> dict[str, str]:
    """The index of the records (of ``only`` these ids) and of pages written by hand, with the
    scripts that read it, as path below the site → text."""
    found = [i for i in items.items(corpus, guides) if only is None or i.id in only]
    packed = build.index(found, short_forms(corpus.library), memo.weights)
    named = {file.name: file.text for file in packed} | scripts()
    return {f"{FOLDER}/{name}": text for name, text in named.items()}
