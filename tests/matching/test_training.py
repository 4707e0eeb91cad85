"""What two lists teach: checked on invented pairs of which everything is known, and by listing everything."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching import training
from nasab.matching.compared import Compared
from nasab.matching.given import BINDS
from nasab.matching.parameters import shipped
from nasab.matching.scoring import UNTOLD, Graded
from nasab.matching.training import (
    JUDGED,
    LEAST_ALIGNED,
    MOST_ALIGNED,
    MOST_LISTED,
    PRIOR_GROUPS,
    PRIOR_PAIRS,
    Belief,
    Priors,
    as_priors,
    expect,
    learn,
)
from tests.matching.inventing import Bits, Members, Pairs, as_bits, compared_of, members_of, priors_of, states, worlds

# The E-step: everything a group may be.


def by_listing(found: Members, sought: Members, pairs: Pairs, priors: Priors, missed: list[float]):
    """P(family), P(pair), P(left over), P(not looked at), P(nobody) and the likelihood, group by group."""
    family: dict[tuple[int, int], float] = {}
    same: dict[tuple[int, int], float] = {}
    over: dict[tuple[int, int], float] = {}
    hidden, nobody, likelihood = [], [], 0.0
    for g in range(len(found)):
        every = states(g, found, sought, pairs, 1 - priors.listed, priors.listed, priors.aligned)
        unseen = priors.listed * missed[g]
        total = sum(state.weight for state in every) + unseen
        likelihood += math.log2(total)
        hidden.append(unseen / total)
        nobody.append((1 - priors.listed) / total)
        for state in every:
            if state.family is not None:
                family[g, state.family] = family.get((g, state.family), 0.0) + state.weight / total
                joined = {i for i, _ in state.pairs}
                for i in found[g]:
                    if i not in joined:
                        over[i, state.family] = over.get((i, state.family), 0.0) + state.weight / total
            for pair in state.pairs:
                same[pair] = same.get(pair, 0.0) + state.weight / total
    return family, same, over, hidden, nobody, likelihood


@given(worlds(), st.floats(0.02, 0.98), st.floats(0.05, 0.95), st.lists(st.floats(0, 2), min_size=3, max_size=3))
def test_a_group_is_of_a_family_or_of_one_not_looked_at_or_of_none(world, listed: float, aligned: float, missing):
    found, sought, pairs = world
    compared, priors = compared_of(found, sought, pairs), priors_of(listed, aligned)
    compared = replace(compared, stratum=(np.arange(len(found)) % 3).astype(np.int32))
    belief = expect(compared, priors, np.array(missing))
    missed = [missing[g % 3] * compared.left[g] for g in range(len(found))]
    family, same, _, hidden, nobody, likelihood = by_listing(found, sought, pairs, priors, missed)
    laid = compared.blocks
    assert belief.family == pytest.approx([family[pair] for pair in sorted(pairs)], abs=1e-5)
    assert belief.same == pytest.approx(
        [same[pair] for pair in zip(laid.i.tolist(), laid.j.tolist(), strict=True)], abs=1e-5
    )
    assert belief.unseen == pytest.approx(hidden, abs=1e-5)
    assert belief.nobody == pytest.approx(nobody, abs=1e-5)
    assert belief.likelihood == pytest.approx(likelihood, abs=1e-3)


@given(worlds())
def test_if_nothing_is_said_to_be_missing_what_is_not_compared_is_not_there(world):
    compared = compared_of(*world)
    belief = expect(compared, priors_of())
    by_group = np.bincount(compared.blocks.group, weights=belief.family, minlength=compared.blocks.groups)
    assert (belief.unseen == 0).all()
    assert by_group + belief.nobody == pytest.approx(np.ones(compared.blocks.groups), abs=1e-5)


@given(worlds(low=-300, high=300))
def test_however_strong_the_evidence_beliefs_are_probabilities(world):
    belief = expect(compared_of(*world), priors_of())
    for part in (belief.family, belief.same, belief.unseen, belief.nobody):
        assert not np.isnan(part).any()
        assert ((part >= 0) & (part <= 1 + 1e-6)).all()


@given(worlds(), worlds())
def test_groups_are_believed_by_themselves_so_pieces_are_the_whole(first, second):
    parts = [expect(compared_of(*world), priors_of()) for world in (first, second)]
    joined = training.together(parts)
    for name in ("family", "same", "weight", "unseen", "nobody", "rest"):
        assert getattr(joined, name).tolist() == [x for part in parts for x in getattr(part, name).tolist()]
    assert joined.likelihood == sum(part.likelihood for part in parts)
    assert training.together(parts[:1]) is parts[0]


def test_a_family_of_many_children_is_found_by_chance_more_often():
    found, sought = members_of([1]), members_of([1, 3])
    pairs = {(0, r): Bits(0.0, [[0.0] * len(sought[r])], [0.0]) for r in range(2)}
    belief = expect(compared_of(found, sought, pairs), priors_of(0.5))
    assert belief.family == pytest.approx([0.125, 0.375])


@pytest.mark.parametrize("children", [1, 3])
def test_shares_that_are_certain_are_not_believed_to_be(children: int):
    sure = replace(shipped(), prior_listed=1.0, prior_aligned=1.0)
    priors = as_priors(sure, ["origin"], ["is_sibling"])
    assert priors.listed < 1
    assert priors.aligned < 1
    found, sought = members_of([children]), members_of([2])
    compared = compared_of(found, sought, {(0, 0): Bits(0, [[0.0, 0.0]] * children, [0.0] * children)})
    belief = expect(compared, priors_of(priors.listed, priors.aligned))
    assert np.isfinite(belief.family).all()
    assert belief.nobody[0] > 0


# The M-step: what is believed is counted.

LEVELS = 3
GROUPS = (0, 0, 0)


@dataclass(frozen=True)
class Levels:
    """A world with levels: of two kinds that families share, of two that are a child's (the first: `is_sibling`)."""

    found: Members
    sought: Members
    pairs: Pairs
    shared: np.ndarray
    own: np.ndarray

    @property
    def compared(self) -> Compared:
        base = compared_of(self.found, self.sought, self.pairs)
        bits = [Graded(level, part.chance_bits) for level, part in ((self.shared, base.shared), (self.own, base.own))]
        return replace(base, shared=bits[0], own=bits[1])


