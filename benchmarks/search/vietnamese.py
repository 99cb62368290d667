"""What typing does to Vietnamese text: marks left out, other placements, Telex keys, mistakes.

Written apart from the generator's own analysis, so that a mistake there shows here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from random import Random

_SHAPES = {"\u0302": "^", "\u0306": "w", "\u031b": "w"}
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_MARKS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_NEAR = {"a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo",
         "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et",
         "s": "ad", "t": "ry", "u": "yi", "v": "cb", "x": "zc", "y": "tu"}  # fmt: skip
_CONFUSED = (("s", "x"), ("x", "s"), ("ch", "tr"), ("tr", "ch"), ("gi", "d"), ("d", "gi"),
             ("r", "d"), ("l", "n"), ("n", "l"))  # fmt: skip


def plain(text: str) -> str:
    """No marks at all, case kept."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return _MARKS.sub("", parts)


def tokens(text: str) -> list[str]:
    """Folded words; digits and letters written together are parted, a final y is an i."""
    return [_final_i(word) for word in _WORD.findall(plain(text).lower())]


@lru_cache(maxsize=65536)
def _final_i(word: str) -> str:
    return re.sub(r"(?<=[bcdghklmnpqrstvx])y$", "i", word)


def folded(text: str) -> str:
    return " ".join(tokens(text))


def half_marked(text: str, rng: Random) -> str:
    """Each word as it is, without its tone, without its shapes, or with neither."""
    return " ".join(_half_marked(word, rng.randrange(4)) for word in text.split(" "))


def _half_marked(word: str, how: int) -> str:
    if how in (0, 3):
        return word if how == 0 else plain(word)
    drop = _TONES if how == 1 else _SHAPES
    parts = unicodedata.normalize("NFD", word)
    kept = unicodedata.normalize("NFC", "".join(c for c in parts if c not in drop))
    return kept if how == 1 else kept.replace("đ", "d").replace("Đ", "D")


def new_placement(text: str) -> str:
    """``hóa`` → ``hoá``, ``ủy`` → ``uỷ``; the text itself where it has none of these."""
    return re.sub(r"([òóỏõọ])([ae])\b|([ùúủũụ])(y)\b", _moved, text, flags=re.IGNORECASE)


def _moved(found: re.Match[str]) -> str:
    marked = unicodedata.normalize("NFD", found[1] or found[3])
    return marked[0] + unicodedata.normalize("NFC", (found[2] or found[4]) + marked[1])


def telex(word: str) -> str:
    """The keys of the Telex method: ``vận`` → ``vaanj``."""
    keys, tone = "", ""
    for c in unicodedata.normalize("NFD", word.lower().replace("đ", "dd")):
        if c in _TONES:
            tone = _TONES[c]
        elif c in _SHAPES:
            keys += keys[-1] if _SHAPES[c] == "^" else "w"
        else:
            keys += c
    return keys + tone


def mistyped(text: str, rng: Random) -> str:
    """One mistake in one word of three letters or more; the first letter mostly stays."""
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if len(word) > 2 and word.isalpha()]
    if not places:
        return text
    at = rng.choice(places)
    words[at] = _mistake(words[at], rng)
    return " ".join(words)


def _mistake(word: str, rng: Random) -> str:
    at = rng.randrange(1, len(word))
    how = rng.choice(("swap", "drop", "double", "near", "confuse"))
    if how == "confuse":
        for old, new in _CONFUSED:
            if word.startswith(old):
                return new + word[len(old) :]
    if how == "swap" and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if how == "double":
        return word[: at + 1] + word[at:]
    near = _NEAR.get(plain(word[at]).lower(), "")
    return word[:at] + (rng.choice(near) if near and how == "near" else "") + word[at + 1 :]
