from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from nasab.kinship import Evidence, Locus, Member, Pedigree
from nasab.kinship.elimination import eliminate, factors_of, plain_likelihood
from tests.kinship.families import by_counting, questions


@settings(max_examples=40)
@given(questions())
def test_elimination_is_the_sum_over_every_possibility(question):
    family, locus, genotypes = question
    evidence = Evidence([locus], genotypes)
    one, weights = evidence.plain_weights(family, 0)
    assert plain_likelihood(one, locus, weights) == pytest.approx(by_counting(family, locus, evidence), rel=1e-10)


def test_a_node_that_is_kept_comes_back_as_a_table():
    locus = Locus("L", ("a", "b"), np.array([0.25, 0.75]))
    family = Pedigree([Member("f", "M"), Member("c", "M", "f")])
    table = eliminate(factors_of(family, locus, {}, locus.frequencies), ((1, 0), (1, 1)))
    np.testing.assert_allclose(table, np.outer(locus.frequencies, locus.frequencies))
