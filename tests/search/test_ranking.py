"""What must stand on top for whom, as data: ``ranking.yaml``, on the real records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.records.vocabulary import Kind
from generator.search.analysis import syllables
from generator.search.ranking import search
from tests.search.conftest import Indexed

CASES = [
    pytest.param(
        case,
        id=case["q"],
        marks=[pytest.mark.xfail(reason=case["weak"])] if "weak" in case else [],
    )
    for chapter in yaml.safe_load(
        (Path(__file__).parent / "ranking.yaml").read_text(encoding="utf-8")
    ).values()
    for case in chapter
]


@pytest.mark.parametrize("case", CASES)
def test_the_right_record_is_on_top(real: Indexed, case: dict[str, Any]) -> None:
    most, expected = case.get("among") or (1, case["first"])
    assert expected in real.place
    hits, _ = search(case["q"], real.dictionary)
    top = [real.items[hit.item].id for hit in hits[: max(5, most)]]
    assert expected in top[:most], f"got {top}"


@pytest.mark.parametrize("query", ["", " ", ".", "<>", "\u200b", "²"])
def test_nothing_asked_finds_nothing(real: Indexed, query: str) -> None:
    assert search(query, real.dictionary)[0] == []


def test_every_document_comes_first_by_its_number_and_year(real: Indexed) -> None:
    for item in real.items:
        number = item.card.eyebrow.rsplit(" ", 1)[-1]
        if "/" not in number or "-" not in number:
            continue
        hits, _ = search(f"{number} {item.date.year if item.date else ''}".strip(), real.dictionary)
        assert real.items[hits[0].item].id == item.id


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_known_by_its_name(real: Indexed, kind: Kind) -> None:
    folded = "-".join(word.fold for word in syllables(kind.value))
    extras = search(f"{kind.value} ", real.dictionary)[1].extras
    assert f"%{folded}" in {choice.terms[0] for slot in extras for choice in slot.choices}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("congtac ton giao", "cong tac ton giao"), ("giám xát", "giam sat"), ("dân vận khéo", None)],
)
def test_did_you_mean(real: Indexed, typed: str, meant: str | None) -> None:
    assert search(typed, real.dictionary)[1].corrected == meant
