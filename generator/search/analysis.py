"""Vietnamese text → syllables with two keys each. The browser does the same (``analysis.js``).

The fold has no marks at all (``hoa``). The exact form keeps the shape of letters and takes the
tone out of its place (``hoa2`` for hòa and hoà alike), so that old and new placement of tone marks
agree; a final y after a consonant is an i (kỹ, kĩ).

After canonical decomposition a word is a run of a–z and đ with the marks U+0300–U+036F on them, or
a run of 0–9; every other character parts words. Nothing hangs on tables of letters and cases, in
which one version of Unicode, Python or browser, differs from the next.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_SHAPES = {"\u0302", "\u0306", "\u031b"}
_LOOKALIKES = ("ð", "đ"), ("ɖ", "đ"), ("ƀ", "b")
"""Old fonts and keyboards write Ð or Ɖ for Đ; ƀ is a b of the Central Highlands."""
_WORD = re.compile(r"[0-9]+|[a-zđ][a-zđ\u0300-\u036f]*")
_FINAL_Y = re.compile(r"^((?:[bcdđghklmnpqrstvx]|qu)+)y$")


@dataclass(frozen=True, slots=True)
class Syllable:
    """One word of a text: its fold and its exact form; digits are syllables too."""

    fold: str
    exact: str

    @property
    def is_marked(self) -> bool:
        """True when the writer typed a tone or a shape."""
        return self.exact != self.fold


@lru_cache(maxsize=200_000)
def syllable(word: str) -> Syllable:
    letters: list[str] = []
    shaped: list[str] = []
    tone = ""
    for character in _plain(word):
        if character in _TONES:
            tone = _TONES[character]
        elif character in _SHAPES:
            shaped[-1:] = [shaped[-1] + character] if shaped else []
        elif not "\u0300" <= character <= "\u036f":
            letters.append("d" if character == "đ" else character)
            shaped.append(character)
    return Syllable(final_i("".join(letters)), final_i("".join(shaped)) + tone)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFD", text).lower()
    for one, other in _LOOKALIKES:
        plain = plain.replace(one, other)
    return plain


def final_i(word: str) -> str:
    """``ky`` → ``ki``: after a consonant both are written."""
    return _FINAL_Y.sub(r"\1i", word)


def folded(text: str) -> str:
    """A text without marks, its syllables parted by blanks."""
    return " ".join(word.fold for word in syllables(text))


def words(text: str) -> list[str]:
    """Words of a text in their order, with their marks apart; digits and letters written together
    are parted."""
    return _WORD.findall(_plain(text))


def syllables(text: str) -> list[Syllable]:
    """Syllables of a text in their order."""
    return [syllable(word) for word in words(text)]
