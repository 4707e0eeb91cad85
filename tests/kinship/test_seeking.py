"""A family that seeks becomes a pedigree with places to fill."""

from __future__ import annotations

import pytest

from nasab.errors import WrongUse
from nasab.kinship import Evidence, Member, Profile, Statement, compose, kin, weigh
from nasab.kinship.hypotheses import same_person, unrelated
from nasab.kinship.seeking import SeekingFamily
from tests.kinship.seeking import drawn, loci, profile, zairas_family

SOUGHT = {"S-1": "m", "S-2": "f", "S-9": ""}


def profiles(seed: int = 1) -> dict[str, Profile]:
    alleles = drawn(seed, zairas_family())
    return {"Z-22": profile("Z-22", alleles["Zaira"]), "T-1": profile("T-1", alleles["S-1"])}


def test_the_missing_are_those_on_the_list_and_the_typed_those_with_a_sample():
    typed = zairas_family(Zaira="Z-22").typed(SOUGHT, profiles())
    assert typed.missing == ("S-1", "S-2")
    assert list(typed.genotypes) == ["Zaira"]
    assert len(typed.genotypes["Zaira"]) == 20


def test_the_list_says_of_which_sex_the_child_is():
    typed = zairas_family(Zaira="Z-22").typed(SOUGHT, profiles())
    assert (typed.pedigree["S-1"].sex, typed.pedigree["S-2"].sex) == ("M", "F")


def test_a_sample_that_is_not_in_the_sheets_is_as_if_nobody_gave_it():
    assert not zairas_family(Zaira="Z-99").typed(SOUGHT, profiles()).genotypes


def test_what_a_relative_is_to_the_child_is_told():
    family = zairas_family(Zaira="Z-22")
    kinds = [family.kin_of(person, "S-2") for person in ("Zaira", "Movsar", "S-1")]
    assert [one and one.term for one in kinds] == ["paternal_grandmother", "maternal_uncle", "sibling"]
    assert family.kin_of("Zaira", "Zaira") is None


def test_a_milk_tooth_of_the_missing_child_counts_as_its_own():
    told = profiles()
    typed = zairas_family(**{"S-1": "T-1"}).typed(SOUGHT, told)
    genotypes = {**typed.genotypes, "M-1": told["T-1"].sure()}
    families = {
        "same": same_person(typed.pedigree, "M-1", "S-1"),
        "unrelated": unrelated(typed.pedigree, "M-1", "S-1", "M"),
    }
    ratio = weigh(Evidence(loci().loci, genotypes), families, reference="unrelated").log10_ratio("same")
    assert ratio > 15  # one over the chance of meeting the profile


def test_two_missing_of_whom_it_is_not_said_what_they_are_to_one_another_are_refused():
    family = compose(
        [
            Statement("Zaira", kin("paternal_grandmother"), "S-1"),
            Statement("Zaira", kin("paternal_grandmother"), "S-2"),
        ]
    )
    seeking = SeekingFamily("F-1", family.members, {"Zaira": "Z-22"}, apart=(("S-1", "S-2"),))
    with pytest.raises(WrongUse) as refused:
        seeking.typed(SOUGHT, profiles())
    assert (refused.value.code, refused.value.problem.value) == ("DNA-03", "S-1, S-2")
    assert seeking.typed({"S-1": "m"}, profiles()).missing == ("S-1",)  # only one of them is sought


def test_a_sex_that_the_family_knows_is_not_overwritten_by_the_list():
    seeking = SeekingFamily("F-1", (Member("S-9", "M"), Member("Zaira", "F")), {})
    assert seeking.typed({"S-9": "f"}, {}).pedigree["S-9"].sex == "M"
