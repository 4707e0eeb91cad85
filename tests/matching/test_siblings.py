"""A child with its brothers and sisters, as a reader is told of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

import nasab
from nasab.matching import Run
from nasab.matching.siblings import WORTH_TELLING, Siblings
from tests import cast
from tests.matching.making import lists

SOUGHT = [cast.SOUGHT_BILAL, cast.SOUGHT_AMINAT, cast.SOUGHT_YUSUF, cast.SOUGHT_OTHER]


@pytest.fixture(scope="module")
def run() -> Run:
    return nasab.match(cast.found(), cast.sought())


def test_brother_and_sister_are_told_together_whether_the_list_says_it_or_the_engine(run: Run):
    proposed = run.child("M-017").together
    assert proposed is not None
    assert proposed.brothers_and_sisters == ("M-018",)
    assert proposed.sought_ids == ("S-204", "S-205")
    assert 0 < proposed.said < 1
    said = (
        nasab.match(*lists([{**cast.BILAL, "group": "G"}, {**cast.AMINAT, "group": "G"}], SOUGHT))
        .child("M-017")
        .together
    )
    assert said is not None
    assert (said.brothers_and_sisters, said.said) == (("M-018",), 1.0)
    assert run.child("M-021").together is None


def test_who_is_hardly_a_brother_is_not_told_and_who_is_said_to_be_one_is():
    rows = [{**cast.BILAL, "group": "G"}, {**cast.AMINAT, "group": "G"}, cast.YUSUF]
    matching = nasab.match(*lists(rows, SOUGHT)).matching
    household = matching.both.found.children.household
    groups = int(household[0]), int(household[2])
    doubtful = Run(replace(matching, tied=[(groups, 0.01)])).child("M-017").together
    assert doubtful is not None
    assert (doubtful.brothers_and_sisters, doubtful.said) == (("M-018",), 1.0)
    likely = Run(replace(matching, tied=[(groups, 0.6)])).child("M-017").together
    assert likely is not None
    assert (set(likely.brothers_and_sisters), likely.said) == ({"M-018", "M-021"}, 0.6)


def test_who_has_no_family_to_speak_of_is_told_alone():
    family = {"group": "G", "mother": "Barbara", "father": "Zelimkhan Barbarov", "languages": "French"}
    rows = [{**family, "name": "Zuk", "sex": "f"}, {**family, "name": "Heda", "sex": "f"}]
    matching = nasab.match(*lists(rows, [cast.SOUGHT_YUSUF, cast.SOUGHT_OTHER])).matching
    assert (matching.outcome.family < WORTH_TELLING).all()
    assert [Siblings(matching).of(row) for row in range(2)] == [None, None]
