"""Two statements agree step by step: what one says decides how often a stranger gets so far."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.evidence.hit_miss import as_counted_for_all, ratio

LEVELS = 5
shares = st.lists(st.floats(0.001, 1), min_size=LEVELS, max_size=LEVELS).map(lambda some: np.array(some) / sum(some))


@given(shares, shares)
def test_where_strangers_are_as_everywhere_the_ratio_is_that_of_the_averages(same, strangers):
    assert ratio(same, strangers, strangers) == pytest.approx(same / strangers, rel=1e-6)


@given(shares, shares, shares)
def test_the_shares_of_one_child_add_up_to_one_whatever_it_says(same, strangers, chance):
    assert (ratio(same, strangers, chance) * chance).sum() == pytest.approx(1, rel=1e-6)


@given(shares, shares, shares)
def test_the_best_agreement_never_speaks_against_where_it_speaks_for_on_average_at_each_step(same, strangers, chance):
    stops = [one / np.cumsum(one[::-1])[::-1] for one in (same, strangers)]
    if (stops[0] <= stops[1] + 1e-9).all():
        assert ratio(same, strangers, chance)[-1] >= 1 - 1e-6


@given(shares, shares, shares)
def test_no_step_speaks_more_against_than_on_average(same, strangers, chance):
    stops = [one / np.cumsum(one[::-1])[::-1] for one in (same, strangers)]
    least = np.minimum(stops[0] / stops[1], 1)
    on = np.minimum((1 - stops[0][:-1]) / np.maximum(1 - stops[1][:-1], 1e-12), 1)
    bound = least * np.concatenate([[1.0], np.cumprod(on)])
    assert (ratio(same, strangers, chance) >= bound * (1 - 1e-6)).all()


def test_what_everybody_shares_weighs_nothing():
    """All families are from one place: that a child is from there too says nothing, and is nothing against it."""
    same, strangers = np.array([0.1, 0.3, 0.6]), np.array([0.8, 0.15, 0.05])
    assert ratio(same, strangers, np.array([0.0, 0.0, 1.0]))[-1] == pytest.approx(1)


def test_what_is_certain_to_be_near_is_not_held_against_a_child_more_than_the_step_is():
    same, strangers = np.array([0.01, 0.02, 0.97]), np.array([0.8, 0.001, 0.199])
    simple = same[1] / 1.0
    assert ratio(same, strangers, np.array([0.0, 1.0, 0.0]))[1] > 2 * simple


@given(shares, shares, shares)
def test_counted_for_all_it_weighs_the_same(same, strangers, chance):
    assert same / as_counted_for_all(same, strangers, chance) == pytest.approx(ratio(same, strangers, chance), rel=1e-6)


def test_several_children_are_reckoned_at_once_as_each_by_itself():
    dice = np.random.default_rng(3)
    same, strangers, chance = (dice.dirichlet(np.ones(LEVELS), size) for size in ((6,), (6,), (4, 6)))
    together = ratio(same, strangers, chance)
    for i in range(4):
        for k in range(6):
            assert together[i, k] == pytest.approx(ratio(same[k], strangers[k], chance[i, k]))
