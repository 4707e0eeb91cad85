"""Whole written names as the tokens they are compared by."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.names.parts import Role
from nasab.names.whole import MOST_PARTS, ROLES, WholeNames


def forms(written: str) -> list[tuple[str, str]]:
    """(as it stands, without what varies) of each part."""
    names = WholeNames([written])
    tokens = names.tokens.written
    return [(tokens[names.whole[0, n]], tokens[names.plain[0, n]]) for n in range(names.counts[0])]


def test_a_part_keeps_its_whole_form_beside_the_one_without_ending_or_article():
    assert forms("Тагирова Аминат") == [("тагирова", "тагиров"), ("аминат", "аминат")]
    assert forms("السيد بلال")[-1] == ("بلال", "بلال")
    assert forms("Abdel Rahman") == [("abdulrahman", "abdulrahman")]


def test_the_child_of_a_kunya_is_what_is_compared():
    names = WholeNames(["Abu Bilal al-Shishani"])
    assert ROLES[names.roles[0, 0]] is Role.KUNYA
    assert forms("Abu Bilal al-Shishani")[0] == ("abubilal", "bilal")


def test_neighbouring_parts_are_also_one_token():
    names = WholeNames(["جان لوك غودار"])
    assert "جانلوك" in [names.tokens.written[token] for token in names.tokens_of(0)]


@pytest.mark.parametrize("nothing", ["", "  ", "123", "😀", "\u064e\u064f", "\u202e\u202c", "-", "؟"])
def test_what_has_no_letters_has_no_parts(nothing: str):
    names = WholeNames([nothing])
    assert names.counts[0] == 0
    assert not list(names.tokens_of(0))


def test_a_title_alone_is_compared_all_the_same():
    assert forms("Hajj")


def test_a_common_kunya_or_epithet_has_a_limit_and_a_name_has_none():
    names = WholeNames(["Abu Hamza al-Muhajir", "Abu Zelimkhan", "Zelimkhan"])
    hamza, muhajir, zelimkhan, given_name = names.limit[0, 0], names.limit[0, 1], names.limit[1, 0], names.limit[2, 0]
    assert hamza < zelimkhan < given_name == float("inf")
    assert muhajir < 4.5


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_made_ready(text: str):
    names = WholeNames([text, text])
    assert names.counts[0] == names.counts[1] <= MOST_PARTS
    assert all(0 <= token < len(names.tokens) for token in names.tokens_of(0))
    assert (names.ceiling > 0).all()
