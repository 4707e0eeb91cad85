"""The outline of a fact, for those who may see no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.registry.cases.deriving import Stated
from nasab.registry.cases.masking import masked


class Said:
    answer = "told"

    def __init__(self, value):
        self.value = self.same_as = value


def of(fact, value):
    return masked(fact, Stated(fact, (Said(value),)))


@pytest.mark.parametrize(
    ("fact", "value", "outline"),
    [("name", "Билал Тагиров", "Б. Т."), ("name", "بلال", "ب."), ("age", "4", "0–4"), ("age", "18 months", "0–4"),
     ("age", "9", "9–11"), ("age", "as tall as a goat", "…"), ("origin", "Urus-Martan", "…"), ("sex", "f", "f")],
)  # fmt: skip
def test_an_outline_is_initials_a_band_or_that_something_is_known(fact, value, outline):
    assert of(fact, value) == outline


def test_nothing_known_has_no_outline():
    assert masked("name", None) == ""
    assert masked("name", Stated("name", ())) == ""


@given(st.text(min_size=3, max_size=60), st.sampled_from(["name", "father", "origin", "marks", "notes", "telephone"]))
def test_no_word_of_three_letters_gets_through(value, fact):
    assert all(word not in of(fact, value) for word in value.split() if len(word) >= 3 and word != "…")
