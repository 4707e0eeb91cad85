from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.simulation.dice import Dice
from nasab.simulation.spelling import make_habit, spell

KINDS = ["en", "fr", "de", "tr", "uz", "ru", "tg", "uc", "ce", "ar", "ckb"]


@pytest.mark.parametrize("kind", KINDS)
@given(
    sounds=st.text(alphabet="aäeioöuüıbpmfvwtdszSZcCJlrnNygkqxGhH3 ", min_size=1, max_size=12), seed=st.integers(0, 9)
)
def test_every_row_of_sounds_is_written_in_the_alphabet_of_the_habit(kind: str, sounds: str, seed: int):
    dice = Dice(np.random.default_rng(seed))
    habit = make_habit(kind, dice)
    for letter in spell(sounds, habit, dice):
        if letter.isalpha():
            script = (
                "arabic"
                if "\u0600" <= letter <= "\u06ff"
                else "cyrillic"
                if "\u0400" <= letter <= "\u04ff"
                else "latin"
            )
            assert script == habit.alphabet


def test_a_writer_keeps_the_habit():
    dice = Dice(np.random.default_rng(3))
    habit = make_habit("en", dice)
    assert len({spell("xadiJat", habit, dice) for _ in range(20)}) == 1


def test_writers_differ():
    dice = Dice(np.random.default_rng(3))
    assert len({spell("xadiJat", make_habit("en", dice), dice) for _ in range(60)}) > 3


@pytest.mark.parametrize(
    ("kind", "sounds", "written"),
    [("ru", "yusup", "Юсуп"), ("ru", "elina", "Элина"), ("tr", "Samil", "Şamil"), ("de", "Saya", "Schaja")],
)
def test_common_letters_are_written_as_is_usual(kind: str, sounds: str, written: str):
    dice = Dice(np.random.default_rng(0))
    spelt = {spell(sounds, make_habit(kind, dice), dice) for _ in range(30)}
    assert written in spelt
