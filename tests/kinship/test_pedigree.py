from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given

from nasab.errors import WrongUse
from nasab.kinship import Member, Pedigree
from tests.kinship.families import pedigrees

FATHER, MOTHER = Member("f", "M"), Member("m", "F")


def code(*members: Member, identical=()) -> str:
    with pytest.raises(WrongUse) as told:
        Pedigree(members, identical).merged()
    assert told.value.problem.sentence()
    return told.value.code


def test_two_persons_cannot_have_one_id():
    assert code(FATHER, FATHER) == "KIN-01"


def test_a_parent_who_is_no_member_is_named():
    with pytest.raises(WrongUse) as told:
        Pedigree([Member("c", "M", "f", None)])
    assert told.value.code == "KIN-02"
    assert "f" in told.value.problem.sentence()


def test_a_father_is_a_man_and_a_mother_is_a_woman():
    assert code(Member("f", "F"), Member("c", "M", "f")) == "KIN-03"
    assert code(Member("m", "M"), Member("c", "M", None, "m")) == "KIN-03"
    assert code(Member("x"), Member("c", "M", "x"), Member("d", "M", None, "x")) == "KIN-03"
    assert code(Member("x", "männlich")) == "KIN-03"


def test_a_father_of_whom_no_sex_is_written_is_a_man():
    assert Pedigree([Member("f"), Member("c", "F", "f")]).is_male.tolist() == [1, 0]


def test_nobody_is_their_own_ancestor():
    assert code(Member("a", "M", "a")) == "KIN-04"
    assert code(Member("a", "M", "b"), Member("b", "M", "a")) == "KIN-04"
    assert code(FATHER, Member("a", "M", "b"), Member("b", "M", "c"), Member("c", "M", "a")) == "KIN-04"


def test_a_parent_is_ten_years_older_at_least():
    assert code(Member("f", "M", born=1990), Member("c", "M", "f", born=1995)) == "KIN-05"
    assert code(Member("f", "M", born=1990), Member("c", "M", "f", born=1980)) == "KIN-05"
    assert len(Pedigree([Member("f", "M", born=1990), Member("c", "M", "f", born=2015)])) == 2
    assert len(Pedigree([Member("f", "M"), Member("c", "M", "f", born=2015)])) == 2


def test_identical_twins_have_one_sex_and_the_same_parents():
    two = (FATHER, MOTHER, Member("a", "M", "f", "m"))
    assert code(*two, Member("b", "F", "f", "m"), identical=[("a", "b")]) == "KIN-06"
    assert code(*two, Member("g", "M"), Member("b", "M", "g", "m"), identical=[("a", "b")]) == "KIN-06"
    assert code(*two, identical=[("a", "z")]) == "KIN-06"
    assert code(*two, identical=[("a", "f")]) == "KIN-06"


def test_two_who_are_one_can_make_somebody_their_own_ancestor_only_to_be_refused():
    family = [Member("a", "M"), Member("b", "M", "a"), Member("c", "M"), Member("d", "M", "c")]
    assert code(*family, identical=[("a", "d"), ("b", "c")]) == "KIN-04"


def test_identical_persons_merge_into_one_with_what_is_known_of_either():
    family = Pedigree(
        [FATHER, MOTHER, Member("a", "M", "f", "m"), Member("poi"), Member("k", "F", "poi")], [("a", "poi")]
    )
    one, goes_by = family.merged()
    assert goes_by["poi"] == goes_by["a"] == "a"
    assert one["k"].father == "a"
    assert (one["a"].father, one["a"].mother, one["a"].sex) == ("f", "m", "M")


def test_groups_that_share_a_person_are_one_group():
    family = Pedigree([Member(x, "M") for x in "abcd"], [("a", "b"), ("b", "c")])
    assert family.identical == (("a", "b", "c"),)


def test_persons_of_another_kind_are_taken_as_members():
    @dataclass(frozen=True)
    class Told:
        id: str
        sex: str | None = None
        father: str | None = None
        mother: str | None = None

    family = Pedigree([Told("f"), Told("c", "F", "f")])
    assert family.members == (Member("f"), Member("c", "F", "f"))


def test_cousins_may_marry():
    family = Pedigree(
        [
            FATHER, MOTHER, Member("s", "M", "f", "m"), Member("d", "F", "f", "m"), Member("w", "F"), Member("h", "M"),
            Member("a", "M", "s", "w"), Member("b", "F", "h", "d"), Member("c", "M", "a", "b"),
        ]
    )  # fmt: skip
    assert {"f", "m"} <= family.ancestors("c")


def test_who_is_untyped_and_joins_nobody_is_pruned_as_familias_does():
    family = Pedigree([FATHER, MOTHER, Member("c", "M", "f", "m"), Member("leaf", "F", "f", "m")])
    pruned = family.pruned({"c", "m"})
    assert [m.id for m in pruned.members] == ["m", "c"]
    assert pruned["c"].father is None
    assert pruned["c"].mother == "m"
    two = Pedigree([FATHER, MOTHER, Member("c", "M", "f", "m"), Member("d", "F", "f", "m")])
    assert len(two.pruned({"c", "d"})) == 4


@given(pedigrees(8))
def test_parents_stand_before_their_children(family: Pedigree):
    place = {k: at for at, k in enumerate(family.order)}
    for k in range(len(family)):
        for parent in (int(family.father[k]), int(family.mother[k])):
            assert parent < 0 or place[parent] < place[k]


@given(pedigrees(8))
def test_renaming_there_and_back_changes_nothing(family: Pedigree):
    there = {m.id: f"x{m.id}" for m in family.members}
    back = family.renamed(there).renamed({new: old for old, new in there.items()})
    assert back.members == family.members
