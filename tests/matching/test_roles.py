"""A word is evidence in the role it plays, wherever it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.facts import Facts, Knowledge, Slot, read_facts
from nasab.matching.ragged import Ragged
from nasab.matching.roles import DERIVED, without
from nasab.matching.vocabulary import Vocabulary
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


def test_where_the_by_name_points_is_kept_apart_from_the_name():
    facts, knowledge = read({"father_alias": "Abu Bilal al-Shishani"}, {"father_alias": "Abu Bilal"})
    assert dict(knowledge.bynames.values[facts.byname[0]])["RU-CE"] > 0.5
    assert facts.byname[1] == -1


def test_a_list_without_names_has_no_words():
    facts, _ = read({"sex": "m"}, {"sex": "f"})
    assert set(facts.names) == set(Slot) - set(DERIVED)
    assert all(len(words.values) == 0 for words in facts.names.values())


@pytest.mark.parametrize("epithet", ["al-Muhajir", "الأنصاري", "аль-Мухаджир", "Saifullah"])
def test_an_epithet_that_many_take_is_no_evidence(epithet: str):
    facts, knowledge = read({"father_alias": f"Abu Bilal {epithet}"}, {"father_alias": "Abu Bilal al-Tawil"})
    assert said(facts, knowledge, Slot.ALIAS, 0) == set()
    assert said(facts, knowledge, Slot.ALIAS, 1) == {"tawil"}
    assert facts.byname.tolist() == [-1, -1]


WORDS = ("bilal", "билал", "بلال", "hamza", "мага", "muhammad")
ROWS = st.lists(st.tuples(st.sets(st.integers(0, 5), max_size=3), st.sets(st.integers(0, 5), max_size=3)), min_size=1)


def is_spelling_of(one: str, other: str) -> bool:
    alike = ({"bilal", "билал", "بلال"}, {"hamza"}, {"мага", "muhammad"})
    return any({one, other} <= names for names in alike)


@given(ROWS)
def test_words_that_others_of_the_row_say_in_another_spelling_are_left_out(rows):
    tokens: Vocabulary[str] = Vocabulary()
    for word in WORDS:
        tokens.number(word)
    sides = [
        Ragged.from_pairs(
            [k for k, row in enumerate(rows) for _ in row[side]], [w for row in rows for w in row[side]], len(rows)
        )
        for side in range(2)
    ]
    left = without(*sides, tokens)
    for k, (words, others) in enumerate(rows):
        by_hand = {w for w in words if not any(is_spelling_of(WORDS[w], WORDS[other]) for other in others)}
        assert set(left.row(k).tolist()) == by_hand
