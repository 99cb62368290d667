"""The scripts beside the index."""

from __future__ import annotations

from pathlib import Path

import rjsmin

FOLDER = "search"
"""Folder of the index below the site."""

_BROWSER = Path(__file__).parent / "browser"
SCRIPTS = {
    "engine.js": ("analysis", "spelling", "dictionary", "query", "ranking"),
    "page.js": ("columns", "fragments", "page"),
    "inflate.js": ("inflate",),
}
"""Name and parts of each: what searches, the page ``/tim/``, and what browsers need that cannot
inflate."""


def scripts() -> dict[str, str]:
    """Name → text without comments."""
    return {name: script(name) for name in SCRIPTS}


def script(name: str) -> str:
    parts = (_BROWSER / f"{part}.js" for part in SCRIPTS[name])
    return "".join(f"{rjsmin.jsmin(part.read_text(encoding='utf-8'))}\n" for part in parts)
