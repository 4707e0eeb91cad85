"""Weights are sums in bits: what is not known adds nothing, and the parts add up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.evidence import Chance
from nasab.matching.scoring import UNTOLD, Graded, allow, grade, table_of, weigh


class Invented:
    """A kind of evidence whose levels are written down."""

    def __init__(self, levels: list[list[int]]) -> None:
        self.table = np.array(levels, dtype=np.int16)

    def compare(self, i, j):
        return self.table[i, j]


FIRST = Invented([[0, 1, -1], [1, 1, 0]])
SECOND = Invented([[-1, 2, 0], [2, -1, -1]])
CHANCES = [
    Chance(np.array([[0.9, 0.1]], dtype=np.float32), np.zeros(2, dtype=np.int32)),
    Chance(np.array([[0.5, 0.3, 0.2], [0.25, 0.25, 0.5]], dtype=np.float32), np.array([0, 1], dtype=np.int32)),
]
SAME = [np.array([0.2, 0.8]), np.array([0.1, 0.2, 0.7])]
I = np.repeat(np.arange(2, dtype=np.int32), 3)  # noqa: E741
J = np.tile(np.arange(3, dtype=np.int32), 2)


def graded(chunk: int = 200_000, threads: int = 1) -> Graded:
    return grade([FIRST, SECOND], CHANCES, I, J, chunk=chunk, threads=threads)


def by_hand(i: int, j: int) -> float:
    total = 0.0
    for invented, chance, same in zip((FIRST, SECOND), CHANCES, SAME, strict=True):
        level = int(invented.table[i, j])
        if level >= 0:
            total += np.log2(same[level]) - np.log2(chance.table[chance.row[i], level])
    return total


def test_the_weight_is_the_sum_over_what_both_sides_know():
    weight = weigh(graded(), table_of(SAME))
    assert weight == pytest.approx([by_hand(i, j) for i, j in zip(I, J, strict=True)], abs=1e-5)


def test_an_unknown_is_kept_as_unknown_and_adds_nothing():
    pairs = graded()
    assert pairs.level[0, 2] == pairs.level[1, 0] == UNTOLD
    assert (table_of(SAME)[:, UNTOLD] == 0).all()
    unknown = Invented([[-1, -1, -1], [-1, -1, -1]])
    more = grade([FIRST, SECOND, unknown], [*CHANCES, CHANCES[0]], I, J)
    assert weigh(more, table_of([*SAME, SAME[0]])).tolist() == weigh(pairs, table_of(SAME)).tolist()


@pytest.mark.parametrize(("chunk", "threads"), [(1, 1), (2, 3), (4, 2)])
def test_neither_chunks_nor_threads_change_a_weight(chunk: int, threads: int):
    assert weigh(graded(chunk, threads), table_of(SAME)).tolist() == weigh(graded(), table_of(SAME)).tolist()


def test_some_pairs_taken_weigh_what_they_weighed():
    some = graded().take(np.array([4, 1]))
    assert weigh(some, table_of(SAME)).tolist() == weigh(graded(), table_of(SAME))[[4, 1]].tolist()


BITS = st.lists(st.floats(-60, 60, width=32), min_size=1, max_size=20)


@given(BITS)
def test_without_knots_a_sum_is_worth_what_it_says(bits: list[float]):
    weight = np.array(bits, dtype=np.float32)
    assert allow(weight, (), ()).tolist() == weight.tolist()


@given(BITS, st.lists(st.floats(0.1, 3), min_size=1, max_size=4), st.lists(st.floats(0.05, 2), min_size=4, max_size=4))
def test_allowing_for_dependence_never_changes_the_order(bits: list[float], steps: list[float], slopes: list[float]):
    summed = np.concatenate([[-5.0], -5 + np.cumsum(np.array(steps) * 10)])
    worth = np.concatenate([[-2.0], -2 + np.cumsum(np.diff(summed) * slopes[: len(steps)])])
    allowed = allow(np.sort(np.array(bits, dtype=np.float32)), summed.tolist(), worth.tolist())
    assert (np.diff(allowed) >= -1e-3).all()


def test_the_curve_goes_through_its_knots_and_on_beyond_them():
    weight = np.array([-10, 0, 5, 10, 20], dtype=np.float32)
    assert allow(weight, (0.0, 10.0), (1.0, 6.0)).tolist() == [-4.0, 1.0, 3.5, 6.0, 11.0]
