"""Names that may have been misheard are found among many, however they were made ready."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.names import Spoken, Tokens, compare_listed, heard, heard_among, heard_in_spans, heard_listed, misheard
from nasab.names.sounds import skeleton, sounds

NAMES = st.lists(
    st.sampled_from(
        ["bilal", "бilal", "билал", "بلال", "belal", "blal", "zarema", "зарема", "ali", "aali", "a", "", "漢字"]
    )
    | st.text("abdiluзр", max_size=5),
    max_size=12,
)


def pairs(found: tuple[np.ndarray, np.ndarray, np.ndarray]) -> dict[tuple[int, int], float]:
    i, j, alike = found
    told = dict(zip(zip(i.tolist(), j.tolist(), strict=True), alike.tolist(), strict=True))
    assert len(told) == len(i)  # no pair twice
    return told


def alike(one: str, other: str) -> float:
    return float(misheard([one], [other])[0])


@given(NAMES, NAMES, st.sampled_from([0.4, 0.5, 0.7]))
def test_all_are_heard_that_sound_so_much_alike_and_nobody_else(queries, candidates, floor):
    told = pairs(heard(queries, candidates, floor=floor))
    for i, one in enumerate(queries):
        for j, other in enumerate(candidates):
            if (i, j) in told:
                assert told[i, j] == pytest.approx(alike(one, other), abs=1e-5)
            else:
                assert alike(one, other) < floor + 1e-5 or not sounds(one) or not sounds(other)
    assert all(near >= floor - 1e-5 for near in told.values())


def keys(name: str) -> set[bytes]:
    bones = skeleton(sounds(name))
    shorter = {bones[:k] + bones[k + 1 :] for k in range(len(bones))} if len(bones) >= 2 else set()
    return {bones} | shorter


@given(NAMES, NAMES)
def test_by_keys_those_are_heard_whose_consonants_are_the_same_but_for_one(queries, candidates):
    whole, some = (pairs(heard(queries, candidates, floor=0.5, by_keys=by_keys)) for by_keys in (False, True))
    assert some == {pair: near for pair, near in whole.items() if pair in some}
    for (i, j), near in whole.items():
        bones = [skeleton(sounds(name)) for name in (queries[i], candidates[j])]
        if min(map(len, bones)) >= 2 and max(map(len, bones)) <= 7:
            assert ((i, j) in some) == bool(keys(queries[i]) & keys(candidates[j])), near


@given(NAMES, NAMES, st.integers(0, 12), st.booleans())
def test_names_made_ready_beforehand_or_in_two_parts_are_heard_alike(queries, candidates, at, by_keys):
    whole = pairs(heard(queries, candidates, floor=0.5, by_keys=by_keys))
    ready = Spoken.of(candidates[:at]).joined(Spoken.of(candidates[at:]))
    assert len(ready) == len(candidates)
    assert pairs(heard(Spoken.of(queries), ready, floor=0.5, by_keys=by_keys)) == pytest.approx(whole)


@given(NAMES, st.booleans())
def test_within_one_list_each_pair_is_heard_once_as_from_either_side(names, by_keys):
    whole = pairs(heard(names, names, floor=0.5, by_keys=by_keys))
    once = pairs(heard_among(names, floor=0.5, by_keys=by_keys))
    assert all(i != j and (j, i) not in once for i, j in once)
    both_ways = {**once, **{(j, i): alike for (i, j), alike in once.items()}}
    assert both_ways == pytest.approx({pair: alike for pair, alike in whole.items() if pair[0] != pair[1]}, abs=1e-5)


@given(NAMES, NAMES, st.integers(1, 9), st.integers(1, 3), st.booleans())
def test_pairs_given_some_at_a_time_are_the_same_in_the_same_order(queries, candidates, at_once, threads, among):
    whole = heard_among(queries, floor=0.5) if among else heard(queries, candidates, floor=0.5)
    spans = list(heard_in_spans(queries, None if among else candidates, floor=0.5, at_once=at_once, threads=threads))
    for k in range(3):
        joined = [value for span in spans for value in span[k].tolist()]
        assert joined == whole[k].tolist()


def test_nobody_is_heard_among_nobody():
    assert pairs(heard(["bilal"], [], floor=0.1)) == pairs(heard([], ["bilal"], floor=0.1)) == {}


@given(NAMES, NAMES, st.integers(0, 12), st.booleans())
def test_tokens_joined_are_compared_as_if_they_had_been_made_together(a, b, at, used):
    whole, first = Tokens(b), Tokens(b[:at])
    i, j = (grid.ravel().astype(np.int32) for grid in np.meshgrid(np.arange(len(a)), np.arange(len(b))))
    if used and at:
        compare_listed(Tokens(a), i[j < at], first, j[j < at])  # what is counted once is kept
    got = compare_listed(Tokens(a), i, first.joined(Tokens(b[at:])), j, 0.1)
    expected = compare_listed(Tokens(a), i, whole, j, 0.1)
    assert got.bits == pytest.approx(expected.bits)
    assert got.closeness == pytest.approx(expected.closeness)


@given(NAMES)
def test_of_listed_pairs_those_are_heard_that_are_heard_among_all(names):
    ready = Spoken.of(names)
    i, j = np.array([(a, b) for b in range(len(names)) for a in range(b)], dtype=np.int32).reshape(-1, 2).T
    among = {(min(pair), max(pair)): alike for pair, alike in pairs(heard_among(ready, floor=0.5)).items()}
    assert pairs(heard_listed(ready, i, j, floor=0.5)) == pytest.approx(among, abs=1e-5)
