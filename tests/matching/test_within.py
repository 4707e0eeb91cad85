"""Who of one list may be one child, or of one household: the same evidence, group against group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.matching.understanding import Understood
from nasab.matching.within import ONE_CHILD, RIVALS, SHARED, Kin, clusters, kin_among, rivals
from tests.matching.making import Row, priors_for, understood

NAMES = ("Хамзат", "Ибрагим", "Лечи", "Арби", "Шамиль", "Адлан", "Сулим", "Ваха", "Султан", "Иса")
MOTHERS = ("Петимат", "Малика", "Луиза", "Айшат", "Зулай", "Раиса", "Хава", "Зара", "Марха", "Таус")
HOMES = ("Grozny", "Shali", "Khujand", "Strasbourg", "Tunis")


def strangers(turn: int) -> list[Row]:
    """Ten children who are nobody else's, so that what agrees by chance can be counted."""
    return [
        {
            "name": name, "father": NAMES[k - turn], "mother": MOTHERS[k - turn], "sex": "m", "origin": HOMES[k % 5],
            "birth_date": str(2004 + k),
        }
        for k, name in enumerate(NAMES)
    ]  # fmt: skip


KHADIJA: Row = {
    "name": "خديجة", "sex": "f", "age": "7", "as_of": "2017-09", "father": "Zelimkhan", "mother": "Heda",
    "siblings": "Turpal", "origin": "Kayseri", "marks": "burn, left forearm",
}  # fmt: skip
AGAIN: Row = {
    "name": "Хадижа", "sex": "f", "age": "7", "as_of": "2017-10", "father": "Зелимхан", "mother": "Хеда",
    "siblings": "Турпал", "origin": "Кайсери", "marks": "ожог на левом предплечье",
}  # fmt: skip
TURPAL: Row = {
    "name": "Turpal", "sex": "m", "age": "4", "as_of": "2017-10", "father": "Zelimkhan", "mother": "Heda",
    "siblings": "Khadija", "origin": "Kayseri",
}  # fmt: skip
TIMUR: Row = {"name": "Timur", "sex": "m", "age": "12", "as_of": "2017-10", "father": "Aslan", "origin": "Shali"}


def understood_within(rows: list[Row], side: str) -> Understood:
    found, sought = (rows, strangers(5)) if side == "found" else (strangers(5), rows)
    return understood(found, sought)


def kin(rows: list[Row], side: str = "found", pairs: Sequence[tuple[int, int]] | None = None) -> Kin:
    """Who of the rows (each a group of its own) may be kin; strangers stand beside them."""
    both = understood_within([*rows, *strangers(3)], side)
    every = [(a, b) for a in range(len(rows)) for b in range(a + 1, len(rows))] if pairs is None else pairs
    a, b = (np.array([pair[k] for pair in every], dtype=np.int32) for k in range(2))
    return kin_among(both, side, (a, b), priors_for(both))


def households(kin: Kin) -> dict[tuple[int, int], float]:
    return {(a, b): p for (a, b), p in zip(kin.groups.tolist(), kin.household.tolist(), strict=True)}


def one_child(kin: Kin) -> dict[tuple[int, int], float]:
    return {(a, b): p for a, b, p in kin.rows}


@pytest.mark.parametrize("side", ["found", "sought"])
def test_a_child_registered_twice_is_found_in_either_list(side: str):
    told = kin([KHADIJA, AGAIN, TIMUR], side)
    assert set(one_child(told)) == {(0, 1)}
    assert one_child(told)[0, 1] >= ONE_CHILD
    assert households(told)[0, 1] > 0.9
    assert households(told)[0, 2] < 0.01


@pytest.mark.parametrize("side", ["found", "sought"])
def test_brother_and_sister_are_of_one_household_and_not_one_child(side: str):
    told = kin([KHADIJA, TURPAL, TIMUR], side)
    assert one_child(told) == {}
    assert households(told)[0, 1] > 0.9
    assert households(told)[1, 2] < 0.01


def test_where_there_is_nobody_to_compare_there_is_no_kin():
    nobody = kin([KHADIJA], pairs=[])
    assert households(nobody) == one_child(nobody) == {}


#: Of whom little is known, so that nothing is sure.
SISTER: Row = {"name": "خديجة", "father": "Zelimkhan", "origin": "Kayseri", "sex": "f"}
BROTHER: Row = {"name": "Turpal", "father": "Зелимхан", "sex": "m", "siblings": "Zuk; Heda"}


