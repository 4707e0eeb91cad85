"""Words of two lists, or of one, are compared once each, and come out the same however they are asked for."""

from __future__ import annotations

import itertools
from functools import partial
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import names
from nasab.matching.alike import SOUNDS_ALIKE, Closeness, among, find_likeness, within_list, words_of
from nasab.matching.likeness import CLOSE, LEVEL_FROM, REMOTE, SIMILAR, Likeness
from nasab.matching.ragged import Ragged
from nasab.matching.vocabulary import Vocabulary
from nasab.matching.wording import Words

WORDS = st.lists(
    st.sampled_from(
        [
            "bilal",
            "билал",
            "بلال",
            "belal",
            "bilel",
            "zarema",
            "зарема",
            "zarina",
            "muhammad",
            "мага",
            "magomed",
            "محمد",
        ]
    )
    | st.text("abdilзарем", min_size=1, max_size=6),
    max_size=14,
)


def row_of(tokens: Vocabulary[str], words: list[str]) -> list[Ragged]:
    return [Ragged.from_pairs([0] * len(words), [tokens.number(word) for word in words], 1)]


def told(near: Likeness) -> dict[tuple[int, int], int]:
    row = np.repeat(np.arange(len(near.start) - 1), np.diff(near.start))
    return dict(zip(zip(row.tolist(), near.words.tolist(), strict=True), near.level.tolist(), strict=True))


@given(WORDS, WORDS)
def test_a_list_within_itself_is_as_alike_as_if_the_other_list_were_not_there(mine, theirs):
    tokens: Vocabulary[str] = Vocabulary()
    here, there = row_of(tokens, mine), row_of(tokens, theirs)
    beside = find_likeness(tokens, here, there)
    assert told(within_list(tokens, here, beside, everyone)) == told(find_likeness(tokens, here, here))
    back = beside.turned(len(tokens))
    assert told(within_list(tokens, there, back, everyone)) == told(find_likeness(tokens, there, there))


@given(WORDS, st.integers(1, 4))
def test_words_that_do_not_meet_are_not_compared_and_those_that_do_are_as_alike_as_ever(mine, step):
    tokens: Vocabulary[str] = Vocabulary()
    here = row_of(tokens, mine)
    whole = told(find_likeness(tokens, here, here))
    asked = {pair for some in everyone_in(tokens, step) for pair in (some, some[::-1])}
    nobody = find_likeness(tokens, here, row_of(tokens, []))
    some = told(within_list(tokens, here, nobody, lambda apart: met(everyone_in(tokens, step), apart)))
    assert {pair: level for pair, level in some.items() if pair in asked} == {
        pair: level for pair, level in whole.items() if pair in asked
    }
    assert some.items() <= whole.items()


def met(pairs: list[tuple[int, int]], apart: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    kept = [(one, other) for one, other in pairs if apart[one] and apart[other]]
    one, other = np.array(kept, dtype=np.int32).reshape(-1, 2).T
    return one, other


def everyone(apart: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return met(list(itertools.combinations(range(len(apart)), 2)), apart)


def everyone_in(tokens: Vocabulary[str], step: int) -> list[tuple[int, int]]:
    return list(itertools.combinations(range(len(tokens)), 2))[::step]


@given(WORDS)
def test_a_list_with_itself_is_as_alike_from_either_side(words):
    tokens: Vocabulary[str] = Vocabulary()
    side = row_of(tokens, words)
    near = told(find_likeness(tokens, side, side))
    assert near == {(j, i): level for (i, j), level in near.items()}
    assert all((word, word) in near for word in words_of(side).tolist())


@given(WORDS, WORDS, st.integers(1, 3))
def test_names_are_as_alike_whatever_the_number_of_cores_and_of_pairs_at_a_time(mine, theirs, at_once):
    tokens: Vocabulary[str] = Vocabulary()
    here, there = row_of(tokens, mine), row_of(tokens, theirs)
    for other in (here, there):
        whole = find_likeness(tokens, here, other)
        with mock.patch.object(names, "heard_in_spans", partial(names.heard_in_spans, at_once=3 * at_once)):
            shared = find_likeness(tokens, here, other, threads=3)
        assert told(shared) == told(whole)


@given(WORDS, WORDS)
def test_two_lists_are_as_alike_as_their_words_within_one(mine, theirs):
    tokens: Vocabulary[str] = Vocabulary()
    here, there = row_of(tokens, mine), row_of(tokens, theirs)
    whole = told(find_likeness(tokens, row_of(tokens, mine + theirs), row_of(tokens, mine + theirs)))
    left, right = (set(words_of(side).tolist()) for side in (here, there))
    some = {pair: level for pair, level in whole.items() if pair[0] in left and pair[1] in right}
    assert told(find_likeness(tokens, here, there)) == some


@pytest.mark.parametrize("words", [[], ["bilal"]])
def test_no_word_is_like_itself_among_others(words):
    tokens: Vocabulary[str] = Vocabulary()
    parts = list(among(Words.of(tokens.values, words_of(row_of(tokens, words))), Closeness.among(1)))
    assert not sum(len(level) for _, _, level in parts)


def test_in_short_lists_all_words_are_compared_with_all_and_every_degree_is_kept():
    assert Closeness.among(20_000 * 15_000) == Closeness(SOUNDS_ALIKE, False, REMOTE)


@given(st.integers(0, 10**14), st.integers(0, 10**14))
def test_the_longer_the_lists_the_closer_two_words_have_to_be(one: int, other: int):
    short, long = Closeness.among(min(one, other)), Closeness.among(max(one, other))
    assert SOUNDS_ALIKE <= short.floor <= long.floor < LEVEL_FROM[CLOSE - 1]
    assert REMOTE <= short.least <= long.least <= SIMILAR
    assert short.by_keys <= long.by_keys
