"""What is missed by not comparing everything: some others are compared by chance, and weigh what they weigh."""

from __future__ import annotations

import math
from dataclasses import replace
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching import training, understanding, unseen
from nasab.matching.compared import Compared
from nasab.matching.scoring import UNTOLD, Graded
from nasab.matching.training import expect, missing_of
from nasab.matching.understanding import Understood
from nasab.matching.unseen import EACH, MOST_BITS, MOST_KNOWN, POOLED, Aside, strata_of, taken_by_chance
from tests.matching.inventing import Bits, compared_of, members_of, priors_of, worlds
from tests.matching.making import Row, priors_for, understood

NAMES = ("Хамзат", "Ибрагим", "Лечи", "Арби", "Шамиль", "Адлан", "Турпал", "Ваха", "Султан", "Иса")


def pairs_of(compared: Compared) -> set[tuple[int, int]]:
    return set(zip(compared.blocks.g.tolist(), compared.blocks.r.tolist(), strict=True))


def a_world(groups: int, families: int, looked_at: list[tuple[int, int]]) -> Compared:
    pairs = {pair: Bits(0.0, [[0.0]], [0.0]) for pair in looked_at}
    return compared_of(members_of([1] * groups), members_of([1] * families), pairs)


@given(st.integers(1, 6), st.integers(1, 60), st.data())
def test_those_taken_by_chance_were_not_looked_at_and_are_always_the_same(
    groups: int, families: int, data: st.DataObject
):
    every = [(g, r) for g in range(groups) for r in range(families)]
    looked_at = sorted(data.draw(st.sets(st.sampled_from(every))))
    laid = a_world(groups, families, looked_at).blocks
    g, r = taken_by_chance(laid, families)
    taken = list(zip(g.tolist(), r.tolist(), strict=True))
    assert taken == sorted(set(taken))
    assert not set(taken) & set(looked_at)
    assert all(0 <= family < families for _, family in taken)
    assert max(np.bincount(g, minlength=groups)) <= EACH
    again = taken_by_chance(laid, families)
    assert (again[0].tolist(), again[1].tolist()) == (g.tolist(), r.tolist())


def test_each_family_is_taken_about_as_often_as_any_other():
    laid = a_world(3000, 20, []).blocks
    _, r = taken_by_chance(laid, 20)
    counts = np.bincount(r, minlength=20) / len(r)
    assert counts.min() > 0.8 / 20
    assert counts.max() < 1.2 / 20


def test_of_very_many_groups_some_are_taken_evenly_spread():
    with mock.patch.object(unseen, "GROUPS", 10):
        g, _ = taken_by_chance(a_world(100, 50, []).blocks, 50)
    assert sorted(set(g.tolist())) == list(range(0, 100, 10))


def by_hand(laid, shared: np.ndarray, own: np.ndarray) -> list[int]:
    out = []
    for group in range(laid.groups):
        most = 0
        for p in range(int(laid.starts[group]), int(laid.starts[group + 1])):
            children = range(int(laid.first[p]), int(laid.first[p + 1]))
            told = int((shared[:, p] != UNTOLD).sum()) + max(int((own[:, q] != UNTOLD).sum()) for q in children)
            most = max(most, told)
        out.append(min(most, MOST_KNOWN))
    return out


@given(worlds(), st.integers(0, 99))
def test_of_whom_how_much_is_known_is_counted(world, seed: int):
    laid = compared_of(*world).blocks
    rng = np.random.default_rng(seed)
    shared = rng.choice([0, UNTOLD], (7, len(laid.g))).astype(np.uint8)
    own = rng.choice([0, UNTOLD], (5, len(laid.i))).astype(np.uint8)
    nothing = np.zeros(0, dtype=np.float32)
    assert strata_of(laid, Graded(shared, nothing), Graded(own, nothing)).tolist() == by_hand(laid, shared, own)


WEIGHTS = st.lists(st.tuples(st.integers(0, MOST_KNOWN), st.floats(-20, 20, width=32), st.integers(1, 3)), min_size=1)


