"""Items → the files of the index below ``site/search/``; deterministic and pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from math import log2

from generator.search import pack, texts
from generator.search.analysis import folded
from generator.search.items import Item
from generator.search.orders import first_day
from generator.search.rules import PATH
from generator.search.terms import ANYWHERE, ONCE, weights

CARDS = 16
"""Cards of a block, some 1.5 KB: a first page of results touches few of them."""

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How frequent a syllable is, in steps of the square root of two."""

LONG = 6_000
"""In a list of more items than this, bodies are told apart no more: of a pair that stands all over
the places say little, of a word how often it occurs, and both are most of the bytes."""

FACETS = ("kind", "bodies", "level", "topics", "place", "field", "state")


def index(
    items: Sequence[Item],
    abbreviations: dict[str, str],
    weights: Callable[[Item], Mapping[str, int]] = weights,
) -> Iterator[pack.Packed]:
    """The files; the last one is the router, under a name that stays (``router.js``)."""
    dictionary = _dictionary(items, weights)
    terms = sorted(dictionary)
    cards = pack.blocks("c", [list(asdict(item.card).values()) for item in items], CARDS)
    borders, versions = [], []
    for border, data in pack.shards((term, dictionary[term]) for term in terms):
        borders.append(border)
        versions.append(pack.version(data))
        yield pack.script(pack.shard_name(border, versions[-1]), data)
    yield from cards.files
    table: list[tuple[int, str]] = []
    for first, name, data in texts.blocks(items):
        table.append((first, name))
        yield pack.script(name, data)
    whole = {"facets": _facets(items), "texts": table, **_columns(items)}
    singles = {name: _script(name, value) for name, value in whole.items()}
    yield from singles.values()
    router = {
        "items": len(items),
        "shards": ["\n".join(borders), "".join(versions)],
        "cards": cards.routed,
        **{name: file.name.removesuffix(".js") for name, file in singles.items()},
        "lexicon": _lexicon({t: dictionary[t].count for t in terms if t.isalpha()}),
        "rules": PATH.read_text(encoding="utf-8"),
        "bodies": " ".join(sorted({t[1:].split("-")[0] for t in terms if t.startswith("&")})),
        "abbreviations": {
            short_fold: folded(meaning)
            for short, meaning in sorted(abbreviations.items())
            if " " not in (short_fold := folded(short))
        },
    }
    yield pack.script("router", pack.compact(router))


def _script(name: str, value: object) -> pack.Packed:
    """A file of which there is one."""
    data = pack.compact(value)
    return pack.script(f"{name}-{pack.version(data)}", data)


def _dictionary(
    items: Sequence[Item], weights: Callable[[Item], Mapping[str, int]]
) -> Mapping[str, pack.Postings]:
    """Term → the items that have it."""
    found: dict[str, pack.Postings] = defaultdict(pack.Postings)
    for position, item in enumerate(items):
        for term, weight in weights(item).items():
            found[term].add(position, weight)
    for term, postings in found.items():
        if postings.count > LONG:
            postings.level(ANYWHERE if "_" in term else ONCE)
    return found


def _facets(items: Sequence[Item]) -> dict[str, object]:
    """Labels once, and for each item the numbers of its labels."""
    columns: dict[str, object] = {}
    for facet in FACETS:
        values = [_labels(item, facet) for item in items]
        labels = sorted({label for row in values for label in row})
        number = {label: position for position, label in enumerate(labels)}
        columns[facet] = [labels, [[number[label] for label in row] for row in values]]
    return columns


def _columns(items: Sequence[Item]) -> dict[str, list[int]]:
    """The first day of each item's date and the ordinal of its number, as steps from one item to
    the next, which are small. They are loaded by who sorts, or narrows by dates."""
    return {
        "day": _steps([first_day(item.date) for item in items]),
        "ordinal": _steps([item.ordinal for item in items]),
    }


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in pairwise([0, *numbers])]


def _labels(item: Item, facet: str) -> tuple[str, ...]:
    value = item.card.state_label if facet == "state" else getattr(item, facet)
    return tuple(part for part in ((value,) if isinstance(value, str) else value) if part)


def _lexicon(frequencies: dict[str, int]) -> list[str]:
    """Syllables in their order, and a letter for each that tells about how many items have it."""
    letters = (LETTERS[min(len(LETTERS) - 1, round(2 * log2(n)))] for n in frequencies.values())
    return [" ".join(frequencies), "".join(letters)]
