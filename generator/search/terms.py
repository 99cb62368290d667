"""Item → terms with weights.

Terms of the dictionary: ``hoa`` (fold), ``hoa=hoa2`` (exact form), ``hoa_giai`` (pair of folds),
``hoa_giai$7-ve`` (a whole title: its last pair, number of words and first word), ``#25-nq-tw``
(number), ``@2013-06`` (date), ``%nghi-quyet`` (kind), ``&ban-bi-thu`` (body). What begins with one
syllable is sorted side by side, so that a word of a query touches few shards. A weight is
head × 16 + body, four bits each.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from generator.search.analysis import Syllable, syllables
from generator.search.items import HIGHEST, Item, number_keys

_NUMBER = re.compile(r"\b\d+[A-Z]?(?:/\d{4})?[-/][^\W\d_]{2,5}[-/][^\W_]+(?:-[^\W_]+)*")
MENTION = 3
"""Body weight of a number that a text only mentions."""


def weights(item: Item) -> dict[str, int]:
    """Every term of the item with its weight."""
    head: dict[str, int] = dict(item.keys)
    for text, weight in item.head:
        for term in terms_of(text):
            head[term] = max(head.get(term, 0), weight)
    counts: Counter[str] = Counter()
    for text in item.body:
        counts.update(terms_of(text))
        for number in _NUMBER.findall(text):
            for key, _ in number_keys(number, HIGHEST):
                counts[key] = max(counts[key], MENTION)
    return {term: head.get(term, 0) << 4 | _quantised(counts[term]) for term in {*head, *counts}}


def terms_of(text: str) -> list[str]:
    """Folds, exact forms and pairs of a text; pairs do not reach over a sentence's end."""
    found: list[str] = []
    for clause in re.split(r"[.!?]\s|\n", text):
        words = syllables(clause)
        found += [word.fold for word in words]
        found += [f"{word.fold}={word.exact}" for word in words if word.is_marked]
        found += [pair(left, right) for left, right in pairwise(words)]
    return found


def pair(left: Syllable, right: Syllable) -> str:
    return f"{left.fold}_{right.fold}"


def _quantised(count: int) -> int:
    """1, 2, 4, 8 … of a term in the body become 7, 9, 11, 13, up to 15."""
    return min(HIGHEST, 5 + 2 * count.bit_length()) if count else 0
