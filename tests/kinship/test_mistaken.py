"""A child found whose sample is given as that of a relative would be compared with itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nasab.errors import WrongUse
from nasab.kinship import Evidence, Member, Pedigree, Profile, Search, TypedChild, TypedFamily
from nasab.kinship.markers import USUAL
from nasab.kinship.mistaken import check_profiles
from nasab.kinship.seeking import SeekingFamily
from nasab.matching.dna import weigh_dna
from tests.kinship.seeking import TABLE, drawn, loci, profile, stranger, zairas_family
from tests.matching.making import Row, lists

MEMBERS = (Member("father", "M"), Member("mother", "F"), Member("S-1", "M", "father", "mother"))
SOUGHT = {"S-1": "m"}
Alleles = dict[str, list[str]]


def first(alleles: Alleles, count: int) -> Alleles:
    return {name: alleles[name] for name in USUAL[:count]}


def search(family: SeekingFamily, profiles: dict[str, Profile], children: dict[str, Alleles]) -> Search:
    found = [TypedChild(name, "M", told) for name, told in children.items()]
    return Search(loci().loci, [family.typed(SOUGHT, profiles)], found)


def refused(family: SeekingFamily, profiles: dict[str, Profile], children: dict[str, Alleles]) -> tuple[str, ...]:
    with pytest.raises(WrongUse) as told:
        search(family, profiles, children)
    problem = told.value.problem
    for language in ("en", "ar", "ru", "fr"):
        assert problem.detail in problem.sentence(language)
    return problem.code, problem.column, problem.value, problem.detail


@pytest.mark.parametrize("person", ["father", "mother", "S-1"])
def test_the_sample_of_a_child_found_is_of_no_relative_and_not_of_the_child_sought(person: str):
    child = stranger(1)
    family = SeekingFamily("F-1", MEMBERS, {person: "M-2"})
    told = refused(family, {"M-2": profile("M-2", first(child, 3))}, {"M-1": stranger(2), "M-2": first(child, 3)})
    assert told == ("DNA-11", "F-1", "M-2", person)


@pytest.mark.parametrize("person", ["father", "mother"])
@pytest.mark.parametrize("count", [6, 20])
def test_a_parent_with_the_profile_of_a_child_found_is_refused(person: str, count: int):
    child = stranger(1)
    profiles = {"Z-1": profile("Z-1", first(child, count))}
    told = refused(SeekingFamily("F-1", MEMBERS, {person: "Z-1"}), profiles, {"M-1": stranger(2), "M-2": child})
    assert told == ("DNA-12", "F-1", "M-2", person)


def test_at_a_few_loci_a_parent_may_be_like_a_child():
    child = stranger(1)
    family = SeekingFamily("F-1", MEMBERS, {"mother": "Z-1"})
    assert search(family, {"Z-1": profile("Z-1", first(child, 5))}, {"M-2": child}).slots


@pytest.mark.parametrize("seed", range(5))
def test_a_parent_who_differs_at_one_locus_is_weighed(seed: int):
    child = stranger(seed)
    name = next(name for name, (one, other) in child.items() if one != other)
    mother = {**child, name: [child[name][0]] * 2}
    family = SeekingFamily("F-1", MEMBERS, {"mother": "Z-1"})
    assert search(family, {"Z-1": profile("Z-1", mother)}, {"M-2": child}).slots


def test_brothers_may_be_alike_at_more_loci_than_parents():
    family = SeekingFamily("F-1", (*MEMBERS, Member("Omar", "M", "father", "mother")), {"Omar": "Z-1"})
    child = stranger(1)
    assert search(family, {"Z-1": profile("Z-1", first(child, 9))}, {"M-2": child}).slots
    assert refused(family, {"Z-1": profile("Z-1", first(child, 10))}, {"M-2": child})[0] == "DNA-12"


def test_an_identical_twin_and_a_milk_tooth_of_the_child_sought_have_its_profile():
    child = stranger(1)
    twin = SeekingFamily(
        "F-1", (*MEMBERS, Member("Omar", "M", "father", "mother")), {"Omar": "Z-1"}, identical=(("Omar", "S-1"),)
    )
    tooth = SeekingFamily("F-1", MEMBERS, {"S-1": "Z-1"})
    of_children = Evidence(loci().loci, {"M-2": child})
    for family in (twin, tooth):
        typed = family.typed(SOUGHT, {"Z-1": profile("Z-1", child)})
        assert typed.genotypes
        check_profiles({"F-1": typed}, {"F-1": Evidence(loci().loci, typed.genotypes)}, of_children)
        stranger_to_it = replace(typed, pedigree=Pedigree(typed.pedigree.members))
        with pytest.raises(WrongUse):
            check_profiles({"F-1": stranger_to_it}, {"F-1": Evidence(loci().loci, typed.genotypes)}, of_children)


def test_children_found_may_have_one_profile():
    truth = drawn(1, zairas_family())
    family = zairas_family(Zaira="Z-22")
    ready = search(family, {"Z-22": profile("Z-22", truth["Zaira"])}, {"M-1": truth["S-1"], "M-2": truth["S-1"]})
    assert len(ready.children) == 2


@pytest.mark.parametrize("seed", range(20))
def test_true_relatives_are_not_refused(seed: int):
    truth = drawn(seed, zairas_family())
    family = zairas_family(Zaira="Z-22", Movsar="Z-23")
    profiles = {"Z-22": profile("Z-22", truth["Zaira"]), "Z-23": profile("Z-23", truth["Movsar"])}
    assert search(family, profiles, {"M-1": truth["S-1"], "M-2": truth["S-2"], "M-3": stranger(seed)}).slots


def test_a_file_of_families_without_names_of_samples_is_held_to_it_too():
    child = stranger(3)
    family = TypedFamily("F-1", Pedigree(MEMBERS), ("S-1",), {"mother": child})
    found = TypedChild("M-2", "M", child)
    with pytest.raises(WrongUse) as told:
        Search(loci().loci, [family], [found])
    assert told.value.code == "DNA-12"
    assert Search(loci().loci, [family], [replace(found, genotypes=stranger(4))]).slots


def test_a_childs_sample_as_its_mothers_stops_the_weighing_of_two_lists():
    found: list[Row] = [{"id": "M-1", "name": "Bilal", "sex": "m"}, {"id": "M-2", "name": "Hamza", "sex": "m"}]
    sought: list[Row] = [{"id": "S-1", "family": "F", "name": "Билал", "sex": "m"}]
    profiles = [profile("M-1", stranger(1), "M"), profile("M-2", stranger(2), "M"), profile("Z-1", stranger(2))]

    def refused_by(sample: str, found: list[Row]) -> tuple[str, str]:
        with pytest.raises(WrongUse) as told:
            weigh_dna([SeekingFamily("F-1", MEMBERS, {"mother": sample})], profiles, TABLE, *lists(found, sought))
        return told.value.code, told.value.problem.value

    assert refused_by("M-2", found) == ("DNA-11", "M-2")
    assert refused_by("Z-1", found) == ("DNA-12", "M-2")


def test_nobody_finds_out_by_a_sample_that_a_child_was_left_out():
    found: list[Row] = [
        {"id": "M-1", "name": "Bilal", "sex": "m"},
        {"id": "M-2", "name": "Hamza", "sex": "m", "consent": "no"},
    ]
    sought: list[Row] = [{"id": "S-1", "family": "F", "name": "Билал", "sex": "m"}]
    profiles = [profile("M-1", stranger(1), "M"), profile("M-2", stranger(2), "M")]
    family = SeekingFamily("F-1", MEMBERS, {"mother": "M-2"})
    told = weigh_dna([family], profiles, TABLE, *lists(found, sought))
    assert {one.pair for one in told.told} == {("M-1", "S-1")}
    unknown = weigh_dna([family], profiles, TABLE, *lists(found[:1], sought))
    assert told.problems == unknown.problems
