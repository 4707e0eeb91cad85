"""What a family shares is gathered from all its rows and counted once; what is a child's stays with the child."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.matching.facts import Knowledge, Slot, read_facts
from nasab.matching.families import Families, alone, as_families, only, unite
from nasab.names import fold
from tests import cast
from tests.matching.making import Row, families_of, level_of, lists, said, understood


def read(*rows: Row) -> tuple[Families, Knowledge]:
    knowledge = Knowledge.empty()
    return as_families(read_facts(lists(list(rows), [{}])[0], knowledge), knowledge), knowledge


def shared(families: Families, knowledge: Knowledge, slot: Slot, family: int = 0) -> set[str]:
    return said(families.shared, knowledge, slot, family)


BROTHERS = (
    {"group": "G4", "name": "Bilal", "sex": "m", "father": "Ruslan", "origin": "Grozny", "age": "4", "as_of": "2017"},
    {"name": "Ali", "father": "Aslan"},
    {"group": "G4", "name": "Timur", "mother": "Zaira", "languages": "che", "marks": "burn, left forearm"},
)


def test_one_child_knows_the_father_and_another_the_mother_and_the_family_knows_both():
    families, knowledge = read(*BROTHERS)
    family = int(families.children.household[0])
    assert shared(families, knowledge, Slot.FATHER, family) == {fold("Ruslan")}
    assert shared(families, knowledge, Slot.MOTHER, family) == {fold("Zaira")}
    assert families.shared.origin[family] >= 0
    assert families.shared.languages[family] >= 0
    assert families.shared.children.columns["father"][family] == "Ruslan"


def test_names_sex_age_and_marks_stay_with_the_child():
    families, knowledge = read(*BROTHERS)
    assert said(families.children, knowledge, Slot.GIVEN, 0) == {fold("Bilal")}
    assert said(families.children, knowledge, Slot.GIVEN, 2) == {fold("Timur")}
    assert (families.shared.sex == -1).all()
    assert np.isnan(families.shared.born).all()
    assert (families.shared.marks == -1).all()
    assert len(families.shared.concepts.values) == 0
    assert Slot.FATHER not in families.children.names


def test_a_family_is_the_rows_that_share_a_group_in_list_order():
    families, _ = read(*BROTHERS)
    assert sorted(families.members.row(k).tolist() for k in range(len(families))) == [[0, 2], [1]]
    assert len(families) == 2


def test_brothers_and_sisters_with_a_row_of_their_own_are_not_absent():
    families, knowledge = read(
        {"group": "G", "name": "Bilal", "siblings": "Aminat; Heda"}, {"group": "G", "name": "Аминат"}
    )
    assert shared(families, knowledge, Slot.ABSENT) == {fold("Heda")}
    assert shared(families, knowledge, Slot.SIBLINGS) == {fold("Aminat"), fold("Heda")}
    for row in range(2):
        assert said(families.children, knowledge, Slot.ABSENT, row) == {fold("Heda")}


def test_the_children_of_a_family_are_those_with_a_row_and_those_without():
    families, knowledge = read({"name": "Bilal", "siblings": "Aminat"})
    assert shared(families, knowledge, Slot.CHILDREN) == {fold("Bilal"), fold("Aminat")}


@pytest.mark.parametrize("named", [{"name": "بلال"}, {"siblings": "Билал"}, {"name": "Bilal"}])
def test_a_kunya_after_a_child_named_beside_it_says_nothing_more(named: Row):
    families, knowledge = read({"father_alias": "Abu Bilal al-Shishani", **named})
    assert shared(families, knowledge, Slot.KUNYA) == {fold("Bilal")}
    assert shared(families, knowledge, Slot.UNTOLD_KUNYA) == set()


@pytest.mark.parametrize(("name", "kunya"), [("مهة", "ابو موهة"), ("مهة", "أم مهي"), ("Nurbik", "Umm Nuribi")])
def test_a_name_heard_twice_and_written_in_two_ways_is_one_statement(name: str, kunya: str):
    families, knowledge = read({"name": name, "father_alias": kunya})
    assert shared(families, knowledge, Slot.UNTOLD_KUNYA) == set()


@pytest.mark.parametrize(("name", "kunya"), [("Yusuf", "Abu Bilal"), ("Zaira", "أبو عمر"), ("Хава", "Abu Hamza")])
def test_a_kunya_after_another_child_says_more(name: str, kunya: str):
    families, knowledge = read({"name": name, "father_alias": kunya})
    assert len(shared(families, knowledge, Slot.UNTOLD_KUNYA)) == 1


def test_a_kunya_after_a_brother_named_in_his_own_row_says_nothing_more():
    families, knowledge = read(
        {"group": "G", "name": "Yusuf", "father_alias": "Abu Bilal"}, {"group": "G", "name": "بلال"}
    )
    assert shared(families, knowledge, Slot.UNTOLD_KUNYA) == set()


def test_a_kunya_after_a_child_who_is_not_named_is_told_by_nothing_else():
    families, knowledge = read(
        {"father_alias": "Abu Bilal al-Shishani", "name": "Yusuf"}, {"father_alias": "Abu Bilal"}
    )
    assert shared(families, knowledge, Slot.UNTOLD_KUNYA, 0) == {fold("Bilal")}
    assert shared(families, knowledge, Slot.UNTOLD_KUNYA, 1) == {fold("Bilal")}


def test_a_fact_of_which_rows_say_different_things_is_that_of_the_first_that_says_any():
    families, knowledge = read({"group": "G"}, {"group": "G", "origin": "Grozny"}, {"group": "G", "origin": "Kayseri"})
    assert knowledge.places.values[families.shared.origin[0]].id == knowledge.places.values[0].id


def test_the_cells_of_a_family_are_the_different_cells_of_its_rows():
    families, _ = read({"group": "G"}, {"group": "G", "origin": "Grozny"}, {"group": "G", "origin": "Kayseri"})
    cells = families.shared.children.columns["origin"]
    assert list(cells) == cells[0:1] == ["Grozny; Kayseri"]
    assert cells[-1] == cells[0]
    with pytest.raises(IndexError):
        cells[1]


def test_what_no_row_says_no_family_says():
    families, knowledge = read({"group": "G"}, {"group": "G", "name": "Bilal"}, {})
    for family in range(2):
        assert (
            families.shared.origin[family] == families.shared.where[family] == families.shared.languages[family] == -1
        )
        assert np.isnan(families.shared.when[family])
        assert shared(families, knowledge, Slot.FATHER, family) == set()


def test_some_families_taken_say_what_they_said():
    both = understood([*BROTHERS, {"name": "Zelim", "father": "Hasan"}], [{}])
    of = {tuple(ids): k for k, ids in enumerate(families_of(both))}
    chosen = np.array([of["M-3",], of["M-0", "M-2"]])
    some = only(both.found, chosen)
    assert [some.members.row(k).tolist() for k in range(2)] == [[0], [1, 2]]
    assert some.children.children.columns["name"][2] == "Timur"
    assert some.children.household.tolist() == [0, 1, 1]
    assert said(some.shared, both.knowledge, Slot.FATHER, 1) == {fold("Ruslan")}
    assert said(some.children, both.knowledge, Slot.GIVEN, 0) == {fold("Zelim")}


def test_a_child_by_itself_says_what_its_own_row_says_and_nothing_else():
    families, knowledge = read(*BROTHERS)
    apart = alone(families, np.array([2, 0]), knowledge)
    assert [apart.members.row(k).tolist() for k in range(2)] == [[0], [1]]
    assert shared(apart, knowledge, Slot.FATHER, 0) == set()
    assert shared(apart, knowledge, Slot.MOTHER, 0) == {fold("Zaira")}
    assert shared(apart, knowledge, Slot.FATHER, 1) == {fold("Ruslan")}
    assert apart.shared.languages[1] == -1


def test_a_brother_named_in_a_row_of_his_own_is_absent_from_the_row_of_the_other():
    families, knowledge = read({"group": "G", "name": "Bilal", "siblings": "Aminat"}, {"group": "G", "name": "Аминат"})
    assert shared(families, knowledge, Slot.ABSENT) == set()
    assert shared(alone(families, np.array([0]), knowledge), knowledge, Slot.ABSENT) == {fold("Aminat")}


def test_families_united_are_what_they_would_be_as_one():
    apart = [
        {"group": "A", "name": "Bilal", "father": "Ruslan", "siblings": "Aminat; Heda"},
        {"group": "B", "name": "Аминат", "mother": "Zaira", "father_alias": "Abu Bilal"},
    ]
    both = understood([*apart, {"name": "Ali"}], [{}])
    united = unite(both.found, [[0, 1]], both.knowledge)
    as_one = understood([{**row, "group": "A"} for row in apart], [{}])
    assert [united.members.row(0).tolist()] == [[0, 1]]
    for slot in (Slot.GIVEN, Slot.FATHER, Slot.MOTHER, Slot.ABSENT, Slot.CHILDREN, Slot.UNTOLD_KUNYA):
        assert said(united.shared, both.knowledge, slot) == said(as_one.found.shared, as_one.knowledge, slot), slot
    for row in range(2):
        assert said(united.children, both.knowledge, Slot.ABSENT, row) == {fold("Heda")}


NAMES = st.sampled_from(["", "Bilal", "Билал", "Zaira", "Hamza; Ali"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {"group": st.sampled_from(["", "A", "B"]), "name": NAMES, "father": NAMES, "siblings": NAMES}
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=30)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing_of_what_a_family_says(rows: list[Row], random):
    mixed = [{"id": f"M-{k}", **row} for k, row in enumerate(rows)]
    random.shuffle(mixed)
    told = []
    for side in (rows, mixed):
        families, knowledge = read(*side)
        ids = families.children.children.columns["id"]
        told.append(
            {
                frozenset(ids[row] for row in families.members.row(k).tolist()): [
                    said(families.shared, knowledge, slot, k) for slot in (Slot.GIVEN, Slot.FATHER, Slot.ABSENT)
                ]
                for k in range(len(families))
            }
        )
    assert told[0] == told[1]


@settings(max_examples=30)
@given(ROWS)
def test_uniting_each_family_with_itself_alone_changes_nothing(rows: list[Row]):
    families, knowledge = read(*rows)
    united = unite(families, [[k] for k in range(len(families))], knowledge)
    for slot, words in united.shared.names.items():
        assert words.values.tolist() == families.shared.names[slot].values.tolist()
        assert words.start.tolist() == families.shared.names[slot].start.tolist()


def test_the_cast_is_read_as_the_families_it_is():
    both = understood([cast.BILAL, cast.AMINAT], [cast.SOUGHT_BILAL, cast.SOUGHT_YUSUF, cast.SOUGHT_AMINAT])
    assert families_of(both) == [["M-017"], ["M-018"]]
    assert sorted(families_of(both, "sought")) == [["S-204", "S-205"], ["S-300"]]


def test_the_order_of_brothers_and_sisters_in_the_list_changes_nothing():
    """Where and when a group was found, and where it is from, does not go by who stands first."""
    rows: list[Row] = [
        {"group": "G", "name": "Bilal", "found_place": "Mosul", "found_date": "2016-01", "origin": "Grozny"},
        {"group": "G", "name": "Adam", "found_place": "Raqqa", "found_date": "2018-01", "origin": "Khujand"},
        {"group": "G", "name": "Aminat", "found_place": "Raqqa", "languages": "rus"},
        {"group": "G", "name": "Zuk", "languages": "che"},
    ]
    wanted: Row = {
        "name": "Билал",
        "last_seen_place": "Мосул",
        "last_seen_date": "2017-01",
        "origin": "Грозный",
        "languages": "che",
    }
    for kind in ("dates", "last_seen", "origin"):
        assert len({level_of(kind, list(order), wanted) for order in permutations(rows)}) == 1
    assert level_of("dates", rows, wanted) == "before"  # the earliest day counts
