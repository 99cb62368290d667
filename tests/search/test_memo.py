"""What is remembered between builds gives the same index as reading everything again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search import build, terms
from generator.search.items import Item, Segment
from generator.search.memo import Memo
from tests import kb
from tests.search.conftest import Indexed


def files(items: list[Item], real: Indexed, memo: Memo) -> dict[str, str]:
    packed = build.index(items, real.abbreviations, memo.weights)
    return {file.name: file.text for file in packed}


def remembered(items: list[Item], real: Indexed) -> bytes:
    memo = Memo()
    files(items, real, memo)
    kept = memo.as_bytes()
    assert kept is not None
    return kept


@pytest.fixture(scope="module")
def kept(real: Indexed) -> bytes:
    return remembered(real.items, real)


def edited(items: list[Item], at: int, text: str) -> list[Item]:
    changed = replace(items[at], body=(*items[at].body, Segment("", "", text)))
    return [*items[:at], changed, *items[at + 1 :]]


@settings(max_examples=12)
@given(data=st.data())
def test_an_index_after_edits_equals_a_clean_one(
    data: st.DataObject, real: Indexed, kept: bytes
) -> None:
    items = real.items
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(items) - 1))
        how = data.draw(st.sampled_from(("edit", "remove", "twice")))
        if how == "edit":
            items = edited(items, at, data.draw(st.text(max_size=60)))
        elif how == "remove":
            items = [*items[:at], *items[at + 1 :]]
        else:
            items = [*items[:at], items[at], *items[at:]]
    assert files(items, real, Memo(kept)) == files(items, real, Memo())


def test_only_what_changed_is_read_again(
    real: Indexed, kept: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    weigh = terms.weights

    def watched(item: Item) -> dict[str, int]:
        read.append(item.id)
        return weigh(item)

    monkeypatch.setattr(terms, "weights", watched)
    files(edited(real.items, 5, "một chữ mới"), real, Memo(kept))
    assert read == [real.items[5].id]


def test_nothing_is_written_where_nothing_changed(real: Indexed, kept: bytes) -> None:
    memo = Memo(kept)
    files(real.items, real, memo)
    assert memo.as_bytes() is None


@given(data=st.data())
@settings(max_examples=40)
def test_a_damaged_memo_does_no_harm(data: st.DataObject, real: Indexed, kept: bytes) -> None:
    items = real.items[:12]
    small = remembered(items, real)
    noise = bytearray(small)
    for _ in range(data.draw(st.integers(0, 4))):
        noise[data.draw(st.integers(0, len(noise) - 1))] = data.draw(st.integers(0, 255))
    harmed = bytes(noise[: data.draw(st.integers(0, len(noise)))])
    assert files(items, real, Memo(harmed)) == files(items, real, Memo())


def test_a_build_survives_whatever_lies_in_place_of_the_memo(tmp_path: Path) -> None:
    base = kb.toy(tmp_path)
    kb.build(base)
    whole = {p.name: p.read_bytes() for p in (base.site / "search").iterdir()}
    place = base.state / "search.memo"
    assert place.is_file()
    place.write_bytes(b"\0" * 100)
    kb.edit(base, "van-ban/05-kh-bc-2019.yaml", "summary:", "note: Ghi chú thử.\nsummary:")
    kb.build(base)
    again = {p.name: p.read_bytes() for p in (base.site / "search").iterdir()}
    assert whole.keys() - again.keys(), "the index follows the edit"
