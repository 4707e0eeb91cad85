"""A family told in words is the family that DNA is weighed in, and that is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from nasab.kinship import Evidence, Locus, Member, Pedigree, alternatives, compose, draw, read_statement, weigh

LOCI = [
    Locus("TH01", ("6", "7", "8", "9.3"), np.array([0.2, 0.3, 0.1, 0.4])),
    Locus("vWA", ("14", "16", "17", "18"), np.array([0.1, 0.2, 0.3, 0.4])),
]
GENOTYPES = {
    "Zaira": {"TH01": ("6", "9.3"), "vWA": ("14", "16")},
    "Hasan": {"TH01": ("6", "7"), "vWA": ("16", "17")},
    "child": {"TH01": ("6", "6"), "vWA": ("14", "18")},
}


def test_a_family_told_in_words_weighs_as_the_one_written_down():
    told = compose([read_statement(one) for one in ("Zaira | father's mother | Bilal", "Hasan | uncle | Bilal")])
    assert told.left_open("en")  # an uncle of which side?
    told = compose(
        [read_statement(one) for one in ("Zaira | father's mother | Bilal", "Hasan | father's brother | Bilal")],
        {"Bilal": "M"},
    )
    written = [
        Member("Abu", "M"), Member("Zaira", "F"), Member("father", "M", "Abu", "Zaira"),
        Member("Hasan", "M", "Abu", "Zaira"), Member("Bilal", "M", "father"),
    ]  # fmt: skip
    ratios = [
        weigh(Evidence(LOCI, GENOTYPES), alternatives(family, "child", "Bilal"), theta=theta).log10_ratio("same")
        for family in (Pedigree(told.members), Pedigree(written))
        for theta in (0.0, 0.02)
    ]
    assert ratios[:2] == pytest.approx(ratios[2:], rel=1e-12)
    assert ratios[0] > 0.2


def test_a_family_is_drawn_as_it_is_weighed():
    family = Pedigree(
        [Member("f", "M"), Member("m", "F"), Member("k", "", "f", "m"), Member("i", "M", "f", "m")], [["k", "i"]]
    )
    svg = draw(family.members, missing=["k"], typed=["f"], identical=family.identical)
    assert svg.count("<title>") >= len(family)
    assert svg == draw(Pedigree(family.members).members, missing=["k"], typed=["f"], identical=family.identical)
