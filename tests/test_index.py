"""The index: what is kept of it from one run to the next is what would be made anew."""

from __future__ import annotations

from dataclasses import fields

import pytest

from generator import checking, index, pipeline
from generator.index import Index
from generator.library import Library
from generator.records.types import WORDS
from generator.settings import Settings
from tests import kb


def told(found: Index) -> dict[str, object]:
    """All that it holds, in its order; relations as they are written."""
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return {n: v if isinstance(v, tuple) else [*v.items()] for n, v in values.items()}


def test_an_index_comes_back_as_it_was(shared_toy: Settings) -> None:
    checked = checking.check(shared_toy)
    again = index.unpack(index.pack(checked.index), checked.library)
    assert told(again) == told(checked.index)
    assert again.incoming["05-kh-bc-2019"]
    assert all(told(again).values())


def indexed(settings: Settings) -> tuple[Index, bool]:
    """The index of a run, and whether it was made anew."""
    made: list[Library] = []

    def noted(library: Library) -> Index:
        made.append(library)
        return index.index(library)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "index", noted)
        found = pipeline.indexed(checking.check(settings), settings)
        return found.index, bool(made)


def test_where_words_alone_differ_it_is_that_of_the_last_run(toy: Settings) -> None:
    assert indexed(toy)[1]
    before, is_new = indexed(toy)
    assert not is_new
    kb.edit(toy, "van-ban/doc-hai.yaml", "key_points:\n", "key_points:\n  - Thêm một điểm\n")
    assert "key_points" in WORDS
    after, is_new = indexed(toy)
    assert not is_new
    assert told(after) == told(before) == told(checking.check(toy).index)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("number: 09-TB/BC", "number: 19-TB/BC"),
        ("issued_on: 2022", "issued_on: 2021"),
        ("  - type: related", "  - type: guides"),
        ("id: doc-hai", "id: doc-hai\naliases: [ten-cu]"),
    ],
)
def test_where_more_differs_it_is_made_anew(toy: Settings, old: str, new: str) -> None:
    indexed(toy)
    kb.edit(toy, "van-ban/doc-hai.yaml", old, new)
    after, is_new = indexed(toy)
    assert is_new
    assert told(after) == told(checking.check(toy).index)
    assert not indexed(toy)[1]


def test_what_is_damaged_is_made_anew(toy: Settings) -> None:
    indexed(toy)
    place = toy.state / "index.kept"
    place.write_bytes(place.read_bytes()[:-1])
    assert indexed(toy)[1]
    assert not indexed(toy)[1]


def test_of_a_base_with_findings_it_is_made_and_not_kept(toy: Settings) -> None:
    kb.edit(toy, "van-ban/doc-hai.yaml", "kind: thông báo", "kind: thông bao")
    assert indexed(toy)[1]
    assert indexed(toy)[1]
    assert not (toy.state / "index.kept").exists()
