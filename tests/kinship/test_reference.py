"""Every value of the reference collection, where that is there.  `test_published` needs none."""

from __future__ import annotations

import numpy as np
import pytest

from nasab.exchange.kinship_case import read_cases
from nasab.exchange.kinship_lists import read_search
from nasab.kinship import Evidence, Member, Mutation, alternatives, exclusion_power, linked_likelihood, mutation_matrix
from tests.kinship.reference import KINSHIP, is_there, told

pytestmark = is_there

FILES = (
    "published_closed_form", "random_autosomal", "hard_pedigrees", "theta_familias", "silent_familias",
    "theta_silent_familias", "xchrom_pedprobr", "dropout_relmix",
)  # fmt: skip
TOLERANCE = 1e-9


@pytest.mark.parametrize("name", FILES)
def test_every_likelihood_of_the_collection_is_reached(name: str):
    path = KINSHIP / "cases" / f"{name}.json"
    rows, cases = told(f"cases/{name}.json")["cases"], read_cases(path)
    assert len(rows) == len(cases) > 10
    checked = 0
    for row, case in zip(rows, cases, strict=True):
        evidence = Evidence(case.loci, case.genotypes, case.drop_out)
        expected = row["expected"]
        tolerance = max(row.get("tolerance_rel", TOLERANCE), TOLERANCE)
        got = {h: evidence.likelihoods(family, case.theta, case.convention) for h, family in case.pedigrees.items()}
        for h, values in got.items():
            if f"likelihood_{h}" in expected:
                np.testing.assert_allclose(values, expected[f"likelihood_{h}"], rtol=TOLERANCE, atol=0, err_msg=case.id)
                checked += 1
        if "likelihood" in expected:
            assert got["H1"].prod() == pytest.approx(expected["likelihood"], rel=tolerance, abs=0), case.id
            checked += 1
        if "LR" in expected and "likelihood_H1" not in expected:
            assert got["H1"].prod() / got["H2"].prod() == pytest.approx(expected["LR"], rel=tolerance, abs=0), case.id
            checked += 1
        for h, family in case.pedigrees.items() if row.get("expected_full_convention") else ():
            values = row["expected_full_convention"][f"likelihood_{h}"]
            np.testing.assert_allclose(evidence.likelihoods(family, case.theta), values, rtol=TOLERANCE, atol=0)
            checked += 1
    assert checked >= len(rows)


def test_every_pair_of_linked_loci_is_reached():
    rows = told("cases/linked_pedprobr.json")["cases"]
    cases = read_cases(KINSHIP / "cases" / "linked_pedprobr.json")
    for row, case in zip(rows, cases, strict=True):
        evidence = Evidence(case.loci, case.genotypes)
        for h, family in case.pedigrees.items():
            value = linked_likelihood(evidence, family, 0, 1, case.recombination)
            assert value == pytest.approx(row["expected"][f"joint_likelihood_{h}"], rel=TOLERANCE, abs=0), case.id


def test_every_index_of_two_persons_is_reached():
    rows = told("cases/pairwise_ki_dnaprofiles.json")["cases"]
    cases = read_cases(KINSHIP / "cases" / "pairwise_ki_dnaprofiles.json")
    for row, case in zip(rows, cases, strict=True):
        evidence = Evidence(case.loci, case.genotypes)
        got = [evidence.likelihoods(case.pedigrees[h], case.theta) for h in ("H1", "H2")]
        np.testing.assert_allclose(got[0] / got[1], row["expected"]["KI_per_locus"], rtol=TOLERANCE, atol=0)


def test_published_cases_of_many_loci_are_reached():
    rows = told("cases/published_multilocus.json")
    cases = {case.id: case for case in read_cases(KINSHIP / "cases" / "published_multilocus.json")}
    riddle = cases["PUB_RIDDLE"]
    evidence = Evidence(riddle.loci, riddle.genotypes)
    for h, family in riddle.pedigrees.items():
        expected = rows["riddle"]["rerun"]["likelihoods"][h]
        np.testing.assert_allclose(evidence.likelihoods(family), expected, rtol=TOLERANCE, atol=0)
    for row in rows["klink"]:
        case = cases[row["id"]]
        evidence = Evidence(case.loci, case.genotypes)
        for h, family in case.pedigrees.items():
            got = evidence.likelihoods(family)
            np.testing.assert_allclose(got, row["expected"][f"likelihood_{h}"], rtol=TOLERANCE, atol=0)
    for poi, expected in ((poi, rows["mpi"]["rerun"][poi]) for poi in ("POI1", "POI2")):
        case = cases[f"PUB_MPI {poi}"]
        family = case.pedigrees["family"]
        evidence = Evidence(case.loci, {k: v for k, v in case.genotypes.items() if k in family})
        there = alternatives(family, poi, "MP")
        got = evidence.likelihoods(there["same"]) / evidence.likelihoods(there["unrelated"])
        per_marker = [expected["per_marker"][locus.name][0] for locus in case.loci]
        np.testing.assert_allclose(got, per_marker, rtol=TOLERANCE, atol=0)
        typed = Evidence(case.loci, {k: v for k, v in case.genotypes.items() if k in family and k != poi})
        power = exclusion_power(typed, family.without([poi]), "MP")
        np.testing.assert_allclose(power, np.ravel(rows["mpi"]["rerun"]["EP_per_marker"]), rtol=0, atol=1e-9)


def test_every_mutation_matrix_is_reached():
    rows = told("mutation_matrices.json")["matrices"]
    assert len(rows) == 124
    for row in rows:
        how = row["params"]
        mutation = Mutation(
            row["model"].split("+")[0], how["rate"], how.get("rate2") or 0.0, how.get("range") or 0.1,
            how.get("transform", ""),
        )  # fmt: skip
        got = mutation_matrix(mutation, row["alleles"], np.array(row["freqs"]))
        np.testing.assert_allclose(got, row["matrix"], rtol=TOLERANCE, atol=1e-17, err_msg=f"{row['locus']} {how}")


def test_the_search_benchmark_is_reached():
    row = told("search_benchmark.json")
    search = read_search(KINSHIP / "search_benchmark.json")
    children = {child.id: k for k, child in enumerate(search.children)}
    slots = {slot.missing: k for k, slot in enumerate(search.slots)}
    expected = np.array(row["expected"]["log10_LR"], dtype=float)
    where = np.ix_([children[c] for c in row["expected"]["rows"]], [slots[s] for s in row["expected"]["cols"]])
    assert np.isfinite(expected).sum() == 4085
    np.testing.assert_allclose(search.log10(exact=True)[where], expected, rtol=0, atol=TOLERANCE)
    np.testing.assert_allclose(search.log10()[where], expected, rtol=0, atol=1e-4)
    genotypes = {child.id: child.genotypes for child in search.children}
    for joint in row["joint_two_missing"]:
        family = search.families[joint["family"]]
        both = Evidence(search.loci, {**family.genotypes, **{c: genotypes[c] for c in joint["assign"].values()}})
        beside = [Member(c, search.children[children[c]].sex) for c in joint["assign"].values()]
        together = both.likelihoods(family.pedigree.renamed(joint["assign"]))
        apart = both.likelihoods(family.pedigree.with_members(*beside))
        assert (np.log10(together) - np.log10(apart)).sum() == pytest.approx(joint["log10_LR"], abs=TOLERANCE)
    kept = {search.children[c].id: {search.slots[s].missing for s in found} for c, found, _ in search.survivors()}
    home = {c: told["missing"] for c, told in row["truth"].items() if told and told.get("missing")}
    assert len(home) > 60
    assert all(missing in kept[c] for c, missing in home.items())
