from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.matching.outside import MOST_BITS, OutsideEvidence, of_children, of_families, total

DNA = OutsideEvidence("M-017", "S-204", 12.5, "Laboratory B, case 12", on="2019-05-02")
PHOTO = OutsideEvidence("M-017", "S-204", 2.0, "photograph, judged by Madina")
GRANDMOTHER = OutsideEvidence("M-017", "S-204", 9.0, "Laboratory B, case 13", of="family")

GROUP = {"M-017": "G4", "M-018": "G4", "M-021": ""}
FAMILY = {"S-204": "F-1", "S-205": "F-1", "S-300": ""}


def code_of(*words, **more) -> str:
    with pytest.raises(WrongUse) as refused:
        OutsideEvidence(*words, **more)
    return refused.value.code


def test_different_sources_of_one_pair_add_up():
    told = of_children([DNA, PHOTO, OutsideEvidence("M-021", "S-300", -3.0, "Laboratory B")])
    assert told == {("M-017", "S-204"): [DNA, PHOTO], ("M-021", "S-300"): [told["M-021", "S-300"][0]]}
    assert total(told["M-017", "S-204"]) == 14.5


def test_the_same_source_twice_for_one_pair_is_refused():
    again = OutsideEvidence("M-017", "S-204", 3.0, " laboratory b,  CASE 12")
    with pytest.raises(WrongUse) as refused:
        of_children([DNA, again])
    assert refused.value.code == "OUTSIDE-04"
    assert "M-017 – S-204" in str(refused.value)


def test_one_source_may_speak_of_two_pairs_and_of_the_child_and_its_family():
    assert len(of_children([DNA, OutsideEvidence("M-017", "S-205", 1.0, DNA.source)])) == 2
    both = [DNA, OutsideEvidence("M-017", "S-204", 1.0, DNA.source, of="family")]
    assert list(of_children(both)) == [("M-017", "S-204")]
    assert list(of_families(both, GROUP, FAMILY)) == [("G4", "F-1")]


def test_what_is_of_a_family_is_told_by_any_of_its_children_or_by_its_name():
    for found in ("M-017", "M-018", "G4"):
        for sought in ("S-204", "S-205", "F-1"):
            row = OutsideEvidence(found, sought, 9.0, "Laboratory B", of="family")
            assert of_families([row], GROUP, FAMILY) == {("G4", "F-1"): [row]}


def test_a_child_without_a_group_is_a_group_of_its_own():
    row = OutsideEvidence("M-021", "S-300", 9.0, "Laboratory B", of="family")
    assert of_families([row], GROUP, FAMILY) == {("M-021", "S-300"): [row]}


def test_a_source_that_speaks_of_one_family_through_two_children_is_refused():
    again = OutsideEvidence("M-018", "S-205", 9.0, GRANDMOTHER.source, of="family")
    with pytest.raises(WrongUse) as refused:
        of_families([GRANDMOTHER, again], GROUP, FAMILY)
    assert refused.value.code == "OUTSIDE-04"


@pytest.mark.parametrize("bits", [math.inf, -math.inf, MOST_BITS + 1, -1e300])
def test_nothing_is_surer_than_can_be_measured(bits: float):
    assert code_of("M", "S", bits, "DNA") == "OUTSIDE-02"


def test_what_is_not_a_number_is_refused():
    assert code_of("M", "S", math.nan, "DNA") == "OUTSIDE-01"


def test_evidence_needs_its_source_and_both_ids_and_whom_it_is_of():
    assert code_of("M", "S", 1.0, " ") == "OUTSIDE-03"
    assert code_of("", "S", 1.0, "DNA") == "TABLE-02"
    assert code_of("M", "", 1.0, "DNA") == "TABLE-02"
    assert code_of("M", "S", 1.0, "DNA", of="household") == "OUTSIDE-05"


def test_the_bound_itself_is_allowed():
    assert OutsideEvidence("M", "S", -MOST_BITS, "DNA").bits == -MOST_BITS


@given(st.lists(st.floats(-MOST_BITS, MOST_BITS), max_size=8), st.randoms(use_true_random=False))
def test_the_sum_is_the_same_in_whatever_order(bits: list[float], random):
    rows = [OutsideEvidence("M", "S", one, f"source {n}") for n, one in enumerate(bits)]
    mixed = rows[:]
    random.shuffle(mixed)
    assert total(rows) == total(mixed)
