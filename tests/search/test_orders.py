"""Dates and orders of results, which Python and the page must see alike."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search import filters
from generator.search.orders import NEWEST, NUMBER, OLDEST, ordered
from tests.search.conftest import Engine, Indexed, relaxed

ORDERS = {NEWEST: "moi", OLDEST: "cu", NUMBER: "so"}
"""Names of orders in Python, and in addresses."""

DATES = ["2013-06-03", "2013-06", "2013", "2024-02-29", "1000", "9999-12-31", "1930-02-03"]
NO_DATES = ["", "0999", "13", "2013-02-29", "2013-13", "2013-00", "2013-06-31", "2013-6-3", "x"]
Rows = list[tuple[int, int]]
written = st.one_of(
    st.from_regex(r"\d{4}(-\d{2}(-\d{2})?)?", fullmatch=True),
    st.dates().map(str),
    st.text("0123456789-/ ٣", max_size=10),
)
days = st.one_of(st.just(0), st.integers(dt.date(1000, 1, 1).toordinal(), dt.date.max.toordinal()))
rows = st.lists(st.tuples(days, st.integers(0, 12)), max_size=30)


@pytest.mark.parametrize("text", [*DATES, *NO_DATES])
def test_spans(engine: Engine, text: str) -> None:
    span = filters.span_of(text)
    assert (span is None) == (text in NO_DATES)
    assert engine.ask("columns", name="spanOf", given=[text]) == (list(span) if span else None)


@relaxed
@given(written)
def test_spans_of_any_text(engine: Engine, text: str) -> None:
    span = filters.span_of(text)
    assert engine.ask("columns", name="spanOf", given=[text]) == (list(span) if span else None)


@pytest.mark.parametrize("since", ["", "2013-06-03", "2012"])
@pytest.mark.parametrize("until", ["", "2013-06", "2024"])
def test_bounds(engine: Engine, since: str, until: str) -> None:
    asked = [f"{name}={value}" for name, value in (("tu", since), ("den", until)) if value]
    parsed = filters.parse(asked) or filters.Filters({})
    theirs = engine.ask("columns", name="boundsOf", given=[since, until])
    assert theirs == [parsed.since, parsed.until]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2013", "2013"),
        ("6/2013", "2013-06"),
        ("3/6/2013", "2013-06-03"),
        (" 03.06.2013 ", "2013-06-03"),
        ("3-6-2013", "2013-06-03"),
        ("2013-06-03", "2013-06-03"),
        ("31/6/2013", None),
        ("3/6/13", None),
        ("hôm qua", None),
        ("1/2/3/2013", None),
        ("/", None),
    ],
)
def test_dates_as_typed(engine: Engine, typed: str, meant: str | None) -> None:
    assert engine.ask("columns", name="dateOf", given=[typed]) == meant


def test_dates_are_shown_as_they_are_typed(engine: Engine) -> None:
    for date, shown in (("2013-06-03", "03/6/2013"), ("2013-02", "02/2013"), ("2013", "2013")):
        assert engine.ask("columns", name="shown", given=[date]) == shown
        assert engine.ask("columns", name="dateOf", given=[shown]) == date


@relaxed
@given(rows, st.sampled_from(sorted(ORDERS)), st.data())
def test_orders(engine: Engine, rows: Rows, order: str, data: st.DataObject) -> None:
    columns = {"day": [day for day, _ in rows], "ordinal": [ordinal for _, ordinal in rows]}
    items = data.draw(st.permutations(range(len(rows))))
    mine = ordered(items, order, columns)
    assert engine.ask("columns", name="sorted", given=[items, ORDERS[order], columns]) == mine
    assert sorted(mine) == sorted(items)


def test_real_records_are_sorted_to_the_day(real: Indexed) -> None:
    items = range(len(real.items))
    dates = [real.items[item].date for item in ordered(items, OLDEST, real.dictionary.columns)]
    known = [date.earliest for date in dates if date]
    assert known == sorted(known)
    assert dates[: len(known)] == [date for date in dates if date], "without a date: last"
    newest = ordered(items, NEWEST, real.dictionary.columns)
    assert [real.items[item].date for item in newest if real.items[item].date] != dates
    numbered = ordered(items, NUMBER, real.dictionary.columns)
    found = [real.items[item].ordinal for item in numbered]
    assert found == sorted(found, key=lambda ordinal: (not ordinal, ordinal))
    assert found[0] > 0
