"""Items → the files of the index below ``site/search/``; deterministic, from whatever is left of
the last index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, chain, pairwise
from math import log2

from generator.search import pack, texts
from generator.search.analysis import folded
from generator.search.contents import Contents
from generator.search.edits import edit
from generator.search.items import Given, Item
from generator.search.last import Last
from generator.search.orders import first_day
from generator.search.placed import FACETS, Placed, card, labels, placed
from generator.search.rules import PATH
from generator.search.shards import Cut, Shard, borders, mended
from generator.search.table import Block, Cards, Table

CARDS = 16
"""Cards of a block, some 1.5 KB: a first page of results touches few of them."""

GROUPS = 128
"""Versions of cards that the router holds at most, however many blocks there are."""

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How frequent a syllable is, in steps of the square root of two."""

COLUMNS: dict[str, Callable[[Item], int]] = {
    "day": lambda item: first_day(item.date),
    "ordinal": lambda item: item.ordinal,
}
"""The first day of each item's date and the ordinal of its number: loaded by who sorts, or narrows
by dates."""


def index(items: Iterable[Item], abbreviations: Mapping[str, str]) -> Iterator[pack.Packed]:
    """The files; the last one is the router, under a name that stays (``router.js``)."""
    contents = Contents()
    given = [Given(item.card.page, partial(lambda item: item, item)) for item in items]
    table = updated(given, abbreviations, Last(Table(), contents), 1)
    contents.pack(1)
    for name, key in table.files():
        yield pack.script(name, contents.packed(key))


def updated(
    given: Iterable[Given], abbreviations: Mapping[str, str], last: Last, jobs: int | None = None
) -> Table:
    """What the index consists of now, and its contents, made from the last ones; raise `Lost` where
    these do not do. ``jobs``: processes, as many as pay if nothing is said."""
    items, counts = placed(given, last.table), dict(last.table.counts)
    parts = mended(last.table.shards, edit(items, last, jobs), last.contents.data, counts)
    shards = [shard(part, last.contents) for part in parts]
    routed = {t: counts[t] for t in sorted(counts) if counts[t] and (t.isalpha() or t[0] == "&")}
    blocks, cards = list(_texts(items, last)), _cards(items, last)
    singles = _singles(items, blocks, last)
    table = Table([item.row for item in items], shards, routed, blocks, cards, singles)
    router = last.contents.add(pack.compact(_router(table, abbreviations)))
    return replace(table, singles={**singles, "router": ("router", router)})


def shard(part: Shard | Cut, contents: Contents) -> Shard:
    """A part as the table tells of it; one that has been made is put among the contents."""
    if isinstance(part, Shard):
        return part
    version, key = pack.version(part.data), contents.add(part.data, pack.POSTINGS)
    return Shard(part.first, part.last, len(part.data), key, version)


def _texts(items: Sequence[Placed], last: Last) -> Iterator[Block]:
    """Blocks of the same items as before stay."""
    before = dict(zip(last.starts, last.table.texts, strict=False))
    for first, end in texts.cut([item.row for item in items]):
        members = items[first:end]
        start = members[0].old
        old = before.get(start)
        if old and old.count == len(members) and _stand(members, start):
            yield old
            continue
        parts = [one.made.text if one.made else last.text(one.old) for one in members]
        heads = [one.made.head if one.made else pack.compact(last.head(one.old)) for one in members]
        name, data = texts.named(members[0].row, parts)
        keys = last.contents.add(data), last.contents.add(texts.joined(heads), pack.QUICK)
        yield Block(len(members), name, *keys)


def _stand(members: Sequence[Placed], start: int) -> bool:
    """True where these are unchanged items that followed each other from there."""
    return all(one.old == at for at, one in enumerate(members, start))


