"""Items → the files of the index below ``site/search/``; deterministic and pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from generator.search import pack
from generator.search.analysis import folded
from generator.search.items import Item
from generator.search.rules import PATH
from generator.search.terms import weights

CARDS = 12
"""Cards of a block: a first page of results touches few blocks of a few KB."""

FACETS = ("kind", "bodies", "level", "topics", "place", "field", "state")


def index(items: Sequence[Item], abbreviations: dict[str, str]) -> Iterator[pack.Packed]:
    """The files; the last one is the router, under a name that stays (``router.js``)."""
    dictionary = _dictionary(items)
    terms = sorted(dictionary)
    pieces = [
        (first, pack.script("s", data))
        for first, data in pack.shards(
            (term, dictionary[term][0], bytes(dictionary[term][1])) for term in terms
        )
    ]
    cards = [
        pack.script("c", pack.compact([list(asdict(item.card).values()) for item in block]))
        for block in _blocks(items)
    ]
    facets = pack.script("f", pack.compact(_facets(items)))
    yield from (piece for _, piece in pieces)
    yield from cards
    yield facets
    lexicon = {term: dictionary[term][0] for term in terms if term.isalnum()}
    bodies = " ".join(sorted({t[1:].split("-")[0] for t in terms if t.startswith("&")}))
    yield _router(items, pieces, cards, facets, lexicon, bodies, abbreviations)


def _dictionary(items: Sequence[Item]) -> dict[str, tuple[int, bytearray]]:
    entries: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for position, item in enumerate(items):
        for term, weight in weights(item).items():
            entries[term].append((position, weight))
    return {term: (len(rows), bytearray(pack.postings(rows))) for term, rows in entries.items()}


def _blocks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), CARDS):
        yield items[start : start + CARDS]


def _facets(items: Sequence[Item]) -> dict[str, object]:
    """Labels once, and for each item the numbers of its labels."""
    columns: dict[str, object] = {"year": [item.year for item in items]}
    for facet in FACETS:
        values = [_labels(item, facet) for item in items]
        labels = sorted({label for row in values for label in row})
        number = {label: position for position, label in enumerate(labels)}
        columns[facet] = [labels, [[number[label] for label in row] for row in values]]
    return columns


def _labels(item: Item, facet: str) -> tuple[str, ...]:
    value = item.card.state_label if facet == "state" else getattr(item, facet)
    return tuple(part for part in ((value,) if isinstance(value, str) else value) if part)


def _router(  # noqa: PLR0913, PLR0917
    items: Sequence[Item],
    pieces: Sequence[tuple[str, pack.Packed]],
    cards: Sequence[pack.Packed],
    facets: pack.Packed,
    lexicon: dict[str, int],
    bodies: str,
    abbreviations: dict[str, str],
) -> pack.Packed:
    """What a query needs first: where terms are, which syllables there are, and the rules."""
    router = {
        "items": len(items),
        "block": CARDS,
        "shards": [[first, piece.name.removesuffix(".js")] for first, piece in pieces],
        "cards": [block.name.removesuffix(".js") for block in cards],
        "facets": facets.name.removesuffix(".js"),
        "lexicon": [" ".join(lexicon), list(lexicon.values())],
        "rules": PATH.read_text(encoding="utf-8"),
        "bodies": bodies,
        "abbreviations": {
            short_fold: folded(meaning)
            for short, meaning in sorted(abbreviations.items())
            if " " not in (short_fold := folded(short))
        },
    }
    named = pack.script("r", pack.compact(router))
    return pack.Packed("router.js", named.text)
