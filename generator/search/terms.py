"""Item → terms with weights.

Terms of the dictionary: ``hoa`` (fold), ``hoa=hoa2`` (exact form), ``hoa_giai`` (pair of folds),
``hoa_giai$7-ve`` (a whole title: its last pair, number of words and first word), ``#25-nq-tw``
(number), ``@2013-06`` (date), ``%nghi-quyet`` (kind), ``&ban-bi-thu`` (body). What begins with one
syllable is sorted side by side, so that a word of a query touches few shards. A weight is
head × 16 + body, four bits each; of a pair the body bits say where it stands, not how often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from generator.search.analysis import Syllable, syllable, words
from generator.search.items import HIGHEST, number_keys

_NUMBER = re.compile(r"\b\d+[A-Z]?(?:/\d{4})?[-/][^\W\d_]{2,5}[-/][^\W_]+(?:-[^\W_]+)*")
_CLAUSE = re.compile(r"[.!?]\s|\n")
PLACES = 14
"""The place of a pair in the body is its position modulo so many, from 1: the pairs of a phrase
stand at places that follow each other as they do in the query."""

ANYWHERE = 15
"""Place of a pair that stands at several."""

ONCE = 7
"""Body weight of a word that occurs once."""

MENTION = 3
"""Body weight of a number that a text only mentions."""


def weights(
    head: Iterable[tuple[str, int]], texts: Iterable[str], keys: Iterable[tuple[str, int]]
) -> dict[str, int]:
    """Every term of an item with its weight, from what the item says at its head and in the texts
    of its body, and its special terms."""
    above: dict[str, int] = dict(keys)
    for text, weight in head:
        for term in _terms_of(text):
            above[term] = max(above.get(term, 0), weight)
    found = _body(texts)
    for term, weight in above.items():
        found[term] = weight << 4 | found.get(term, 0)
    return found


def _body(texts: Iterable[str]) -> dict[str, int]:
    """How often each word stands in the texts, quantised, and the place of each pair."""
    written: Counter[str] = Counter()
    places: dict[str, int] = {}
    numbers: set[str] = set()
    start = 0
    for text in texts:
        for clause in _CLAUSE.split(text):
            found = words(clause)
            written.update(found)
            for at, term in enumerate(_pairs(found), start):
                place = at % PLACES + 1
                if places.setdefault(term, place) != place:
                    places[term] = ANYWHERE
            start += len(found)
        numbers.update(_NUMBER.findall(text))
    counts: Counter[str] = Counter()
    for word, count in written.items():
        for term in _forms(word):
            counts[term] += count
    mentions = (key for number in numbers for key, _ in number_keys(number, HIGHEST))
    steps = {term: _STEPS[min(count, len(_STEPS) - 1)] for term, count in counts.items()}
    return steps | dict.fromkeys(mentions, _STEPS[MENTION]) | places


@lru_cache(maxsize=20_000)
def _terms_of(text: str) -> tuple[str, ...]:
    """Folds, exact forms and pairs of a text; pairs do not reach over a sentence's end."""
    found: list[str] = []
    for clause in _CLAUSE.split(text):
        said = words(clause)
        for word in said:
            found += _forms(word)
        found += _pairs(said)
    return tuple(found)


@lru_cache(maxsize=200_000)
def _forms(word: str) -> tuple[str, ...]:
    """The fold of a word, and if it is marked the term of its exact form."""
    made = syllable(word)
    return (made.fold, exact(made)) if made.is_marked else (made.fold,)


def _pairs(said: Iterable[str]) -> Iterator[str]:
    """The terms of neighbours."""
    return map("_".join, pairwise(map(_fold, said)))


@lru_cache(maxsize=200_000)
def _fold(word: str) -> str:
    return syllable(word).fold


def exact(word: Syllable) -> str:
    return f"{word.fold}={word.exact}"


def _quantised(count: int) -> int:
    """1, 2, 4, 8 … of a term in the body become 7, 9, 11, 13, up to 15."""
    return min(HIGHEST, ONCE - 2 + 2 * count.bit_length())


_STEPS = tuple(_quantised(count) for count in range(17))
"""By count; what is more counts like the last."""
