"""The rules that index and query share, in Python and in the browser: ``rules.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).parent / "rules.json"


@dataclass(frozen=True)
class Rules:
    """``kinds``: folded name → symbol; the rest as their names say, all folded."""

    kinds: dict[str, str]
    symbols: tuple[str, ...]
    same_symbol: dict[str, str]
    stop: frozenset[str]
    confusions: tuple[tuple[str, str], ...]


def _load() -> Rules:
    raw = json.loads(PATH.read_text(encoding="utf-8"))
    return Rules(
        raw["kinds"],
        tuple(raw["symbols"]),
        raw["same_symbol"],
        frozenset(raw["stop"]),
        tuple((a, b) for a, b in raw["confusions"]),
    )


RULES = _load()