@given(WEIGHTS, st.floats(1, 3))
def test_the_mean_of_a_stratum_is_drawn_to_that_of_all_and_falls_with_what_is_known(told, mean_wide: float):
    found, sought = members_of([1] * len(told)), members_of([wide for _, _, wide in told])
    pairs = {(k, k): Bits(0.0, [[0.0] * wide], [0.0]) for k, (_, _, wide) in enumerate(told)}
    of_pair = np.array([stratum for stratum, _, _ in told], dtype=np.int32)
    aside = Aside(compared_of(found, sought, pairs), of_pair, mean_wide)
    got = aside.means(np.array([bits for _, bits, _ in told], dtype=np.float32))
    ratio = [2 ** min(bits, MOST_BITS) * wide / mean_wide for _, bits, wide in told]
    whole = (sum(ratio) + 1) / (len(ratio) + 1)
    least = math.inf
    for stratum in range(MOST_KNOWN + 1):
        mine = [one for one, (k, _, _) in zip(ratio, told, strict=True) if k == stratum]
        least = min(least, (sum(mine) + POOLED * whole) / (len(mine) + POOLED))
        assert got[stratum] == pytest.approx(min(least, 1.0), rel=1e-5)


def everything(found: list[Row], sought: list[Row]) -> tuple[Understood, Compared]:
    both = understood(found, sought)
    g = np.repeat(np.arange(len(both.found), dtype=np.int32), len(both.sought))
    r = np.tile(np.arange(len(both.sought), dtype=np.int32), len(both.found))
    return both, understanding.compare(both, g, r)


def small() -> tuple[Understood, Compared]:
    sought = [{"name": name, "father": NAMES[k - 3], "sex": "m"} for k, name in enumerate(NAMES)]
    return everything([{"name": "Хамзат", "father": "Ваха"}, {"sex": "m"}], sought)


def test_if_everything_was_compared_nothing_is_missed():
    both, compared = small()
    assert compared.left.tolist() == pytest.approx([0, 0])
    assert understanding.by_chance(both, compared) is None
    assert missing_of(None, priors_for(both)) is None


@pytest.mark.parametrize("kept", [1, 3, 7])
def test_what_was_not_looked_at_counts_as_if_it_had_been_if_all_of_it_is_taken(kept: int):
    """With every family that was not looked at taken, and nothing imagined: the same P(on no list) as comparing all."""
    both, whole = small()
    priors = priors_for(both)
    exact = expect(whole, priors)
    for group in range(2):
        mine = np.flatnonzero(whole.blocks.group == group)
        looked_at = np.sort(mine[np.argsort(-exact.family[mine], kind="stable")[:kept]])
        others = np.setdiff1d(mine, looked_at)
        some, aside = whole.take(looked_at)[0], whole.take(others)[0]
        ratio = 2.0 ** expect(aside, priors).weight.astype(float)
        missing = np.full(MOST_KNOWN + 1, ratio.mean())
        left = np.full(2, len(others) / len(both.sought))
        belief = training.expect(replace(some, left=left), priors, missing)
        assert belief.nobody[group] == pytest.approx(exact.nobody[group], rel=1e-4)
        assert belief.unseen[group] == pytest.approx(exact.family[others].sum(), rel=1e-4)


def test_a_child_of_whom_nothing_is_known_is_not_taken_for_one_on_no_list():
    sought = [{"name": NAMES[k % 10], "father": NAMES[k % 7]} for k in range(40)]
    both = understood([{}, {"name": "Хамзат", "father": "Ваха"}], sought)
    g, r = np.array([0, 1], dtype=np.int32), np.array([0, 0], dtype=np.int32)
    compared = understanding.compare(both, g, r)
    aside = understanding.by_chance(both, compared)
    assert aside is not None
    priors = priors_for(both)
    belief = expect(compared, priors, missing_of(aside, priors))
    assert belief.unseen[0] == pytest.approx(priors.listed, abs=0.12)  # the sample is of few pairs
    assert belief.nobody[0] == pytest.approx(1 - priors.listed, abs=0.12)
    assert belief.unseen[1] <= belief.unseen[0]


def test_a_list_of_which_every_family_was_looked_at_by_one_group_only_is_taken_for_the_others():
    both = understood([{"name": "Хамзат"}, {"name": "Лечи"}], [{"name": "Хамзат"}, {"name": "Лечи"}])
    g, r = np.array([0, 0], dtype=np.int32), np.array([0, 1], dtype=np.int32)
    aside = understanding.by_chance(both, understanding.compare(both, g, r))
    assert aside is not None
    assert pairs_of(aside.compared) == {(1, 0), (1, 1)}
    assert aside.mean_wide == 1


def test_weights_of_pairs_taken_by_chance_are_all_alignments_summed():
    compared = a_world(1, 1, [(0, 0)])
    aside = Aside(compared, np.zeros(1, dtype=np.int32), 1.0)
    assert missing_of(aside, priors_of()) is not None
    assert missing_of(aside, priors_of())[0] == pytest.approx(1.0)  # type: ignore[index]
