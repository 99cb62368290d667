from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.records.dates import PartialDate

days = st.dates()


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(days)
    precision = draw(st.integers(1, 3))
    return PartialDate(*(day.year, day.month, day.day)[:precision])


@given(partial_dates())
def test_what_is_printed_is_parsed_again(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(st.from_regex(r"[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?", fullmatch=True))
@example("2020-02-29")
@example("0001")
def test_what_is_parsed_is_printed_again(text: str) -> None:
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return
    assert str(date) == text


@given(partial_dates())
def test_a_date_is_a_span_of_days(date: PartialDate) -> None:
    assert date.earliest <= date.latest
    assert PartialDate.of(date.earliest) == date or date.day is None
    widths = {"day": (0, 0), "month": (27, 30), "year": (364, 365)}
    low, high = widths["day" if date.day else "month" if date.month else "year"]
    assert low <= (date.latest - date.earliest).days <= high
    assert date.latest == dt.date.max or PartialDate.of(date.latest + dt.timedelta(1)) != date


@given(partial_dates(), partial_dates())
def test_before_is_true_only_where_no_day_could_say_otherwise(
    one: PartialDate, other: PartialDate
) -> None:
    overlap = one.earliest <= other.latest and other.earliest <= one.latest
    assert [one.before(other), other.before(one), overlap].count(True) == 1
    assert one.before(other) == (one.latest < other.earliest)
    assert not one.before(one)


@given(partial_dates(), partial_dates(), partial_dates())
def test_before_is_transitive(one: PartialDate, two: PartialDate, three: PartialDate) -> None:
    if one.before(two) and two.before(three):
        assert one.before(three)


@given(partial_dates())
def test_a_coarser_date_is_never_before_or_after_a_finer_one_within(date: PartialDate) -> None:
    year = PartialDate(date.year)
    assert not year.before(date)
    assert not date.before(year)
    assert year.earliest <= date.earliest
    assert date.latest <= year.latest


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2013-06-03", dt.date(2013, 6, 3), dt.date(2013, 6, 3)),
        ("2013-06", dt.date(2013, 6, 1), dt.date(2013, 6, 30)),
        ("2013-12", dt.date(2013, 12, 1), dt.date(2013, 12, 31)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("2100-02", dt.date(2100, 2, 1), dt.date(2100, 2, 28)),
        ("2013", dt.date(2013, 1, 1), dt.date(2013, 12, 31)),
        ("9999", dt.date(9999, 1, 1), dt.date(9999, 12, 31)),
    ],
)
def test_spans(text: str, earliest: dt.date, latest: dt.date) -> None:
    date = PartialDate.parse(text)
    assert (date.earliest, date.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "", "13", "2013-6", "2013-06-3", "2013-13", "2013-06-31", "2021-02-29", "1900-02-29",
        "0000", " 2013", "2013 ", "2013\n", "2013-", "2013-06-", "20130603", "2013/06/03",
        "03-06-2013", "+2013", "-2013", "2013-W23", "2013-06-03T00", "12013",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its text says nothing; it is never shown
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2013-06-03", "03/6/2013"),
        ("2013-01-31", "31/01/2013"),
        ("2013-02-09", "09/02/2013"),
        ("2013-10-10", "10/10/2013"),
        ("2013-02", "02/2013"),
        ("2013-03", "3/2013"),
        ("2013", "2013"),
    ],
)
def test_vietnamese_form(text: str, printed: str) -> None:
    assert PartialDate.parse(text).vietnamese == printed


@pytest.mark.parametrize("text", ["2013-00", "2013-06-00", "2013-00-03", "2013-00-00"])
def test_there_is_no_month_0_and_no_day_0(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["２０１３", "2013-٠6"])
def test_dates_have_ascii_digits(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        PartialDate.parse(text)
