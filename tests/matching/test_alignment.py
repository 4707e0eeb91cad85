"""Two families side by side: every way of being one another's children is counted, and none twice."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.alignment import MOST_ALIGNED, align, chances_by_count
from tests.matching.inventing import Bits, before, bits_of, ways, weights

SIZES = st.integers(1, 4)
SHARES = st.floats(0.01, 0.99)
BLOCKS = st.tuples(SIZES, SIZES).flatmap(lambda size: bits_of(*size, low=-40, high=40))


def aligned(bits: Bits, rho: float, room: int = 0) -> tuple[float, np.ndarray]:
    """What the compiled sum says: bits, and the probability of each pair of children."""
    n, m = len(bits.own), len(bits.own[0])
    sets = (n + 1) * 2**MOST_ALIGNED + room
    out = np.full(n * m, np.nan)
    total = align(
        np.exp2(bits.own).ravel(), np.exp2(bits.beside), n, m, rho, out,
        np.full(sets, np.nan), np.full(sets, np.nan),
    )  # fmt: skip
    return total, out.reshape(n, m)


def listed(bits: Bits, rho: float) -> tuple[float, np.ndarray]:
    """The same by listing every way."""
    weight = weights(bits, rho)
    total = sum(weight.values())
    pair = np.zeros((len(bits.own), len(bits.own[0])))
    for way, one in weight.items():
        for a, b in enumerate(way):
            if b is not None:
                pair[a, b] += one / total
    return math.log2(total), pair


@given(BLOCKS, SHARES)
def test_the_sum_is_that_over_all_ways_and_so_is_the_probability_of_each_pair(bits: Bits, rho: float):
    total, pair = aligned(bits, rho)
    by_listing, pair_by_listing = listed(bits, rho)
    assert total == pytest.approx(by_listing, abs=1e-6)
    assert pair == pytest.approx(pair_by_listing, abs=1e-9)


@given(BLOCKS, SHARES)
def test_what_lay_in_the_room_before_does_not_matter(bits: Bits, rho: float):
    assert aligned(bits, rho)[0] == aligned(bits, rho, room=7)[0]
    assert not np.isnan(aligned(bits, rho, room=7)[1]).any()


@given(st.integers(1, 6), st.integers(1, 6), SHARES)
def test_before_anything_is_known_all_ways_are_one_whole(n: int, m: int, rho: float):
    chance = chances_by_count(n, m, rho)
    count = [math.comb(n, k) * math.perm(m, k) for k in range(min(n, m) + 1)]
    assert len(chance) == len(count)
    assert float(chance @ count) == pytest.approx(1)


@given(st.integers(1, 4), st.integers(1, 4), SHARES)
def test_each_way_is_as_likely_as_the_formula_says(n: int, m: int, rho: float):
    chance = chances_by_count(n, m, rho)
    every = {way: before(way, m, rho) for way in ways(n, m)}
    for way, p in every.items():
        k = sum(b is not None for b in way)
        assert chance[k] == pytest.approx(p / sum(every.values()))


@given(st.integers(1, 4), st.integers(1, 4), SHARES)
def test_two_families_of_whose_children_nothing_is_known_weigh_nothing(n: int, m: int, rho: float):
    total, _ = aligned(Bits(0, [[0.0] * m] * n, [0.0] * n), rho)
    assert total == pytest.approx(0, abs=1e-9)


@given(st.integers(1, 3).flatmap(lambda n: bits_of(n, n)), SHARES, st.permutations(range(3)))
def test_the_order_of_the_children_does_not_matter(bits: Bits, rho: float, order: list[int]):
    n = len(bits.own)
    turn = [k for k in order if k < n]
    turned = Bits(0, [[bits.own[a][b] for b in turn] for a in turn], [bits.beside[a] for a in turn])
    total, pair = aligned(bits, rho)
    other, turned_pair = aligned(turned, rho)
    assert other == pytest.approx(total, abs=1e-9)
    assert turned_pair == pytest.approx(pair[np.ix_(turn, turn)], abs=1e-9)


@given(BLOCKS, SHARES)
def test_no_child_is_two_and_no_two_are_one(bits: Bits, rho: float):
    _, pair = aligned(bits, rho)
    assert pair.min() >= 0
    assert pair.sum(axis=0).max() <= 1 + 1e-9
    assert pair.sum(axis=1).max() <= 1 + 1e-9


def test_of_very_many_children_sought_those_with_the_strongest_evidence_are_laid_beside():
    m = MOST_ALIGNED + 3
    weak = [-30.0, *[-25.0] * (m - 3), -30.0, -30.0]
    own = [weak[:], weak[:]]
    own[0][4], own[1][7] = 20.0, 15.0
    total, pair = aligned(Bits(0, own, [-8.0, -8.0]), 0.8)
    assert pair[0, 4] == pytest.approx(1, abs=1e-3)
    assert pair[1, 7] == pytest.approx(1, abs=1e-3)
    every = total_of_two(own, [-8.0, -8.0], 0.8)
    assert total == pytest.approx(every, abs=1e-3)


def total_of_two(own: list[list[float]], beside: list[float], rho: float) -> float:
    """Over all ways of two children among very many, by listing them."""
    m = len(own[0])
    chance = [before((None,) * (2 - k) + tuple(range(k)), m, rho) for k in range(3)]
    whole = chance[0] + 2 * m * chance[1] + m * (m - 1) * chance[2]
    total = chance[0] * 2 ** sum(beside)
    total += chance[1] * sum(2 ** (own[0][b] + beside[1]) + 2 ** (own[1][b] + beside[0]) for b in range(m))
    total += chance[2] * sum(2 ** (own[0][a] + own[1][b]) for a in range(m) for b in range(m) if a != b)
    return math.log2(total / whole)


def test_one_child_among_very_many_is_laid_beside_all_of_them():
    own = [[float(k) for k in range(MOST_ALIGNED + 4)]]
    total, pair = aligned(Bits(0, own, [0.0]), 0.5)
    by_hand = 0.5 + 0.5 * sum(2.0**k for k in range(len(own[0]))) / len(own[0])
    assert total == pytest.approx(math.log2(by_hand))
    assert (pair > 0).all()


def test_a_brother_who_is_on_one_side_alone_costs_no_more_than_not_to_know_which_of_the_two_it_is():
    alone, _ = aligned(Bits(0, [[10.0]], [0.0]), 0.9)
    with_brother, _ = aligned(Bits(0, [[10.0], [-10.0]], [0.0, 0.0]), 0.9)
    assert -1 < with_brother - alone < 0


@given(st.tuples(st.integers(1, 2), st.integers(1, 2)).flatmap(lambda size: bits_of(*size)), SHARES)
def test_the_compiled_loop_says_what_the_same_lines_say_in_plain_python(bits: Bits, rho: float):
    n, m = len(bits.own), len(bits.own[0])
    sets = (n + 1) * 2**MOST_ALIGNED
    pair, rows = np.zeros(n * m), [np.zeros(sets), np.zeros(sets)]
    total = align.py_func(np.exp2(bits.own).ravel(), np.exp2(bits.beside), n, m, rho, pair, *rows)
    assert total == pytest.approx(aligned(bits, rho)[0], abs=1e-9)
    assert pair.reshape(n, m) == pytest.approx(aligned(bits, rho)[1], abs=1e-9)