@st.composite
def levels(draw: st.DrawFn) -> Levels:
    found, sought, pairs = draw(worlds(low=-6, high=6))
    base = compared_of(found, sought, pairs)
    level = st.sampled_from([0, 1, 2, UNTOLD])

    def table(width: int) -> np.ndarray:
        return np.array([draw(st.lists(level, min_size=width, max_size=width)) for _ in range(2)], dtype=np.uint8)

    return Levels(found, sought, pairs, table(len(base.blocks.g)), table(len(base.blocks.i)))


def start() -> Priors:
    rows = np.array([0.2, 0.3, 0.5]), np.array([0.6, 0.3, 0.1])
    return Priors(rows, rows, np.array([0.5, 0.2, 0.3]), 0.4, 0.7, is_sibling=0)


def everything_usable(compared: Compared, leading, within):
    del leading, within
    return np.ones(compared.shared.level.shape, dtype=bool), np.ones(compared.own.level.shape, dtype=bool)


def learned(compared: Compared, rounds: int = 25, priors: Priors | None = None, groups=GROUPS) -> Priors:
    with mock.patch.object(training, "_brought_in_by_others", everything_usable):
        return learn(compared, None, priors or start(), [groups] * 2, [groups] * 2, ([0, 0], [0, 0]), rounds=rounds)


def counted(told: list[tuple[int, float]], prior: np.ndarray) -> np.ndarray:
    """Shares of the levels: what is believed of each, and what is shipped."""
    counts = PRIOR_PAIRS * prior
    for level, weight in told:
        if level != UNTOLD and weight > 1e-4:
            counts[level] += weight
    return counts / counts.sum()


