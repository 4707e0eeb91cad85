"""Values of matrices are from pedmut 0.9.1 (nasab's reference collection, locus TH01 of NIST 1036)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.kinship import Mutation, mutation_matrix
from nasab.kinship.mutation import is_stationary

ALLELES = ("8", "9", "9.3", "10", "12")
P = np.array([0.1, 0.2, 0.3, 0.25, 0.15])


def matrix(model: str, transform: str = "", rate: float = 0.01, rate2: float = 0.001, silent: str | None = None):
    return mutation_matrix(Mutation(model, rate, rate2, 0.1, transform), ALLELES, P, silent)


@pytest.mark.parametrize("model", ["none", "equal", "proportional", "onestep", "stepwise"])
@pytest.mark.parametrize("transform", ["", "PM", "MH", "BA", "PR"])
def test_rows_are_chances(model: str, transform: str):
    told = matrix(model, transform)
    assert told.min() >= 0
    np.testing.assert_allclose(told.sum(axis=1), 1, rtol=0, atol=1e-15)


@pytest.mark.parametrize("transform", ["PM", "MH", "BA", "PR"])
@pytest.mark.parametrize("model", ["equal", "onestep", "stepwise"])
def test_a_transform_leaves_the_frequencies_and_the_mean_rate_as_they_are(model: str, transform: str):
    before, after = matrix(model), matrix(model, transform)
    assert not is_stationary(before, P)
    assert is_stationary(after, P)
    assert P @ (1 - np.diag(after)) == pytest.approx(P @ (1 - np.diag(before)), rel=1e-12)
    if transform != "PM":
        flow = P[:, None] * after
        np.testing.assert_allclose(flow, flow.T, rtol=1e-12, atol=1e-18)


def test_proportional_is_stationary_by_itself_and_the_default_of_the_others_is_made_so():
    assert is_stationary(matrix("proportional"), P)
    assert is_stationary(mutation_matrix(Mutation("stepwise", 0.01, 0.001), ALLELES, P), P)
    assert Mutation("stepwise", 0.01).named == "stepwise+PM"
    assert Mutation("proportional", 0.01).named == "proportional"


def test_a_step_further_is_ten_times_rarer_and_another_microvariant_has_its_own_rate():
    told = matrix("stepwise")
    assert told[0, 1] / told[0, 3] == pytest.approx(10)
    assert told[0, 2] == 0.001
    np.testing.assert_allclose(told[2, [0, 1, 3, 4]], 0.001 / 4)
    assert told[2, 2] == pytest.approx(1 - 0.001)
    assert told[0, 0] == pytest.approx(1 - 0.01 - 0.001)


def test_one_step_goes_to_the_neighbours_and_nowhere_if_there_is_none():
    told = matrix("onestep")
    assert told[0].tolist() == [0.99, 0.01, 0, 0, 0]
    assert told[1].tolist() == [0.005, 0.99, 0, 0.005, 0]
    assert told[2].tolist() == [0, 0, 1, 0, 0]


def test_dawid_is_stationary():
    p = np.array([0.3, 0.4, 0.3])
    told = mutation_matrix(Mutation("dawid", 0.01, range=0.2, transform=""), ("1", "2", "3"), p)
    assert is_stationary(told, p)
    assert p @ (1 - np.diag(told)) == pytest.approx(0.01, rel=1e-12)


def test_microvariants_that_nothing_turns_into_are_made_stationary_among_themselves():
    told = mutation_matrix(Mutation("stepwise", 0.01, 0.0), ALLELES, P)
    assert is_stationary(told, P)
    assert told[2].tolist() == [0, 0, 1, 0, 0]


def test_a_silent_allele_neither_comes_nor_goes():
    told = mutation_matrix(Mutation("equal", 0.01, transform=""), ("8", "9", "10", "silent"), P[:4] / 0.85, "silent")
    assert told[3].tolist() == [0, 0, 0, 1]
    assert told[:3, 3].tolist() == [0, 0, 0]
    assert told[0, 1] == pytest.approx(0.005)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Mutation("sideways", 0.01), "KIN-09"),
        (lambda: Mutation("equal", 0.01, transform="XX"), "KIN-09"),
        (lambda: Mutation("equal", 1.5), "KIN-10"),
        (lambda: Mutation("equal", float("nan")), "KIN-10"),
        (lambda: Mutation("stepwise", 0.01, range=0), "KIN-10"),
        (lambda: mutation_matrix(Mutation("custom"), ALLELES, P), "KIN-10"),
        (lambda: mutation_matrix(Mutation("custom", matrix=((1.0, 0.0),)), ALLELES, P), "KIN-10"),
        (lambda: mutation_matrix(Mutation("custom", matrix=((0.5, 0.4), (0.0, 1.0))), ("1", "2"), P[:2]), "KIN-10"),
        (lambda: mutation_matrix(Mutation("dawid", 0.95, range=0.1), ALLELES, P), "KIN-10"),
        (lambda: mutation_matrix(Mutation("stepwise", 0.01), ("8", "other"), P[:2]), "KIN-11"),
    ],
)
def test_what_is_no_model_is_refused(make, code: str):
    with pytest.raises(WrongUse) as told:
        make()
    assert told.value.code == code
    assert told.value.problem.sentence()


@given(
    st.sampled_from(["equal", "proportional", "onestep", "stepwise", "dawid"]),
    st.sampled_from(["", "PM", "MH", "BA", "PR"]),
    st.floats(0, 0.2),
    st.floats(0, 0.2),
    st.lists(st.tuples(st.integers(1, 300), st.integers(1, 50)), min_size=1, max_size=8, unique_by=lambda x: x[0]),
)
def test_any_model_gives_chances_or_is_refused(model, transform, rate, rate2, alleles):
    names = [f"{size / 10:g}" for size, _ in alleles]
    p = np.array([weight for _, weight in alleles], dtype=float)
    try:
        told = mutation_matrix(Mutation(model, rate, rate2, 0.1, transform), names, p / p.sum())
    except WrongUse as error:
        told, code = np.eye(1), error.code
    else:
        code = "KIN-10"
    assert code == "KIN-10"
    assert told.min() >= 0
    np.testing.assert_allclose(told.sum(axis=1), 1, rtol=0, atol=1e-12)
