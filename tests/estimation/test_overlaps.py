"""The table of overlaps: what it counts, what it refuses, and that names and order do not matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.estimation import Overlaps, history_number, history_text
from tests.estimation.published import KOREA, KOSOVO, table

COUNTED = st.dictionaries(st.integers(1, 15), st.integers(0, 500), min_size=1).filter(lambda told: any(told.values()))


def test_what_a_published_table_says_of_itself():
    kosovo = table(KOSOVO)
    assert kosovo.n == 4400
    assert kosovo.frequencies.tolist() == [3218, 882, 273, 27]
    assert kosovo.totals.tolist() == [1910, 1528, 1786, 685]


def test_a_history_left_out_is_a_zero():
    with_zero = Overlaps.of(["b", "c", "d"], {4: 41, 2: 5, 1: 5, 3: 54, 5: 6, 6: 0, 7: 12})
    assert with_zero.histories.tolist() == table(KOREA).histories.tolist()
    assert with_zero.counts.tolist() == table(KOREA).counts.tolist()


@pytest.mark.parametrize(
    ("code", "lists", "counted"),
    [
        ("COUNT-02", "ab", [(1, -1)]),
        ("COUNT-03", "ab", [(1, 2), (1, 2)]),
        ("COUNT-06", "ab", [(0, 3)]),
        ("COUNT-06", "ab", [(4, 3)]),
        ("COUNT-07", "a", [(1, 3)]),
        ("COUNT-08", [str(k) for k in range(61)], [(1, 3)]),
        ("COUNT-09", "ab", [(1, 0)]),
        ("COUNT-10", "aa", [(1, 3)]),
    ],
)
def test_a_table_that_cannot_be_is_refused(code, lists, counted):
    with pytest.raises(WrongUse) as told:
        Overlaps.of(list(lists), counted)
    assert told.value.code == code


def test_leaving_a_list_out_loses_those_who_are_on_no_other():
    korea = table(KOREA)
    assert korea.without(2).lists == ("b", "c")
    assert dict(zip(korea.without(2).histories.tolist(), korea.without(2).counts.tolist(), strict=True)) == {
        1: 5 + 6, 2: 5, 3: 54 + 12
    }  # fmt: skip


def test_merging_lists_keeps_every_child():
    merged = table(KOREA).merged(2, 0)
    assert merged.lists == ("b + d", "c")
    assert merged.n == 123
    assert merged.totals.tolist() == [41 + 5 + 54 + 6 + 12, 5 + 54 + 12]


@given(COUNTED, st.permutations(range(4)))
def test_the_order_of_lists_changes_no_sum(counted, order):
    overlaps = Overlaps.of("abcd", counted)
    turned = overlaps.ordered(order)
    assert turned.n == overlaps.n
    assert turned.frequencies.tolist() == overlaps.frequencies.tolist()
    assert turned.totals.tolist() == [overlaps.totals[k] for k in order]


@given(COUNTED, st.integers(0, 3), st.integers(0, 3))
def test_merging_never_makes_or_loses_a_child(counted, first, second):
    if first == second:
        return
    overlaps = Overlaps.of("abcd", counted)
    assert overlaps.merged(first, second).n == overlaps.n


@given(st.integers(0, 255))
def test_a_history_is_read_as_it_is_written(history):
    assert history_number(history_text(history, 8)) == history
