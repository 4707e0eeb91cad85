from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.ragged import Ragged

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), max_size=40)


@given(PAIRS)
def test_rows_hold_what_was_put_in_once_and_sorted(pairs):
    ragged = Ragged.from_pairs([row for row, _ in pairs], [value for _, value in pairs], 7)

    for row in range(7):
        assert ragged.row(row).tolist() == sorted({value for r, value in pairs if r == row})


@given(PAIRS)
def test_inverting_twice_gives_the_rows_back(pairs):
    ragged = Ragged.from_pairs([row for row, _ in pairs], [value for _, value in pairs], 7)
    again = ragged.inverted(10).inverted(7)

    assert again.start.tolist() == ragged.start.tolist()
    assert again.values.tolist() == ragged.values.tolist()


@given(PAIRS, st.lists(st.integers(0, 6), max_size=10))
def test_taking_rows_keeps_their_values_and_order(pairs, rows):
    ragged = Ragged.from_pairs([row for row, _ in pairs], [value for _, value in pairs], 7)
    taken = ragged.take(rows)

    assert [taken.row(k).tolist() for k in range(len(rows))] == [ragged.row(row).tolist() for row in rows]


@given(PAIRS, PAIRS)
def test_a_union_holds_the_values_of_both(first, second):
    a, b = (Ragged.from_pairs([r for r, _ in pairs], [v for _, v in pairs], 7) for pairs in (first, second))
    union = Ragged.union([a, b])

    for row in range(7):
        assert set(union.row(row).tolist()) == set(a.row(row).tolist()) | set(b.row(row).tolist())
