"""How often strangers agree is counted on the other list, and never nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.evidence.comparison import POOLED, count_chance

GROUPS = (0, 0, 1, 1)


def counted(found: list[int], sought: list[int]):
    """Values 0..3 agree at the level of the value sought; a negative one on either side is unknown."""
    left, right = np.array(found), np.array(sought)

    def compare(i, j):
        return np.where((left[i] < 0) | (right[j] < 0), -1, right[j]).astype(np.int16)

    return count_chance(compare, left.astype(np.int64), len(sought), GROUPS, (0.5, 0.5, 0.5, 0.5))


VALUES = st.lists(st.integers(-1, 3), min_size=1, max_size=40)


@given(VALUES, VALUES)
def test_levels_of_a_group_are_one_whole_and_none_is_impossible(found: list[int], sought: list[int]):
    chance = counted(found, sought)
    for columns in ([0, 1], [2, 3]):
        assert chance.table[:, columns].sum(axis=1) == pytest.approx(np.ones(len(chance.table)), abs=1e-5)
    assert (chance.table > 0).all()


def test_children_who_say_the_same_share_a_row():
    chance = counted([2, 0, 2, 2], [1, 1, 0])
    assert len(chance.table) == 2
    assert chance.row[0] == chance.row[2] == chance.row[3] != chance.row[1]


def test_what_many_of_the_list_say_is_met_often():
    chance = counted([0], [0] * 1800 + [1] * 200)
    assert chance.table[0, 0] == pytest.approx(0.9, abs=0.01)


def test_on_a_short_list_chance_is_that_of_strangers_in_other_lists():
    chance = counted([0], [0, 0, 0, 1])
    assert chance.table[0, 0] == pytest.approx(0.5, abs=0.05)


def test_the_counts_of_a_child_are_drawn_to_the_average_of_the_list():
    assert POOLED > 0
    one_of_many = np.array([1] + [0] * 99)

    def compare(i, j):
        return (one_of_many[i] & (j % 2)).astype(np.int16)

    table = count_chance(compare, one_of_many.astype(np.int64), 10, (0, 0), (0.99, 0.01)).table
    assert 0.001 < table[0, 1] < 0.05
    assert 0.1 < table[1, 1] < 0.5  # its own count says half


def test_long_lists_are_counted_on_a_sample_that_is_the_same_every_time():
    sought = [0, 1, 2, 3] * 3000
    one, two = counted([0, 1], sought), counted([0, 1], sought)
    assert np.array_equal(one.table, two.table)
    assert one.table[0] == pytest.approx([0.5, 0.5, 0.5, 0.5], abs=0.02)
