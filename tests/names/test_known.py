"""What the lexicon adds to the letters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.names.channel import FLOOR
from nasab.names.known import BY_LEXICON, KnownNames, with_lexicon
from nasab.names.scripts import fold

WELL_KNOWN = ["محمد", "магомед", "мага", "hasan", "husayn", "хадижат", "خديجه", "zzyx", ""]
CEILING = 20.0


def bits(letters: float, a: str, b: str) -> float:
    names = KnownNames([a, b])
    one, other = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    return float(with_lexicon(np.array([letters]), np.array([CEILING]), names, one, names, other)[0])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Мага", "محمد"),
        ("Магомед", "Mehmet"),
        ("Maxamed", "Мухаммад"),
        ("Хадижат", "خديجة"),
        ("Абдул", "عبدالله"),
        ("Бислан", "Беслан"),
        ("Зулай", "Zulikhan"),
    ],
)
def test_one_name_by_the_lexicon_speaks_for_it_whatever_the_letters_say(a: str, b: str):
    assert 5 < bits(-8.0, fold(a), fold(b)) <= BY_LEXICON + 0.01


def test_two_well_known_names_are_two_though_their_letters_are_near():
    assert bits(4.0, "hasan", "husayn") < 0
    assert bits(-8.0, "hasan", "husayn") == FLOOR


def test_a_name_that_is_not_listed_is_left_to_its_letters():
    assert bits(7.5, "zzyx", "محمد") == bits(7.5, "zzyx", "zzyx") == 7.5


def test_what_letters_say_of_one_name_is_never_taken_back():
    assert bits(15.0, "магомед", "محمد") >= 15.0


@given(st.sampled_from(WELL_KNOWN), st.sampled_from(WELL_KNOWN), st.floats(-12, 60), st.floats(0.01, 5))
def test_more_by_letters_is_never_less_and_turning_round_changes_nothing(a: str, b: str, letters: float, more: float):
    assert bits(letters, a, b) <= bits(letters + more, a, b)
    assert bits(letters, a, b) == bits(letters, b, a)
