"""The compiled loops over pairs of names, each against a few lines of plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching import kernels
from nasab.matching.ragged import Ragged

WORDS = 5
ROWS = st.lists(st.lists(st.integers(0, WORDS - 1), max_size=3), min_size=1, max_size=4)
TABLES = st.dictionaries(
    st.tuples(st.integers(0, WORDS - 1), st.integers(0, WORDS - 1)), st.integers(1, 4), max_size=15
)


def ragged(rows: list[list[int]]) -> Ragged:
    return Ragged.from_pairs(
        [k for k, row in enumerate(rows) for _ in row], [w for row in rows for w in row], len(rows)
    )


def table(alike: dict[tuple[int, int], int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    entries = sorted(alike.items())
    start = np.searchsorted([a for (a, _), _ in entries], np.arange(WORDS + 1)).astype(np.int64)
    words, level = [b for (_, b), _ in entries], [one for _, one in entries]
    return start, np.array(words, dtype=np.int32), np.array(level, dtype=np.uint8)


def every_pair(found: list[list[int]], sought: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    i = np.repeat(np.arange(len(found), dtype=np.int32), len(sought))
    return i, np.tile(np.arange(len(sought), dtype=np.int32), len(found))


@given(ROWS, ROWS, TABLES, st.integers(-1, 4))
def test_the_best_agreement_is_that_of_any_two_words_and_nothing_where_a_side_has_none(found, sought, alike, so_far):
    a, b = ragged(found), ragged(sought)
    i, j = every_pair(found, sought)
    level = np.full(len(i), so_far, dtype=np.int8)
    kernels.best_agreement(i, j, a.start, a.values, b.start, b.values, *table(alike), level)
    by_hand = [
        max([so_far, *(alike.get((x, y), 0) for x in left for y in right)]) for left in found for right in sought
    ]
    assert level.tolist() == by_hand


@given(ROWS, ROWS, TABLES, st.integers(2, 4))
def test_names_that_agree_are_counted_once_in_whatever_spellings_and_those_that_nearly_do_apart(
    found, sought, alike, least
):
    a, b = ragged(found), ragged(sought)
    i, j = every_pair(found, sought)
    count, faint = (np.zeros(len(i), dtype=np.int8) for _ in range(2))
    kernels.count_agreements(i, j, a.start, a.values, b.start, b.values, *table(alike), least, count, faint)
    for p, (left, right) in enumerate((left, right) for left in found for right in sought):
        best = [max(alike.get((x, y), 0) for y in right) for x in sorted(set(left))] if right else []
        counted, taken = 0, set()
        for x in sorted(set(left)):
            partners = {y for y in right if alike.get((x, y), 0) >= least}
            counted += bool(partners) and not partners & taken
            taken |= partners
        assert count[p] == (counted if left and right else -1)
        assert faint[p] == (sum(one == least - 1 for one in best) if left and right else 0)


@given(ROWS, ROWS, st.sets(st.integers(0, 9)))
def test_what_rows_share_is_counted_and_of_it_what_is_not_frequent(found, sought, frequent):
    a, b = ragged(found), ragged(sought)
    i, j = every_pair(found, sought)
    everything, particular = (np.zeros(len(i), dtype=np.int8) for _ in range(2))
    is_frequent = np.isin(np.arange(100), list(frequent))
    kernels.shared_concepts(i, j, a.start, a.values, b.start, b.values, is_frequent, everything, particular)
    shared = [{*left} & {*right} if left and right else None for left in found for right in sought]
    assert everything.tolist() == [-1 if both is None else len(both) for both in shared]
    assert particular.tolist() == [len((both or set()) - frequent) for both in shared]
