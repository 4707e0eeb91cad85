from __future__ import annotations

import math

import numpy as np
import pytest

from nasab.kinship import Evidence, Locus, Member, Mutation, Pedigree, weigh
from nasab.kinship.ratio import named_reference

P = np.array([0.1, 0.2, 0.7])
LOCI = [Locus("K", ("a", "b", "c"), P), Locus("L", ("a", "b", "c"), P, maternal=Mutation("equal", 0.01, transform=""))]
H1 = Pedigree([Member("x", "M"), Member("y", "M", "x")])
H2 = Pedigree([Member("x", "M"), Member("y", "M")])


def weighed(x: str, y: str, **more):
    evidence = Evidence(LOCI, {"x": {"K": x, "L": "ab"}, "y": {"K": y, "L": "ac"}})
    return weigh(evidence, {"H1": H1, "H2": H2}, **more)


def test_ratios_multiply_to_the_whole():
    told = weighed("ab", "ac")
    assert told.per_locus("H1") == pytest.approx([2.5, 2.5])
    assert told.log10_ratio("H1") == pytest.approx(math.log10(6.25))
    assert told.mutation == "none; equal ♀, none ♂"
    assert not told.is_stationary


def test_what_cannot_be_under_either_is_no_ratio():
    told = weigh(Evidence(LOCI[:1], {"x": {"K": "aa"}, "y": {"K": "bb"}}), {"H1": H1, "H0": H1}, reference="H0")
    assert math.isnan(told.per_locus("H1")[0])
    assert math.isnan(told.log10_ratio("H1"))
    assert weighed("aa", "bb").log10_ratio("H1") == -math.inf


def test_linked_loci_count_together():
    told = weighed("ab", "ac", recombination=0.1)
    assert told.log10("H1") == pytest.approx(math.log10(told.joined["H1"]))


def test_the_reference_is_the_one_named_or_meant():
    assert named_reference({"H1": 0, "H2": 0, "H3": 0}) == "H2"
    assert named_reference({"sibs": 0, "Unrelated": 0, "cousins": 0}) == "Unrelated"
    assert named_reference({"A": 0, "B": 0}) == "B"
    assert named_reference({"A": 0, "B": 0}, "A") == "A"
