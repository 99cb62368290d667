"""The search: an index built from the records, and the query side that reads it.

`items` → `terms` → `build` → `pack` is the way in, `dictionary` → `query` → `ranking` the way out.
The browser has the way out once more, in JavaScript (``browser/``); tests hold the two against each
other.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from generator.library import Library
from generator.search import build, items
from generator.search.bundles import FOLDER, SCRIPTS, scripts
from generator.search.guides import Guide
from generator.search.initials import initialisms
from generator.search.items import Given, given
from generator.search.renewal import File, renew
from generator.search.rules import RULES
from generator.views.corpus import Corpus

__all__ = [
    "FOLDER", "SCRIPTS", "File", "Given", "files", "given", "renew", "scripts",
    "short_forms",
]  # fmt: skip


def short_forms(library: Library) -> dict[str, str]:
    """Short form → what it stands for: those that the knowledge base explains, and others."""
    made = initialisms(library.bodies.values())
    return {**made, **RULES.short, **library.abbreviations.root}


def files(
    corpus: Corpus, guides: Iterable[Guide] = (), only: Container[str] | None = None
) -> dict[str, str]:
    """The index of the records (of ``only`` these ids) and of pages written by hand, with the
    scripts that read it, as path below the site → text; made from nothing else."""
    found = (i for i in items.items(corpus, guides) if only is None or i.id in only)
    packed = build.index(found, short_forms(corpus.library))
    named = {file.name: file.text for file in packed} | scripts()
    return {f"{FOLDER}/{name}": text for name, text in named.items()}
