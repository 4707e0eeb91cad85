"""Numbers that are read out over a bad line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nasab.registry.cases.numbers import new_number, normal_number


@given(st.sampled_from("CST"))
def test_a_number_is_understood_as_it_was_made(letter):
    number = new_number(letter)
    assert normal_number(number) == number
    assert normal_number(f"  {number.lower().replace('-', ' ')} ") == number


def test_letters_that_look_like_digits_are_digits():
    assert normal_number("c-OI1L000") == "C-0111000"


@given(st.text(max_size=40))
def test_anything_typed_is_no_error(text):
    assert isinstance(normal_number(text), str)
