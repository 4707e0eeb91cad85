"""DNA among all other evidence."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

import nasab
from nasab.errors import UnreadableList
from nasab.kinship import Profile, Statement, compose, kin
from nasab.kinship.seeking import SeekingFamily
from nasab.kinship.together import all_ways
from nasab.matching import Run, dna
from nasab.matching.dna import EXCHANGED, DnaEvidence, bounded, weigh_dna
from tests.kinship.seeking import TABLE, drawn, profile, stranger, zairas_family
from tests.kinship.test_together import search
from tests.matching.making import Row, lists

FOUND: list[Row] = [
    {"id": "M-1", "name": "Bilal", "sex": "m"},
    {"id": "M-2", "name": "Nour", "sex": "f"},
    {"id": "M-3", "name": "Hamza", "sex": "m"},
]
SOUGHT: list[Row] = [
    {"id": "S-1", "family": "F", "name": "Билал", "sex": "m"},
    {"id": "S-2", "family": "F", "name": "Амина", "sex": "f"},
    {"id": "S-3", "name": "Тимур", "sex": "m"},
]


def samples(seed: int, *, of_bilal: str = "S-1", of_nour: str = "S-2") -> list[Profile]:
    """Zaira's sample, Bilal's and Nour's (of the child sought, or of a stranger), and Hamza's, who is a stranger."""
    truth = drawn(seed, zairas_family())
    told = {"M-1": of_bilal, "M-2": of_nour, "M-3": "", "Z-22": "Zaira"}
    sexes = {"M-1": "M", "M-2": "F", "M-3": "M"}
    return [
        profile(sample, truth[person] if person else stranger(seed * 10 + k), sexes.get(sample))
        for k, (sample, person) in enumerate(told.items())
    ]


def weighed(
    profiles: list[Profile], found: list[Row] = FOUND, sought: list[Row] = SOUGHT, **more: object
) -> DnaEvidence:
    family = more.pop("family", zairas_family(Zaira="Z-22"))
    return weigh_dna([family], profiles, TABLE, *lists(found, sought), **more)  # type: ignore[arg-type, list-item]


def bits(told: DnaEvidence) -> dict[tuple[str, str], float]:
    return {one.pair: one.bits for one in told.told if one.of == "child"}


def test_each_typed_child_is_weighed_in_each_place_that_its_sex_allows():
    told = weighed(samples(1))
    assert set(bits(told)) == {("M-1", "S-1"), ("M-2", "S-2"), ("M-3", "S-1")}
    assert (told.children, told.relatives, told.families, told.places, told.loci) == (3, 1, 1, 2, 20)
    assert (told.population, told.theta) == ("norSTR: West Asia", 0.01)


def test_a_grandmothers_sample_speaks_for_her_grandchildren_and_against_a_stranger():
    many = [bits(weighed(samples(seed))) for seed in range(6)]
    assert sum(one["M-1", "S-1"] for one in many) / len(many) > 4
    assert sum(one["M-3", "S-1"] for one in many) / len(many) < -2


def test_no_exclusion_says_more_than_the_chance_that_a_sample_is_somebody_elses():
    assert bounded(-math.inf) == pytest.approx(math.log2(EXCHANGED))
    assert bounded(-30.0) == pytest.approx(math.log2(EXCHANGED), abs=1e-9)
    assert bounded(0.0) == 0
    assert bounded(6.0) == pytest.approx(6 * math.log2(10), abs=0.01)
    assert bounded(400.0) == 200  # and none for it more than any measurement


def test_a_child_who_knows_nothing_is_found_by_its_grandmother():
    told = weighed(samples(13))
    without = nasab.match(*lists(FOUND, SOUGHT), learn=False)
    with_dna = nasab.match(*lists(FOUND, SOUGHT), learn=False, outside=told.told)
    assert with_dna.explain("M-2", "S-2").probability > 0.9 > 2 * without.explain("M-2", "S-2").probability


def reason(run: Run, found: str, sought: str):
    return next(one for one in run.explain(found, sought).reasons if one.kind == "dna")


def test_the_reason_names_the_relatives_the_loci_the_population_and_the_nearest_alternative():
    told = weighed(samples(1))
    run = nasab.match(*lists(FOUND, SOUGHT), learn=False, outside=told.told)
    said = reason(run, "M-1", "S-1").sentence("en")
    assert "Zaira (paternal grandmother)" in said.replace("\u2068", "").replace("\u2069", "")
    assert "20 loci, theta 0.01, norSTR: West Asia" in said.replace("\u2068", "").replace("\u2069", "")
    assert "uncle instead of father" in said
    for language in ("ar", "ru", "fr"):
        assert "Zaira" in reason(run, "M-1", "S-1").sentence(language)
    assert reason(run, "M-1", "S-1").title("ru") == "ДНК"


def test_of_many_pairs_the_weak_ones_are_weighed_from_tables_and_nearly_alike(monkeypatch: pytest.MonkeyPatch):
    exactly = bits(weighed(samples(2)))
    monkeypatch.setattr(dna, "WEIGHED_EXACTLY", 0)
    told = weighed(samples(2))
    by_table = {one.pair: one for one in told.told}
    assert [len(by_table[pair].parts) > 0 for pair in sorted(by_table)] == [
        exactly[pair] > math.log2(10) for pair in sorted(by_table)
    ]
    assert bits(told) == pytest.approx(exactly, abs=1.5)


def test_the_ratios_of_the_loci_multiply_to_the_whole():
    told = weighed(samples(1))
    one = next(one for one in told.told if one.pair == ("M-1", "S-1"))
    assert len(one.parts) > 10
    assert bounded(math.fsum(part.log10 for part in one.parts)) == pytest.approx(one.bits, abs=1e-6)


def test_brother_and_sister_of_one_group_weigh_together_what_their_family_weighs_with_both():
    found = [{**row, "group": "G"} if row["id"] != "M-3" else row for row in FOUND]
    for seed in (1, 6, 8):
        told = weighed(samples(seed), found, theta=0.0)
        (together,) = (one for one in told.told if one.of == "family")
        assert together.pair == ("M-1", "S-1")
        (way,) = all_ways(search(seed), "F-1", ["M-1", "M-2"])
        expected = (way.log10 - way.among) * math.log2(10)  # that they are siblings says nothing of whose they are
        whole = bits(told)["M-1", "S-1"] + bits(told)["M-2", "S-2"] + together.bits
        assert whole == pytest.approx(expected, abs=0.02)
    assert not [one for one in weighed(samples(1)).told if one.of == "family"]  # a list that calls nobody siblings


def test_whom_the_list_calls_siblings_and_dna_does_not_is_named():
    found = [{**row, "group": "G"} if row["id"] != "M-2" else row for row in FOUND]
    told = [(one.code, one.value) for one in weighed(samples(1), found).problems]
    assert told == [("DNA-10", "M-1 – M-3")]


def test_siblings_whom_the_list_does_not_call_so_are_named_and_one_profile_twice_is_one_child():
    assert [(one.first, one.second) for one in weighed(samples(6)).siblings] == [("M-1", "M-2")]
    found = [{**row, "group": "G"} for row in FOUND]
    assert weighed(samples(6), found).siblings == ()
    profiles = samples(6)
    again = [*profiles[:2], replace(profiles[0], sample="M-3"), *profiles[3:]]
    told = weighed(again)
    assert told.same == (("M-1", "M-3"),)
    assert ("M-1", "M-3") not in [(one.first, one.second) for one in told.siblings]


def test_who_may_not_be_matched_is_not_weighed():
    found = [{**row, "consent": "no"} if row["id"] == "M-1" else row for row in FOUND]
    told = weighed(samples(1), found)
    assert {pair[0] for pair in bits(told)} == {"M-2", "M-3"}
    unknown = weighed(samples(1), [row for row in FOUND if row["id"] != "M-1"])
    assert told.problems == unknown.problems  # nobody can find out by a sample whether a child was left out
    assert [(one.code, one.value) for one in told.problems] == [("DNA-01", "M-1")]
    sought = [{**row, "consent": "no"} if row["id"] == "S-1" else row for row in SOUGHT]
    assert {pair[1] for pair in bits(weighed(samples(1), FOUND, sought))} == {"S-2"}


def test_samples_of_nobody_families_without_samples_and_markers_of_no_table_are_named():
    profiles = samples(1)
    strange = [*profiles, replace(profiles[0], sample="Q-7")]
    assert [(one.code, one.value) for one in weighed(strange).problems] == [("DNA-01", "Q-7")]
    nobody = weighed(profiles, family=zairas_family(Movsar="X-1"))
    codes = [(one.code, one.value) for one in nobody.problems]
    assert codes == [("DNA-01", "Z-22"), ("DNA-06", "X-1"), ("DNA-02", "F-1")]
    assert nobody.told == ()


def test_a_child_sought_in_two_families_is_refused():
    other = compose([Statement("Malika", kin("paternal_grandmother"), "S-1")])
    families = [zairas_family(Zaira="Z-22"), SeekingFamily("F-2", other.members, {"Malika": "Z-22"})]
    with pytest.raises(UnreadableList) as refused:
        weigh_dna(families, samples(1), TABLE, *lists(FOUND, SOUGHT))
    problem = refused.value.problem
    assert (problem.code, problem.column, problem.value, problem.detail) == ("DNA-04", "F-2", "S-1", "F-1")


def test_one_mutation_is_told_and_does_not_exclude():
    profiles = samples(1)
    family = compose([Statement("Ruslan", kin("father"), "S-1")])
    truth = drawn(1, zairas_family())
    child = dict(truth["S-1"])
    father = {name: [pair[0], pair[0]] for name, pair in child.items()}
    allele = next(name for name in ("D8S1179", "D13S317", "CSF1PO") if child[name][0] == child[name][1])
    step = str(int(float(child[allele][0])) + 1)
    father[allele] = [step, step]
    typed = [profile("M-1", child, "M"), profile("R-1", father)]
    told = weighed([*typed, *profiles[1:3]], family=SeekingFamily("F-1", family.members, {"Ruslan": "R-1"}))
    one = next(one for one in told.told if one.pair == ("M-1", "S-1"))
    assert one.bits > 0
    said = " ".join(phrase.say("en") for phrase in one.phrases)
    assert f"At {allele} it takes a mutation" in said.replace("\u2068", "").replace("\u2069", "")
