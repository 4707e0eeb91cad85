"""Ages are spans of birth: rough ones agree roughly, precise ones exactly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.evidence.born import PRECISE, UNIT
from nasab.matching.given import Given
from nasab.matching.reasons import Reader
from nasab.matching.understanding import compare
from tests.matching.making import Row, comparison_of, level_of, priors_for, understood

WRITTEN = {"as_of": "2017-07-20"}


@pytest.mark.parametrize(
    ("found", "sought", "level"),
    [
        ({"birth_date": "2013-03-05"}, {"birth_date": "2013-03-05"}, "exact"),
        ({"age": "4", **WRITTEN}, {"birth_date": "2013-03"}, "close"),
        ({"age": "4", **WRITTEN}, {"birth_date": "1434 AH"}, "close"),
        ({"age": "4", **WRITTEN}, {"age": "٥", "as_of": "2018-07-20"}, "close"),
        ({"age": "4", **WRITTEN}, {"birth_date": "2011"}, "near"),
        ({"age": "4", **WRITTEN}, {"birth_date": "2000"}, "impossible"),
        ({"age": "4", **WRITTEN}, {}, None),
        ({"age": "old"}, {"birth_date": "2013"}, None),
        ({}, {}, None),
    ],
)
def test_how_well_two_ages_agree(found: Row, sought: Row, level: str | None):
    assert level_of("age", found, sought) == level


def test_the_further_apart_the_worse():
    order = ["impossible", "far", "off", "near", "close", "exact"]
    levels = [level_of("age", {"age": "10", **WRITTEN}, {"birth_date": str(year)}) for year in range(2007, 1990, -1)]
    places = [order.index(str(level)) for level in levels]
    assert places == sorted(places, reverse=True)
    assert places[0] > places[-1] == 0


def test_a_rough_age_forgives_more_than_a_precise_date():
    order = ["impossible", "far", "off", "near", "close", "exact"]
    rough = level_of("age", {"age": "about 10", **WRITTEN}, {"birth_date": "2003"})
    precise = level_of("age", {"birth_date": "2007-01-05"}, {"birth_date": "2003-01-05"})
    assert order.index(str(rough)) > order.index(str(precise))


def test_an_age_that_everybody_has_says_little():
    sought = [{"birth_date": "2013"}] * 50 + [{"birth_date": "1999"}] * 2
    comparison = comparison_of("age", [{"birth_date": "2013"}, {"birth_date": "1999"}], sought)
    chance = comparison.chance()
    close = [chance.table[chance.row[row], 0, 4:].sum() for row in range(2)]
    assert close[0] > 1.5 * close[1]


@pytest.mark.parametrize("born", ["2016-07-20", "2016-07", "2016-02-01", "1999-12-27"])
def test_the_chance_of_an_exact_age_is_counted_on_the_age_itself(born: str):
    year = born[:4]
    sought = [{"birth_date": f"{year}-{month:02d}-{day:02d}"} for month in range(1, 13) for day in range(1, 29)]
    comparison = comparison_of("age", [{"birth_date": born}], sought)
    rows = np.arange(len(sought), dtype=np.int32)
    exact = comparison.levels.index("day/exact")
    counted = (comparison.compare(np.zeros_like(rows), rows) == exact).mean()
    assert counted > 0
    assert comparison.chance().table[0, 0, exact] > 0.5 * counted


@pytest.mark.parametrize("age", ["about 1", "1", "4", "10"])
def test_the_chance_of_a_rough_age_is_not_counted_as_that_of_a_precise_one(age: str):
    sought = [{"birth_date": f"{year}-{month:02d}-11"} for year in range(2005, 2018) for month in range(1, 13)]
    comparison = comparison_of("age", [{"age": age, **WRITTEN}], sought)
    chance = comparison.chance()
    to_the_day = [level.startswith("day/") for level in comparison.levels]
    assert chance.table[0, 0, to_the_day] == pytest.approx(chance.usual[to_the_day])
    assert chance.table[0, 0].sum() == pytest.approx(2, abs=1e-5)


def weight_of(found: Row, sought: Row, strangers: list[Row]) -> float:
    """What two ages weigh in bits, in a list with some strangers."""
    both = understood([found], [sought, *strangers])
    (one,) = Reader(both, priors_for(both), Given()).read(
        compare(both, np.zeros(1, np.int32), np.zeros(1, np.int32)), [0]
    )
    return next(reason.bits for reason in one if reason.kind == "age")


@pytest.mark.parametrize("how_many", [1, 5, 40])
def test_a_date_that_agrees_weighs_more_than_a_year_that_does_however_short_the_list(how_many: int):
    strangers = [{"birth_date": f"{2009 + k % 8}-{k % 12 + 1:02d}-{k % 28 + 1:02d}"} for k in range(how_many)]
    date = weight_of({"birth_date": "2013-03-05"}, {"birth_date": "2013-03-05"}, strangers)
    year = weight_of({"birth_date": "2013"}, {"birth_date": "2013"}, strangers)
    assert date > year + 0.5 > 1
    apart = weight_of({"birth_date": "2013-03-05"}, {"birth_date": "2010-03-05"}, strangers)
    assert apart < -2


def test_what_is_shown_is_what_was_written():
    comparison = comparison_of("age", [{"age": "٤", **WRITTEN}], [{"birth_date": "1434 AH"}])
    assert comparison.written(0, 0) == ("٤; 2017-07-20", "1434 AH")


def levels_in_numpy(found: np.ndarray, sought: np.ndarray) -> np.ndarray:
    """The same, slowly: every child found with every child sought."""
    a, b = np.repeat(found, len(sought), axis=0), np.tile(sought, (len(found), 1))
    gap = np.maximum(np.maximum(a[:, 0] - b[:, 1], b[:, 0] - a[:, 1]), 0)
    units = gap / (UNIT + np.hypot(a[:, 2], b[:, 2]))
    level = np.searchsorted(np.array([0.0, 1.0, 2.0, 4.0]), units, side="left")
    precise = (a[:, 1] - a[:, 0] < PRECISE) & (b[:, 1] - b[:, 0] < PRECISE) & (a[:, 2] == 0) & (b[:, 2] == 0)
    return np.where(np.isnan(gap), -1, np.where(precise, 9, 4) - level)


AGES = st.lists(
    st.fixed_dictionaries(
        {
            "age": st.sampled_from(["", "2", "about 5", "8", "3 months"]),
            "birth_date": st.sampled_from(["", "2011-05-03", "2011-05-04", "2015", "2016-07"]),
            "as_of": st.sampled_from(["2017", "2018-03-01"]),
        }
    ),
    min_size=1,
    max_size=5,
)


@given(AGES, AGES)
def test_the_compiled_levels_are_those_of_the_formula(found, sought):
    comparison = comparison_of("age", found, sought)
    i = np.repeat(np.arange(len(found), dtype=np.int32), len(sought))
    j = np.tile(np.arange(len(sought), dtype=np.int32), len(found))
    by_hand = levels_in_numpy(comparison.found.born, comparison.sought.born)
    assert comparison.compare(i, j).tolist() == by_hand.tolist()
