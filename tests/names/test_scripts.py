"""Folding: the plain letters of one token in its own script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.names.scripts import fold, script


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Muḥammad", "muhammad"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("أحمد", "احمد"),
        ("عائشة", "عايشه"),
        ("مصطفى", "مصطفي"),
        ("کریم", "كريم"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("Şamil", "şamil"),
        ("ŞAMİL", "şamil"),
        ("ışık", "ışık"),
        ("Aïcha", "aicha"),
        ("ʿAbd", "abd"),
        ("O'Neil", "oneil"),
        ("ǖ", "ü"),
        ("Ёлкин", "елкин"),
        ("мұхаммед", "мұхаммед"),
        ("Hussein\u200f", "hussein"),
        ("\u202eИса\u202c", "иса"),
        ("გიორგი", "გიორგი"),
        ("12", ""),
        ("🙂", ""),
        ("\u0301\u0302", ""),
        ("", ""),
    ],
)
def test_what_carries_no_sound_falls_away(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("written", ["ГӀуба", "ГIуба", "Гlуба", "Г1уба", "г!уба", "г|уба"])
def test_the_palochka_is_one_letter_however_it_is_typed(written: str) -> None:
    assert fold(written) == "гӏуба"


def test_a_footnote_number_is_no_palochka() -> None:
    assert fold("Хасан1") == "хасан"


def test_letters_that_look_alike_follow_the_leading_script() -> None:
    assert fold("M\u0430г\u043eмед") == fold("Магомед")  # Latin M
    assert fold("Ahm\u0435d") == "ahmed"  # Cyrillic е


@pytest.mark.parametrize(
    ("text", "kind"),
    [("محمد", "arab"), ("Иса 12", "cyrl"), ("isa", "latn"), ("გიორგი", "other"), ("12 🙂", "other"), ("", "other")],
)
def test_the_script_is_that_of_most_letters(text: str, kind: str) -> None:
    assert script(text) == kind


@given(st.text(max_size=200))
def test_any_text_folds_to_letters_and_folding_again_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert all(unicodedata.category(letter).startswith("L") for letter in folded)
    assert script(text) in {"arab", "cyrl", "latn", "other"}


def test_ten_thousand_characters_fold() -> None:
    assert fold("Аb" * 5000) == fold("Аb") * 5000
