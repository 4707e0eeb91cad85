"""Ages are spans of birth: rough ones agree roughly, precise ones exactly."""

from __future__ import annotations

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


def test_what_is_shown_is_what_was_written():
    comparison = comparison_of("age", [{"age": "٤", **WRITTEN}], [{"birth_date": "1434 AH"}])
    assert comparison.written(0, 0) == ("٤; 2017-07-20", "1434 AH")
