from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import ages

D = datetime.date.fromisoformat


@pytest.mark.parametrize(
    ("year", "month", "day", "gregorian"),
    [
        # Umm al-Qura, as the calendar of Saudi Arabia had them.
        (1400, 1, 1, "1979-11-20"),
        (1434, 9, 1, "2013-07-09"),
        (1438, 10, 1, "2017-06-25"),
        (1438, 12, 10, "2017-09-01"),
        (1439, 1, 1, "2017-09-21"),
        # Outside its tables: the arithmetical calendar, from the sample dates of Reingold and Dershowitz,
        # Calendrical Calculations, appendix C (R.D. 694799 and 764652).
        (1321, 1, 21, "1903-04-19"),
        (1518, 3, 5, "2094-07-18"),
    ],
)
def test_published_conversions_are_met(year, month, day, gregorian):
    assert ages.from_hijri(year, month, day) == ages.DateSpan(D(gregorian), D(gregorian))


@given(st.integers(1300, 1523))
def test_the_months_of_a_year_follow_without_a_gap(year):
    months = [ages.from_hijri(year, month) for month in range(1, 13)]
    # The tables of the first years hold months of 28 and 31 days; where they meet the arithmetical
    # calendar the last month takes the rest.
    irregular = 1342 <= year <= 1364 or year == 1500
    assert all(month.days in ((28, 29, 30, 31) if irregular else (29, 30)) for month in months)
    assert all(a.last + datetime.timedelta(days=1) == b.first for a, b in itertools.pairwise(months))
    whole = ages.from_hijri(year)
    assert (whole.first, whole.last) == (months[0].first, months[-1].last)
    assert 352 <= whole.days <= 357


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1299, 1, 1), (1525, 1, 1), (1434, 13, 1), (1434, 1, 31), (1434, 0, 5)]
)
def test_an_impossible_hijri_date_is_refused(year, month, day):
    with pytest.raises(ValueError):
        ages.from_hijri(year, month, day)


@given(st.integers(1930, 2060), st.integers(1, 12))
def test_a_hijri_month_of_a_gregorian_year_touches_that_year(year, month):
    spans = ages.hijri_month_in(year, month)
    assert 1 <= len(spans) <= 2
    assert all(year in (span.first.year, span.last.year) for span in spans)
