from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nasab.columns import numbering
from nasab.columns.numbering import Numbering

TEXT = st.text(st.characters() | st.sampled_from("\0\ud83dab"), max_size=4)


class Numbered:
    """The same in plain Python, the twin of what works on arrays."""

    def __init__(self):
        self.number = {}

    def numbers(self, texts):
        return [self.number.setdefault(text, len(self.number)) for text in texts]


@given(st.lists(st.lists(TEXT, unique=True, max_size=20), max_size=8))
def test_texts_are_numbered_as_a_dictionary_would_number_them(blocks):
    made, twin = Numbering(), Numbered()
    for texts in blocks:
        assert made.numbers(texts).tolist() == twin.numbers(texts)
    assert list(made.texts()) == list(twin.number)
    assert len(made) == len(twin.number)


def test_texts_of_one_hash_are_told_apart_by_their_letters(monkeypatch):
    monkeypatch.setattr(numbering, "hash", lambda text: len(text) % 2, raising=False)
    texts = ["", "a", "b", "ab", "ba", "abc", "x" * 300, "بلال"]
    made = Numbering()
    assert made.numbers(texts).tolist() == list(range(8))
    assert made.numbers(["ba", "c", "b", ""]).tolist() == [4, 8, 2, 0]
    assert list(made.texts()) == [*texts, "c"]


def test_many_texts_are_found_again_in_any_order():
    texts = [f"M-{number}" for number in range(5000)]
    made = Numbering()
    for first in range(0, 5000, 700):
        made.numbers(texts[first : first + 700])
    order = np.random.default_rng(1).permutation(5000)
    assert made.numbers([texts[k] for k in order]).tolist() == order.tolist()
