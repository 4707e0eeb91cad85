"""Which names are alike is found once for each pair of words; how often by chance is counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.facts import Slot
from nasab.matching.likeness import DIFFERS, LEVELS, SAME, Likeness
from tests.matching.making import lists, understood


def alike(found: list[str], sought: list[str]):
    rows = [[{"name": name} for name in names] for names in (found, sought)]
    return understood(*lists(*rows))


def level(found: str, sought: str) -> int:
    left, right, near, _ = alike([found], [sought])
    a, b = left.names[Slot.GIVEN].row(0), right.names[Slot.GIVEN].row(0)
    best = DIFFERS
    for word in a.tolist():
        row = slice(near.start[word], near.start[word + 1])
        best = max([best, *(int(d) for d, other in zip(near.level[row], near.words[row], strict=True) if other in b)])
    return best


def test_one_name_is_the_same_in_any_spelling_and_script():
    assert level("Bilal", "Bilal") == SAME
    assert level("بلال", "Билал") == SAME
    assert level("Yusuf", "يوسف") == SAME


def test_two_names_differ():
    assert level("Bilal", "Тимур") == DIFFERS


def test_a_short_form_that_the_lexicon_knows_is_the_same_name():
    assert level("Мага", "Muhammad") >= SAME


def test_the_table_never_holds_names_that_differ_and_each_pair_once():
    _, _, near, _ = alike(["Bilal", "بلال", "Zaira", "Muhammad"], ["Билал", "Bilal", "Заира", "Магомед", "Mohamed"])
    assert near.level.min() > DIFFERS
    for word in range(len(near.start) - 1):
        row = near.words[near.start[word] : near.start[word + 1]].tolist()
        assert row == sorted(set(row))


@given(st.lists(st.sampled_from(["Bilal", "Muhammad", "Zelimkhan", "Айша", "خديجة"]), min_size=1, max_size=30))
def test_chance_falls_with_the_level_and_is_a_probability(sought: list[str]):
    left, right, near, _ = alike(["Bilal", "Zelimkhan"], sought)
    chance = near.chance(left.names[Slot.GIVEN], right.names[Slot.GIVEN])
    assert chance.shape == (2, len(LEVELS))
    assert (chance[:, 0] == 1).all()
    assert (np.diff(chance, axis=1) <= 1e-6).all()
    assert ((chance > 0) & (chance <= 1)).all()


def test_a_name_that_many_bear_is_alike_by_chance_more_often():
    left, right, near, _ = alike(["Bilal", "Zelimkhan"], ["Bilal"] * 80 + ["Zelimkhan"] * 2 + ["Тимур"] * 18)
    chance = near.chance(left.names[Slot.GIVEN], right.names[Slot.GIVEN])
    assert chance[0, SAME] > 10 * chance[1, SAME]
    assert 0.6 < chance[0, SAME] < 0.8  # 80 of 100 on the list, joined by 30 imagined children


def test_a_short_list_does_not_make_a_common_name_rare():
    left, right, near, _ = alike(["Muhammad", "Zelimkhan"], ["Тимур", "Aslan"])
    chance = near.chance(left.names[Slot.GIVEN], right.names[Slot.GIVEN])
    assert chance[0, SAME] > 2 * chance[1, SAME]


def test_nobody_who_bears_a_name_counts_what_is_not_said():
    left, right, near, _ = alike(["Bilal"], ["Bilal", "", "", ""])
    few, both, near_both, _ = alike(["Bilal"], ["Bilal"])
    assert near.chance(left.names[Slot.GIVEN], right.names[Slot.GIVEN]) == pytest.approx(
        near_both.chance(few.names[Slot.GIVEN], both.names[Slot.GIVEN])
    )


def test_lists_without_any_name_are_alike_in_nothing():
    _, _, near, _ = alike(["", ""], [""])
    assert isinstance(near, Likeness)
    assert len(near.words) == 0
