"""What a syllable that no text has may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.search.analysis import final_i
from generator.search.rules import RULES

_TELEX_SHAPES = {"aa": "a", "ee": "e", "oo": "o", "aw": "a", "ow": "o", "uw": "u", "dd": "d"}
_TELEX_TONES = frozenset("sfrxj")
LETTERS = "abcdeghiklmnopqrstuvxy"


def telex(word: str) -> str | None:
    """``vaanj`` → ``van``: keys of the Telex typing method that were left in the text."""
    plain = word
    for keys, letter in _TELEX_SHAPES.items():
        plain = plain.replace(keys, letter)
    if len(plain) > 2 and plain[-1] in _TELEX_TONES:
        plain = plain[:-1]
    return plain if plain != word else None


def glued(word: str, lexicon: Mapping[str, int], most: int = 4) -> list[str] | None:
    """``danvan`` → ``dan van``: the fewest syllables of the lexicon that make the word up."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 7), end):
            before = best[start]
            part = final_i(word[start:end])
            is_syllable = part in lexicon and (len(part) > 1 or _alone(part, word))
            if before is None or not is_syllable:
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or []):
                best[end] = [*before, part]
    found = best[-1]
    return found if found and 2 <= len(found) <= most else None


def _alone(letter: str, word: str) -> bool:
    """“ở” and “ý” are syllables of one letter; in a short word they are rather a mistake."""
    return letter in "oy" and len(word) > 5


def near(word: str, lexicon: Mapping[str, int], most: int = 4) -> list[str]:
    """Syllables one mistake away: those that writers confuse first, then by frequency."""
    confused = set(_confused(word)) & set(lexicon)
    others = {w for w in _edits(word) if w in lexicon} - confused if len(word) > 1 else set()
    rank = lambda w: (-lexicon[w], w)  # noqa: E731
    return [*sorted(confused, key=rank), *sorted(others, key=rank)][:most]


def _confused(word: str) -> Iterator[str]:
    for one, other in RULES.confusions:
        for old, new in ((one, other), (other, one)):
            if word.startswith(old):
                yield new + word[len(old) :]
            if word.endswith(old):
                yield word[: -len(old)] + new


def _edits(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]
