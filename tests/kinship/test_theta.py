from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.kinship import Evidence, Locus, Member, Pedigree, theta
from tests.kinship.families import by_counting, questions


@settings(max_examples=40)
@given(st.one_of(questions(most=4), questions("X", most=4), questions(silent=True, most=3)), st.floats(0.001, 0.9))
def test_theta_is_the_sum_over_every_sequence_of_founder_alleles(question, value):
    family, locus, genotypes = question
    evidence = Evidence([locus], genotypes)
    expected = by_counting(family, locus, evidence, theta=value)
    assert evidence.likelihoods(family, value)[0] == pytest.approx(expected, rel=1e-9)


@settings(max_examples=40)
@given(st.one_of(questions(most=6), questions("X", most=6), questions(silent=True, most=5)), st.floats(0.001, 0.5))
def test_quadrature_and_partitions_are_one_number(question, value):
    family, locus, genotypes = question
    evidence = Evidence([locus], genotypes)
    told = []
    for way in (lambda nodes, ways: True, lambda nodes, ways: False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(theta, "is_shorter", way)
            told.append(evidence.likelihoods(family, value)[0])
    assert told[0] == pytest.approx(told[1], rel=1e-9)


def test_two_strangers_with_the_same_rare_genotype_are_less_of_a_surprise():
    """Balding & Nichols 1994: P(aa | aa) = (2θ + (1-θ)p)(3θ + (1-θ)p) / ((1+θ)(1+2θ))."""
    p, t = 0.05, 0.03
    locus = Locus("L", ("a", "b"), np.array([p, 1 - p]))
    evidence = Evidence([locus], {"x": {"L": "aa"}, "y": {"L": "aa"}})
    family = Pedigree([Member("x", "M"), Member("y", "M")])
    alone = evidence.only(["x"]).likelihoods(family, t)[0]
    expected = (2 * t + (1 - t) * p) * (3 * t + (1 - t) * p) / ((1 + t) * (1 + 2 * t))
    assert evidence.likelihoods(family, t)[0] / alone == pytest.approx(expected, rel=1e-13)


@given(st.floats(0.01, 50), st.floats(0.01, 50), st.integers(1, 6))
def test_the_rule_has_the_moments_of_the_beta_distribution(a, b, count):
    nodes, chance = theta.jacobi(a, b, count)
    for degree in range(2 * count):
        moment = np.prod([(a + k) / (a + b + k) for k in range(degree)])
        assert (chance * nodes**degree).sum() == pytest.approx(moment, rel=1e-8)


def test_the_stick_has_the_moments_of_the_dirichlet_distribution():
    weights = np.array([0.4, 1.2, 0.0, 2.4])
    rows, chance = theta.stick_nodes(weights, 2)
    assert chance.sum() == pytest.approx(1)
    np.testing.assert_allclose(rows.sum(axis=1), 1)
    np.testing.assert_allclose(chance @ rows, weights / 4, atol=1e-14)
    assert chance @ (rows[:, 0] * rows[:, 1] * rows[:, 3]) == pytest.approx(0.4 * 1.2 * 2.4 / (4 * 5 * 6))


@given(st.integers(0, 7), st.floats(0.01, 100))
def test_ways_to_be_copies_have_chances_that_sum_to_one(count, weight):
    ways, chance = theta.partitions((-1,) * count, weight)
    assert len(ways) == [1, 1, 2, 5, 15, 52, 203, 877][count]
    assert chance.sum() == pytest.approx(1, rel=1e-10)
    couples = tuple(k // 2 for k in range(count))
    fewer, chance = theta.partitions(couples, weight)
    assert len(fewer) == [1, 1, 2, 4, 9, 26, 66, 249][count]
    assert chance.sum() == pytest.approx(1, rel=1e-10)


def test_too_many_founders_nobody_typed_are_refused():
    locus = Locus("L", tuple(str(k) for k in range(30)), np.full(30, 1 / 30))
    couples = [Member(f"{side}{k}", sex) for k in range(8) for side, sex in (("f", "M"), ("m", "F"))]
    kids = [Member(f"c{k}{j}", "M", f"f{k}", f"m{k}") for k in range(8) for j in range(2)]
    genotypes = {c.id: {"L": [str(i), str(i + 1)]} for i, c in enumerate(kids)}
    with pytest.raises(WrongUse) as told:
        Evidence([locus], genotypes).likelihoods(Pedigree([*couples, *kids]), 0.01)
    assert told.value.code == "KIN-17"
