"""What the lexicon adds to the letters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.names import lexicon
from nasab.names.known import KnownNames, with_lexicon
from nasab.names.scripts import fold

WELL_KNOWN = ["محمد", "магомед", "мага", "hasan", "husayn", "хадижат", "خديجه", "zzyx", ""]


def bits(letters: float, a: str, b: str) -> float:
    names = KnownNames([a, b])
    one, other = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    return float(with_lexicon(np.array([letters]), names, one, names, other)[0])


@pytest.mark.parametrize(
    ("a", "b"), [("Мага", "محمد"), ("Магомед", "Mehmet"), ("Хадижат", "خديجة"), ("Абдул", "عبدالله")]
)
def test_one_name_by_the_lexicon_speaks_for_it_whatever_the_letters_say(a: str, b: str):
    assert bits(-8.0, fold(a), fold(b)) > 1


def test_two_well_known_names_are_two_though_their_letters_are_near():
    assert bits(4.0, "hasan", "husayn") < -2


def test_agreement_on_a_name_weighs_no_more_than_the_name_is_rare():
    share = sum(lexicon.frequency(n) for n in lexicon.ids("محمد"))
    assert bits(30.0, "محمد", "мухаммад") <= -np.log2(share)
    assert bits(30.0, "zzyx", "zzyx") == pytest.approx(30.0)


@given(st.sampled_from(WELL_KNOWN), st.sampled_from(WELL_KNOWN), st.floats(-12, 60), st.floats(0.01, 5))
def test_more_by_letters_is_never_less_and_turning_round_changes_nothing(a: str, b: str, letters: float, more: float):
    assert bits(letters, a, b) <= bits(letters + more, a, b)
    assert bits(letters, a, b) == bits(letters, b, a)
