from __future__ import annotations

import pytest
from benchmarks.metaphone import double_metaphone
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("Smith", ("SM0", "XMT")),
        ("Schmidt", ("XMT", "SMT")),
        ("Thomas", ("TMS", "TMS")),
        ("Knight", ("NT", "NT")),
        ("Mohammed", ("MHMT", "MHMT")),
        ("Wasim", ("ASM", "FSM")),
        ("Zhanna", ("JN", "JN")),
        ("Philip", ("FLP", "FLP")),
    ],
)
def test_known_words_have_their_published_codes(word: str, codes: tuple[str, str]):
    assert double_metaphone(word) == codes


def test_what_is_not_latin_has_no_code():
    assert double_metaphone("بلال") == ("", "")
    assert double_metaphone("Билал") == ("", "")
    assert double_metaphone("") == ("", "")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-' ", max_size=20))
def test_any_word_has_codes_of_at_most_four_letters(word: str):
    assert all(len(code) <= 4 for code in double_metaphone(word))
