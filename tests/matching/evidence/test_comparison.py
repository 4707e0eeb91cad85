"""How often strangers agree is counted on the other list, among each people, and never nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.evidence.comparison import OF_ALL, POOLED, Chance, count_chance, strangers_of
from nasab.matching.parameters import shipped

GROUPS = (0, 0, 1, 1)
STRANGERS = (0.5, 0.5, 0.5, 0.5)


@dataclass
class Sought:
    """As much of a list as is looked at: the people of each row."""

    people: np.ndarray
    peoples: int

    def __len__(self) -> int:
        return len(self.people)


def a_list(n: int) -> Sought:
    return Sought(np.zeros(n, dtype=np.int32), 1)


def counted(found: list[int], sought: list[int], people: list[int] | None = None, peoples: int = 1) -> Chance:
    """Values 0..3 agree at the level of the value sought; a negative one on either side is unknown."""
    left, right = np.array(found), np.array(sought)
    other = a_list(len(sought)) if people is None else Sought(np.array(people, dtype=np.int32), peoples)

    def compare(i, j):
        return np.where((left[i] < 0) | (right[j] < 0), -1, right[j]).astype(np.int16)

    return count_chance(compare, left.astype(np.int64), other, GROUPS, STRANGERS)  # type: ignore[arg-type]


VALUES = st.lists(st.integers(-1, 3), min_size=1, max_size=40)


@given(VALUES, VALUES, st.integers(1, 3), st.randoms(use_true_random=False))
def test_levels_of_a_group_are_one_whole_and_none_is_impossible(
    found: list[int], sought: list[int], peoples: int, random
):
    chance = counted(found, sought, [random.randrange(peoples) for _ in sought], peoples)
    assert chance.table.shape[1] == peoples
    for columns in ([0, 1], [2, 3]):
        assert chance.table[:, :, columns].sum(axis=2) == pytest.approx(np.ones(chance.table.shape[:2]), abs=1e-5)
    assert (chance.table > 0).all()


def test_children_who_say_the_same_share_a_row():
    chance = counted([2, 0, 2, 2], [1, 1, 0])
    assert len(chance.table) == 2
    assert chance.row[0] == chance.row[2] == chance.row[3] != chance.row[1]


def test_what_many_of_the_list_say_is_met_often():
    chance = counted([0], [0] * 1800 + [1] * 200)
    assert chance.table[0, 0, 0] == pytest.approx(0.9, abs=0.01)


def test_on_a_short_list_chance_is_that_of_strangers_in_other_lists():
    chance = counted([0], [0, 0, 0, 1])
    assert chance.table[0, 0, 0] == pytest.approx(0.5, abs=0.05)


def test_the_counts_of_a_child_are_drawn_to_the_average_of_the_list():
    assert POOLED > 0
    one_of_many = np.array([1] + [0] * 99)

    def compare(i, j):
        return (one_of_many[i] & (j % 2)).astype(np.int16)

    chance = count_chance(compare, one_of_many.astype(np.int64), a_list(10), (0, 0), (0.99, 0.01))  # type: ignore[arg-type]
    ordinary, particular = chance.table[:, 0, 1]
    assert 0.001 < ordinary < 0.05
    assert 0.1 < particular < 0.5  # its own count says half


def test_what_one_people_says_is_met_oftener_among_its_own():
    sought, people = [0] * 500 + [1] * 500, [0] * 500 + [1] * 500
    table = counted([0], sought, people, 2).table[0]
    assert table[0, 0] > 0.9
    assert table[1, 0] < 0.1


def test_a_people_of_few_says_little_of_its_own():
    table = counted([0], [0] * 1000 + [1] * 3, [0] * 1000 + [1] * 3, 2).table[0]
    assert OF_ALL > 3
    assert table[1, 0] > 0.8  # all three say another thing, and the list outweighs them


def test_long_lists_are_counted_on_a_sample_that_is_the_same_every_time():
    sought = [0, 1, 2, 3] * 3000
    one, two = counted([0, 1], sought), counted([0, 1], sought)
    assert np.array_equal(one.table, two.table)
    assert one.table[0, 0] == pytest.approx([0.5, 0.5, 0.5, 0.5], abs=0.02)


@pytest.mark.parametrize("kind", ["sex", "age", "origin", "marks", "dates"])
def test_strangers_in_other_lists_are_those_of_the_shipped_parameters(kind: str):
    assert tuple(strangers_of(kind)) == tuple(shipped().strangers[kind])
