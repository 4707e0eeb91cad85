"""Every child in one family only: what the messages say is what listing all matchings says."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.matching import engine
from nasab.matching.competition import Claims, Outcome, Ties, compete, for_second_requests, whereabouts, worth_competing
from nasab.matching.training import NEGLIGIBLE, Belief, expect
from tests.matching.inventing import (
    Bits,
    Members,
    Pairs,
    State,
    as_bits,
    as_rows,
    bits_of,
    compared_of,
    members_of,
    priors_of,
    states,
    worlds,
)

LISTED, ALIGNED = 0.5, 0.8
REST = 0.5


def claims_of(
    found: Members, sought: Members, twice_found: dict[int, int] | None = None, twice: dict[int, int] | None = None
) -> Claims:
    """Every row a child of its own, but for those said to stand for another row."""
    left, right = (np.arange(sum(map(len, side)), dtype=np.int32) for side in (found, sought))
    for rows, same in ((left, twice_found), (right, twice)):
        for row, other in (same or {}).items():
            rows[row] = other
    return Claims(left, right)


def competed(
    found: Members, sought: Members, pairs: Pairs, claims: Claims | None = None, ties: Ties | None = None
) -> Outcome:
    compared = compared_of(found, sought, pairs)
    priors = priors_of(LISTED, ALIGNED)
    rest = np.full(len(found), math.log2(REST))
    belief = expect(compared, priors)
    return compete(compared, belief, rest, 0.0, priors, claims or claims_of(found, sought), ties)


def by_listing(found: Members, sought: Members, pairs: Pairs, units: Sequence[Sequence[State]] | None = None):
    """P(child is child), P(group is of family), summed over all matchings of all groups in which no child is two."""
    units = units or [states(g, found, sought, pairs, REST, LISTED, ALIGNED) for g in range(len(found))]
    total = 0.0
    same: dict[tuple[int, int], float] = {}
    family: dict[tuple[int, int | None], float] = {}
    for together in itertools.product(*units):
        claimed = [j for state in together for _, j in state.pairs]
        if len(claimed) > len(set(claimed)):
            continue
        weight = math.prod(state.weight for state in together)
        total += weight
        for g, state in enumerate(together):
            family[g, state.family] = family.get((g, state.family), 0.0) + weight
            for pair in state.pairs:
                same[pair] = same.get(pair, 0.0) + weight
    return {pair: p / total for pair, p in same.items()}, {pair: p / total for pair, p in family.items()}


def same_of(found: Members, sought: Members, pairs: Pairs, outcome: Outcome) -> dict[tuple[int, int], float]:
    laid = compared_of(found, sought, pairs).blocks
    return dict(zip(zip(laid.i.tolist(), laid.j.tolist(), strict=True), outcome.same.tolist(), strict=True))


def family_of(outcome: Outcome, pairs: Pairs) -> dict[tuple[int, int], float]:
    return dict(zip(sorted(pairs), outcome.family.tolist(), strict=True))


def is_tree(found: Members, sought: Members, pairs: Pairs) -> bool:
    """Whether claims form no circle: groups on one side, children sought on the other."""
    root = {("g", g): ("g", g) for g in range(len(found))} | {("j", j): ("j", j) for row in sought for j in row}

    def top(node: tuple[str, int]) -> tuple[str, int]:
        while root[node] != node:
            node = root[node]
        return node

    for g, r in pairs:
        for j in sought[r]:
            a, b = top(("g", g)), top(("j", j))
            if a == b:
                return False
            root[a] = b
    return True


TREES = worlds(groups=4, families=4, children=2).filter(lambda world: is_tree(*world))
LOOPS = worlds(groups=3, families=2, children=2, low=-8, high=8)


@settings(max_examples=150)
@given(TREES)
def test_where_claims_form_no_circle_the_messages_are_exact(world):
    found, sought, pairs = world
    outcome = competed(found, sought, pairs)
    same, family = by_listing(found, sought, pairs)
    for pair, p in same_of(found, sought, pairs, outcome).items():
        assert p == pytest.approx(same[pair], abs=1e-6)
    for pair, p in family_of(outcome, pairs).items():
        assert p == pytest.approx(family[pair], abs=1e-6)


@settings(max_examples=150)
@given(LOOPS)
def test_where_they_do_they_come_near(world):
    found, sought, pairs = world
    outcome = competed(found, sought, pairs)
    same, _ = by_listing(found, sought, pairs)
    for pair, p in same_of(found, sought, pairs, outcome).items():
        assert p == pytest.approx(same[pair], abs=0.2)


@given(worlds(low=-60, high=60))
def test_however_strong_the_evidence_what_comes_out_are_probabilities(world):
    found, sought, pairs = world
    outcome = competed(found, sought, pairs)
    for part in (outcome.same, outcome.family):
        assert ((part >= 0) & (part <= 1 + 1e-6)).all()
    by_child = np.bincount(compared_of(found, sought, pairs).blocks.i, weights=outcome.same)
    assert by_child.max() <= 1 + 1e-5


@given(st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(lambda size: bits_of(*size)))
def test_a_group_without_rivals_is_believed_to_be_what_it_is_by_itself(bits: Bits):
    """Brothers who fit one child sought do not compete with one another twice."""
    found, sought = members_of([len(bits.own)]), members_of([len(bits.own[0])])
    outcome = competed(found, sought, {(0, 0): bits})
    belief = expect(compared_of(found, sought, {(0, 0): bits}), priors_of(LISTED, ALIGNED))
    assert outcome.same == pytest.approx(belief.same, abs=1e-5)
    assert outcome.family == pytest.approx(belief.family, abs=1e-5)


def single(bits: float) -> Bits:
    return Bits(0, [[bits]], [-40.0])


def test_a_strong_claim_elsewhere_weakens_a_weak_one():
    found, sought = members_of([1, 1]), members_of([1])
    alone = competed(found[:1], sought, {(0, 0): single(3)}).same[0]
    beside = competed(found, sought, {(0, 0): single(3), (1, 0): single(30)}).same
    assert alone > 0.5
    assert beside[0] < 0.001
    assert beside[1] > 0.999


def test_of_two_very_strong_claims_the_stronger_one_wins():
    found, sought = members_of([1, 1]), members_of([1])
    same = competed(found, sought, {(0, 0): single(40), (1, 0): single(46)}).same
    assert same[0] == pytest.approx(1 / 65, abs=1e-3)
    assert same[1] == pytest.approx(64 / 65, abs=1e-3)


def test_the_more_of_the_children_sought_are_found_the_less_is_nobody():
    found, sought = members_of([1]), members_of([1])
    compared, priors = compared_of(found, sought, {(0, 0): single(2)}), priors_of(LISTED, ALIGNED)
    belief, rest, claims = expect(compared, priors), np.array([math.log2(REST)]), claims_of(found, sought)
    few, many = (float(compete(compared, belief, rest, share, priors, claims, None).same[0]) for share in (0.0, 0.75))
    assert many / (1 - many) == pytest.approx(4 * few / (1 - few), rel=0.02)


@given(st.floats(-3, 12), st.floats(-3, 12))
def test_a_child_registered_twice_is_no_rival_of_itself(one: float, other: float):
    found, sought = members_of([1, 1]), members_of([1])
    pairs = {(0, 0): single(one), (1, 0): single(other)}
    twice = competed(found, sought, pairs, claims_of(found, sought, {1: 0}))
    for row, bits in enumerate((one, other)):
        alone = competed(found[:1], sought, {(0, 0): single(bits)}).same[0]
        assert twice.same[row] == pytest.approx(alone, abs=1e-6)


@given(st.floats(-3, 12), st.floats(-3, 12), st.floats(-3, 12))
def test_a_child_registered_twice_is_one_rival_with_the_stronger_of_its_voices(one: float, other: float, rival: float):
    found, sought = members_of([1, 1, 1]), members_of([1])
    pairs = {(0, 0): single(one), (1, 0): single(other), (2, 0): single(rival)}
    twice = competed(found, sought, pairs, claims_of(found, sought, {1: 0}))
    stronger = competed(found[:2], sought, {(0, 0): single(max(one, other)), (1, 0): single(rival)})
    assert twice.same[2] == pytest.approx(stronger.same[1], abs=1e-4)


def test_a_brother_is_no_rival_of_the_child_that_his_brother_was_registered_as_before():
    """Rows 0 and 2 are one child; 1 is its brother, and of one household with it: only strangers are rivals."""
    found, sought = [[0, 1], [2]], members_of([1])
    pairs = {(0, 0): Bits(0, [[4.0], [2.0]], [0.0, 0.0]), (1, 0): single(4)}
    twice = competed(found, sought, pairs, claims_of(found, sought, {2: 0}))
    alone = competed(found[:1], sought, {(0, 0): pairs[0, 0]})
    assert twice.same[0] > 0.9 * alone.same[0]


@given(st.floats(-3, 12), st.floats(-3, 12), st.floats(-3, 12))
def test_two_requests_for_one_child_are_one_child_for_its_rivals(first: float, second: float, rival: float):
    found, sought = members_of([1, 1]), members_of([1, 1])
    pairs = {(0, 0): single(first), (0, 1): single(second), (1, 0): single(rival)}
    claims = claims_of(found, sought, twice={1: 0})
    outcome = competed(found, sought, pairs, claims)
    rows = [states(g, found, sought, pairs, REST, LISTED, ALIGNED) for g in range(2)]
    one_child = [
        [State(state.weight, state.family, frozenset((i, 0) for i, _ in state.pairs)) for state in row] for row in rows
    ]
    same, _ = by_listing(found, sought, pairs, one_child)
    got = same_of(found, sought, pairs, outcome)
    assert got[0, 0] + got[0, 1] == pytest.approx(same[0, 0], abs=1e-6)
    assert got[1, 0] == pytest.approx(same[1, 0], abs=1e-6)


def test_both_requests_for_one_child_get_what_it_is_believed_to_be():
    found, sought = members_of([1]), members_of([1, 1])
    pairs = {(0, 0): single(9), (0, 1): single(8)}
    compared, claims = compared_of(found, sought, pairs), claims_of(found, sought, twice={1: 0})
    outcome = competed(found, sought, pairs, claims)
    both = for_second_requests(compared, outcome, claims)
    assert both.same.tolist() == pytest.approx([outcome.same.sum()] * 2)
    not_asked, on_no_list = whereabouts(compared, both, claims, np.zeros(1, dtype=np.int32))
    assert not_asked[0] + on_no_list[0] == pytest.approx(1 - outcome.same.sum(), abs=1e-6)
    apart = claims_of(found, sought)
    assert for_second_requests(compared, outcome, apart).same.tolist() == outcome.same.tolist()


def test_a_child_with_whom_nobody_was_compared_is_on_no_list():
    found, sought = members_of([1, 1]), members_of([1])
    compared, claims = compared_of(found, sought, {(1, 0): single(20)}), claims_of(found, sought)
    outcome = competed(found, sought, {(1, 0): single(20)})
    not_asked, on_no_list = whereabouts(compared, outcome, claims, np.arange(2, dtype=np.int32))
    assert (not_asked + on_no_list).tolist() == pytest.approx([1, 1 - outcome.same[0]])


def test_a_sister_for_whom_her_family_does_not_ask_is_not_on_no_list():
    """The family asks for one of two children of a group; that it is theirs is as sure for the other."""
    found, sought = members_of([2]), members_of([1])
    pairs = {(0, 0): Bits(6.0, [[12.0], [-12.0]], [0.0, 0.0])}
    compared, claims = compared_of(found, sought, pairs), claims_of(found, sought)
    outcome = competed(found, sought, pairs)
    not_asked, on_no_list = whereabouts(compared, outcome, claims, np.zeros(2, dtype=np.int32))
    assert outcome.family[0] > 0.9
    assert not_asked.tolist() == pytest.approx([outcome.family[0] - outcome.same[0], outcome.family[0]], abs=1e-4)
    assert on_no_list.tolist() == pytest.approx([1 - outcome.family[0]] * 2, abs=1e-6)


@given(TREES, st.randoms(use_true_random=False))
def test_the_order_of_groups_and_families_does_not_matter(world, random):
    found, sought, pairs = world
    left, right = list(range(len(found))), list(range(len(sought)))
    random.shuffle(left)
    random.shuffle(right)
    turned = {(left.index(g), right.index(r)): bits for (g, r), bits in pairs.items()}
    turned_found, turned_sought = [found[g] for g in left], [sought[r] for r in right]
    one = same_of(found, sought, pairs, competed(found, sought, pairs))
    other = same_of(turned_found, turned_sought, turned, competed(turned_found, turned_sought, turned))
    for pair, p in one.items():
        assert other[pair] == pytest.approx(p, abs=1e-5)


@st.composite
def tied_worlds(draw: st.DrawFn):
    """Two groups that may be one household, the group they would be, and perhaps a stranger to both."""
    found, sought = members_of([*draw(st.sampled_from([[1, 1], [2, 1]])), 1]), members_of([2, 1])
    stranger = draw(st.sampled_from([[], [(2, 1)]]))
    chosen = draw(st.lists(st.sampled_from([(0, 0), (0, 1), (1, 0), (1, 1)]), min_size=1, unique=True))
    pairs = {(g, r): draw(bits_of(len(found[g]), len(sought[r]), -8, 12)) for g, r in sorted([*chosen, *stranger])}
    n = len(found[0]) + len(found[1])
    united = {(0, r): draw(bits_of(n, len(sought[r]), -8, 12)) for r in sorted({r for _, r in chosen})}
    return found, sought, pairs, united, draw(st.floats(0.05, 0.95))


def tied(found: Members, sought: Members, united: Pairs, prior: float) -> Ties:
    return Ties([(0, 1)], np.array([prior]), compared_of([[*found[0], *found[1]]], sought, united))


def united_by_listing(found: Members, sought: Members, pairs: Pairs, united: Pairs, prior: float):
    """P(one household), and P(child is child), over all matchings in which the two are one household, or are not.

    If they are not, they are not of one family.
    """
    apart = [states(g, found, sought, pairs, REST, LISTED, ALIGNED) for g in range(len(found))]
    together = states(0, [[*found[0], *found[1]]], sought, united, REST, LISTED, ALIGNED)
    worlds = [(1 - prior, apart), (prior, [together, apart[2]])]
    total, one_household = 0.0, 0.0
    same: dict[tuple[int, int], float] = {}
    for p, units in worlds:
        for several in itertools.product(*units):
            claimed = [j for state in several for _, j in state.pairs]
            of_one_family = units is apart and several[0].family is not None and several[0].family == several[1].family
            if len(claimed) > len(set(claimed)) or of_one_family:
                continue
            weight = p * math.prod(state.weight for state in several)
            total += weight
            one_household += weight * (len(units) == 2)
            for pair in (pair for state in several for pair in state.pairs):
                same[pair] = same.get(pair, 0.0) + weight
    return one_household / total, {pair: p / total for pair, p in same.items()}


@settings(max_examples=150)
@given(tied_worlds())
def test_groups_that_may_be_one_household_are_weighed_both_ways(world):
    found, sought, pairs, united, prior = world
    outcome = competed(found, sought, pairs, ties=tied(found, sought, united, prior))
    one_household, same = united_by_listing(found, sought, pairs, united, prior)
    assert outcome.united[0] == pytest.approx(one_household, abs=1e-5)
    for pair, p in same_of(found, sought, pairs, outcome).items():
        assert p == pytest.approx(same.get(pair, 0.0), abs=1e-5)


def test_brothers_who_together_fit_a_family_are_more_surely_brothers():
    found, sought = members_of([1, 1, 1]), [[0, 1]]
    weak = Bits(2.0, [[3.0, -9.0]], [-3.0])
    pairs = {(0, 0): weak, (1, 0): Bits(2.0, [[-9.0, 3.0]], [-3.0])}
    united = {(0, 0): Bits(14.0, [[3.0, -9.0], [-9.0, 3.0]], [-3.0, -3.0])}
    outcome = competed(found, sought, pairs, ties=tied(found, sought, united, 0.3))
    by_themselves = competed(found, sought, pairs)
    assert outcome.united[0] > 0.9
    assert (outcome.family > by_themselves.family).all()


def test_a_family_that_one_of_two_brothers_fits_alone_is_theirs_only_as_far_as_they_are_none():
    found, sought = members_of([1, 1, 1]), members_of([1, 1])
    pairs = {(0, 0): single(6), (0, 1): single(6), (1, 0): single(6)}
    united = {(0, 0): Bits(8.0, [[6.0], [-6.0]], [-5.0, -5.0])}
    outcome = competed(found, sought, pairs, ties=tied(found, sought, united, 0.5))
    by_itself = family_of(competed(found, sought, pairs), pairs)
    family = family_of(outcome, pairs)
    assert 0.2 < outcome.united[0] < 0.8
    assert family[0, 0] > by_itself[0, 0]
    assert family[0, 1] == pytest.approx((1 - outcome.united[0]) * by_itself[0, 1], abs=0.02)


def test_only_families_that_are_not_negligible_compete():
    family = as_bits([NEGLIGIBLE * 2, NEGLIGIBLE / 2, 0.9])
    nothing = as_bits([])
    belief = Belief(family, nothing, nothing, nothing, nothing, np.empty(0), 0.0)
    assert worth_competing(belief).tolist() == [0, 2]


def test_what_does_not_compete_still_counts_against_what_does():
    found, sought = members_of([1]), members_of([1] * 12)
    pairs = {(0, r): single(-6.0 if r else 4.0) for r in range(12)}
    compared, priors = compared_of(found, sought, pairs), priors_of(LISTED, ALIGNED)
    whole = expect(compared, priors)
    chosen = worth_competing(whole)
    assert 0 < len(chosen) < 12
    some, kept = compared.take(chosen)
    belief = replace(whole, family=whole.family[chosen], weight=whole.weight[chosen], same=whole.same[kept])
    outcome = compete(some, belief, engine._rest(belief, priors), 0.0, priors, claims_of(found, sought), None)
    assert outcome.same == pytest.approx(whole.same[kept], abs=1e-5)
    assert outcome.family == pytest.approx(whole.family[chosen], abs=1e-5)


@given(st.floats(20, 60), st.floats(20, 60))
def test_of_two_who_are_both_nearly_certain_the_surer_one_is_believed(one: float, other: float):
    """What is nearly certain must not be rounded to certainty: then chance would say which of the two it is."""
    found, sought = members_of([1, 1]), members_of([1])
    pairs = {(0, 0): single(one), (1, 0): single(other)}
    compared, priors = compared_of(found, sought, pairs), priors_of(LISTED, ALIGNED)
    belief = expect(compared, priors)
    outcome = compete(compared, belief, engine._rest(belief, priors), 0.0, priors, claims_of(found, sought), None)
    odds = 2.0 ** np.clip(one - other, -40, 40)
    if max(one, other) < 45:  # stronger claims are as good as one another
        assert outcome.same[0] == pytest.approx(odds / (1 + odds), abs=0.02)


def test_large_families_and_small_ones_in_one_go_are_what_they_are_by_themselves():
    sizes = [(1, 1), (5, 14), (2, 3), (9, 2), (1, 70), (3, 1)]
    found, sought = members_of([n for n, _ in sizes]), members_of([m for _, m in sizes])
    rng = np.random.default_rng(2)
    pairs = {
        (k, k): Bits(3.0, rng.normal(0, 4, size).round(2).tolist(), rng.normal(-2, 1, size[0]).round(2).tolist())
        for k, size in enumerate(sizes)
    }
    together = expect(compared_of(found, sought, pairs), priors_of(LISTED, ALIGNED))
    competing = competed(found, sought, pairs)
    first = compared_of(found, sought, pairs).blocks.first
    for k in range(len(sizes)):
        compared = compared_of(found, sought, {(k, k): pairs[k, k]})
        by_itself = expect(compared, priors_of(LISTED, ALIGNED))
        span = slice(int(first[k]), int(first[k + 1]))
        assert together.same[span].tolist() == by_itself.same.tolist()
        assert together.family[k] == by_itself.family[0]
        assert competing.same[span] == pytest.approx(by_itself.same, abs=1e-5)


def test_where_nothing_is_compared_nothing_competes():
    found, sought = members_of([1]), members_of([1])
    outcome = competed(found, sought, {})
    assert len(outcome.same) == len(outcome.family) == len(outcome.united) == 0
    assert as_rows([]).dtype == np.int32
