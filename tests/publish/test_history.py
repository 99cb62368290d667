"""The log as data: what is written for a change, and what is told of it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import history
from generator.history import Announcement, Change, Event, State
from generator.records.publication import Aspect, Publication, Statement, as_text
from generator.views.addresses import publication_page

DAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
FORCE, NAME = Aspect.FORCE, Aspect.NAME


def said(**words: str) -> dict[Aspect, Statement]:
    """A state by words alone; equal words have equal digests."""
    found = {Aspect(key): history.statement({"words": text}, text) for key, text in words.items()}
    return {aspect: given for aspect, given in found.items() if given}


def log(*states: State, **options: Any) -> list[Publication]:
    """A publication for each of the states that differs from the one before."""
    publications: list[Publication] = []
    for position, state in enumerate(states, 1):
        wanted = Announcement(NOON, DAY, **(options if position == len(states) else {}))
        if new := history.publication(publications, state, wanted):
            publications.append(new)
    return publications


A = said(force="còn", name="A")
ENDED = said(force="hết", name="A")


def test_the_first_publication_adds_everything() -> None:
    (first,) = log({"van-ban/a": A})
    assert first.previous is None
    assert first.at == "2026-11-23T12:00:00Z"
    (account,) = history.history([first]).accounts
    assert [(e.page, e.event, e.name, e.changes) for e in account.entries] == [
        ("van-ban/a", Event.ADDED, "A", ())
    ]


def test_a_change_is_written_alone_and_told_with_what_was_before() -> None:
    first, second = log({"van-ban/a": A, "van-ban/b": A}, {"van-ban/a": ENDED, "van-ban/b": A})
    assert second.pages == {"van-ban/a": {FORCE: ENDED[FORCE]}}
    assert second.previous == first.at
    (entry,) = history.history([first, second]).accounts[0].entries
    assert entry.event is Event.CHANGED
    assert entry.changes == (Change(FORCE, "còn", "hết"),)
    assert entry.fingerprint == history.fingerprint(ENDED)


def test_what_is_no_longer_said_is_a_change_too() -> None:
    publications = log({"van-ban/a": A}, {"van-ban/a": said(name="A")})
    assert publications[1].pages == {"van-ban/a": {FORCE: None}}
    told = history.history(publications)
    assert told.accounts[0].entries[0].changes == (Change(FORCE, "còn", ""),)
    assert told.state == {"van-ban/a": said(name="A")}


def test_a_correction_is_told_as_one() -> None:
    corrected = log({"van-ban/a": A}, {"van-ban/a": ENDED}, corrected=("van-ban/a",))
    assert history.history(corrected).accounts[0].of(Event.CORRECTED)
    assert not history.history(corrected).accounts[0].of(Event.CHANGED)


def test_a_page_that_goes_keeps_its_name_and_may_come_back() -> None:
    told = history.history(log({"van-ban/a": A}, {}, {"van-ban/a": ENDED}))
    back, gone, first = told.by_page["van-ban/a"]
    assert [e.event for _, e in (first, gone, back)] == [
        Event.ADDED,
        Event.WITHDRAWN,
        Event.ADDED,
    ]
    assert gone[1].name == "A"


def test_nothing_new_is_no_publication_unless_there_is_something_to_say() -> None:
    assert len(log({"van-ban/a": A}, {"van-ban/a": A})) == 1
    _, noted = log({"van-ban/a": A}, {"van-ban/a": A}, note="Đổi giao diện.")
    assert (noted.note, noted.pages, noted.withdrawn) == ("Đổi giao diện.", {}, ())


def test_moments_grow_even_where_the_clock_stands_still() -> None:
    publications = log({"van-ban/a": A}, {"van-ban/a": ENDED}, {"van-ban/a": A})
    assert [p.at[-3:] for p in publications] == ["00Z", "01Z", "02Z"]


def test_branches_that_both_published_are_told_in_the_order_of_time() -> None:
    (base,) = log({"van-ban/a": A})
    later = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    ours = history.publication([base], {"van-ban/a": ENDED}, Announcement(NOON, DAY))
    theirs = history.publication([base], {"van-ban/a": A, "van-ban/b": A}, Announcement(later, DAY))
    assert ours
    assert theirs
    told = history.history([theirs, base, ours])
    assert [a.publication for a in told.accounts] == [theirs, ours, base]
    assert told.state == {"van-ban/a": ENDED, "van-ban/b": A}


words = st.text(max_size=8)
states = st.dictionaries(
    st.sampled_from(["van-ban/a", "van-ban/b", "mo-hinh/c"]),
    st.dictionaries(st.sampled_from(Aspect), words, max_size=4).map(
        lambda d: said(**{k.value: v for k, v in d.items()})
    ),
)


@given(st.lists(states, max_size=5))
def test_the_log_read_back_gives_the_last_state(given_states: list[State]) -> None:
    publications: list[Publication] = []
    for state in given_states:
        new = history.publication(publications, state, Announcement(NOON, DAY))
        if new:
            text = as_text(new)
            assert Publication.model_validate(json.loads(text)) == new
            publications.append(new)
        assert history.history(publications).state == state


@pytest.mark.parametrize("page", ["van-ban/" + "a" * 60, "chu-de/đ"])
def test_only_addresses_of_pages_are_taken_from_a_log(page: str) -> None:
    head = {"at": "2026-11-23T09:10:05Z", "day": "2026-11-23", "previous": None}
    if page.isascii():
        assert Publication.model_validate({**head, "withdrawn": [page]})
    else:
        with pytest.raises(ValueError, match="pattern"):
            Publication.model_validate({**head, "withdrawn": [page]})


def test_the_text_has_one_page_a_line() -> None:
    (first,) = log({"van-ban/b": A, "van-ban/a": said(name="“Đ” <b>")})
    assert as_text(first) == (
        '{\n "at": "2026-11-23T12:00:00Z",\n "day": "2026-11-23",\n "previous": null,\n'
        ' "pages": {\n'
        '  "van-ban/a": {"name": ["ni4s7ktu", "“Đ” <b>"]},\n'
        '  "van-ban/b": {"force": ["sqilm2wv", "còn"], "name": ["d7ta3a6r", "A"]}\n }\n}\n'
    )


def test_digests_are_what_they_were() -> None:
    """Prints out there carry these: the serialisation may never change."""
    statement = history.statement(
        {"b": ["é", None], "a": "x", "empty": None, "none": []}, " a \n b"
    )
    assert statement == Statement("qsvxnd5n", "a b")
    assert statement == history.statement({"a": "x", "b": ["é", None]}, "a b")
    assert history.fingerprint(
        {FORCE: Statement("aaaaaaaa", ""), NAME: Statement("b" * 8, "")}
    ) == ("u34tcs")
    assert history.statement({"a": None, "b": ()}) is None


def test_words_are_short() -> None:
    long = history.statement({"a": 1}, "từ " * 200)
    assert long is not None
    assert len(long.words) <= history.WORDS
    assert long.words.endswith("từ…")


def test_publications_have_pages_of_their_own() -> None:
    assert publication_page("2026-11-23T091005Z") == "nhat-ky/2026/11-23-091005.md"
