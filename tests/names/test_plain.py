"""What is found sooner is what the full reading finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.names import parse, parse_relatives, parsing, relatives
from nasab.names.plain import plain_words

WORDS = [
    "Билал",
    "Ruslan",
    "Тагиров",
    "Tagirova",
    "Русланович",
    "Ruslanovna",
    "Руслана",
    "Тагирова",
    "Халаби",
    "halabiya",
    "شيشانيه",
    "حلبي",
    "محمد",
    "أحمد",
    "محمود",
    "Bilal",
    "Kadyrzade",
    "Xqxq",
    "Зззввы",
    "Умаров",
    "Umarin",
    "Абишұлы",
    "Дадаян",
    "Саида",
    "Сулеймана",
    "Aminat",
    "Аминат",
    "Тагировой",
    "نكرووف",
    "اوفيتش",
    "ديكايف",
    "Ali",
    "علي",
    "unknown",
    "عبد",
    "Ab",
    "A",
    "abu",
]
WHOSE = st.sampled_from(["child", "father", "mother", "relative"])


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), WHOSE)
def test_bare_words_play_the_roles_that_the_full_reading_gives_them(words, whose):
    text = " ".join(words)
    with pytest.MonkeyPatch.context() as patch:
        found = parse(text, whose=whose)
        patch.setattr(parsing, "plain_words", lambda written: None)
        assert parse(text, whose=whose) == found


@given(st.text(alphabet="abdinvorтагировулзыеёجدينشيوفا 'ʼ", max_size=20), WHOSE)
def test_words_nobody_has_listed_are_read_alike_too(text, whose):
    with pytest.MonkeyPatch.context() as patch:
        found = parse(text, whose=whose)
        patch.setattr(parsing, "plain_words", lambda written: None)
        assert parse(text, whose=whose) == found


def test_a_word_of_letters_is_plain_and_a_particle_a_sign_or_an_initial_is_not():
    assert [word.folded for word in plain_words(["Билал", "Тагиров"]) or ()] == ["билал", "тагиров"]
    assert plain_words(["Abu", "Bilal"]) is None
    assert plain_words(["Tagirov,", "Bilal"]) is None
    assert plain_words(["Bilal", "T"]) is None
    assert plain_words(["unknown"]) is None
    assert plain_words([]) is None


ENTRIES = st.builds(
    "".join,
    st.lists(
        st.sampled_from(
            [
                *["Билал", "Aminat", "محمد", "сестра", "sister", "أم", "خاله", "girl", "m", "ф", "f"],
                " (6, f)",
                " (6)",
                "(f)",
                "(٦)",
                "()",
                "; ",
                ": ",
                " (6m)",
                " (m)",
                "(6, m)",
                " ",
                " and ",
                ", ",
                " - ",
                "unknown",
                " 5",
                "(12 мес.)",
            ]
        ),
        max_size=7,
    ),
)


@given(ENTRIES)
def test_a_relative_named_by_one_word_is_read_as_by_the_full_reading(cell):
    with pytest.MonkeyPatch.context() as patch:
        found = parse_relatives(cell)
        patch.setattr(relatives, "_ONE_WORD", re.compile("(?!)"))
        assert parse_relatives(cell) == found


def test_six_m_in_one_word_is_six_months_and_no_boy():
    (relative,) = parse_relatives("Билал (6m)")
    assert (relative.age, relative.sex) == ("6m", "")
