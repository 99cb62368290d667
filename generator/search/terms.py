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
from collections.abc import Iterable
from itertools import pairwise

from generator.search.analysis import Syllable, syllables
from generator.search.items import HIGHEST, Item, number_keys

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


def weights(item: Item) -> dict[str, int]:
    """Every term of the item with its weight."""
    head: dict[str, int] = dict(item.keys)
    for text, weight in item.head:
        for term in _terms_of(text):
            head[term] = max(head.get(term, 0), weight)
    body = _body([segment.text for segment in item.body])
    return {term: head.get(term, 0) << 4 | body.get(term, 0) for term in {*head, *body}}


def _body(texts: Iterable[str]) -> dict[str, int]:
    """How often each word stands in the texts, quantised, and the place of each pair."""
    counts: Counter[str] = Counter()
    places: dict[str, int] = {}
    start = 0
    for text in texts:
        for clause in _CLAUSE.split(text):
            words = syllables(clause)
            counts.update([word.fold for word in words])
            counts.update([exact(word) for word in words if word.is_marked])
            for at, (left, right) in enumerate(pairwise(words), start):
                place, term = at % PLACES + 1, pair(left, right)
                places[term] = place if places.get(term, place) == place else ANYWHERE
            start += len(words)
        for number in _NUMBER.findall(text):
            for key, _ in number_keys(number, HIGHEST):
                counts[key] = max(counts[key], MENTION)
    return {term: _quantised(count) for term, count in counts.items()} | places


def _terms_of(text: str) -> list[str]:
    """Folds, exact forms and pairs of a text; pairs do not reach over a sentence's end."""
    found: list[str] = []
    for clause in _CLAUSE.split(text):
        words = syllables(clause)
        found += [word.fold for word in words]
        found += [exact(word) for word in words if word.is_marked]
        found += [pair(left, right) for left, right in pairwise(words)]
    return found


def exact(word: Syllable) -> str:
    return f"{word.fold}={word.exact}"


def pair(left: Syllable, right: Syllable) -> str:
    return f"{left.fold}_{right.fold}"


def _quantised(count: int) -> int:
    """1, 2, 4, 8 … of a term in the body become 7, 9, 11, 13, up to 15."""
    return min(HIGHEST, ONCE - 2 + 2 * count.bit_length()) if count else 0
