from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching import posterior
from nasab.matching.posterior import match_marginals

EDGES = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 3)), st.floats(-12, 20), min_size=1, max_size=10)


def by_listing_all_matchings(i, j, odds):
    """The definition itself: every set of edges in which no child occurs twice."""
    total = 0.0
    with_edge = np.zeros(len(i))
    for chosen in itertools.product([False, True], repeat=len(i)):
        edges = [e for e in range(len(i)) if chosen[e]]
        if len({i[e] for e in edges}) == len(edges) == len({j[e] for e in edges}):
            weight = float(np.prod([odds[e] for e in edges]))
            total += weight
            with_edge[edges] += weight
    return with_edge / total


def as_arrays(edges):
    i = np.array([a for a, _ in edges], dtype=np.int32)
    j = np.array([b for _, b in edges], dtype=np.int32)
    return i, j, 2.0 ** np.array(list(edges.values()))


@given(EDGES)
def test_small_groups_are_summed_exactly(edges):
    i, j, odds = as_arrays(edges)

    assert match_marginals(i, j, odds, 5, 4) == pytest.approx(by_listing_all_matchings(i, j, odds), abs=1e-9)


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 3)), st.floats(-12, 4), min_size=1, max_size=10))
def test_belief_propagation_comes_near_the_exact_sum(edges):
    i, j, odds = as_arrays(edges)
    near = posterior._propagate(i, j, odds, 5, 4)

    assert np.abs(near - by_listing_all_matchings(i, j, odds)).max() < 0.15


@given(EDGES)
def test_belief_propagation_is_never_half_off_however_strong_the_claims(edges):
    i, j, odds = as_arrays(edges)
    near = posterior._propagate(i, j, odds, 5, 4)

    assert np.abs(near - by_listing_all_matchings(i, j, odds)).max() < 0.5


def test_belief_propagation_sharpens_a_small_loop_of_strong_claims_which_is_summed_exactly_instead():
    i, j, odds = as_arrays({(0, 0): 4.0, (0, 1): 6.0, (1, 0): 11.0, (1, 1): 12.0})
    exact, near = by_listing_all_matchings(i, j, odds), posterior._propagate(i, j, odds, 5, 4)

    assert 0.2 < np.abs(near - exact).max() < 0.3
    assert match_marginals(i, j, odds, 5, 4) == pytest.approx(exact, abs=1e-9)


@given(st.lists(st.floats(-12, 20), min_size=1, max_size=12))
def test_belief_propagation_is_exact_on_a_chain(bits):
    """A chain of children, each between two candidates, is a tree."""
    i = np.array([(k + 1) // 2 for k in range(len(bits))], dtype=np.int32)
    j = np.array([k // 2 for k in range(len(bits))], dtype=np.int32)
    odds = 2.0 ** np.array(bits)

    near = posterior._propagate(i, j, odds, 8, 8)
    assert near == pytest.approx(by_listing_all_matchings(i, j, odds), abs=1e-6)


def test_a_strong_claim_elsewhere_weakens_a_weak_one():
    i, j = np.array([0, 1], dtype=np.int32), np.array([0, 0], dtype=np.int32)
    alone = match_marginals(i[:1], j[:1], np.array([2.0]), 2, 1)[0]
    beside = match_marginals(i, j, np.array([2.0, 1000.0]), 2, 1)[0]

    assert alone == pytest.approx(2 / 3)
    assert beside == pytest.approx(2 / 1003)


def test_no_edges_give_no_probabilities():
    nothing = np.empty(0, dtype=np.int32)

    assert len(match_marginals(nothing, nothing, np.empty(0), 3, 3)) == 0
