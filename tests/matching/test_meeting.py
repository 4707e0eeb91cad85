"""Only words that meet in two families are compared, in the roles in which names are compared."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching import meeting
from nasab.matching.evidence import COMPARED
from nasab.matching.meeting import words_met
from nasab.matching.roles import KIN_BITS, Slot
from tests.matching.making import understood

NAMES = st.sampled_from(["", "Bilal", "Zarema", "Ruslan", "Abu Bilal", "Fatima; Khadija"])
KIN = st.sampled_from(["", "aunt Zarema", "uncle Bilal", "grandmother Fatima; uncle Ruslan", "stepfather Umar"])
CHILD = st.fixed_dictionaries({"name": NAMES, "father": NAMES, "mother": NAMES, "siblings": NAMES, "relatives": KIN})


def met(
    children: list[dict[str, str]], pairs: list[tuple[int, int]], apart: set[str] | None = None
) -> set[frozenset[str]]:
    both = understood(children, [{}])
    tokens = both.knowledge.tokens.values
    among = np.array([apart is None or word in apart for word in tokens], dtype=bool)
    a, b = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    one, other = words_met(both.found.shared, a, b, COMPARED, among)
    assert (one < other).all()
    told = [frozenset((tokens[x], tokens[y])) for x, y in zip(one.tolist(), other.tolist(), strict=True)]
    assert len(set(told)) == len(told)
    return set(told)


def test_fathers_meet_fathers_and_not_mothers():
    ruslan, zarema = {"father": "Ruslan"}, {"mother": "Zarema"}
    assert met([ruslan, {"father": "Bilal"}], [(0, 1)]) == {frozenset(("ruslan", "bilal"))}
    assert met([ruslan, zarema], [(0, 1)]) == set()


def test_who_is_not_compared_does_not_meet():
    assert met([{"father": "Ruslan"}, {"father": "Bilal"}, {"father": "Ali"}], [(0, 2)]) == {
        frozenset(("ruslan", "ali"))
    }


def test_a_word_that_is_not_asked_for_meets_nobody():
    children = [{"father": "Ruslan"}, {"father": "Bilal"}]
    assert met(children, [(0, 1)], apart={"ruslan"}) == set()


@given(st.lists(CHILD, min_size=2, max_size=5))
def test_every_pair_of_words_that_is_compared_meets_once_from_either_side(children):
    both = understood(children, [{}])
    tokens = both.knowledge.tokens.values
    n = len(both.found)
    pairs = [(a, b) for a in range(n) for b in range(a)]
    names = both.found.shared.names
    by_hand = {
        frozenset((tokens[x], tokens[y]))
        for a, b in pairs
        for left, right in COMPARED
        for g, r in ((a, b), (b, a))
        for x in names[left].row(g).tolist()
        for y in names[right].row(r).tolist()
        if x != y
    }
    assert met(children, pairs) == by_hand
    with mock.patch.object(meeting, "AT_ONCE", 2):
        assert met(children, pairs) == by_hand


@given(st.lists(CHILD, min_size=2, max_size=4))
def test_whatever_words_a_comparison_of_two_families_may_look_up_have_met(children):
    both = understood(children, [{}])
    n, tokens = len(both.found), both.knowledge.tokens.values
    names = both.found.shared.names
    routes = [
        route for one in (*both.shared.comparisons, *both.own.comparisons) for route in getattr(one, "routes", ())
    ]
    looked_up = {
        frozenset((tokens[x], tokens[y]))
        for a in range(n)
        for b in range(a)
        for x, y in [
            *((x, y) for left, right in routes for x in names[left].row(a) for y in names[right].row(b)),
            *((x >> KIN_BITS, y >> KIN_BITS) for x in names[Slot.KIN].row(a) for y in names[Slot.KIN].row(b)),
        ]
        if x != y
    }
    assert looked_up <= met(children, [(a, b) for a in range(n) for b in range(a)])


@pytest.mark.parametrize("slot", [Slot.FATHER, Slot.GIVEN])
def test_the_compiled_loop_says_what_the_same_lines_say_in_plain_python(slot: Slot):
    both = understood([{"name": "Bilal", "father": "Ruslan; Ali"}, {"name": "Zarema", "father": "Umar"}], [{}])
    words = both.found.shared.names[slot]
    among = np.ones(len(both.knowledge.tokens), dtype=bool)
    a, b = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    out, plain = np.zeros(20, dtype=np.int64), np.zeros(20, dtype=np.int64)
    arguments = words.start, words.values, words.start, words.values, a, b, among
    assert meeting._pairs(*arguments, out) == meeting._pairs.py_func(*arguments, plain) > 0
    assert out.tolist() == plain.tolist()
