from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.columns import Texts, texts

TEXT = st.lists(st.text(st.characters() | st.sampled_from("\0\ud83d\ude00a"), max_size=5), max_size=40)


@given(TEXT, st.data())
def test_packed_texts_read_as_they_were(several, data):
    made = Texts.of(several)
    numbers = data.draw(st.lists(st.integers(0, len(several) - 1), max_size=9) if several else st.just([]))
    assert list(made) == several
    assert [made[number] for number in range(-len(several), len(several))] == several * 2
    assert made[1:] == several[1:]
    assert made.some(np.array(numbers, dtype=np.int64)) == [several[number] for number in numbers]
    assert made.lengths.tolist() == [len(text.encode("utf-8", "surrogatepass")) for text in several]
    assert pickle.loads(pickle.dumps(made)) == made == Texts.of(several)


def test_texts_are_read_out_in_blocks(monkeypatch):
    monkeypatch.setattr(texts, "BLOCK", 3)
    several = ["", "Билал", "a", "", "بلال", "b\ud800", "c"]
    made = Texts.of(several)
    assert list(made) == several
    assert made.only(np.arange(6, -1, -1)) == Texts.of(several[::-1])


def test_no_text_beyond_the_last_can_be_read():
    for number in (1, -2):
        with pytest.raises(IndexError):
            Texts.of(["a"])[number]
