"""Which two spellings agree, as they are written, and in what way they are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import names
from nasab.matching.evidence.named import SiblingComparison
from nasab.matching.evidence.spellings import Agreement, how_alike, one_to_one
from nasab.matching.facts import Slot
from nasab.matching.likeness import CLOSE, LEVELS, SAME
from nasab.matching.results import NamePair
from tests.matching.making import Row, comparison_of


def pairs(kind: str, found: Row, sought: Row) -> tuple[NamePair, ...]:
    return comparison_of(kind, [found], [sought]).names(0, 0)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("found", "sought", "how"),
    [
        ("Магомед", "محمد", "alphabets"),
        ("بلال", "Билал", "alphabets"),
        ("Bilal", "Bilel", "respelt"),
        ("Билал", "Билал", "spelling"),
        ("Мага", "محمد", "short_found"),
        ("محمد", "Мага", "short_sought"),
        ("Aset", "Asiya", "forms"),
    ],
)
def test_in_what_way_two_spellings_are_one_name(found: str, sought: str, how: str):
    assert how_alike(names.fold(found), names.fold(sought), SAME) == how


@pytest.mark.parametrize(
    ("kind", "found", "sought", "shown"),
    [
        ("child_name", {"name": "محمد"}, {"name": "Магомедов Магомед"}, ("محمد", "Магомед")),
        ("child_name", {"name": "Lea; Khadidja"}, {"name": "Léa", "other_names": "خديجة"}, ("Lea", "Léa")),
        ("father_name", {"father": "رسلان"}, {"name": "Билал Русланович"}, ("رسلان", "Русланович")),
        ("kunya", {"father_alias": "أبو حمزة"}, {"father_alias": "Абу Хамза аш-Шишани"}, ("حمزة", "Хамза")),
        ("kunya_child", {"father_alias": "Abu al-Bilal"}, {"name": "Билал"}, ("al-Bilal", "Билал")),
        ("kunya_child", {"father_alias": "Aboubilal"}, {"name": "Билал"}, ("Aboubilal", "Билал")),
        (
            "relatives",
            {"relatives": "grandmother: Zaira"},
            {"inquirer": "Заира", "relation": "бабушка"},
            ("Zaira", "Заира"),
        ),
    ],
)
def test_names_are_shown_as_they_are_written(kind: str, found: Row, sought: Row, shown: tuple[str, str]):
    best = pairs(kind, found, sought)[0]
    assert (best.found, best.sought) == shown


def test_names_that_differ_are_no_pair():
    assert pairs("child_name", {"name": "Bilal"}, {"name": "Тимур"}) == ()
    assert pairs("siblings", {"siblings": "Bilal"}, {"siblings": "Тимур"}) == ()


def test_brothers_and_sisters_are_shown_one_by_one_and_at_most_three():
    all_of_them = "Aminat; Bilal; Ruslan; Zarema; Heda"
    shown = pairs("siblings", {"siblings": all_of_them}, {"siblings": "Аминат; Билал; Руслан; Зарема; Хеда"})
    assert len(shown) == len({pair.found for pair in shown}) == len({pair.sought for pair in shown}) == 3
    assert all(pair.how == "alphabets" for pair in shown)


def test_a_sister_in_a_row_of_her_own_is_shown_with_her_name():
    group = [{"group": "G4", "name": "Bilal"}, {"group": "G4", "name": "Aminat"}]
    comparison = comparison_of("is_sibling", group, [{"siblings": "Аминат"}])
    assert isinstance(comparison, SiblingComparison)
    assert [pair.found for pair in comparison.names(1, 0)] == ["Aminat"]
    assert comparison.names(0, 0) == ()


def test_letters_are_laid_side_by_side_where_they_have_something_to_show():
    found, sought = "محمد", "магомед"
    best = pairs("child_name", {"name": found}, {"name": sought})[0]
    assert "".join(block.found for block in best.letters) == found
    assert "".join(block.sought for block in best.letters) == sought
    assert pairs("child_name", {"name": "Мага"}, {"name": "محمد"})[0].letters == ()
    assert pairs("child_name", {"name": "Bilal"}, {"name": "Bilal"})[0].letters == ()


words = st.sampled_from(["bilal", "билал", "بلال", "мага", "محمد", "x", "טל", "zzz"])


@given(words, words, st.integers(1, SAME))
def test_every_way_of_being_one_name_has_a_sentence_with_both_names(found: str, sought: str, level: int):
    pair = NamePair(found, sought, LEVELS[level], how_alike(found, sought, level))
    said = pair.phrase.say()
    assert found in said
    assert sought in said


@given(st.lists(st.tuples(st.integers(1, SAME), st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_no_word_is_shown_twice(told: list[tuple[int, int, int]]):
    alike = [Agreement(level, Slot.SIBLINGS, Slot.SIBLINGS, a, b) for level, a, b in sorted(told, reverse=True)]
    chosen = one_to_one(alike, CLOSE, 3)
    assert len(chosen) <= 3
    assert len({one.found for one in chosen}) == len({one.sought for one in chosen}) == len(chosen)
    assert all(one.level >= CLOSE for one in chosen)
    assert chosen or all(one.level < CLOSE for one in alike)