@pytest.mark.parametrize("side", ["found", "sought"])
@pytest.mark.parametrize("pair", [(KHADIJA, AGAIN), (KHADIJA, TURPAL), (SISTER, BROTHER), (SISTER, TIMUR)])
def test_it_does_not_matter_which_of_the_two_stands_first(side: str, pair: tuple[Row, Row]):
    days = ("2015-02", "2017-11")
    dated = [{**row, "found_date": day, "last_seen_date": day} for row, day in zip(pair, days, strict=True)]
    one, turned = kin(dated, side), kin(dated[::-1], side)
    assert households(turned) == pytest.approx(households(one), abs=1e-6)
    assert one_child(turned) == pytest.approx(one_child(one), abs=1e-6)


@pytest.mark.parametrize("side", ["found", "sought"])
def test_who_was_found_about_one_time_is_the_likelier_to_be_of_one_household(side: str):
    column = "found_date" if side == "found" else "last_seen_date"
    before, soon, after, unknown = (
        households(kin([{**SISTER, column: "2016-06"}, {**BROTHER, column: day}], side))[0, 1]
        for day in ("2014-01", "2016-07", "2018-11", "")
    )
    assert before == pytest.approx(after)
    assert before < unknown < soon


def test_who_is_one_child_with_two_is_believed_to_be_it_with_each_by_itself():
    """Each pair is judged by itself: a second registration that fits better takes nothing from the first."""
    bare = {key: AGAIN[key] for key in ("name", "sex", "age", "as_of", "father", "mother")}
    told = kin([KHADIJA, AGAIN, bare])
    by_itself = kin([KHADIJA, bare])
    assert one_child(told).get((0, 2), 0.0) == pytest.approx(one_child(by_itself).get((0, 1), 0.0), abs=0.02)
    assert one_child(by_itself)


GROUPS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 6), st.floats(0, 1, width=32)), max_size=20, unique_by=lambda t: t[:2]
)


@given(GROUPS)
def test_rivals_are_groups_that_may_both_be_of_one_family(told: list[tuple[int, int, float]]):
    shared, groups = (np.array([row[k] for row in told], dtype=np.int32) for k in range(2))
    a, b = rivals(shared, groups, np.array([p for *_, p in told], dtype=np.float32))
    by_hand = set()
    for family in range(4):
        claims = sorted(
            (
                (-np.float32(p), at, g)
                for at, (r, g, p) in enumerate(told)
                if r == family and np.float32(p) >= np.float32(SHARED)
            )
        )
        strongest = [g for *_, g in claims[:RIVALS]]
        by_hand |= {(x, y) for x in strongest for y in strongest if x < y}
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == sorted(by_hand)


PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(0, 1)), max_size=12)


@given(PAIRS)
def test_there_is_no_a_that_is_b_and_b_that_is_c_where_a_is_not_c(pairs: list[tuple[int, int, float]]):
    node = clusters(pairs, 8)
    reached = {k: {k} for k in range(8)}
    for _ in range(8):
        for a, b, _p in pairs:
            joined = reached[a] | reached[b]
            for k in joined:
                reached[k] = reached[k] | joined
    assert node.tolist() == [min(reached[k]) for k in range(8)]


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_does_not_matter(pairs: list[tuple[int, int, float]], random):
    mixed = pairs[:]
    random.shuffle(mixed)
    assert clusters(mixed, 8).tolist() == clusters(pairs, 8).tolist()


@settings(max_examples=15)
@given(st.lists(st.sampled_from([KHADIJA, AGAIN, TURPAL, TIMUR]), min_size=2, max_size=4))
def test_probabilities_are_probabilities_and_one_child_is_of_one_household(rows: list[Row]):
    told = kin(rows)
    for p in (*households(told).values(), *one_child(told).values()):
        assert 0 <= p <= 1
    for pair, p in one_child(told).items():
        assert p <= households(told)[pair] + 1e-5
    assert len(told.repeated) == len(told.groups)
    for repeated, (pair, household) in zip(told.repeated.tolist(), households(told).items(), strict=True):
        assert one_child(told).get(pair, 0.0) - 1e-6 <= repeated <= household + 1e-6
