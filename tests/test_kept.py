"""Results kept between runs: there again when asked for, and never believed when damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kept import Kept
from generator.program import digest

KEYS = [digest(bytes([number])) for number in range(3)]


def filled(place: Path, version: bytes = b"v" * 16) -> Kept:
    kept = Kept(place, version)
    for number, key in enumerate(KEYS):
        kept.put(key, bytes([number]) * 100)
    kept.save()
    return kept


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    again = Kept(tmp_path / "a", b"v" * 16)
    assert [again.get(key) for key in KEYS] == [bytes([n]) * 100 for n in range(3)]


def test_what_nobody_asks_for_goes(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    again = Kept(tmp_path / "a", b"v" * 16)
    again.get(KEYS[0])
    again.save()
    last = Kept(tmp_path / "a", b"v" * 16)
    assert [last.get(key) is not None for key in KEYS] == [True, False, False]


def test_an_unchanged_file_is_not_written(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    before = (tmp_path / "a").stat().st_mtime_ns
    again = Kept(tmp_path / "a", b"v" * 16)
    for key in KEYS:
        again.get(key)
    again.save()
    assert (tmp_path / "a").stat().st_mtime_ns == before


def test_what_others_hold_takes_the_place_of_all(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    for name, key in zip("bc", KEYS[1:], strict=True):
        other = Kept(tmp_path / name, b"v" * 16)
        other.put(key, name.encode())
        other.save()
    kept = Kept(tmp_path / "a", b"v" * 16)
    kept.hold([tmp_path / "b", tmp_path / "c", tmp_path / "b"])
    kept.save()
    again = Kept(tmp_path / "a", b"v" * 16)
    assert [again.get(key) for key in KEYS] == [None, b"b", b"c"]


def test_nothing_is_held_of_what_contradicts_itself(tmp_path: Path) -> None:
    for name, value in (("a", b"x"), ("b", b"y")):
        other = Kept(tmp_path / name, b"v" * 16)
        other.put(KEYS[0], value)
        other.put(KEYS[1], b"z")
        other.save()
    kept = Kept(tmp_path / "c", b"v" * 16)
    kept.hold([tmp_path / "a", tmp_path / "b"])
    assert [kept.get(key) for key in KEYS] == [None, None, None]


def test_another_program_starts_anew(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    assert Kept(tmp_path / "a", b"w" * 16).get(KEYS[0]) is None


@pytest.mark.parametrize("what", ["nothing", "folder", "text"])
def test_what_is_no_such_file_counts_as_empty(tmp_path: Path, what: str) -> None:
    place = tmp_path / "a"
    if what == "folder":
        place.mkdir()
    if what == "text":
        place.write_text("không phải tệp này", encoding="utf-8")
    assert Kept(place).get(KEYS[0]) is None


@given(at=st.integers(0, 2000), byte=st.integers(0, 255), cut=st.integers(0, 2000))
def test_damage_loses_entries_and_never_changes_one(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int, cut: int
) -> None:
    place = tmp_path_factory.mktemp("damaged") / "a"
    filled(place)
    data = bytearray(place.read_bytes())
    data[at % len(data)] = byte
    place.write_bytes(data[: len(data) - cut % len(data)])
    kept = Kept(place, b"v" * 16)
    assert all(kept.get(key) in (None, bytes([n]) * 100) for n, key in enumerate(KEYS))


def added(place: Path, *values: bytes) -> None:
    """Let a run for each value keep it beside what is there."""
    for value in values:
        kept = Kept(place, b"v" * 16)
        for key in KEYS:
            kept.get(key)
        kept.put(b"more", value)
        kept.save()


def test_a_small_change_is_written_behind_the_rest(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    before = (tmp_path / "a").read_bytes()
    added(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes().startswith(before)
    kept = Kept(tmp_path / "a", b"v" * 16)
    assert kept.get(b"more") == b"x"
    assert kept.get(KEYS[2]) == bytes([2]) * 100


def test_the_last_word_counts_and_the_file_stays_small(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    size = (tmp_path / "a").stat().st_size
    added(tmp_path / "a", *(bytes([number]) for number in range(100)))
    assert Kept(tmp_path / "a", b"v" * 16).get(b"more") == bytes([99])
    assert (tmp_path / "a").stat().st_size < size * 2


def test_what_goes_later_is_gone(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    kept = Kept(tmp_path / "a", b"v" * 16)
    kept.get(KEYS[0])
    kept.save()
    kept.put(KEYS[0], b"now")
    kept.save()
    again = Kept(tmp_path / "a", b"v" * 16)
    assert [again.get(key) for key in KEYS] == [b"now", None, None]


def test_half_a_block_leaves_what_was_there_before(tmp_path: Path) -> None:
    place = tmp_path / "a"
    filled(place)
    added(place, b"x", b"y")
    place.write_bytes(place.read_bytes()[:-1])
    assert Kept(place, b"v" * 16).get(b"more") == b"x"
    added(place, b"z")
    assert Kept(place, b"v" * 16).get(b"more") == b"z"


def test_nothing_is_written_behind_what_another_has_written(tmp_path: Path) -> None:
    place = tmp_path / "a"
    filled(place)
    mine = Kept(place, b"v" * 16)
    added(place, b"theirs")
    mine.put(b"more", b"mine")
    mine.save()
    again = Kept(place, b"v" * 16)
    assert [again.get(key) for key in (b"more", *KEYS)] == [b"mine", None, None, None]
