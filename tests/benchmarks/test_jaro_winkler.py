from __future__ import annotations

import numpy as np
import pytest
from benchmarks.jaro_winkler import LONGEST, Words, likenesses
from hypothesis import given
from hypothesis import strategies as st

word = st.text("abcdeklmnoprs0w", max_size=14)


def likeness(a: str, b: str) -> float:
    return float(likenesses(Words.of([a]), 0, Words.of([b]))[0])


def plainly(a: str, b: str) -> float:
    """The definition, slowly."""
    if not a or not b:
        return 0.0
    window = max(max(len(a), len(b)) // 2 - 1, 0)
    taken: list[int] = []
    shared: list[str] = []
    for i, letter in enumerate(a):
        near = range(max(0, i - window), min(len(b), i + window + 1))
        j = next((j for j in near if b[j] == letter and j not in taken), None)
        if j is not None:
            taken.append(j)
            shared.append(letter)
    m = len(shared)
    if not m:
        return 0.0
    apart = sum(x != b[j] for x, j in zip(shared, sorted(taken), strict=True)) // 2
    jaro = (m / len(a) + m / len(b) + (m - apart) / m) / 3
    begin = next((k for k, (x, y) in enumerate(zip(a[:4], b[:4], strict=False)) if x != y), min(len(a), len(b), 4))
    return jaro + 0.1 * begin * (1 - jaro)


@pytest.mark.parametrize(
    ("a", "b", "published"),
    [("martha", "marhta", 0.961), ("dixon", "dicksonx", 0.813), ("dwayne", "duane", 0.840), ("crate", "trace", 0.733)],
)
def test_known_words_have_their_published_likeness(a: str, b: str, published: float):
    assert likeness(a, b) == pytest.approx(published, abs=0.001)


@given(word, word)
def test_the_compiled_likeness_is_the_defined_one(a: str, b: str):
    assert likeness(a, b) == pytest.approx(plainly(a, b))


@given(word, st.lists(word, min_size=1, max_size=8), st.floats(0, 1))
def test_a_floor_loses_nothing_above_it(a: str, others: list[str], floor: float):
    one, pool = Words.of([a]), Words.of(others)
    every, some = likenesses(one, 0, pool), likenesses(one, 0, pool, floor)
    assert np.array_equal(every[every >= floor], some[every >= floor])


def test_an_endless_word_is_cut():
    assert likeness("a" * 500, "a" * LONGEST) == 1
