"""Joint identification against dvir 3.4.2: every set of the reference folder, from its stored likelihood ratios."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nasab.exchange import read_joint_case
from nasab.kinship import Identification, Place, Together, identify

from . import dvi

SETS = [
    "KETPchap481", "KETPchap484", "KETPexer497", "KETPexer498", "example1", "example2", "exclusionExample", "fire",
    "grave", "icmp", "planecrash", "symmetricSibs",
]  # fmt: skip
TOLERANCE = 1e-8
needs_reference = pytest.mark.skipif(dvi.folder() is None, reason="the reference sets are not beside the project")


def identified(name: str, prior=1.0, other=None) -> tuple[Identification, object]:
    of = dvi.case(name)
    children, weights = dvi.weights(of)
    together = dvi.together(of) if dvi.is_joint(of) else ()
    found = identify(weights, dvi.places(of), children, other=other, prior=prior, together=together, negligible=0.0)
    return found, of["reference"]


def differences(found: Identification, rows, columns, expected) -> np.ndarray:
    """How far each posterior is from the reference, beside its size."""
    mine = np.column_stack([found.posterior, found.nobody])
    places = [place.id for place in found.places]
    rows = [found.children.index(row) for row in rows]
    columns = [len(places) if column.startswith("*") else places.index(column) for column in columns]
    expected = np.array(expected, dtype=float)
    return np.abs(mine[np.ix_(rows, columns)] - expected) / np.maximum(expected, 1e-3)


@needs_reference
@pytest.mark.parametrize("name", SETS)
def test_from_genotypes_alone_ratios_and_posteriors_are_those_of_the_reference(name):
    case = read_joint_case(dvi.folder() / f"{name}.json")
    of = dvi.case(name)
    pairwise = of["reference"]["pairwiseLR"]
    rows = [case.children.index(row) for row in pairwise["rows"]]
    columns = [[place.id for place in case.places].index(column) for column in pairwise["cols"]]
    expected = np.array([[one or 0.0 for one in row] for row in pairwise["LR"]], dtype=float)
    mine = 2.0 ** case.weights[np.ix_(rows, columns)]
    assert ((mine == 0) == (expected == 0)).all()
    assert mine == pytest.approx(expected, rel=TOLERANCE)
    told = of["reference"].get("joint", {}).get("posterior_pairing")
    if told is not None:
        found = identify(case.weights, case.places, case.children, together=case.together, negligible=0.0)
        assert differences(found, told["rows"], told["cols"], told["P"]).max() <= TOLERANCE


@needs_reference
@pytest.mark.parametrize("name", SETS)
def test_posteriors_under_a_flat_prior_are_those_of_the_reference(name):
    found, reference = identified(name)
    told = reference.get("joint", {}).get("posterior_pairing")
    if told is None:
        told = {**reference["exact_posterior"], **reference["exact_posterior"]["settings"][0]}
        told["cols"] = [*told["cols"], "*"]
    assert differences(found, told["rows"], told["cols"], told["P"]).max() <= TOLERANCE
    assert [part.method for part in found.parts] == ["exact"] * len(found.parts)


@needs_reference
@pytest.mark.parametrize("name", SETS)
def test_posteriors_under_priors_are_those_of_the_reference(name):
    _, reference = identified(name)
    told = [*reference.get("posterior_with_pairing_prior", ()), *reference.get("exact_posterior_DP", ())]
    for one in told:
        found, _ = identified(name, one["w"])
        assert differences(found, one["rows"], one["cols"], one["P"]).max() <= TOLERANCE
        if "logZ" in one:
            assert found.bits * math.log(2) == pytest.approx(one["logZ"], abs=TOLERANCE)
    assert told or name in ("grave", "icmp", "symmetricSibs", "exclusionExample")


@needs_reference
def test_priors_and_other_evidence_are_weighed_in_a_set_that_cannot_be_counted():
    told = dvi.case("exclusionExample")["reference"]["exact_posterior"]
    for one, prior in zip(told["settings"], (1.0, 0.01, 1e-4, 1e-3), strict=True):
        other = np.log2(np.array(one["E"])) if "E" in one else None
        found, _ = identified("exclusionExample", prior, other)
        assert differences(found, told["rows"], [*told["cols"], "*"], one["P"]).max() <= TOLERANCE
        assert found.bits * math.log(2) == pytest.approx(one["logZ"], abs=TOLERANCE)


@needs_reference
@pytest.mark.parametrize("name", [name for name in SETS if name != "exclusionExample"])
def test_the_best_way_to_match_and_the_sum_of_all_are_those_of_the_reference(name):
    found, reference = identified(name)
    joint = reference["joint"]
    best = {child: place for child, place in joint["top"][0].items() if child in found.children and place != "*"}
    assert dict(found.best) == best
    assert found.bits * math.log(2) + dvi.null_log(dvi.case(name)) == pytest.approx(joint["logsumexp"], abs=TOLERANCE)


@needs_reference
@pytest.mark.parametrize("name", [name for name in SETS if name != "exclusionExample"])
def test_generalised_likelihood_ratios_are_those_of_the_reference(name):
    found, reference = identified(name)
    places = [place.id for place in found.places]
    compared = 0
    for row in reference["dviSolve"]["AM"]:
        if row["GLR"] is None or not row["Sample"] or row["Conclusion"] != "Match (GLR)":
            continue
        ratio = found.ratio[found.children.index(row["Sample"]), places.index(row["Missing"])]
        assert 2.0**ratio == pytest.approx(row["GLR"], rel=TOLERANCE)
        compared += 1
    assert compared or name in ("KETPexer497", "example1", "example2", "planecrash", "symmetricSibs")


@needs_reference
@pytest.mark.parametrize(
    ("name", "children", "places", "ratio"),
    [
        ("fire", ["V2", "V3"], ["M2", "M3"], 2947149.10353638),
        ("icmp", ["V2"], ["M10", "M11"], 2032423.69963096),
        ("symmetricSibs", ["V1", "V2"], ["M1", "M2"], 1111856953.48283),
        ("symmetricSibs", ["V3"], ["M3", "M4"], 146993.855312205),
    ],
)
def test_siblings_whom_nothing_tells_apart_have_the_ratio_of_the_reference(name, children, places, ratio):
    found, _ = identified(name)
    assert 2.0 ** found.of_family(children, places)[1] == pytest.approx(ratio, rel=TOLERANCE)


def test_two_brothers_and_a_girl_are_placed_as_it_is_published():
    """dvir 3.4.2, data set example2: pairwiseLR, the log-likelihoods of dviJoint, and Bmarginal with a flat prior.

    Two men are missing of F1, a woman of F2.  Published posteriors: V1 = M1 .879, V2 = M2 .948, V3 = M3 .833.
    """
    with np.errstate(divide="ignore"):
        weights = np.log2(np.array([[1.0, 0.0, 0.0], [1.0, 5.0, 0.0], [0.0, 0.0, 5.0]]))
    both = math.exp(-17.7275335633924 + 21.6395565688206)  # of V1 = M1 and V2 = M2 against nobody: 50
    places = [Place("M1", "F1"), Place("M2", "F1"), Place("M3", "F2")]
    together = [Together((("V1", "M1"), ("V2", "M2")), math.log2(both))]
    found = identify(weights, places, ["V1", "V2", "V3"], together=together)
    assert found.posterior[0, 0] == pytest.approx(0.879, abs=5e-4)
    assert found.posterior[1, 1] == pytest.approx(0.948, abs=5e-4)
    assert found.posterior[2, 2] == pytest.approx(0.833, abs=5e-4)
    assert found.best == (("V1", "M1"), ("V2", "M2"), ("V3", "M3"))
