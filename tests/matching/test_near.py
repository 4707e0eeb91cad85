"""Words of a list that wait for those of a child: the same table as of two lists compared word by word."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.matching.alike import find_likeness
from nasab.matching.likeness import SAME, Likeness
from nasab.matching.near import Near
from nasab.matching.ragged import Ragged
from nasab.matching.vocabulary import Vocabulary

WORDS = ("bilal", "билал", "بلال", "belal", "zarema", "зарема", "мага", "мухаммад", "محمد", "ali", "漢字", "timur")
SOME = st.lists(st.sampled_from(WORDS), unique=True, max_size=8)


def vocabulary(words: list[str]) -> Vocabulary[str]:
    out: Vocabulary[str] = Vocabulary()
    for word in words:
        out.number(word)
    return out


def told(near: Likeness, asked: list[str], words: list[str]) -> dict[tuple[str, str], int]:
    return {
        (word, words[int(near.words[at])]): int(near.level[at])
        for k, word in enumerate(asked)
        for at in range(int(near.start[k]), int(near.start[k + 1]))
    }


def by_list(asked: list[str], words: list[str]) -> dict[tuple[str, str], int]:
    tokens = vocabulary([*words, *asked])
    numbers = [[tokens.find(word) for word in side] for side in (asked, words)]
    rows = [Ragged.from_pairs(np.zeros(len(some)), some, 1) for some in numbers]
    near = find_likeness(tokens, [rows[0]], [rows[1]])
    return {(a, b): near.level_of(x, y) for a, x in zip(asked, numbers[0], strict=True)
            for b, y in zip(words, numbers[1], strict=True) if near.level_of(x, y)}  # fmt: skip


@settings(deadline=None)
@given(SOME, st.lists(SOME, min_size=1, max_size=3))
def test_the_table_is_that_of_two_lists(words, asked):
    near = Near(vocabulary(words))
    for some in asked:
        assert told(near.likeness(some), some, words) == by_list(some, words)


@settings(deadline=None)
@given(SOME, SOME, SOME)
def test_words_that_come_later_are_found_too_also_by_those_who_asked_before(words, late, asked):
    tokens = vocabulary(words)
    near = Near(tokens)
    near.likeness(asked)
    for word in late:
        tokens.number(word)
    assert told(near.likeness(asked), asked, tokens.values) == by_list(asked, tokens.values)


@settings(deadline=None)
@given(SOME, st.lists(SOME, min_size=1, max_size=5), st.integers(1, 6))
def test_what_is_forgotten_for_want_of_room_is_found_again(words, asked, room):
    near = Near(vocabulary(words), kept=room)
    for some in asked:
        assert told(near.likeness(some), some, words) == by_list(some, words)
        assert len(near._kept) <= room


def test_only_words_of_the_list_itself_are_kept_beyond_the_day():
    near = Near(vocabulary(["bilal", "zarema"]))
    near.likeness(["bilal", "timur"])
    words, start, numbers, level = near.kept()
    assert words == ["bilal"]
    other = Near(vocabulary(["bilal", "zarema"]))
    other.keep(words, start, numbers, level)
    assert told(other.likeness(["bilal"]), ["bilal"], ["bilal", "zarema"]) == {("bilal", "bilal"): SAME}


def test_each_word_says_how_frequent_it_is_known_to_be():
    near = Near(vocabulary(["bilal"])).likeness(["мухаммад", "xqzt"])
    assert near.known[0] > near.known[1] == 0
