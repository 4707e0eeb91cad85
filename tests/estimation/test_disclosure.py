"""What may leave: no small cell, nothing to be worked out from its neighbours, rounded, two attributes at most."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nasab.errors import WrongUse
from nasab.estimation.disclosure import LEAST_CELL, check_crossed, hidden_cells, rounded, rounded_out


def test_figures_are_rounded_down_and_ranges_outwards():
    assert [rounded(n) for n in (4, 123, 999.9, 1234)] == [0, 120, 995, 1230]
    assert rounded_out(123.0, 441.0) == (120, 445)
    assert rounded_out(998, 2001) == (995, 2010)


def test_a_single_hidden_cell_hides_a_second_so_that_the_sum_does_not_give_it_away():
    assert hidden_cells([40, 3, 25]).tolist() == [False, True, True]
    assert hidden_cells([40, 30, 25]).tolist() == [False, False, False]
    table = [[20, 30, 3], [40, 50, 60], [15, 25, 35]]
    hidden = hidden_cells(table)
    assert hidden[0, 2]
    assert all(line.sum() != 1 for line in (*hidden, *hidden.T))


@given(arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(2, 5)), elements=st.integers(0, 80)))
def test_no_small_cell_is_shown_and_no_hidden_one_can_be_subtracted(table):
    hidden = hidden_cells(table)
    assert hidden[table < LEAST_CELL].all()
    lines = [*zip(hidden, table, strict=True)]
    if table.shape[0] > 1:
        lines += [*zip(hidden.T, table.T, strict=True)]
    for marks, counts in lines:
        assert marks.sum() != 1 or marks.all()
        assert marks.all() or not marks.any() or counts[marks].sum() >= LEAST_CELL


def test_three_attributes_are_never_crossed():
    check_crossed(["age", "origin"])
    for refused in (lambda: check_crossed(["age", "origin", "camp"]), lambda: hidden_cells(np.ones((2, 2, 2)))):
        with pytest.raises(WrongUse) as told:
            refused()
        assert told.value.code == "DISCLOSE-01"
