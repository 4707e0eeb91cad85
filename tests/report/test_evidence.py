from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import report
from tests.report import cast

CANDIDATES = [candidate for result in cast.RESULTS for candidate in result.candidates]


def built(weights, chance):
    reasons = [cast.reason("age", "near", bits, "4", "5", "age.near") for bits in weights]
    return cast.candidate("M-017", "S-204", 1, chance, 0.0, *reasons)


@given(st.lists(st.floats(-30, 30), max_size=12), st.floats(0, 1))
def test_what_is_shown_adds_up_to_the_result(weights, chance):
    fall = report.waterfall(built(weights, chance), cast.RUN)
    assert fall.evidence == pytest.approx(math.fsum(step.shown for step in fall.steps), abs=1e-6)
    assert fall.total == pytest.approx(fall.prior + fall.evidence + fall.lists, abs=1e-6)


@pytest.mark.parametrize("candidate", CANDIDATES, ids=lambda one: f"{one.found_id}-{one.sought_id}")
def test_the_evidence_shown_is_the_weight(candidate):
    assert report.waterfall(candidate, cast.RUN).evidence == pytest.approx(candidate.weight, abs=0.11)


@given(st.floats(0.001, 0.999))
def test_the_result_is_the_probability(chance):
    total = report.waterfall(built([3.0, -1.0], chance), cast.RUN).total
    assert total == pytest.approx(math.log2(chance / (1 - chance)), abs=0.06)


def test_before_any_evidence_one_child_sought_is_as_likely_as_another():
    chance = cast.PARAMETERS.prior_listed * cast.PARAMETERS.prior_aligned / cast.SUMMARY.sought
    expected = round(math.log2(chance / (1 - chance)), 1)
    assert report.waterfall(cast.BILAL, cast.RUN).prior == expected


def test_what_a_person_judged_is_no_evidence_and_binds():
    fall = report.waterfall(cast.BOUND, cast.RUN)
    assert [reason.kind for reason in fall.judged] == ["judged"]
    assert [step.reason for step in fall.steps] == list(cast.SUMEYYE.reasons)
    assert fall.evidence == pytest.approx(cast.SUMEYYE.weight, abs=0.11)
    assert fall.total == pytest.approx(fall.prior + fall.evidence + fall.lists, abs=1e-6)
    assert fall.total == pytest.approx(math.log2(0.9999 / 0.0001), abs=0.06)


def test_a_pair_judged_not_the_same_has_the_result_of_the_judgement():
    judged = cast.given("judged", "different", -70.0, "judged.different", who="?")
    fall = report.waterfall(cast.candidate("M-017", "S-204", 0, 0.0, 0.0, *cast.BILAL.reasons, judged), cast.RUN)
    assert fall.total < -20
    assert fall.largest >= -fall.total


def test_certainty_stays_a_number():
    assert report.waterfall(built([5.0], 1.0), cast.RUN).total < 31
    assert report.waterfall(built([], 0.0), cast.RUN).total > -31
