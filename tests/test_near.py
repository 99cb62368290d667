from __future__ import annotations

import random

import pytest

from generator.near import FEW, Names

IDS = [
    f"{number}-{kind}-{body}-{year}"
    for number in range(1, 12)
    for kind in ("nq", "ct", "kl", "qyd")
    for body in ("tw", "ttg", "bdvtu-tinh-an-giang", "hu-huyen-quang-tan")
    for year in (1999, 2013, 2024)
]


def test_there_are_more_ids_than_are_all_compared() -> None:
    assert len(IDS) > FEW


@pytest.mark.parametrize("seed", range(40))
def test_an_id_with_a_slip_of_the_pen_is_found_among_many(seed: int) -> None:
    chosen = random.Random(seed)
    wanted = chosen.choice([each for each in IDS if "tinh" in each or "huyen" in each])
    at = chosen.randrange(wanted.index("-tinh" if "tinh" in wanted else "-huyen"), len(wanted) - 5)
    slips = [
        wanted[:at] + wanted[at + 1 :],
        wanted[:at] + "x" + wanted[at:],
        wanted[:at] + "x" + wanted[at + 1 :],
        wanted[:at] + wanted[at + 1] + wanted[at] + wanted[at + 2 :],
    ]
    for got in slips:
        assert Names(IDS).suggestion(got) == {"suggestion": wanted}


@pytest.mark.parametrize(
    ("names", "got"), [([], "a"), (["b"], "a"), (IDS, "không có gì"), (IDS, "")]
)
def test_what_is_like_nothing_has_no_suggestion(names: list[str], got: str) -> None:
    assert Names(names).suggestion(got) == {}


def test_among_few_a_name_without_a_piece_in_common_is_found() -> None:
    assert Names(["abc", "xyz"]).suggestion("a-c") == {"suggestion": "abc"}
