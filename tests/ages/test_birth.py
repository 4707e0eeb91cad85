from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import ages


def test_an_age_is_counted_back_from_the_day_it_was_written():
    born = ages.birth_span(age="4", birth_date="", as_of="2017-07-20")
    assert born is not None
    assert born.low == pytest.approx(2012.5479, abs=1e-3)
    assert born.high == pytest.approx(2013.5507, abs=1e-3)


def test_a_birth_date_comes_before_an_age():
    born = ages.birth_span(age="9", birth_date="2013", as_of="2017-07-20")
    assert born == ages.BirthSpan(2013.0, 2014.0, 0.0)


def test_an_age_without_its_day_is_counted_from_the_day_the_child_was_found():
    found = ages.birth_span(age="4", birth_date="", as_of="", fallback="2017-08-02")
    assert found == ages.birth_span(age="4", birth_date="", as_of="2017-08-02")


@pytest.mark.parametrize(
    ("age", "birth_date", "as_of", "fallback"),
    [
        ("", "", "", ""),
        ("4", "", "", ""),
        ("", "", "2017", "2018"),
        ("?", "", "2017", ""),
        ("4", "unknown", "some day", ""),
    ],
)
def test_what_says_nothing_usable_is_unknown(age, birth_date, as_of, fallback):
    assert ages.birth_span(age=age, birth_date=birth_date, as_of=as_of, fallback=fallback) is None


def test_a_birth_date_that_cannot_be_read_leaves_the_age():
    assert ages.birth_span(age="4", birth_date="unknown", as_of="2017") == ages.birth_span(
        age="4", birth_date="", as_of="2017"
    )


def test_an_estimate_is_rougher_than_a_stated_age_and_for_older_children():
    def spread(age):
        born = ages.birth_span(age=age, birth_date="", as_of="2017-07-20")
        assert born is not None
        return born.spread

    assert spread("18 months") < spread("2") < spread("4") < spread("about 4") < spread("about 12")
    assert spread("4") < spread("5")
    assert spread("5") > spread("6")  # heaped on five
    assert spread("10") > spread("12")


def test_the_first_of_january_is_doubted_and_other_days_are_not():
    january = ages.birth_span(age="", birth_date="01.01.2013", as_of="")
    march = ages.birth_span(age="", birth_date="14.03.2013", as_of="")
    assert january is not None
    assert march is not None
    assert january.spread == 0.5
    assert march.spread == 0.0


@given(st.integers(0, 20), st.integers(1990, 2030))
def test_the_span_is_as_long_as_the_age_and_the_year_leave_open(age, year):
    born = ages.birth_span(age=str(age), birth_date="", as_of=str(year))
    assert born is not None
    assert born.low == pytest.approx(year - age - 1)
    assert born.high == pytest.approx(year + 1 - age)
    assert born.spread > 0


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_no_text_breaks_it(age, birth_date, as_of):
    born = ages.birth_span(age=age, birth_date=birth_date, as_of=as_of)
    assert born is None or (born.low < born.high and born.spread >= 0)
