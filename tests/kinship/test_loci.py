"""The loci at which profiles are weighed."""

from __future__ import annotations

import numpy as np
import pytest

from nasab.kinship import Genotype, Profile, table_of
from nasab.kinship.loci import FATHERS, MOTHERS, loci_of
from nasab.kinship.markers import USUAL
from tests.kinship.seeking import TABLE, loci

SMALL = table_of("Urus-Martan", {"TH01": {"6": 0.4, "7": 0.35, "9.3": 0.25}}, "invented", typed={"TH01": 200})


def of(*genotypes: Genotype, sample: str = "M-1", sex: str | None = None) -> Profile:
    return Profile(sample, {one.marker: one for one in genotypes}, sex)


def test_each_marker_typed_is_a_locus_with_the_frequencies_of_the_table():
    told = loci_of([of(Genotype("TH01", ("6", "7")))], SMALL)
    (locus,) = told.loci
    assert (told.population, told.untold) == ("Urus-Martan", ())
    assert locus.alleles == ("6", "7", "9.3")
    assert locus.frequencies == pytest.approx([0.4, 0.35, 0.25])
    assert locus.sampled == 100


def test_an_allele_that_nobody_has_counted_is_there_at_five_copies():
    (locus,) = loci_of([of(Genotype("TH01", ("6", "8.3")))], SMALL).loci
    assert locus.frequencies[locus.code["8.3"]] == pytest.approx((5 / 200) / (1 + 5 / 200))


def test_a_marker_that_the_table_does_not_have_is_named_and_not_weighed():
    told = loci_of([of(Genotype("TH01", ("6", "7")), Genotype("FGA", ("21", "22")))], SMALL)
    assert [locus.name for locus in told.loci] == ["TH01"]
    assert told.untold == ("FGA",)


def test_what_is_doubtful_or_on_another_chromosome_makes_no_locus():
    doubtful = Genotype("TH01", ("6",), may_be_lost=True)
    assert loci_of([of(doubtful)], SMALL).loci == ()
    male = of(Genotype("DXS8378", ("10",)), Genotype("DYS19", ("14",)), Genotype("AMEL", ("X", "Y")), sex="M")
    assert loci_of([male], TABLE).loci == ()


def test_mutation_moves_no_frequency_and_happens_as_often_as_was_counted():
    told = loci()
    assert {locus.name for locus in told.loci} == set(USUAL)
    for locus in told.loci:
        assert locus.is_stationary
        by_father = 1 - float(locus.frequencies @ np.diag(locus.fathers))
        by_mother = 1 - float(locus.frequencies @ np.diag(locus.mothers))
        assert 0.2 * FATHERS.rate < by_father < 5 * FATHERS.rate
        assert by_mother / by_father == pytest.approx(MOTHERS.rate / FATHERS.rate, rel=0.05)
