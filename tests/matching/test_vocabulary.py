"""Each distinct value has one number, whichever way a column is held."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nasab.columns import Column
from nasab.matching.vocabulary import Vocabulary, encode

CELLS = st.lists(st.sampled_from(["", "Bilal", "Билал", "بلال", "Bilal "]), max_size=20)


@given(CELLS)
def test_values_are_numbered_in_the_order_in_which_they_are_met(cells: list[str]):
    vocabulary: Vocabulary[str] = Vocabulary()
    numbers = [vocabulary.number(cell) for cell in cells]
    assert vocabulary.values == list(dict.fromkeys(cells))
    assert [vocabulary.values[number] for number in numbers] == cells
    assert len(vocabulary) == len(set(cells))


@given(CELLS)
def test_a_column_is_its_numbers_and_its_values_whichever_way_it_is_held(cells: list[str]):
    for column in (cells, tuple(cells), Column.of(cells)):
        codes, values = encode(column)
        assert [values[code] for code in codes.tolist()] == cells
        assert list(dict.fromkeys(codes.tolist())) == sorted(set(codes.tolist()))
        codes[:] = 0  # whoever asks may write into them
    assert encode(cells)[1] == list(dict.fromkeys(cells))
