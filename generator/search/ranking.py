"""Slots and postings → items in the order of how well they answer.

Each slot gives an item the worth of its best reading: rarity (inverse document frequency) times
where and how often the term stands. Pairs of neighbours stand in for words and phrases. What a
query asks for and an item lacks lowers all that it has (coverage); a run of matched pairs raises
it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from generator.search.items import HIGHEST
from generator.search.query import Choice, Query, Slot, parse
from generator.search.rules import RULES
from generator.search.terms import ANYWHERE, PLACES
from generator.search.typed import Terms

_WORTH = RULES.worth


@dataclass(frozen=True, slots=True)
class Hit:
    item: int
    score: float


def search(text: str, terms: Terms) -> tuple[list[Hit], Query]:
    """All items that answer, best first; equal scores keep the order of the index, newest last."""
    query = parse(text, terms)
    count = terms.router["items"]
    scores: dict[int, float] = defaultdict(float)
    matched: dict[int, float] = defaultdict(float)
    asked = 0.0
    for slot in (*query.slots, *query.extras):
        worth, rarity = _slot_worth(slot, terms, count)
        asked += rarity * slot.weight
        for item, value in worth.items():
            scores[item] += value
            matched[item] += rarity * slot.weight
    runs = _runs(query.slots, terms, count, scores)
    cited = _owners(query.cited, terms)
    if not any(matched.values()):
        asked = 1.0
        matched = defaultdict(lambda: 1.0)
    hits = []
    for item, score in scores.items():
        coverage = min(1.0, matched[item] / asked) ** 2
        run = runs.get(item, 0) ** _WORTH["run_power"] + (item in cited)
        total = score * coverage * (1 + _WORTH["run"] * run)
        if total > 0:
            hits.append(Hit(item, total))
    return sorted(hits, key=lambda hit: (-round(hit.score, 6), -hit.item)), query


def _owners(number: str | None, terms: Terms) -> frozenset[int]:
    """Items that have the number for their own."""
    rows = terms.postings(number) if number else {}
    return frozenset(item for item, weight in rows.items() if weight >> 4 == HIGHEST)


def _slot_worth(slot: Slot, terms: Terms, count: int) -> tuple[dict[int, float], float]:
    """Worth of a slot for each item, and the rarity of the slot as a whole."""
    best: dict[int, float] = {}
    rarest = 0.0
    for choice in slot.choices:
        rows = _rows(choice, terms)
        if not rows:
            continue
        rarity = _rarity(len(rows), count)
        rarest = min(rarest, rarity) if rarest else rarity
        for item, weight in rows.items():
            value = rarity * _worth(weight) * choice.factor
            if value > best.get(item, 0.0):
                best[item] = value
    return best, rarest or math.log(1 + count)


def _rows(choice: Choice, terms: Terms) -> dict[int, int]:
    """Items that have every term of the reading, with the least of the weights."""
    rows = terms.postings(choice.terms[0])
    for term in choice.terms[1:]:
        other = terms.postings(term)
        rows = {item: min(weight, other[item]) for item, weight in rows.items() if item in other}
    return rows


def _runs(
    slots: list[Slot], terms: Terms, count: int, scores: dict[int, float]
) -> dict[int, float]:
    """Add the worth of neighbouring pairs to ``scores``; give the share of pairs that match,
    all in the head or all in one place of the body: a phrase does not stand in both by halves.
    Inside a number or a date there are none to match: it is a term of its own."""
    in_head: dict[int, float] = defaultdict(float)
    in_body: dict[int, Counter[int]] = defaultdict(Counter)
    gaps = [
        (at, left, right)
        for at, (left, right) in enumerate(pairwise(slots))
        if not (left.is_part and right.is_part)
    ]
    for at, left, right in gaps:
        rows: dict[int, int] = {}
        for term in _pairs(left, right):
            for item, weight in terms.postings(term).items():
                rows[item] = max(weight, rows.get(item, 0))
        rarity = _rarity(len(rows), count) if rows else 0.0
        for item, weight in rows.items():
            scores[item] += _WORTH["pair"] * rarity * _pair_worth(weight)
            in_head[item] += (1 if weight >> 4 else 0) / len(gaps)
            if weight & 15:
                in_body[item][_shift(weight & 15, at)] += 1
        for item in _of_year(slots, at + 1, terms):
            in_head[item] += 0 if rows.get(item, 0) >> 4 else 1 / len(gaps)
    for item, places in in_body.items():
        in_head[item] = max(in_head[item], _together(places) / len(gaps))
    return in_head


def _shift(place: int, at: int) -> int:
    """How far a pair of the body stands from its place in the query; `ANYWHERE` stays."""
    return place if place == ANYWHERE else (place - at) % PLACES


def _together(shifts: Counter[int]) -> float:
    """The most pairs that stand in the body as they do in the query."""
    return max(shifts[shift] for shift in range(PLACES)) + _WORTH["anywhere"] * shifts[ANYWHERE]


def _of_year(slots: list[Slot], at: int, terms: Terms) -> Iterable[int]:
    """A year, and “năm” before it, need not stand beside the words before it: the items of it."""
    if slots[at].folds[:1] == ("nam",) and at + 1 < len(slots):
        at += 1
    keys = (choice.terms[0] for choice in slots[at].choices)
    return next((terms.postings(key) for key in keys if key.startswith("@")), {})


def _pairs(left: Slot, right: Slot) -> Iterable[str]:
    for one in left.folds[:4]:
        for other in right.folds[:7]:
            yield f"{one.split(' ')[-1]}_{other.split(' ')[0]}"


def _worth(weight: int) -> float:
    return _WORTH["head"] * (weight >> 4) / 15 + _WORTH["body"] * (weight & 15) / 15


def _pair_worth(weight: int) -> float:
    """The body bits of a pair are a place: any is worth the same."""
    in_body = _WORTH["pair_in_body"] if weight & 15 else 0.0
    return _WORTH["head"] * (weight >> 4) / 15 + in_body


def _rarity(matching: int, count: int) -> float:
    return math.log(1 + (count - matching + 0.5) / (matching + 0.5))
