from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.simulation.reliability import BINS, SMALLEST, measure, wilson


def test_a_bin_holds_what_was_said_and_what_was_true():
    told = measure([0.82, 0.84, 0.86, 0.88], [True, True, True, False])
    eighth = told.bins[8]
    assert (eighth.low, eighth.high, eighth.count) == (0.8, 0.9, 4)
    assert eighth.said == pytest.approx(0.85)
    assert eighth.true == 0.75
    assert told.calibration_error == pytest.approx(0.10)
    assert (told.count, told.true, told.expected) == (4, 3, pytest.approx(3.4))


def test_there_are_ten_bins_and_certainty_falls_into_the_last():
    told = measure([0.0, 0.1, 1.0], [False, False, True])
    assert [one.count for one in told.bins] == [1, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert len(told.bins) == BINS
    assert told.bins[5].said is told.bins[5].true is told.bins[5].least is None


def test_the_interval_is_that_of_wilson():
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, table 1, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


def test_a_bin_fits_as_far_as_chance_explains_what_it_misses():
    assert measure([0.85] * 4, [True, True, True, False]).bins[8].fits
    assert not measure([0.85] * 400, [True] * 200 + [False] * 200).bins[8].fits
    assert measure([], []).bins[8].fits


def test_the_scores_of_a_few_pairs_are_as_reckoned_by_hand():
    told = measure([0.9, 0.5, 0.5, 0.1], [True, True, False, False])
    assert told.brier == pytest.approx((0.01 + 0.25 + 0.25 + 0.01) / 4)
    assert told.log_loss == pytest.approx((-2 * math.log2(0.9) + 2) / 4)
    assert told.uncertainty == 0.25
    assert told.resolution == pytest.approx((0.25 + 0.25) / 4)
    assert told.reliability == pytest.approx((0.01 + 0.01) / 4)
    assert told.within == pytest.approx(0)


def test_being_sure_and_wrong_is_dear_and_not_endless():
    assert measure([1.0], [False]).log_loss == pytest.approx(-math.log2(SMALLEST))
    assert measure([1.0, 0.0], [True, False]).log_loss == 0


def test_of_nothing_nothing_is_measured():
    told = measure([], [])
    assert (told.count, told.true, told.brier, told.calibration_error, told.log_loss) == (0, 0, None, None, None)


@pytest.mark.parametrize(
    ("probability", "truth"), [([0.5], []), ([1.1], [True]), ([math.nan], [True]), ([[0.5]], [[True]])]
)
def test_what_is_no_probability_with_its_truth_is_a_mistake_of_the_programmer(probability, truth):
    with pytest.raises(ValueError):
        measure(probability, truth)


def test_the_measures_are_json():
    told = json.loads(json.dumps(measure([0.2, 0.7], [False, True]).as_dict()))
    assert told["bins"][7]["count"] == 1
    assert told["brier"] == pytest.approx(0.065)


def test_probabilities_that_are_right_are_found_right():
    rng = np.random.default_rng(1)
    p = rng.random(20_000)
    told = measure(p, rng.random(20_000) < p)
    assert told.calibration_error < 0.02
    assert sum(one.fits for one in told.bins) >= 8
    assert told.reliability < 1e-3 < told.resolution


_pairs = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


@given(_pairs)
def test_the_parts_of_the_brier_score_add_up_to_it(pairs):
    told = measure(*zip(*pairs, strict=True))
    assert told.reliability - told.resolution + told.uncertainty + told.within == pytest.approx(told.brier, abs=1e-12)


@given(_pairs)
def test_every_pair_is_in_one_bin_and_every_share_in_its_interval(pairs):
    told = measure(*zip(*pairs, strict=True))
    assert sum(one.count for one in told.bins) == told.count == len(pairs)
    for one in told.bins:
        if one.count:
            assert one.low - 1e-12 <= one.said <= one.high + 1e-12
            assert 0 <= one.least <= one.true <= one.most <= 1


@given(_pairs, st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_changes_nothing(pairs, random):
    mixed = pairs[:]
    random.shuffle(mixed)
    one, other = (measure(*zip(*some, strict=True)) for some in (pairs, mixed))
    assert one.brier == pytest.approx(other.brier)
    assert [each.count for each in one.bins] == [each.count for each in other.bins]
