from __future__ import annotations

import numpy as np
import pytest

from nasab.errors import WrongUse
from nasab.kinship import (
    ALTERNATIVES,
    Evidence,
    Locus,
    Member,
    Pedigree,
    alternatives,
    same_person,
    sexes_differ,
    unrelated,
)

FAMILY = Pedigree([Member("F", "M"), Member("M", "F"), Member("MP", "M", "F", "M")])
LOCUS = Locus("L", ("a", "b", "c", "d"), np.array([0.1, 0.2, 0.3, 0.4]))


def ratios(typed: str, child: str, family: Pedigree = FAMILY, missing: str = "MP") -> dict[str, float]:
    evidence = Evidence([LOCUS], {"F": {"L": typed}, "POI": {"L": child}})
    told = {name: evidence.likelihoods(there)[0] for name, there in alternatives(family, "POI", missing).items()}
    return {name: value / told["unrelated"] for name, value in told.items()}


def test_the_uncle_in_place_of_the_father_is_half_as_much_evidence():
    """Kinship coefficients: parent 1/4, uncle 1/8; with p = 0.1 shared once: 1/(4p) = 2.5, and (1 + 2.5) / 2."""
    told = ratios("ab", "ac")
    assert told["same"] == pytest.approx(2.5)
    assert told["uncle_for_father"] == pytest.approx((1 + 2.5) / 2)
    assert told["aunt_for_mother"] == pytest.approx(1)
    assert told["half_by_father"] == pytest.approx(2.5)  # the father is the same
    assert told["half_by_mother"] == pytest.approx(1)


def test_an_exclusion_of_the_father_is_none_of_the_uncle():
    told = ratios("aa", "bc")
    assert told["same"] == 0
    assert told["uncle_for_father"] == pytest.approx(0.5)


def test_for_a_missing_father_the_alternative_is_his_brother():
    family = Pedigree([Member("MP", "M"), Member("F", "M", "MP")])
    told = ratios("ab", "ac", family)
    assert set(told) == {"same", "sibling", "unrelated"}
    assert told["same"] == pytest.approx(2.5)
    assert told["sibling"] == pytest.approx((1 + 2.5) / 2)


def test_alternatives_are_told_in_one_order_and_leave_the_place_empty():
    told = alternatives(FAMILY, "POI", "MP")
    assert list(told) == [name for name in ALTERNATIVES if name in told]
    assert "MP" not in told["same"]
    assert all("MP" in family for name, family in told.items() if name != "same")
    assert same_person(FAMILY, "POI", "MP").members == told["same"].members
    assert unrelated(FAMILY, "POI", "MP").members == told["unrelated"].members


def test_a_person_who_stands_beside_the_family_is_taken_from_there():
    beside = FAMILY.with_members(Member("POI", "M"))
    assert alternatives(beside, "POI", "MP").keys() == alternatives(FAMILY, "POI", "MP").keys()
    assert sexes_differ(FAMILY.with_members(Member("POI", "F")), "POI", "MP")
    assert not sexes_differ(beside, "POI", "MP")
    assert not sexes_differ(FAMILY.with_members(Member("POI")), "POI", "MP")


def test_the_person_of_interest_may_go_by_the_missing_persons_name():
    evidence = Evidence([LOCUS], {"F": {"L": "ab"}, "MP": {"L": "ac"}})
    told = {name: evidence.likelihoods(there)[0] for name, there in alternatives(FAMILY, "MP", "MP").items()}
    assert told["same"] / told["unrelated"] == pytest.approx(2.5)
    assert told["uncle_for_father"] / told["unrelated"] == pytest.approx(1.75)


@pytest.mark.parametrize(("poi", "missing"), [("POI", "nobody"), ("F", "MP")])
def test_who_is_not_missing_or_is_of_the_family_is_no_question(poi: str, missing: str):
    with pytest.raises(WrongUse) as told:
        alternatives(FAMILY, poi, missing)
    assert told.value.code == "KIN-22"