@given(levels())
def test_one_round_counts_what_is_believed_of_each_level(world: Levels):
    compared, priors = world.compared, start()
    laid = compared.blocks
    shared, own, beside = (part(compared) for part in (priors.shared_bits, priors.own_bits, priors.beside_bits))
    pairs = {}
    for p, (g, r) in enumerate(sorted(world.pairs)):
        n, m = len(world.found[g]), len(world.sought[r])
        span = slice(int(laid.first[p]), int(laid.first[p + 1]))
        block = own[span].reshape(n, m).tolist()
        pairs[g, r] = Bits(float(shared[p]), block, beside[span].reshape(n, m)[:, 0].tolist())
    family, same, over, _, nobody, _ = by_listing(world.found, world.sought, pairs, priors, [0.0] * len(world.found))
    after = learned(compared, rounds=1)
    order = sorted(world.pairs)
    children = list(zip(laid.i.tolist(), laid.j.tolist(), strict=True))
    for k in range(2):
        told = [(int(world.shared[k, p]), family[pair]) for p, pair in enumerate(order)]
        assert after.shared[k] == pytest.approx(counted(told, priors.shared[k].copy()), abs=1e-6)
        told = [(int(world.own[k, q]), same[pair]) for q, pair in enumerate(children)]
        assert after.own[k] == pytest.approx(counted(told, priors.own[k].copy()), abs=1e-6)
    family_of = {j: r for r, row in enumerate(world.sought) for j in row}
    first = {(i, family_of[j]): q for q, (i, j) in reversed(list(enumerate(children)))}
    told = [(int(world.own[0, q]), over[pair]) for pair, q in first.items()]
    assert after.beside == pytest.approx(counted(told, priors.beside.copy()), abs=1e-6)
    here = sum(1 - p for p in nobody) + PRIOR_GROUPS * priors.listed
    assert after.listed == pytest.approx(here / (len(world.found) + PRIOR_GROUPS), abs=1e-5)
    at_home = sum(p * len(world.found[g]) for (g, _), p in family.items())
    share = (sum(same.values()) + PRIOR_GROUPS * priors.aligned) / (at_home + PRIOR_GROUPS)
    assert after.aligned == pytest.approx(min(max(share, LEAST_ALIGNED), MOST_ALIGNED), abs=1e-5)


CORRECTIONS = (np.array([-1.0, 0.5, 2.0]), np.array([0.5, -0.5, 0.0]))


@given(levels())
def test_corrections_are_part_of_what_is_believed_and_not_of_what_is_counted(world: Levels):
    corrected = replace(start(), shared_corrections=CORRECTIONS, own_corrections=CORRECTIONS)
    plain, after = learned(world.compared), learned(world.compared, priors=corrected)
    for one, other in zip((*plain.shared, *plain.own), (*after.shared, *after.own), strict=True):
        assert other.tolist() == one.tolist()
    assert (after.shared_corrections, after.own_corrections) == (CORRECTIONS, CORRECTIONS)
    added = [
        sum(CORRECTIONS[k][level] for k, level in enumerate(pair) if level != UNTOLD) for pair in world.own.T.tolist()
    ]
    assert after.own_bits(world.compared) == pytest.approx(plain.own_bits(world.compared) + added, abs=1e-4)


@given(levels())
def test_the_share_on_the_list_agrees_with_what_is_believed_with_corrections(world: Levels):
    corrected = replace(start(), shared_corrections=CORRECTIONS, own_corrections=CORRECTIONS)
    after = learned(world.compared, 200, corrected)
    here = float((1 - expect(world.compared, after).nobody).sum())
    groups = world.compared.blocks.groups
    again = (here + PRIOR_GROUPS * corrected.listed) / (groups + PRIOR_GROUPS)
    assert after.listed == pytest.approx(min(max(again, 1e-3), training.MOST_LISTED), abs=2e-3)


@given(levels(), st.sampled_from([(0, 0, 0), (0, 1, 1), (0, 1, 2)]))
def test_probabilities_of_each_set_of_levels_sum_to_one(world: Levels, groups):
    rows = (
        np.array([0.5, 0.4, 0.6]) if groups == (0, 1, 1) else np.ones(3) if groups == (0, 1, 2) else np.full(3, 1 / 3)
    )
    rows = rows / np.array([sum(rows[k] for k in range(3) if groups[k] == group) for group in groups])
    priors = Priors((rows, rows), (rows, rows), rows, 0.5, 0.7, is_sibling=0)
    after = learned(world.compared, 3, priors, groups)
    for row in (*after.shared, *after.own, after.beside):
        assert (row > 0).all()
        for group in set(groups):
            assert sum(row[k] for k in range(3) if groups[k] == group) == pytest.approx(1)


