"""What two lists teach: checked on invented pairs of which everything is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.parameters import shipped
from nasab.matching.scoring import UNTOLD, Graded
from nasab.matching.training import MOST_ON_LIST, Priors, as_priors, expect, learn, starts_of

TRUE = (np.array([0.1, 0.2, 0.7]), np.array([0.3, 0.1, 0.6]))
HOUSEHOLD = (np.array([0.8, 0.1, 0.1]), np.array([0.3, 0.2, 0.5]))
STRANGERS = (np.array([0.93, 0.05, 0.02]), np.array([0.9, 0.07, 0.03]))
GROUPS = [(0, 0, 0), (0, 0, 0)]


def world(children: int = 6000, beside: int = 9, on_list: float = 0.6, seed: int = 5) -> tuple[Graded, np.ndarray]:
    """Every child found with its true match (if it has one) among strangers; every sought child is a family."""
    rng = np.random.default_rng(seed)
    matched = rng.random(children) < on_list
    i = np.repeat(np.arange(children, dtype=np.int32), beside + 1)
    true = (np.arange(len(i)) % (beside + 1) == 0) & matched[i]
    j = np.arange(len(i), dtype=np.int32)
    level = np.empty((2, len(i)), dtype=np.uint8)
    bits = np.zeros(len(i), dtype=np.float32)
    for k in range(2):
        strange = rng.choice(3, len(i), p=STRANGERS[k])
        level[k] = np.where(true, rng.choice(3, len(i), p=TRUE[k]), strange)
        bits -= np.log2(STRANGERS[k])[level[k]].astype(np.float32)
    return Graded(i, j, level, bits), true


def start(prior: float = 0.5) -> Priors:
    rough = (np.array([0.4, 0.2, 0.4]), np.array([0.5, 0.2, 0.3]))
    return Priors(rough, HOUSEHOLD, prior, 0.02)


def learned(graded: Graded, **more: float) -> Priors:
    n = int(graded.i.max()) + 1
    family = np.arange(len(graded.i), dtype=np.int32)
    return learn(graded, start(), GROUPS, [False, False], starts_of(graded.i, n), family, 10)


def test_learning_comes_nearer_to_the_truth_than_it_began(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("nasab.matching.training._brought_in_by_others", everything_usable)
    graded, _ = world()
    after = learned(graded)
    for k in range(2):
        assert np.abs(after.same[k] - TRUE[k]).sum() < 0.6 * np.abs(start().same[k] - TRUE[k]).sum()


def everything_usable(graded: Graded, leading: list[bool]) -> np.ndarray:
    return np.ones((len(leading), graded.level.shape[1]), dtype=bool)


def test_a_comparison_learns_only_from_pairs_that_another_would_have_brought_in():
    graded, _ = world(children=500)
    n = int(graded.i.max()) + 1
    family = np.arange(len(graded.i), dtype=np.int32)
    after = learn(graded, start(), GROUPS, [True, False], starts_of(graded.i, n), family, 10)
    assert after.same[0] == pytest.approx(start().same[0])  # nothing else leads: the first learns nothing
    assert after.same[1] != pytest.approx(start().same[1])


def test_probabilities_of_each_group_of_levels_sum_to_one():
    graded, _ = world(children=300)
    after = learned(graded)
    for rows in (after.same, after.household):
        for row in rows:
            assert row.sum() == pytest.approx(1)
            assert (row > 0).all()
    grouped = learn(
        graded, start(), [(0, 1, 1), (0, 0, 0)], [True, True], starts_of(graded.i, 300),
        np.arange(len(graded.i), dtype=np.int32), 10,
    )  # fmt: skip
    assert grouped.same[0][0] == pytest.approx(1)
    assert grouped.same[0][1:].sum() == pytest.approx(1)


def test_ten_children_do_not_overrule_the_world():
    graded, _ = world(children=10, on_list=1.0)
    after = learned(graded)
    for k in range(2):
        assert np.abs(after.same[k] - start().same[k]).max() < 0.02


def test_the_share_on_the_list_follows_the_lists_and_is_never_everybody():
    few, many = (learned(world(children=2000, on_list=share)[0]).on_list for share in (0.2, 0.9))
    assert few < 0.5 < many <= MOST_ON_LIST


def test_the_beliefs_about_one_child_are_one_distribution():
    graded, true = world(children=400)
    family = graded.j // 2
    starts = starts_of(graded.i, 400)
    belief = expect(graded, start(), starts, family, 4000)
    same = np.add.reduceat(belief.same, starts[:-1])
    assert ((same + belief.household_mass) <= 1 + 1e-5).all()
    assert belief.same.min() >= 0
    assert belief.household.min() >= 0
    assert belief.same[true].mean() > 20 * belief.same[~true].mean()


def test_a_pair_of_which_nothing_is_known_is_believed_as_much_as_before():
    every = np.arange(100, dtype=np.int32)
    level = np.full((2, 100), UNTOLD, dtype=np.uint8)
    graded = Graded(np.zeros(100, np.int32), every, level, np.zeros(100, np.float32))
    belief = expect(graded, start(0.5), starts_of(graded.i, 1), every, 100)
    assert belief.same == pytest.approx(np.full(100, 0.5 / 100), rel=1e-3)
    assert belief.household_mass[0] == pytest.approx(0.02, rel=1e-3)


def test_unknown_weighs_nothing_in_learning():
    graded, _ = world(children=200)
    blank = Graded(graded.i, graded.j, graded.level.copy(), graded.chance_bits)
    blank.level[1] = UNTOLD
    assert learned(blank).same[1] == pytest.approx(start().same[1])


@given(st.permutations(range(4)))
def test_the_order_of_the_kinds_of_evidence_does_not_matter(order: list[int]):
    parameters = shipped()
    kinds = sorted(parameters.same)[:4]
    priors = as_priors(parameters, [kinds[k] for k in order])
    for row, k in zip(priors.same, order, strict=True):
        assert row.tolist() == list(parameters.same[kinds[k]])


def test_what_is_shipped_are_probabilities():
    parameters = shipped()
    assert 0 < parameters.prior_on_list < 1
    assert 0 < parameters.prior_household < 1
    for kind, levels in parameters.levels.items():
        for table in (parameters.same, parameters.household):
            assert len(table[kind]) == len(levels)
            assert all(0 < p <= 1 for p in table[kind])
        if kind != "origin":  # its patterns are several distributions
            assert sum(parameters.same[kind]) == pytest.approx(1, abs=1e-4)
            assert sum(parameters.household[kind]) == pytest.approx(1, abs=1e-4)
    assert list(parameters.summed) == sorted(parameters.summed)
    assert list(parameters.worth) == sorted(parameters.worth)
