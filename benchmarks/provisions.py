"""Full texts of made-up acts: chapters, articles, clauses and points, as decrees and laws have."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks import words
from benchmarks.text import capital, sentence

_KINDS = {"luật", "pháp lệnh", "nghị định", "thông tư", "quy chế", "quy định", "nghị quyết"}
"""Only these are written in articles here."""

_SHARE_WITH_TEXT, _SHARE_OF_CODES = 0.08, 0.006
MOST_ARTICLES = 400
_ARTICLES_PER_CHAPTER = 12
_LETTERS = "abcdđeghiklm"
_TENS = ("", "X", "XX", "XXX", "XL")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def articles(rng: Random, kind: str) -> int:
    """How many articles the text of a document has; 0: no text. A few are as long as a code."""
    share = rng.random()
    if kind not in _KINDS or share >= _SHARE_WITH_TEXT:
        return 0
    return MOST_ARTICLES if share < _SHARE_OF_CODES else int(4 * 20 ** rng.random())


def full_text(rng: Random, articles: int, subject: str, year: int) -> str:
    """Articles count through all chapters; short texts have no chapters."""
    has_chapters = articles > _ARTICLES_PER_CHAPTER
    lines: list[str] = []
    for number in range(1, articles + 1):
        chapter, place = divmod(number - 1, _ARTICLES_PER_CHAPTER)
        if has_chapters and place == 0:
            lines += [f"Chương {_roman(chapter + 1)}", _heading(rng).upper(), ""]
        lines += [f"Điều {number}. {_heading(rng)}", *_clauses(rng, number, subject, year), ""]
    return "\n".join(lines)


def _clauses(rng: Random, article: int, subject: str, year: int) -> Iterator[str]:
    count = rng.choices((1, 2, 3, 5), (3, 4, 3, 1))[0]
    for clause in range(1, count + 1):
        mark = f"{clause}. " if count > 1 else ""
        text = sentence(rng, words.PROVISIONS, subject, year)
        if article > 1 and rng.random() < 0.2:
            text = f"{text[:-1]} theo quy định tại Điều {rng.randrange(1, article)}."
        points = rng.choices((0, 3, 5), (6, 3, 1))[0]
        yield f"{mark}{text[:-1]}{':' if points else '.'}"
        for letter in _LETTERS[:points]:
            yield f"{letter}) {capital(rng.choice(words.TASKS))} {rng.choice(words.MANNERS)};"


def _heading(rng: Random) -> str:
    return rng.choice(words.HEADINGS).format(
        audience=rng.choice(words.AUDIENCES), task=rng.choice(words.TASKS)
    )


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return _TENS[tens] + _ONES[ones]
