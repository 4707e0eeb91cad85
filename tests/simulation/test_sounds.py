from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.simulation.dice import Dice
from nasab.simulation.sounds import baby_form, mishear, read


@pytest.mark.parametrize(
    ("spelling", "spelt", "sounds"),
    [
        ("Магомед", "cyrillic", "magomed"),
        ("хьасан", "cyrillic", "Hasan"),
        ("ӏаддулла", "cyrillic", "3adula"),
        ("Джамаля", "cyrillic", "Jamalya"),
        ("Ҷамшед", "cyrillic", "JamSed"),
        ("khadija", "latin", "xadiJa"),
        ("yahya", "latin", "yahya"),
        ("hichem", "french", "hiSem"),
        ("şamil", "turkish", "Samil"),
        ("cemile", "turkish", "Jemile"),
        ("abu bakr", "latin", "abu bakr"),
    ],
)
def test_a_spelling_is_read_in_its_own_habit(spelling: str, spelt: str, sounds: str):
    assert read(spelling, spelt) == sounds


@given(st.text(), st.sampled_from(["cyrillic", "latin", "french", "turkish"]))
def test_any_text_can_be_read(text: str, spelt: str):
    assert isinstance(read(text, spelt), str)


@given(st.text(alphabet="abdxSJamiou ", min_size=1, max_size=12), st.integers(0, 50))
def test_a_name_misheard_or_shortened_is_still_something(sounds: str, seed: int):
    dice = Dice(np.random.default_rng(seed))
    assert mishear(sounds, dice)
    assert abs(len(mishear(sounds, dice)) - len(sounds)) <= 1
    assert len(baby_form(sounds.strip() or "a", dice)) >= 1


def test_what_is_misheard_is_usually_heard_differently():
    dice = Dice(np.random.default_rng(1))
    assert sum(mishear("magomed", dice) != "magomed" for _ in range(200)) > 150
