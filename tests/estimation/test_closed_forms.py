"""Formulas at the digits of the literature and of Rcapture 1.4-4."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.estimation import Overlaps, chao, chapman, independent, lincoln_petersen
from tests.estimation.published import HIV, KOREA, KOSOVO, WESTERN, table


def test_chapman_of_the_example_of_seber():
    """G. A. F. Seber (1982) 107: 948 and 421 on two lists, 167 on both."""
    found = chapman(948, 421, 167)
    assert found.n == pytest.approx(2382.8, rel=1e-4)
    assert found.se == pytest.approx(129.1, rel=1e-3)
    assert lincoln_petersen(948, 421, 167) == pytest.approx(2389.868, rel=1e-6)
    assert lincoln_petersen(3, 4, 0) == math.inf


@pytest.mark.parametrize(
    ("told", "bound", "if_independent"),
    [
        (KOREA, 136.9344, 142.25246805),
        (KOSOVO, 8796.506, 7395.23790204),
        (HIV, 12064.0, 11069.08),
        (WESTERN, 2224.309, 1964.062),
    ],
)
def test_bounds_and_independence_of_published_tables(told, bound, if_independent):
    assert chao(table(told)).n == pytest.approx(bound, rel=1e-6)
    assert independent(table(told)) == pytest.approx(if_independent, rel=1e-6)


def test_two_independent_lists_are_chapmans():
    overlaps = Overlaps.of("ab", {1: 781, 2: 254, 3: 167})
    assert independent(overlaps) == chapman(948, 421, 167).n


@given(st.integers(0, 300), st.integers(1, 300), st.integers(0, 50))
def test_a_bound_is_never_below_what_is_recorded(ones, twos, threes):
    found = chao(Overlaps.of("abc", {1: ones, 3: twos, 7: threes}))
    assert ones + twos + threes <= found.low <= found.n <= found.high