@given(levels())
def test_what_is_not_said_teaches_nothing(world: Levels):
    silent = replace(world, shared=np.full_like(world.shared, UNTOLD), own=np.full_like(world.own, UNTOLD))
    after = learned(silent.compared)
    for learnt, shipped_row in zip((*after.shared, *after.own), (*start().shared, *start().own), strict=True):
        assert learnt == pytest.approx(shipped_row)
    assert after.beside == pytest.approx(start().beside)


# Over many groups, of which it is known what is true.

TRUE = (np.array([0.1, 0.2, 0.7]), np.array([0.3, 0.1, 0.6]))
STRANGERS = (np.array([0.93, 0.05, 0.02]), np.array([0.9, 0.07, 0.03]))


def many(groups: int = 4000, beside: int = 9, listed: float = 0.6, seed: int = 5) -> tuple[Compared, np.ndarray]:
    """Each child found with its true match, if it has one, among strangers; every child sought is a family."""
    rng = np.random.default_rng(seed)
    matched = rng.random(groups) < listed
    g = np.repeat(np.arange(groups, dtype=np.int32), beside + 1)
    true = (np.arange(len(g)) % (beside + 1) == 0) & matched[g]
    level, bits = np.full((2, 2, len(g)), UNTOLD, dtype=np.uint8), np.zeros((2, len(g)), dtype=np.float32)
    for part, k in ((0, 0), (0, 1), (1, 1)):
        strange = rng.choice(3, len(g), p=STRANGERS[k])
        level[part, k] = np.where(true, rng.choice(3, len(g), p=TRUE[k]), strange)
        bits[part] -= np.log2(STRANGERS[k])[level[part, k]].astype(np.float32)
    base = compared_of([[k] for k in range(groups)], [[k] for k in range(len(g))], {})
    laid = replace(
        base.blocks, g=g, r=np.arange(len(g), dtype=np.int32), group=g, i=g, j=np.arange(len(g), dtype=np.int32),
        starts=np.arange(groups + 1) * (beside + 1), first=np.arange(len(g) + 1),
    )  # fmt: skip
    nothing = np.zeros(len(g), dtype=np.float32)
    return replace(
        base, blocks=laid, wide=np.ones(len(g), dtype=np.int32), sought=beside + 1, shared=Graded(level[0], bits[0]),
        own=Graded(level[1], bits[1]), beside=nothing, given_shared=nothing, given_own=nothing,
    ), true  # fmt: skip


def rough(listed: float = 0.5) -> Priors:
    rows = np.array([0.4, 0.2, 0.4]), np.array([0.5, 0.2, 0.3])
    return Priors(rows, rows, np.array([0.8, 0.1, 0.1]), listed, 0.9, is_sibling=0)


def taught(compared: Compared, priors: Priors | None = None) -> Priors:
    return learned(compared, priors=priors or rough())


def test_learning_comes_nearer_to_the_truth_than_it_began():
    after = taught(many(8000)[0])
    for k in range(2):
        assert np.abs(after.shared[k] - TRUE[k]).sum() < 0.6 * np.abs(rough().shared[k] - TRUE[k]).sum()
    assert np.abs(after.own[1] - TRUE[1]).sum() < 0.6 * np.abs(rough().own[1] - TRUE[1]).sum()


def test_ten_children_do_not_overrule_the_world():
    after = taught(many(10, listed=1.0)[0])
    for k in range(2):
        assert np.abs(after.shared[k] - rough().shared[k]).max() < 0.02


def test_the_share_on_the_list_follows_the_lists_and_is_never_everybody():
    few, most = (taught(many(2000, listed=share)[0]).listed for share in (0.2, 1.0))
    assert few < 0.5 < 0.8 < most <= MOST_LISTED


def test_the_share_on_the_list_is_learned_from_those_of_whom_most_is_known():
    """Of every second group nothing is known: what cannot be seen of them says nothing of how many are listed."""
    compared, _ = many(2000, listed=0.9)
    whole = taught(compared).listed
    silent = np.arange(compared.blocks.groups) % 2 == 0
    known = np.where(silent, 0, 5).astype(np.int32)
    level = compared.shared.level.copy(), compared.own.level.copy()
    bits = compared.shared.chance_bits.copy(), compared.own.chance_bits.copy()
    for part in range(2):
        level[part][:, silent[compared.blocks.g]] = UNTOLD
        bits[part][silent[compared.blocks.g]] = 0
    half = replace(compared, shared=Graded(level[0], bits[0]), own=Graded(level[1], bits[1]), stratum=known)
    assert taught(half).listed == pytest.approx(whole, abs=0.05)


