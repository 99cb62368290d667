"""Lists of files come back as they were kept, however they were said and whatever came between."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator import filelists
from generator.filelists import Known, Lists, Unlike

ONE, OTHER, THIRD = b"one".ljust(16), b"other".ljust(16), b"third".ljust(16)


def made_up(chance: random.Random, count: int) -> dict[str, Known]:
    return {f"trang/{n}.html": Known(f"{chance.random()}", n, n) for n in range(count)}


def edited(files: dict[str, Known], chance: random.Random, most: int) -> dict[str, Known]:
    """With up to so many files more, less and other than before."""
    now = dict(files)
    for path in chance.sample(sorted(now), min(len(now), chance.randrange(most + 1))):
        del now[path]
    for _ in range(chance.randrange(most + 1)):
        path = f"trang/{chance.randrange(60)}.html"
        now[path] = Known(f"{chance.random()}", chance.randrange(9), chance.randrange(9))
    return now


@pytest.mark.parametrize("most", [0, 5, 2000])
def test_a_list_that_is_said_by_what_it_differs_in_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """``most``: the whole list is written anew each time, now and then, never."""
    monkeypatch.setattr(filelists, "MOST", most)
    chance = random.Random(most)
    live, place = made_up(chance, 40), tmp_path / "lists"
    lists = Lists(place)
    lists.put(ONE, live)
    lists.save()
    for turn in range(60):
        now, lists = edited(live, chance, 4), Lists(place)
        new, old = (ONE, OTHER) if turn % 2 else (OTHER, ONE)
        lists.amend(new, now, old, live)
        lists.stay(old)
        lists.save()
        assert Lists(place).get(new) == now
        assert Lists(place).get(old) == live
        live = now


def test_lists_that_nobody_names_do_not_stay(tmp_path: Path) -> None:
    chance, lists = random.Random(1), Lists(tmp_path / "lists")
    for key in (ONE, OTHER, THIRD):
        lists.put(key, made_up(chance, 3))
    lists.save()
    lists = Lists(tmp_path / "lists")
    lists.stay(OTHER)
    lists.stay(b"nobody".ljust(16))
    lists.save()
    kept = Lists(tmp_path / "lists")
    assert [kept.get(key) is None for key in (ONE, OTHER, THIRD)] == [True, False, True]


def test_a_list_like_one_that_is_lost_is_kept_whole(tmp_path: Path) -> None:
    chance, lists = random.Random(1), Lists(tmp_path / "lists")
    files = made_up(chance, 3)
    lists.amend(OTHER, files, ONE, made_up(chance, 5))
    lists.save()
    assert Lists(tmp_path / "lists").get(OTHER) == files


def test_the_list_that_differs_the_least_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit of one file costs what the file costs, not what the list does."""
    chance = random.Random(1)
    monkeypatch.setattr(filelists, "MOST", 10)
    files, lists = made_up(chance, 40), Lists(tmp_path / "lists")
    lists.put(ONE, files)
    lists.save()
    now = {**files, "trang/1.html": Known("another", 1, 1)}
    lists = Lists(tmp_path / "lists")
    with monkeypatch.context() as patch:
        patch.setattr(filelists, "unpack", lambda _: pytest.fail("the whole list was read"))
        lists.amend(ONE, now, ONE, files)
        lists.save()
    assert Lists(tmp_path / "lists").get(ONE) == now


def test_differences_are_those_of_both_lists() -> None:
    chance = random.Random(2)
    one = made_up(chance, 40)
    for _ in range(100):
        other = edited(one, chance, 9)
        third = edited(other, chance, 9)
        first, second = Unlike.of(other, one), Unlike.of(third, other)
        assert first.files(one) == other
        assert first.then(second).files(one) == third
