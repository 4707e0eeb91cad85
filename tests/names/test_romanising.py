"""A name in Latin letters, for whoever cannot read its script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.names import romanised


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("محمد بن عبد الله", "Muhammad bin Abd Allah"),
        ("أبو بلال الشيشاني", "Abu Bilal al-Shyshany"),
        ("Билал Тагиров", "Bilal Tagirov"),
        ("خديجة", "Khadija"),
        ("Щербакова", "Shcherbakova"),
    ],
)
def test_a_name_is_read_as_it_is_known_or_letter_by_letter(written, read):
    assert romanised(written) == read


@pytest.mark.parametrize("written", ["Bilal", "", "东", "12", "Fatima ☺"])
def test_what_needs_no_other_letters_has_none(written):
    assert romanised(written) == ""


@given(st.text(max_size=500))
def test_any_text_at_all(written):
    assert len(romanised(written)) <= 5 * 500