def test_true_families_are_believed_far_more_than_strangers():
    compared, true = many(400)
    belief = expect(compared, rough())
    assert belief.same[true].mean() > 20 * belief.same[~true].mean()


def test_a_pair_that_people_judged_teaches_as_much_as_several_that_are_only_believed():
    compared, _ = many(300)
    own = np.full_like(compared.own.level, UNTOLD)
    own[1, 7] = 0
    pair = replace(compared, own=Graded(own, np.zeros_like(compared.own.chance_bits)))
    believed = as_bits([40.0 if q == 7 else 0.0 for q in range(len(own[1]))])
    judged = as_bits([BINDS if q == 7 else 0.0 for q in range(len(own[1]))])
    once, often = (taught(replace(pair, given_own=bits)).own[1][0] - rough().own[1][0] for bits in (believed, judged))
    assert once > 0
    assert often == pytest.approx(JUDGED * once, rel=0.05)


def test_a_comparison_learns_only_from_pairs_that_another_would_have_brought_in():
    compared, _ = many(500)
    first, second = ([3, 0], [0, 0]), ([3, 3], [0, 0])
    alone = learn(compared, None, rough(), [GROUPS] * 2, [GROUPS] * 2, first, rounds=5)
    assert alone.shared[0] == pytest.approx(rough().shared[0])  # nothing else leads: the first learns nothing
    assert np.abs(alone.shared[1] - rough().shared[1]).max() > 0.005
    assert np.abs(alone.own[1] - rough().own[1]).max() > 0.005
    beside = learn(compared, None, rough(), [GROUPS] * 2, [GROUPS] * 2, second, rounds=5)
    assert np.abs(beside.shared[0] - rough().shared[0]).max() > 0.005


def test_what_children_agree_in_brings_in_their_families_too():
    compared, _ = many(500)
    after = learn(compared, None, rough(), [GROUPS] * 2, [GROUPS] * 2, ([3, 0], [0, 3]), rounds=5)
    assert np.abs(after.shared[0] - rough().shared[0]).max() > 0.005


@given(st.permutations(range(4)))
def test_the_order_of_the_kinds_of_evidence_does_not_matter(order: list[int]):
    parameters = shipped()
    kinds = [kind for kind in sorted(parameters.same) if kind != "is_sibling"][:4]
    priors = as_priors(parameters, [kinds[k] for k in order], [*(kinds[k] for k in order), "is_sibling"])
    assert priors.is_sibling == 4
    assert priors.beside.tolist() == list(parameters.household["is_sibling"])
    for row, k in zip(priors.shared, order, strict=True):
        assert row.tolist() == list(parameters.same[kinds[k]])


def test_what_is_shipped_are_probabilities_within_each_sort_of_level():
    parameters = shipped()
    assert 0 < parameters.prior_listed < 1
    assert 0 < parameters.prior_aligned < 1
    for kind, levels_of_kind in parameters.levels.items():
        for table in (parameters.same, parameters.household, parameters.strangers):
            assert len(table[kind]) == len(levels_of_kind)
            assert all(0 < p <= 1 for p in table[kind])
            sorts = {level.partition("/")[0] for level in levels_of_kind} if kind != "origin" else set(range(8))
            is_sorted = any("/" in level for level in levels_of_kind)
            assert sum(table[kind]) == pytest.approx(len(sorts) if is_sorted else 1, abs=1e-3)


def test_what_does_not_compete_is_none_of_what_does():
    found, sought = members_of([1]), members_of([1, 1])
    pairs = {(0, 0): Bits(0, [[12.0]], [-20.0]), (0, 1): Bits(0, [[-12.0]], [-20.0])}
    belief: Belief = expect(compared_of(found, sought, pairs), priors_of())
    assert belief.family[1] < training.NEGLIGIBLE
    assert belief.rest[0] == pytest.approx(belief.nobody[0] + belief.unseen[0] + belief.family[1])
