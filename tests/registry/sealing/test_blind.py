"""A name is found in any script by tokens that say nothing without the key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.registry.sealing.blind import MOST, blind_token, name_keys, name_tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد", "Магомед"),
        ("Bilal", "بلال"),
        ("Тагирова Зарема", "Zarema"),
        ("أبو بلال الشيشاني", "Abu Bilal"),
        ("Aminat", "أمينات"),
    ],
)
def test_two_spellings_of_a_name_share_a_token(one, other):
    assert name_keys(one) & name_keys(other)


def test_names_that_do_not_sound_alike_share_none():
    assert not name_keys("Bilal") & name_keys("Khadija")


@given(st.text(max_size=300))
def test_any_text_has_few_tokens(text):
    assert len(name_keys(text)) <= MOST


def test_tokens_are_of_a_purpose_and_of_this_registry(office):
    assert name_tokens("name", "Bilal")
    assert not name_tokens("name", "Bilal") & name_tokens("kin", "Bilal")
    assert blind_token("reference", " m-017 ") == blind_token("reference", "M-017")
