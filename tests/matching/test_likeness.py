"""Which names are alike is found once for each pair of words; how often by chance is counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.alike import find_likeness
from nasab.matching.counted import Bearers, bearers_of
from nasab.matching.facts import Slot
from nasab.matching.likeness import (
    CHANCE_AT_LEAST,
    DIFFERS,
    IMAGINED,
    LEVELS,
    OF_ALL,
    SAME,
    Likeness,
    of_any,
    of_rows,
    table_of,
)
from nasab.matching.ragged import Ragged
from nasab.matching.understanding import Understood
from tests.matching.making import understood


def alike(found: list[str], sought: list[str]) -> Understood:
    return understood([{"name": name} for name in found], [{"name": name} for name in sought])


def level(found: str, sought: str) -> int:
    both = alike([found], [sought])
    left, right = (side.children.names[Slot.GIVEN].row(0).tolist() for side in (both.found, both.sought))
    return max([DIFFERS, *(both.likeness.level_of(a, b) for a in left for b in right)])


def chances(found: list[str], sought: list[str]) -> np.ndarray:
    """P(a stranger's name agrees at least so well), for each child found: (children, levels)."""
    both = alike(found, sought)
    per_word = both.likeness.chance_of_words(bearers_of(both.sought.children, Slot.GIVEN))
    return of_rows(per_word[:, None, :], both.found.children.names[Slot.GIVEN])[:, 0]


def test_one_name_is_the_same_in_any_spelling_and_script():
    assert level("Bilal", "Bilal") == SAME
    assert level("بلال", "Билал") == SAME
    assert level("Yusuf", "يوسف") == SAME


def test_two_names_differ():
    assert level("Bilal", "Тимур") == DIFFERS


def test_a_short_form_that_the_lexicon_knows_is_the_same_name():
    assert level("Мага", "Muhammad") >= SAME


@pytest.mark.parametrize(("found", "sought"), [("Bilal", "Билал"), ("Muhammad", "Мага"), ("Zaira", "Zahra")])
def test_two_names_are_as_alike_from_either_side(found: str, sought: str):
    assert level(found, sought) == level(sought, found)


def test_the_table_never_holds_names_that_differ_and_each_pair_once():
    near = alike(["Bilal", "بلال", "Zaira", "Muhammad"], ["Билал", "Bilal", "Заира", "Магомед", "Mohamed"]).likeness
    assert near.level.min() > DIFFERS
    for word in range(len(near.start) - 1):
        row = near.words[near.start[word] : near.start[word + 1]].tolist()
        assert row == sorted(set(row))


NAMES = st.lists(st.sampled_from(["Bilal", "Muhammad", "Zelimkhan", "Айша", "خديجة"]), min_size=1, max_size=30)


@given(NAMES)
def test_chance_falls_with_the_level_and_is_a_probability(sought: list[str]):
    chance = chances(["Bilal", "Zelimkhan"], sought)
    assert chance.shape == (2, len(LEVELS))
    assert (chance[:, 0] == 1).all()
    assert (np.diff(chance, axis=1) <= 1e-6).all()
    assert ((chance > 0) & (chance <= 1)).all()


def test_a_name_that_many_bear_is_alike_by_chance_more_often():
    chance = chances(["Bilal", "Zelimkhan"], ["Bilal"] * 80 + ["Zelimkhan"] * 2 + ["Тимур"] * 18)
    assert chance[0, SAME] > 10 * chance[1, SAME]
    assert 0.6 < chance[0, SAME] < 0.8  # 80 of 100 on the list, joined by 30 imagined children


def test_a_short_list_does_not_make_a_common_name_rare():
    chance = chances(["Muhammad", "Zelimkhan"], ["Тимур", "Aslan"])
    assert chance[0, SAME] > 2 * chance[1, SAME]


def test_nobody_who_bears_a_name_counts_what_is_not_said():
    assert chances(["Bilal"], ["Bilal", "", "", ""]) == pytest.approx(chances(["Bilal"], ["Bilal"]))


def test_lists_without_any_name_are_alike_in_nothing():
    near = alike(["", ""], [""]).likeness
    assert isinstance(near, Likeness)
    assert len(near.words) == 0


# In plain Python, over a table and a list written down.

WORDS = 4
KNOWN = np.array([0, 0.01, 0, 0.2])
TABLES = st.dictionaries(
    st.tuples(st.integers(0, WORDS - 1), st.integers(0, WORDS - 1)), st.integers(1, 4), max_size=12
)
ROWS = st.lists(st.tuples(st.lists(st.integers(0, WORDS - 1), max_size=2), st.integers(0, 1)), min_size=1, max_size=8)


def table(entries: dict[tuple[int, int], int]) -> Likeness:
    ordered = sorted(entries.items())
    start = np.searchsorted([a for (a, _), _ in ordered], np.arange(WORDS + 1)).astype(np.int64)
    words = np.array([b for (_, b), _ in ordered], dtype=np.int32)
    return Likeness(start, words, np.array([one for _, one in ordered], dtype=np.uint8), KNOWN)


def rows_of(rows: list[list[int]]) -> Ragged:
    return Ragged.from_pairs(
        [k for k, row in enumerate(rows) for _ in row], [w for row in rows for w in row], len(rows)
    )


def at_least(near: Likeness, word: int, least: int, rows: list[list[int]]) -> float:
    """How many of the rows' words are at least so much like a word."""
    return sum(near.level_of(word, other) >= least for row in rows for other in set(row))


def by_hand(
    near: Likeness, word: int, least: int, sought: list[tuple[list[int], int]], people: int, peoples: int
) -> float:
    rows = [row for row, _ in sought]
    prior = max(CHANCE_AT_LEAST[least], near.known[word])
    told = sum(bool(row) for row in rows)
    whole = (at_least(near, word, least, rows) + IMAGINED * prior) / (max(told, 1) + IMAGINED)
    if peoples == 1:
        return min(whole, 1)
    mine = [row for row, one in sought if one == people]
    chance = (at_least(near, word, least, mine) + OF_ALL * whole) / (sum(bool(row) for row in mine) + OF_ALL)
    return min(chance, 1)


@given(TABLES, ROWS, st.integers(1, 2))
def test_chance_is_counted_among_each_people_and_joined_by_the_whole_list(entries, sought, peoples: int):
    near = table(entries)
    people = np.array([one % peoples for _, one in sought], dtype=np.int32)
    listed = [(row, int(one)) for (row, _), one in zip(sought, people, strict=True)]
    some = np.array([2, 0, 3], dtype=np.int32)
    got = near.chance_among(Bearers.count(rows_of([row for row, _ in sought]), people, peoples), some)
    for at, word in enumerate(some.tolist()):
        for c in range(peoples):
            assert got[at, c, 0] == 1
            for least in range(1, len(LEVELS)):
                assert got[at, c, least] == pytest.approx(by_hand(near, word, least, listed, c, peoples))


@given(st.lists(st.lists(st.integers(0, WORDS - 1), max_size=3), min_size=1, max_size=5), st.integers(0, 99))
def test_the_chances_of_several_names_add_up_but_never_to_certainty(rows: list[list[int]], seed: int):
    per_word = np.sort(np.random.default_rng(seed).random((WORDS, 2, len(LEVELS))))[:, :, ::-1]
    got = of_rows(per_word, rows_of(rows))
    for k, row in enumerate(rows):
        for c in range(2):
            assert got[k, c, 0] == 1
            by_sum = [
                min(sum(per_word[word, c, degree] for word in set(row)), 0.999) for degree in range(1, len(LEVELS))
            ]
            assert got[k, c, 1:] == pytest.approx(by_sum)


@given(st.lists(st.lists(st.integers(0, WORDS - 1), max_size=3), min_size=1, max_size=5), st.integers(0, 99))
def test_the_chance_that_any_of_several_names_agrees_is_that_not_all_of_them_differ(rows: list[list[int]], seed: int):
    per_word = np.random.default_rng(seed).random((WORDS, 2, len(LEVELS)))
    got = of_any(per_word, rows_of(rows))
    for k, row in enumerate(rows):
        none = np.prod([1 - per_word[word] for word in set(row)], axis=0)
        assert got[k] == pytest.approx(np.broadcast_to(1 - none, got[k].shape), abs=1e-6)


@given(TABLES)
def test_the_table_from_the_other_side_holds_the_same_pairs(entries):
    near = table(entries)
    turned = near.turned(WORDS)
    for a in range(WORDS):
        assert turned.words[turned.start[a] : turned.start[a + 1]].tolist() == sorted(
            b for b, other in entries if other == a
        )
        for b in range(WORDS):
            assert turned.level_of(a, b) == near.level_of(b, a)


PAIRS = st.tuples(st.integers(0, WORDS - 1), st.integers(0, WORDS - 1), st.integers(1, len(LEVELS) - 1))


@given(st.lists(st.lists(PAIRS, max_size=8), max_size=3))
def test_of_a_pair_that_comes_twice_the_best_level_is_kept_however_the_pairs_come_in(parts):
    best: dict[tuple[int, int], int] = {}
    for a, b, degree in (one for part in parts for one in part):
        best[a, b] = max(degree, best.get((a, b), 0))
    columns = (np.array(part, dtype=np.int64).reshape(-1, 3).T for part in parts)
    near = table_of([(a.astype(np.int32), b.astype(np.int32), how.astype(np.uint8)) for a, b, how in columns], KNOWN)
    assert near.start.tolist() == table(best).start.tolist()
    assert near.words.tolist() == table(best).words.tolist()
    assert near.level.tolist() == table(best).level.tolist()


@given(TABLES, st.sets(st.integers(0, WORDS - 1)))
def test_the_pairs_among_some_words_are_those_of_which_both_are_of_them(entries, some: set[int]):
    got = zip(
        *(column.tolist() for column in table(entries).among(np.array(sorted(some), dtype=np.int32))), strict=True
    )
    assert list(got) == [(a, b, degree) for (a, b), degree in sorted(entries.items()) if {a, b} <= some]


def test_frequencies_looked_up_before_are_used_again():
    both = alike(["Bilal"], ["Билал"])
    known = np.full(len(both.knowledge.tokens), 0.123)
    words = [both.found.children.names[Slot.GIVEN]], [both.sought.children.names[Slot.GIVEN]]
    assert find_likeness(both.knowledge.tokens, *words, known).known is known
