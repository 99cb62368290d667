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
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, cycle, pairwise
from operator import itemgetter
from typing import TypeVar

from generator.search.analysis import Syllable, syllable, words
from generator.search.items import HIGHEST, number_keys

K = TypeVar("K")
V = TypeVar("V")

_NUMBER = re.compile(r"\b\d+[A-Z]?(?:/\d{4})?[-/][^\W\d_]{2,5}[-/][^\W_]+(?:-[^\W_]+)*")
_CLAUSE = re.compile(r"[.!?]\s|\n")
PLACES = 14
"""The place of a pair in the body is its position modulo so many, from 1: the pairs of a phrase
stand at places that follow each other as they do in the query."""

_ROUNDS = tuple(tuple((at + r) % PLACES + 1 for at in range(PLACES)) for r in range(PLACES))
"""Places by the position that one begins at."""

ANYWHERE = 15
"""Place of a pair that stands at several."""

ONCE = 7
"""Body weight of a word that occurs once."""

MENTION = 3
"""Body weight of a number that a text only mentions."""

_MANY = 200_000
"""Words that are remembered at most."""


def weights(
    head: Iterable[tuple[str, int]], texts: Iterable[str], keys: Iterable[tuple[str, int]]
) -> dict[str, int]:
    """Every term of an item with its weight, from what the item says at its head and in the texts
    of its body, and its special terms."""
    said: dict[str, int] = {}
    for text, weight in sorted(head, key=itemgetter(1)):
        said |= dict.fromkeys(_terms_of(text), weight)
    above = dict(keys)
    above |= {term: max(weight, above.get(term, 0)) for term, weight in said.items()}
    found = _body(texts)
    for term, weight in above.items():
        found[term] = weight << 4 | found.get(term, 0)
    return found


def _body(texts: Iterable[str]) -> dict[str, int]:
    """How often each word stands in the texts, quantised, and the place of each pair."""
    folds: list[str] = []
    exacts: list[str] = []
    places: dict[str, int] = {}
    numbers: set[str] = set()
    for text in texts:
        for clause in _CLAUSE.split(text):
            found = words(clause)
            said = [*map(_folds, found)]
            rounds = cycle(_ROUNDS[len(folds) % PLACES])
            for term, place in zip(_pairs(said), rounds, strict=False):
                if places.setdefault(term, place) != place:
                    places[term] = ANYWHERE
            folds += said
            exacts += map(_exacts, found)
        numbers.update(_NUMBER.findall(text))
    counts = {**Counter(folds), **Counter(filter(None, exacts))}
    mentions = (key for number in numbers for key, _ in number_keys(number, HIGHEST))
    steps = dict(zip(counts, map(_steps, counts.values()), strict=True))
    return steps | dict.fromkeys(mentions, _steps(MENTION)) | places


@lru_cache(maxsize=20_000)
def _terms_of(text: str) -> tuple[str, ...]:
    """Folds, exact forms and pairs of a text; pairs do not reach over a sentence's end."""
    found: list[str] = []
    for clause in _CLAUSE.split(text):
        said = words(clause)
        folds = [*map(_folds, said)]
        found += chain(folds, filter(None, map(_exacts, said)), _pairs(folds))
    return tuple(found)


def _pairs(folds: Iterable[str]) -> Iterator[str]:
    """The terms of neighbours."""
    return map("_".join, pairwise(folds))


class _Known(dict[K, V]):
    """Words, or numbers, and what is made of them; asked without a call where one is known."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        if len(self) >= _MANY:
            self.clear()
        made = self[key] = self._make(key)
        return made


def _fold(word: str) -> str:
    return syllable(word).fold


def _exact(word: str) -> str:
    """The term of the exact form, if the word is marked."""
    made = syllable(word)
    return exact(made) if made.is_marked else ""


def exact(word: Syllable) -> str:
    return f"{word.fold}={word.exact}"


def _quantised(count: int) -> int:
    """1, 2, 4, 8 … of a term in the body become 7, 9, 11, 13, up to 15."""
    return min(HIGHEST, ONCE - 2 + 2 * count.bit_length())


_folds = _Known(_fold).__getitem__
_exacts = _Known(_exact).__getitem__
_steps = _Known(_quantised).__getitem__
