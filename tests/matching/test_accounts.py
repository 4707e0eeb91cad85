"""Who gets one thing wrong often gets the next wrong too; a single fact weighs what it weighs by itself."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.accounts import ASTRAY, LEAST, STRAYED, plain_account, weigh_accounts
from nasab.matching.scoring import UNTOLD, Graded, table_of, weigh

SHARES = st.lists(st.floats(0.02, 1), min_size=3, max_size=3).map(lambda told: np.array(told) / sum(told))
WHOLE = STRAYED * ASTRAY


def graded(*patterns: tuple[int, ...]) -> Graded:
    level = np.array(patterns, dtype=np.int64).T
    return Graded(np.where(level < 0, UNTOLD, level).astype(np.uint8), np.zeros(len(patterns), dtype=np.float32))


def is_exact(same: np.ndarray, strangers: np.ndarray) -> bool:
    return bool((same - WHOLE * strangers >= LEAST * same).all())


@given(SHARES, SHARES)
def test_a_single_fact_weighs_what_it_weighs_by_itself(same, strangers):
    if not is_exact(same, strangers):
        return
    one = graded((0,), (1,), (2,))
    assert weigh_accounts(one, [same], [strangers]) == pytest.approx(weigh(one, table_of([same])), abs=1e-3)


@given(SHARES, SHARES, SHARES, SHARES)
def test_all_patterns_together_are_certain_and_each_fact_has_its_share(a, b, far_a, far_b):
    if not (is_exact(a, far_a) and is_exact(b, far_b)):
        return
    patterns = list(itertools.product(range(3), range(3)))
    probability = 2.0 ** weigh_accounts(graded(*patterns), [a, b], [far_a, far_b]).astype(np.float64)
    assert probability.sum() == pytest.approx(1, abs=1e-3)
    assert probability.reshape(3, 3).sum(axis=1) == pytest.approx(a, abs=1e-3)
    assert probability.reshape(3, 3).sum(axis=0) == pytest.approx(b, abs=1e-3)


def test_the_second_thing_that_is_wrong_counts_for_less_than_the_first():
    same, strangers = np.array([0.15, 0.85]), np.array([0.9, 0.1])  # differs, agrees
    kinds = [same] * 3, [strangers] * 3
    right, one, two, three = weigh_accounts(graded((1, 1, 1), (0, 1, 1), (0, 0, 1), (0, 0, 0)), *kinds).tolist()
    assert right - one > one - two > two - three > 0


def test_what_is_not_told_weighs_nothing():
    same, strangers = np.array([0.2, 0.8]), np.array([0.9, 0.1])
    told, besides = graded((1,)), graded((1, -1))
    assert weigh_accounts(graded((-1,)), [same], [strangers]) == pytest.approx(0, abs=1e-5)
    assert weigh_accounts(besides, [same] * 2, [strangers] * 2) == pytest.approx(
        weigh_accounts(told, [same], [strangers]), abs=1e-5
    )


@given(SHARES, SHARES)
def test_a_plain_account_is_one_of_probabilities(same, strangers):
    plain = plain_account(same, strangers)
    assert (plain > 0).all()
    if is_exact(same, strangers):
        assert plain.sum() == pytest.approx(1)


def test_without_strangers_facts_are_independent():
    same = np.array([0.2, 0.8])
    pattern = graded((0, 1), (1, 1))
    assert weigh_accounts(pattern, [same] * 2, ()).tolist() == weigh(pattern, table_of([same] * 2)).tolist()


def test_corrections_are_added_level_by_level_to_either_account():
    same, strangers = np.array([0.2, 0.8]), np.array([0.9, 0.1])
    pattern = graded((1, 0), (0, -1))
    bits = [np.array([-1.0, 0.5]), np.array([2.0, 0.0])]
    added = np.array([2.5, -1.0])
    plain = weigh_accounts(pattern, [same] * 2, [strangers] * 2)
    assert weigh_accounts(pattern, [same] * 2, [strangers] * 2, bits) == pytest.approx(plain + added, abs=1e-4)
    alone = weigh_accounts(pattern, [same] * 2, ())
    assert weigh_accounts(pattern, [same] * 2, (), bits) == pytest.approx(alone + added, abs=1e-4)
