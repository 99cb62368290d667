"""The words of a query as they were meant to be typed, before they are read (`query`)."""

from __future__ import annotations

from typing import Any, Protocol

from generator.search import spelling
from generator.search.analysis import Syllable
from generator.search.rules import RULES


class Terms(Protocol):
    """What parsing needs of the index."""

    @property
    def lexicon(self) -> dict[str, int]: ...
    @property
    def router(self) -> dict[str, Any]: ...
    def postings(self, term: str) -> dict[int, int]: ...
    def beginning_with(self, prefix: str, limit: int) -> list[str]: ...


def asked(words: list[Syllable]) -> range:
    """The places of the words that do not only make a question of a query."""
    folds = [word.fold for word in words]
    start, end = 0, len(words)
    for length in range(min(4, len(words) - 1), 0, -1):
        if not start and " ".join(folds[:length]) in RULES.asking:
            start = length
    for length in range(min(4, end - start - 1), 0, -1):
        if end == len(words) and " ".join(folds[end - length : end]) in RULES.asking:
            end -= length
    return range(start, end)


def parted(words: list[Syllable], is_open: bool, terms: Terms) -> list[tuple[int, Syllable]]:
    """The words with their places, those parted that were typed as one; the last may be an
    unfinished one."""
    found: list[tuple[int, Syllable]] = []
    for place in asked(words):
        parts = _glued(words[place].fold, is_open and place == len(words) - 1, terms)
        found += [(place, Syllable(part, part)) for part in parts or ()] or [(place, words[place])]
    return found


def _glued(fold: str, may_go_on: bool, terms: Terms) -> list[str] | None:
    lexicon = terms.lexicon
    if not fold.isalpha() or fold in lexicon or fold in terms.router["abbreviations"]:
        return None
    if spelling.telex(fold) in lexicon:
        return None
    if may_go_on and any(word.startswith(fold) for word in lexicon):
        return None
    return spelling.glued(fold, lexicon)
