"""Published cases, each with its source in `published.json`, at their own digits; values of programs at 1e-9."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nasab.exchange.kinship_case import read_cases
from nasab.kinship import Evidence, linked_likelihood

PATH = Path(__file__).with_name("published.json")
ROWS = json.loads(PATH.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("at", range(len(ROWS)), ids=[row["id"] for row in ROWS])
def test_the_published_value_is_reached(at: int):
    row, case = ROWS[at], read_cases(PATH)[at]
    assert row["source"]
    evidence = Evidence(case.loci, case.genotypes, case.drop_out)
    expected = row["expected"]
    tolerance = row.get("tolerance_rel", 1e-9)
    if case.recombination is not None:
        for h, family in case.pedigrees.items():
            value = linked_likelihood(evidence, family, 0, 1, case.recombination)
            assert value == pytest.approx(expected[f"joint_likelihood_{h}"], rel=tolerance, abs=0)
        return
    got = {h: evidence.likelihoods(family, case.theta, case.convention) for h, family in case.pedigrees.items()}
    for h, values in got.items():
        if f"likelihood_{h}" in expected:
            np.testing.assert_allclose(values, expected[f"likelihood_{h}"], rtol=tolerance, atol=0)
    if "likelihood" in expected:
        assert got["H1"].prod() == pytest.approx(expected["likelihood"], rel=tolerance, abs=0)
    else:
        assert got["H1"].prod() / got["H2"].prod() == pytest.approx(expected["LR"], rel=max(tolerance, 1e-9), abs=0)


def test_the_convention_of_familias_is_another_number_where_mutation_is_not_stationary():
    """Egeland, Kling & Mostad, Relationship Inference, exercise 2.2b: 0.00407 is the pruned form."""
    at = next(k for k, row in enumerate(ROWS) if row["id"] == "EKM_2.2b")
    case = read_cases(PATH)[at]
    evidence = Evidence(case.loci, case.genotypes)
    pruned, full = (
        np.divide(*(evidence.likelihoods(case.pedigrees[h], 0, how).prod() for h in ("H1", "H2")))
        for how in ("familias_pruned", "full")
    )
    assert pruned == pytest.approx(0.00407, abs=5e-6)
    assert full != pytest.approx(pruned, rel=1e-3)
