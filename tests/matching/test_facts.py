"""Cells become facts; what is not understood is unknown, and an unknown is a value of its own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.matching.facts import Knowledge, read_facts, take
from tests.matching.making import lists

ROW = {
    "name": "Bilal",
    "sex": "m",
    "age": "4",
    "as_of": "2017-07-20",
    "found_place": "Mosul",
    "found_date": "2017-07-20",
    "place_now": "Baghdad",
    "languages": "che; rus",
    "origin": "Grozny",
    "marks": "burn, left forearm",
    "belongings": "a red blanket",
}


def facts_of(*rows: dict[str, str]):
    knowledge = Knowledge.empty()
    return read_facts(lists(list(rows), [{}])[0], knowledge), knowledge


def test_what_is_empty_or_not_understood_is_unknown():
    silly = {"sex": "?", "age": "old", "found_place": "qwxzv", "languages": "§", "marks": "…", "found_date": "spring"}
    facts, _ = facts_of({}, silly, ROW)
    for row in (0, 1):
        assert facts.sex[row] == facts.where[row] == facts.marks[row] == facts.languages[row] == facts.origin[row] == -1
        assert np.isnan(facts.born[row]).all()
        assert np.isnan(facts.when[row])
        assert facts.concepts.lengths[row] == 0
    assert facts.sex[2] == 1
    assert min(facts.where[2], facts.marks[2], facts.languages[2], facts.origin[2]) >= 0


def test_an_age_grows_older_with_its_record():
    facts, _ = facts_of(ROW, {**ROW, "as_of": "2015-07-20"}, {**ROW, "as_of": "", "found_date": "2017-07-20"})
    assert facts.born[0, 0] == pytest.approx(2012.55, abs=0.05)
    assert facts.born[0, 1] == pytest.approx(2013.55, abs=0.05)
    assert facts.born[0, :2] - facts.born[1, :2] == pytest.approx([2, 2], abs=0.01)
    assert facts.born[2, :2] == pytest.approx(facts.born[0, :2], abs=0.01)  # the day of finding is the fallback


def test_where_the_child_is_now_is_not_read_at_all():
    here, knowledge = facts_of(ROW)
    there, other = facts_of({**ROW, "place_now": "Grozny"})
    assert [place.id for place in knowledge.places.values] == [place.id for place in other.places.values]
    assert here.where.tolist() == there.where.tolist()


def test_children_without_a_group_are_households_of_their_own():
    facts, _ = facts_of({"group": "G1"}, {"group": ""}, {"group": "G1"}, {"group": " "})
    assert facts.household[0] == facts.household[2]
    assert len(set(facts.household.tolist())) == 3


def test_a_decimal_year_is_the_middle_of_what_was_written():
    facts, _ = facts_of({"found_date": "2017"}, {"found_date": "2017-07-20"})
    assert facts.when.tolist() == pytest.approx([2017.5, 2017.55], abs=0.01)


def test_some_children_taken_say_what_they_said():
    facts, _ = facts_of(ROW, {"name": "Ali", "sex": "f"}, {"name": "Omar"})
    some = take(facts, np.array([2, 0]))
    assert list(some.children.columns["name"]) == ["Omar", "Bilal"]
    assert list(some.children.columns["name"][1:]) == ["Bilal"]
    assert some.sex.tolist() == [-1, 1]
    for slot, names in some.names.items():
        assert names.row(1).tolist() == facts.names[slot].row(0).tolist()


@settings(max_examples=30)
@given(
    st.lists(st.dictionaries(st.sampled_from(sorted(ROW)), st.text(max_size=12), max_size=4), min_size=1, max_size=3)
)
def test_any_text_in_any_column_is_read_or_unknown(rows: list[dict[str, str]]):
    facts, _ = facts_of(*rows)
    assert len(facts) == len(rows)
