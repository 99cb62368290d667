"""The rules that index and query share, in Python and in the browser: ``rules.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).parent / "rules.json"


@dataclass(frozen=True)
class Rules:
    """``kinds``: folded name → symbol; the rest as their names say, all folded.

    ``asking``: what stands around a question and is in no record; ``short``: short forms beside
    those that a knowledge base explains.

    ``limits``: characters and words of a query that count, what is a year, the words of a body's
    name, and ``frequent``: a word that more than this share of the items have says little, and its
    list, which is long, is not loaded where other words are there. ``worth``: what a full match of
    each kind is worth; ``run`` and ``run_power`` say how far a full run of pairs raises a score and
    how little half a run does, ``anywhere`` what a pair that stands at several places of the body
    adds to a run, ``title`` is that of a whole title, above a number that it mentions.
    """

    kinds: dict[str, str]
    symbols: tuple[str, ...]
    same_symbol: dict[str, str]
    stop: frozenset[str]
    asking: frozenset[str]
    short: dict[str, str]
    confusions: tuple[tuple[str, str], ...]
    limits: dict[str, float]
    worth: dict[str, float]


def _load() -> Rules:
    raw = json.loads(PATH.read_text(encoding="utf-8"))
    return Rules(
        raw["kinds"],
        tuple(raw["symbols"]),
        raw["same_symbol"],
        frozenset(raw["stop"]),
        frozenset(raw["asking"]),
        raw["short"],
        tuple((a, b) for a, b in raw["confusions"]),
        raw["limits"],
        raw["worth"],
    )


RULES = _load()
