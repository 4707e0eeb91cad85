"""Ages are spans of birth: rough ones agree roughly, precise ones exactly."""

from __future__ import annotations

import numpy as np
import pytest

from tests.matching.making import Row, comparison_of, level_of

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
    exact = comparison.levels.index("exact")
    counted = (comparison.compare(np.zeros_like(rows), rows) == exact).mean()
    assert counted > 0
    assert comparison.chance().table[0, 0, exact] > 0.5 * counted


@pytest.mark.parametrize("age", ["about 1", "1", "4", "10"])
def test_a_rough_age_never_agrees_exactly_by_chance_either(age: str):
    sought = [{"birth_date": f"{year}-{month:02d}-11"} for year in range(2005, 2018) for month in range(1, 13)]
    comparison = comparison_of("age", [{"age": age, **WRITTEN}], sought)
    assert comparison.chance().table[0, 0, comparison.levels.index("exact")] < 0.001


def test_what_is_shown_is_what_was_written():
    comparison = comparison_of("age", [{"age": "٤", **WRITTEN}], [{"birth_date": "1434 AH"}])
    assert comparison.written(0, 0) == ("٤; 2017-07-20", "1434 AH")
