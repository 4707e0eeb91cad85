from __future__ import annotations

import numpy as np
import pytest

from nasab.errors import WrongUse
from nasab.kinship import Locus, Mutation


def code(*told, **more) -> str:
    with pytest.raises(WrongUse) as error:
        Locus("L", *told, **more)
    assert "L" in error.value.problem.sentence()
    return error.value.code


def test_frequencies_are_brought_to_a_sum_of_one():
    locus = Locus("L", ("8", "9"), np.array([0.3, 0.701]))
    assert locus.frequencies.sum() == pytest.approx(1, abs=1e-15)
    assert locus.frequencies[0] == pytest.approx(0.3 / 1.001)


def test_a_table_in_which_alleles_are_missing_is_refused():
    assert code(("8", "9"), np.array([0.3, 0.5])) == "KIN-07"
    assert code(("8", "9"), np.array([0.3, 0.9])) == "KIN-07"


def test_what_are_no_frequencies_is_refused():
    assert code(("8", "9"), np.array([-0.1, 1.1])) == "KIN-08"
    assert code(("8", "9"), np.array([np.nan, 1.0])) == "KIN-08"
    assert code(("8", "8"), np.array([0.5, 0.5])) == "KIN-08"
    assert code(("8", "9"), np.array([1.0])) == "KIN-08"
    assert code((), np.array([])) == "KIN-08"
    assert code(("8", "9"), np.array([0.5, 0.5]), silent="0") == "KIN-08"
    assert code(("8", "9"), np.array([0.5, 0.5]), chromosome="Y") == "KIN-08"


def test_an_allele_never_seen_counts_as_seen_five_times_and_all_are_brought_to_one():
    locus = Locus("L", ("8", "9"), np.array([0.4, 0.6]), sampled=500).with_alleles(["10.2", "8"])
    assert locus.alleles == ("8", "9", "10.2")
    floor = 5 / 1000
    assert locus.frequencies[2] == pytest.approx(floor / (1 + floor))
    assert locus.frequencies[0] == pytest.approx(0.4 / (1 + floor))
    unknown = Locus("L", ("8", "9"), np.array([0.4, 0.6])).with_alleles(["7"])
    assert unknown.frequencies[2] == pytest.approx(0.0125 / 1.0125)


def test_a_given_matrix_cannot_be_extended():
    fixed = Mutation("custom", matrix=((0.9, 0.1), (0.1, 0.9)))
    locus = Locus("L", ("8", "9"), np.array([0.5, 0.5]), maternal=fixed)
    assert locus.with_alleles(["9"]) is locus
    with pytest.raises(WrongUse) as told:
        locus.with_alleles(["10"])
    assert told.value.code == "KIN-12"
