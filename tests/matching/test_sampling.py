"""Which rows are looked at is always the same, whatever stands beside them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nasab.columns import Column
from nasab.matching.sampling import keys_of, lowest

IDS = st.lists(st.text(max_size=6), unique=True, max_size=30)


@given(IDS)
def test_a_number_is_made_from_the_letters_of_an_id_alone(ids):
    keys = keys_of(ids)
    assert [int(keys_of([child])[0]) for child in ids] == keys.tolist()
    assert keys_of(Column.of(ids)).tolist() == keys.tolist()


def test_ids_that_differ_have_numbers_that_differ_and_are_spread_evenly():
    keys = keys_of([f"S-{number:06d}" for number in range(20_000)])
    assert len(np.unique(keys)) == 20_000
    shares = np.bincount((keys >> np.uint64(60)).astype(int), minlength=16) / 20_000
    assert abs(shares - 1 / 16).max() < 0.01


@given(IDS, IDS, st.integers(1, 10))
def test_one_child_more_changes_nothing_but_its_own_place(ids, others, most):
    every = list(dict.fromkeys([*ids, *others]))
    one = {every[row] for row in lowest(keys_of(every), most)}
    rest = [child for child in every if child not in ids[:1]]
    without = {rest[row] for row in lowest(keys_of(rest), most)}
    assert len(one - without) <= 1
    assert len(without - one) <= 1


def test_of_a_short_list_all_are_looked_at_in_their_order():
    assert lowest(keys_of(["b", "a", "c"]), 3).tolist() == [0, 1, 2]