def _cards(items: Sequence[Placed], last: Last) -> Cards:
    """Groups of the same cards at the same places stay."""
    group = max(1, -(-len(items) // (CARDS * GROUPS)))
    old, before = last.table.cards, len(last.table.rows)
    keys, versions, size = list[bytes](), list[str](), group * CARDS
    for start in range(0, len(items), size):
        members, block = items[start : start + size], start // CARDS
        ended = min(start + size, before)
        if group == old.group and ended == start + len(members) and _stand(members, start):
            keys += old.keys[block : block + group]
            versions.append(old.version(block // group))
            continue
        cards = [card(m.made.item) if m.made else last.card(m.old, CARDS) for m in members]
        data = [pack.compact(cards[at : at + CARDS]) for at in range(0, len(cards), CARDS)]
        keys += map(last.contents.add, data)
        versions.append(pack.version(b"".join(data)))
    return Cards(group, "".join(versions), tuple(keys))


def _singles(
    items: Sequence[Placed], blocks: Sequence[Block], last: Last
) -> dict[str, tuple[str, bytes]]:
    """Files of which there is one, but the router: name and key."""
    starts = accumulate((block.count for block in blocks), initial=0)
    table = [[start, block.name] for start, block in zip(starts, blocks, strict=False)]
    whole: dict[str, object] = {"texts": table}
    stay = dict[str, tuple[str, bytes]]()
    if items and _is_listed_alike(items, last):
        stay = {kind: last.table.singles[kind] for kind in ("facets", *COLUMNS)}
    else:
        whole |= {"facets": _facets(items, last), **_columns(items, last)}
    data = {kind: pack.compact(value) for kind, value in whole.items()}
    made = {k: (f"{k}-{pack.version(d)}", last.contents.add(d)) for k, d in data.items()}
    return {**stay, **made}


def _is_listed_alike(items: Sequence[Placed], last: Last) -> bool:
    """Whether facets and columns are what they were: there are the same items in the same order,
    and those that were made anew have the labels and numbers of those before them."""
    if [item.row.page for item in items] != [row.page for row in last.table.rows]:
        return False
    new = [(at, item.made.item) for at, item in enumerate(items) if item.made]
    if not new:
        return True
    facets = [last.facet(facet) for facet in FACETS]
    columns = {name: last.column(name) for name in COLUMNS}
    return all(
        [list(found) for found in labels(item)]
        == [[names[number] for number in rows[at]] for names, rows in facets]
        and all(value(item) == columns[name][at] for name, value in COLUMNS.items())
        for at, item in new
    )


def _facets(items: Sequence[Placed], last: Last) -> dict[str, object]:
    """Labels once, and for each item the numbers of its labels."""
    columns: dict[str, object] = {}
    new = [list(labels(item.made.item)) if item.made else [] for item in items]
    for at, facet in enumerate(FACETS):
        known, before = last.facet(facet)
        place = {label: number for number, label in enumerate(known)}
        rows = [
            before[item.old]
            if not item.made
            else [place.setdefault(label, len(place)) for label in more[at]]
            for item, more in zip(items, new, strict=True)
        ]
        names, used = list(place), set(chain.from_iterable(rows))
        ordered = sorted(names[number] for number in used)
        number = {place[label]: number for number, label in enumerate(ordered)}
        columns[facet] = [ordered, [[number[n] for n in row] for row in rows]]
    return columns


def _columns(items: Sequence[Placed], last: Last) -> dict[str, list[int]]:
    """Steps from one item to the next, which are small."""
    found = {}
    for name, value in COLUMNS.items():
        before = last.column(name)
        numbers = [value(i.made.item) if i.made else before[i.old] for i in items]
        found[name] = [number - one for one, number in pairwise([0, *numbers])]
    return found


def _router(table: Table, abbreviations: Mapping[str, str]) -> dict[str, object]:
    folds = ((folded(short), meaning) for short, meaning in sorted(abbreviations.items()))
    versions = "".join(shard.version for shard in table.shards)
    return {
        "items": len(table.rows),
        "shards": ["\n".join(borders(table.shards)), versions],
        "cards": [CARDS, table.cards.group, table.cards.versions],
        **{kind: table.singles[kind][0] for kind in ("facets", "texts", *COLUMNS)},
        "lexicon": _lexicon({t: n for t, n in table.counts.items() if t.isalpha()}),
        "rules": PATH.read_text(encoding="utf-8"),
        "bodies": " ".join(sorted({t[1:].split("-")[0] for t in table.counts if t[0] == "&"})),
        "abbreviations": {short: folded(meaning) for short, meaning in folds if " " not in short},
    }


def _lexicon(frequencies: Mapping[str, int]) -> list[str]:
    """Syllables in their order, and a letter for each that tells about how many items have it."""
    letters = (LETTERS[min(len(LETTERS) - 1, round(2 * log2(n)))] for n in frequencies.values())
    return [" ".join(frequencies), "".join(letters)]
