"""What all but names weighs, roughly, is what the shipped parameters say; what is unknown weighs nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching import rough, rough_kernel
from nasab.matching.parameters import shipped
from nasab.matching.understanding import Understood
from tests.matching.making import understood

PLACES = ("", "Grozny", "Грозный", "Tunis", "Mosul")
DATES = ("", "2016-01", "2017-06", "2017-08", "2021-01")
MARKS = ("", "scar on the left arm", "burn on the right hand")


def weight(kind: str, level: str) -> float:
    parameters = shipped()
    at = parameters.levels[kind].index(level)
    return math.log2(parameters.same[kind][at] / parameters.strangers[kind][at])


def fit(found: list[dict[str, str]], sought: list[dict[str, str]]) -> float:
    """Bits of one family found and one sought, for all but their names."""
    both = understood([{"group": "g", **one} for one in found], [{"family": "f", **one} for one in sought])
    assert [len(both.found), len(both.sought)] == [1, 1]
    return fits(both, [0])[0]


def fits(both: Understood, families: list[int]) -> list[float]:
    """Bits of the first family found and several sought."""
    left, right = rough.told_of(both.found), rough.told_of(both.sought)
    out, chosen = np.empty(len(families), dtype=np.float32), np.array(families, dtype=np.int32)
    every = np.arange(len(both.sought), dtype=np.int32)
    tables = rough.tables(both.terms)
    rough_kernel.fits(0, every, chosen, len(chosen), left.start, left.values, right.start, right.values, *tables, out)
    return out.tolist()


def test_many_families_weighed_together_weigh_what_each_weighs_by_itself():
    found = {"origin": "Grozny", "languages": "che", "sex": "m", "age": "6", "marks": MARKS[1]}
    sought = [
        {
            "family": str(k),
            "origin": PLACES[k % 5],
            "last_seen_date": DATES[k % 3],
            "marks": MARKS[k % 2],
            "age": str(k % 9),
        }
        for k in range(3 * rough_kernel.AT_ONCE // 2)
    ]
    both = understood([found], sought)
    every = list(range(len(sought)))[::-1]
    assert fits(both, every) == [fits(both, [family])[0] for family in every]
    assert len(set(fits(both, every))) > 5


def test_one_place_and_one_language_speak_for_a_family_and_others_against_it():
    home = {"origin": "Грозный", "languages": "che"}
    same = fit([{"origin": "Grozny", "languages": "che"}], [home])
    other = fit([{"origin": "Tunis", "languages": "ara"}], [home])
    assert same == pytest.approx(weight("origin", "same/?/?") + weight("origin", "?/same/?"), abs=1e-4)
    assert other == pytest.approx(weight("origin", "far/?/?") + weight("origin", "?/none/?"), abs=1e-4)
    assert same > 0 > other


def test_where_a_child_was_found_is_laid_beside_where_it_was_last_seen():
    assert fit([{"found_place": "Mosul"}], [{"last_seen_place": "Мосул"}]) == pytest.approx(
        weight("last_seen", "inside"), abs=1e-4
    )


def test_a_child_is_found_after_it_was_lost_and_mostly_soon():
    bits = [
        fit([{"found_date": found}], [{"last_seen_date": "2017-06"}])
        for found in ("2017-01", "2017-09", "2019-06", "2024")
    ]
    assert bits == pytest.approx(
        [weight("dates", level) for level in ("before", "soon", "later", "long_after")], abs=1e-4
    )


def test_within_one_list_the_order_of_dates_says_nothing():
    both = understood([{"found_date": "2017"}], [{}])
    dates = [rough.tables(both.terms, of_one_list=one)[6] for one in (False, True)]
    assert dates[0].any()
    assert not dates[1].any()


def test_one_mark_speaks_for_a_child_and_another_against_it():
    one, other = {"marks": "burn on the left hand"}, {"marks": "birthmark on the neck"}
    assert fit([one], [one]) == pytest.approx(weight("marks", "same"), abs=1e-4)
    assert fit([one], [other]) == pytest.approx(weight("marks", "differs"), abs=1e-4)


def test_what_is_unknown_weighs_nothing():
    full = {"sex": "f", "age": "5", "marks": "burn on the left hand", "origin": "Grozny", "languages": "che"}
    full |= {"as_of": "2018"}
    assert fit([{}], [{**full, "last_seen_date": "2017-06", "last_seen_place": "Mosul"}]) == 0
    assert fit([{**full, "found_date": "2017-06", "found_place": "Mosul"}], [{}]) == 0


def child_by_hand(one: dict[str, str], other: dict[str, str]) -> float:
    bits = 0.0
    if one["sex"] and other["sex"]:
        bits += weight("sex", "same" if one["sex"] == other["sex"] else "differs")
    if one["age"] and other["age"]:
        both = understood([one], [other])
        (a,), (b,) = both.found.children.born.tolist(), both.sought.children.born.tolist()
        gap = max(a[0] - b[1], b[0] - a[1], 0) / (0.75 + a[2] + b[2])
        bits += 1.8 if gap <= 0 else 0.7 if gap <= 1 else -1.5 if gap <= 2 else -4.0
    return bits


CHILDREN = st.lists(
    st.fixed_dictionaries(
        {"sex": st.sampled_from(["", "f", "m"]), "age": st.sampled_from(["", "2", "5", "8"]), "as_of": st.just("2018")}
    ),
    min_size=1,
    max_size=3,
)


@given(CHILDREN, CHILDREN)
def test_a_group_fits_as_well_as_each_of_its_children_fits_the_one_who_fits_best(found, sought):
    by_hand = sum(max(-4.0, *(child_by_hand(one, other) for other in sought)) for one in found)
    assert fit(found, sought) == pytest.approx(by_hand, abs=1e-3)


TOLD = st.fixed_dictionaries(
    {"origin": st.sampled_from(PLACES), "found_place": st.sampled_from(PLACES), "found_date": st.sampled_from(DATES)}
    | {"sex": st.sampled_from(["", "f", "m"]), "age": st.sampled_from(["", "4", "9"]), "marks": st.sampled_from(MARKS)}
)


@given(st.lists(TOLD, min_size=1, max_size=6))
def test_what_is_told_of_a_family_stands_in_one_place_each_child_once(children):
    both = understood([{"group": str(k // 2), **one} for k, one in enumerate(children)], [{}])
    families, told = both.found, rough.told_of(both.found)
    head, child = rough_kernel.HEAD, rough_kernel.CHILD
    for family in range(len(families)):
        mine = told.values[told.start[family] : told.start[family + 1]]
        rows = families.members.row(family)
        shared = families.shared
        codes = [1 + side[family] for side in (shared.origin, shared.languages, shared.where)]
        assert np.array_equal(mine[:head], np.array([*codes, shared.when[family]], dtype=np.float32), equal_nan=True)
        for k, row in enumerate(rows.tolist()):
            of_child = families.children.sex[row] + 1, families.children.marks[row], *families.children.born[row]
            here = mine[head + child * k : head + child * (k + 1)]
            assert np.array_equal(here, np.array(of_child, dtype=np.float32), equal_nan=True)


BITS = st.lists(st.floats(0, 99, width=32), min_size=1, max_size=40)


@given(BITS, st.integers(1, 50))
def test_the_strongest_are_kept_to_a_quarter_of_a_bit_and_of_equals_the_first(bits: list[float], wanted: int):
    total, out = np.array(bits, dtype=np.float32), np.zeros(len(bits) + 1, dtype=np.int32)
    bins = np.zeros(rough_kernel.BINS, dtype=np.int64)
    size = rough_kernel.strongest(total, len(bits), min(wanted, len(bits)), bins, out)
    steps = [min(int(one * 4), rough_kernel.BINS - 1) for one in total.tolist()]
    best = sorted(range(len(bits)), key=lambda k: (-steps[k], k))[:wanted]
    assert size == min(wanted, len(bits))
    assert sorted(steps[k] for k in out[:size].tolist()) == sorted(steps[k] for k in best)
    assert len(set(out[:size].tolist())) == size
