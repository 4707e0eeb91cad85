"""A word is evidence in the role it plays, wherever it was written."""

from __future__ import annotations

import pytest

from nasab.matching.facts import Facts, Knowledge, Slot, read_facts
from nasab.names import fold
from tests.matching.making import Row, lists, said


def read(*rows: Row, side: str = "found") -> tuple[Facts, Knowledge]:
    knowledge = Knowledge.empty()
    found, sought = lists(list(rows), list(rows))
    return read_facts(found if side == "found" else sought, knowledge), knowledge


@pytest.mark.parametrize(
    ("column", "cell", "slot", "word"),
    [
        ("name", "Bilal", Slot.GIVEN, "Bilal"),
        ("name", "Билал Русланович", Slot.GIVEN, "Билал"),
        ("name", "Билал Русланович Тагиров", Slot.FAMILY, "Тагиров"),
        ("other_names", "Bilo; بلال", Slot.GIVEN, "بلال"),
        ("father", "Ruslan Tagirov", Slot.FATHER, "Ruslan"),
        ("father", "Ruslan Tagirov", Slot.FAMILY, "Tagirov"),
        ("father_alias", "Abu Bilal al-Shishani", Slot.KUNYA, "Bilal"),
        ("father", "أبو بلال", Slot.KUNYA, "بلال"),
        ("mother", "Zarema", Slot.MOTHER, "Zarema"),
        ("mother_alias", "Umm Bilal", Slot.KUNYA, "Bilal"),
        ("siblings", "Aminat (6, f); Abdullah", Slot.SIBLINGS, "Abdullah"),
        ("relatives", "grandmother: Zaira; uncle: Hamza", Slot.WOMEN, "Zaira"),
        ("relatives", "grandmother: Zaira; uncle: Hamza", Slot.MEN, "Hamza"),
        ("relatives", "father: Ruslan", Slot.FATHER, "Ruslan"),
        ("relatives", "mother: Zarema", Slot.MOTHER, "Zarema"),
    ],
)
def test_each_column_gives_its_words_to_the_role_they_play(column: str, cell: str, slot: Slot, word: str):
    facts, knowledge = read({column: cell})
    assert fold(word) in said(facts, knowledge, slot)


def test_a_patronymic_in_the_childs_name_is_the_fathers_name():
    facts, knowledge = read({"name": "Билал Русланович Тагиров"})
    assert said(facts, knowledge, Slot.FATHER) == {fold("Руслан")}


def test_an_inquirer_is_compared_as_the_relative_she_is():
    row = {"inquirer": "Заира Тагирова", "relation": "бабушка"}
    facts, knowledge = read(row, side="sought")
    assert fold("Заира") in said(facts, knowledge, Slot.WOMEN)
    assert said(facts, knowledge, Slot.MEN) == set()


def test_an_inquirer_who_is_the_mother_is_the_mother():
    facts, knowledge = read({"inquirer": "Zarema", "relation": "mother"}, side="sought")
    assert said(facts, knowledge, Slot.MOTHER) == {fold("Zarema")}


def test_a_name_given_after_separation_is_no_evidence():
    facts, knowledge = read({"name": "given: Omar", "other_names": "Bilal; given: Yusuf"})
    assert said(facts, knowledge, Slot.GIVEN) == {fold("Bilal")}


def test_children_of_one_group_are_one_anothers_siblings():
    facts, knowledge = read({"group": "G4", "name": "Bilal"}, {"group": "G4", "name": "Aminat"}, {"name": "Ali"})
    assert said(facts, knowledge, Slot.SIBLINGS, 0) == {fold("Aminat")}
    assert said(facts, knowledge, Slot.SIBLINGS, 1) == {fold("Bilal")}
    assert said(facts, knowledge, Slot.SIBLINGS, 2) == set()


def test_the_children_of_a_household_are_the_child_and_its_siblings():
    facts, knowledge = read({"name": "Bilal", "siblings": "Aminat"})
    assert said(facts, knowledge, Slot.CHILDREN) == {fold("Bilal"), fold("Aminat")}


@pytest.mark.parametrize("named", [{"name": "بلال"}, {"siblings": "Билал"}, {"name": "Bilal"}])
def test_a_kunya_after_a_child_named_beside_it_says_nothing_more(named: Row):
    facts, knowledge = read({"father_alias": "Abu Bilal al-Shishani", **named})
    assert said(facts, knowledge, Slot.KUNYA) == {fold("Bilal")}
    assert said(facts, knowledge, Slot.UNTOLD_KUNYA) == set()


def test_a_kunya_after_a_child_who_is_not_named_is_told_by_nothing_else():
    facts, knowledge = read({"father_alias": "Abu Bilal al-Shishani", "name": "Yusuf"}, {"father_alias": "Abu Bilal"})
    assert said(facts, knowledge, Slot.UNTOLD_KUNYA, 0) == {fold("Bilal")}
    assert said(facts, knowledge, Slot.UNTOLD_KUNYA, 1) == {fold("Bilal")}


def test_where_the_by_name_points_is_kept_apart_from_the_name():
    facts, knowledge = read({"father_alias": "Abu Bilal al-Shishani"}, {"father_alias": "Abu Bilal"})
    assert dict(knowledge.bynames.values[facts.byname[0]])["RU-CE"] > 0.5
    assert facts.byname[1] == -1


def test_a_list_without_names_has_no_words():
    facts, _ = read({"sex": "m"}, {"sex": "f"})
    assert all(len(facts.names[slot].values) == 0 for slot in Slot)


@pytest.mark.parametrize("epithet", ["al-Muhajir", "الأنصاري", "аль-Мухаджир", "Saifullah"])
def test_an_epithet_that_many_take_is_no_evidence(epithet: str):
    facts, knowledge = read({"father_alias": f"Abu Bilal {epithet}"}, {"father_alias": "Abu Bilal al-Tawil"})
    assert said(facts, knowledge, Slot.ALIAS, 0) == set()
    assert said(facts, knowledge, Slot.ALIAS, 1) == {"tawil"}
    assert facts.byname.tolist() == [-1, -1]
