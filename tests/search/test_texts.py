"""Blocks of texts: whole, of few KB, and steady when a record changes."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from generator.search import pack, texts
from generator.search.dictionary import Dictionary
from generator.search.items import Given, Item, Segment
from generator.search.placed import placed
from generator.search.table import Table
from tests.search.conftest import Engine, Indexed


def item(real: Indexed, identity: str, *sizes: int) -> Item:
    segments = (Segment("dieu-1", "Điều 1", "đ" * (size // 2)) for size in sizes)
    return replace(real.items[0], id=identity, body=tuple(segments))


def blocks(items: list[Item]) -> list[tuple[int, str, bytes]]:
    """First item, name and content of each block of these items, in this order."""
    numbered = (replace(one, order=(f"{at:04}",)) for at, one in enumerate(items))
    ready = placed([Given(one.id, partial(_same, one)) for one in numbered], Table())
    parts = [one.made.text for one in ready if one.made]
    cut = texts.cut([one.row for one in ready])
    return [(first, *texts.named(ready[first].row, parts[first:end])) for first, end in cut]


def _same(item: Item) -> Item:
    return item


def test_every_segment_is_found_again(real: Indexed) -> None:
    for position, found in enumerate(real.items):
        expected = [[s.page, s.anchor, s.label, s.text] for s in found.body]
        assert real.dictionary.texts(position) == expected
    assert sum(len(found.body) for found in real.items) > len(real.items) / 2


def test_a_long_text_has_a_block_to_itself(real: Indexed) -> None:
    sizes = (100, 50_000, 100, 11_900, 6_000, 20)
    items = [item(real, str(at), size) for at, size in enumerate(sizes)]
    firsts = [first for first, _, _ in blocks(items)]
    assert firsts[:3] == [0, 1, 2]
    for *_, data in blocks(items):
        assert len(data) <= texts.MOST + 100 or len(json.loads(data)) == 1


def test_items_without_texts_take_their_place(real: Indexed) -> None:
    items = [item(real, "a"), item(real, "b", 10), item(real, "c")]
    [(first, _, data)] = blocks(items)
    assert (first, [len(row) for row in json.loads(data)]) == (0, [0, 1, 0])
    assert blocks([]) == []


def test_an_edit_changes_few_blocks(real: Indexed) -> None:
    chance = random.Random(5)
    items = [item(real, f"id-{at}", chance.randint(200, 2_000)) for at in range(600)]
    longer = [*items[:100], item(real, "id-100", 3_000), *items[101:]]
    fewer = items[:100] + items[101:]
    before = {data for *_, data in blocks(items)}
    assert len(before) > 40
    for changed in (longer, fewer):
        assert len({data for *_, data in blocks(changed)} - before) < len(before) / 8


@pytest.mark.parametrize("harm", [None, "", 'sotaySearch("other","")'])
def test_a_lost_block_is_named(
    real: Indexed, engine: Engine, tmp_path: Path, harm: str | None
) -> None:
    for path in real.folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = pack.content((real.folder / f"{real.dictionary.router['texts']}.js").read_text("utf-8"))
    name = json.loads(table)[0][1]
    (tmp_path / f"{name}.js").unlink()
    if harm is not None:
        (tmp_path / f"{name}.js").write_text(harm, encoding="utf-8")
    assert engine.reply("texts", item=0, base=f"{tmp_path}/", fresh=True)["file"] == name
    last = len(real.items) - 1
    assert engine.ask("texts", item=last, base=f"{tmp_path}/") == real.dictionary.texts(last)
    with pytest.raises((OSError, LookupError, zlib.error)):
        Dictionary(tmp_path).texts(0)
