"""Groups that may be one household are proposed once, and compared as the one group that they would be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.matching import given as giving
from nasab.matching import understanding
from nasab.matching.competition import Ties
from nasab.matching.given import BINDS, Given
from nasab.matching.judgements import Judgement
from nasab.matching.outside import OutsideEvidence
from nasab.matching.ties import LEAST, propose, told
from nasab.matching.understanding import Understood
from nasab.matching.within import Kin
from tests.matching.making import Row, priors_for, understood

FOUND: list[Row] = [
    {"id": "A", "name": "Bilal", "sex": "m", "father": "Ruslan", "siblings": "Aminat"},
    {"id": "B", "name": "Аминат", "sex": "f", "mother": "Zaira", "origin": "Grozny"},
    {"id": "C", "name": "Timur", "sex": "m"},
    {"id": "D", "name": "Hamza", "father": "Aslan"},
]
SOUGHT: list[Row] = [
    {"id": "S1", "family": "F", "name": "Билал", "father": "Руслан", "mother": "Заира", "origin": "Грозный"},
    {"id": "S2", "family": "F", "name": "Аминат", "sex": "f"},
    {"id": "S3", "name": "Тимур"},
]


def world() -> Understood:
    return understood(FOUND, SOUGHT)


def proposed(
    both: Understood, kin: list[tuple[int, int, float]], live: list[tuple[int, int]] | None = None,
    what: Given | None = None, repeated: list[float] | None = None,
) -> Ties | None:  # fmt: skip
    """`live`: the pairs of families worth competing; all, if they are not given."""
    every = [(g, r) for g in range(len(both.found)) for r in range(len(both.sought))] if live is None else live
    g, r = (np.array([pair[k] for pair in sorted(every)], dtype=np.int32) for k in range(2))
    bits = giving.as_bits(what or Given(), both)
    compared = giving.with_given(bits, understanding.compare(both, g, r))
    groups = np.array([pair for *pair, _ in kin], dtype=np.int32).reshape(-1, 2)
    household, twice = np.array([p for *_, p in kin]), np.array(repeated or [0.0] * len(kin))
    return propose(both, Kin(groups, household, twice, []), compared, bits)


def family(both: Understood, sought: str) -> int:
    return int(both.sought.children.household[both.sought.children.children.columns["id"].index(sought)])


KIN = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.floats(0, 1)).filter(lambda pair: pair[0] < pair[1]),
    unique_by=lambda pair: pair[:2],
)


@settings(max_examples=25)
@given(KIN)
def test_the_likeliest_are_proposed_first_and_each_group_once(kin: list[tuple[int, int, float]]):
    expected: list[tuple[int, int, float]] = []
    for a, b, p in sorted(kin, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if p >= LEAST and not {a, b} & {group for *pair, _ in expected for group in pair}:
            expected.append((a, b, p))
    got = proposed(world(), kin)
    assert (got is None) == (not expected)
    if got is not None:
        assert [(*pair, float(p)) for pair, p in zip(got.groups, got.prior, strict=True)] == expected


def test_who_competes_for_nothing_is_not_proposed():
    assert proposed(world(), [(0, 1, 0.9)], live=[(2, 0)]) is None


def test_the_one_group_is_compared_with_every_family_that_either_competes_for():
    both = world()
    got = proposed(both, [(0, 1, 0.9), (2, 3, 0.8)], live=[(0, 0), (1, 1), (3, 1)])
    assert got is not None
    laid = got.compared.blocks
    assert list(zip(laid.g.tolist(), laid.r.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 1)]
    assert laid.groups == 2
    assert sorted(set(laid.i[laid.within < 2].tolist())) == [0, 1]  # the rows of the list, not of the groups proposed
    assert sorted(set(laid.i[laid.within == 2].tolist())) == [2, 3]


def test_the_one_group_weighs_what_it_would_weigh_if_the_list_said_so():
    both = world()
    got = proposed(both, [(0, 1, 0.9)])
    said = understood([{**row, "group": "G" if row["id"] in "AB" else ""} for row in FOUND], SOUGHT)
    group = said.found.children.household[:1].astype(np.int32)
    for wanted in ("S1", "S3"):
        r = np.array([family(said, wanted)], dtype=np.int32)
        as_one = understanding.compare(said, group, r, numbers=group)
        assert got is not None
        p = int(np.flatnonzero(got.compared.blocks.r == family(both, wanted))[0])
        span = slice(int(got.compared.blocks.first[p]), int(got.compared.blocks.first[p + 1]))
        priors = priors_for(both)
        assert priors.shared_bits(got.compared)[p] == pytest.approx(priors.shared_bits(as_one)[0], abs=0.2)
        assert priors.own_bits(got.compared)[span] == pytest.approx(priors.own_bits(as_one), abs=0.2)


def judged(verdict: str) -> Given:
    return Given(judged={(0, 2): Judgement("A", "S3", verdict)})  # type: ignore[arg-type]


@pytest.mark.parametrize(("verdict", "bits"), [("same", BINDS), ("different", -BINDS), ("unsure", 0.0)])
def test_a_judgement_binds_the_one_group_too_though_its_own_group_does_not_compete_there(verdict: str, bits: float):
    both = world()
    wanted = family(both, "S3")
    got = proposed(both, [(0, 1, 0.9)], live=[(1, wanted)], what=judged(verdict))
    assert got is not None
    laid = got.compared.blocks
    by_pair = dict(
        zip(zip(laid.i.tolist(), laid.j.tolist(), strict=True), got.compared.given_own.tolist(), strict=True)
    )
    assert by_pair == {(0, 2): bits, (1, 2): 0.0}


def test_evidence_from_outside_counts_for_the_one_group_as_for_its_groups():
    both = world()
    wanted = family(both, "S1")
    rows = [
        OutsideEvidence(found, "S1", bits, source, of="family")
        for found, bits, source in (("A", 6.0, "X"), ("B", 3.0, "Y"))
    ]
    child = OutsideEvidence("B", "S2", 4.0, "Z")
    what = giving.as_given(both, [*rows, child], {})
    got = proposed(both, [(0, 1, 0.9)], what=what)
    assert got is not None
    compared = got.compared
    assert compared.given_shared[compared.blocks.r == wanted].tolist() == [9.0]
    assert compared.given_shared[compared.blocks.r != wanted].tolist() == [0.0]
    told_own = np.flatnonzero(compared.given_own)
    assert [(int(compared.blocks.i[q]), int(compared.blocks.j[q]), float(compared.given_own[q])) for q in told_own] == [
        (1, 1, 4.0)
    ]


def test_groups_that_may_well_hold_one_child_twice_are_not_laid_beside_one_another_as_brothers():
    both = world()
    assert proposed(both, [(0, 1, 0.9)], repeated=[0.5]) is None
    got = proposed(both, [(0, 1, 0.9), (1, 3, 0.6)], repeated=[0.5, 0.1])
    assert got is not None
    assert got.groups == [(1, 3)]


def test_ties_are_told_with_what_is_believed_of_them_in_the_end():
    got = proposed(world(), [(0, 1, 0.9), (2, 3, 0.6)])
    assert got is not None
    assert told(got, np.array([0.99, 0.01])) == [((0, 1), 0.99), ((2, 3), 0.01)]
