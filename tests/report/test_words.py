from __future__ import annotations

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import texts
from nasab.report import words

PROBABILITIES = st.floats(0, 1)
BITS = st.lists(st.floats(-60, 60), max_size=20)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.0, "extremely likely"),
        (0.99, "extremely likely"),
        (0.97, "very likely"),
        (0.9, "very likely"),
        (0.66, "likely"),
        (0.5, "as likely as not"),
        (0.2, "unlikely"),
        (0.05, "very unlikely"),
        (0.0, "extremely unlikely"),
    ],
)
def test_a_probability_is_said_in_the_words_of_the_scale(value, said):
    assert words.in_words(value) == said


@given(PROBABILITIES)
def test_every_probability_has_words_in_every_language(value):
    assert all(words.in_words(value, language) for language in texts.LANGUAGES)


def test_a_probability_is_never_shown_as_certain():
    assert words.probability(1.0) == "> 0.99"
    assert words.probability(0.9951) == "> 0.99"
    assert words.probability(0.994) == "0.99"
    assert words.probability(0.0) == "< 0.01"
    assert words.probability(0.005) == "0.01"


def test_numbers_are_written_as_the_language_writes_them():
    assert words.probability(0.97, "fr") == "0,97"
    assert words.points(-2.04, "ru") == "\u22122,0"
    assert words.points(0.01) == "0"
    assert words.count(100_000, "en") == "100,000"
    assert words.count(100_000, "fr") == "100\u202f000"
    assert words.count(3.42) == "3.4"
    assert words.count(1234.5) == "1,234"


def test_the_strength_of_evidence_has_seven_degrees():
    degrees = [words.strength(bits) for bits in (5, 2, 1, 0, -1, -2, -5)]
    assert degrees == [
        "strongly_for",
        "clearly_for",
        "slightly_for",
        "nothing",
        "slightly_against",
        "clearly_against",
        "strongly_against",
    ]


@given(BITS)
def test_rounded_points_add_up_and_stay_close_and_keep_their_sign(bits):
    rounded = words.adding_up(bits)
    assert math.fsum(rounded) == pytest.approx(round(math.fsum(bits), 1), abs=0.101)
    assert all(abs(shown - exact) <= 0.1 + 1e-6 for shown, exact in zip(rounded, bits, strict=True))
    assert all(shown * exact >= 0 for shown, exact in zip(rounded, bits, strict=True))


def test_what_disturbs_a_page_is_taken_out_and_the_rest_stays():
    assert words.visible("بلال\u200f") == "بلال\u200f"
    assert words.visible("a\u202eb\u2066c") == "abc"
    assert words.visible("x\x1b[31m\x00\n") == "x [31m  "
    assert words.visible("\ud800") == "\ufffd"


@given(st.text())
def test_visible_text_can_always_be_written_and_holds_no_controls(text):
    shown = words.visible(text)
    shown.encode("utf-8")
    assert all(unicodedata.category(letter) not in ("Cc", "Cs") for letter in shown)
    assert words.visible(shown) == shown


def test_broken_letters_are_shown_as_such():
    assert words.visible("a" + chr(0xDC00)).encode("utf-8") == "a\ufffd".encode()
