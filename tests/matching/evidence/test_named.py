"""Names are compared in the role they play, and a rare one weighs more."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.evidence.heard import SORTS
from nasab.matching.evidence.named import once_each, one_in
from nasab.matching.likeness import LEVELS, SAME
from nasab.matching.ragged import Ragged
from tests.matching.making import Row, comparison_of, level_of, sort_of


@pytest.mark.parametrize(
    ("kind", "found", "sought", "level"),
    [
        ("child_name", {"name": "بلال"}, {"name": "Билал Тагиров"}, "same"),
        ("child_name", {"name": "Bilal"}, {"name": "Bilal"}, "same"),
        ("child_name", {"name": "Bilal"}, {"name": "Тимур"}, "differs"),
        ("child_name", {"name": "Bilal"}, {"father": "Билал"}, None),
        ("child_name", {"name": "Lea; Khadidja"}, {"name": "Léa", "other_names": "خديجة"}, "same"),
        ("father_name", {"father": "رسلان"}, {"name": "Билал Русланович"}, "same"),
        ("father_name", {"father": "Ruslan"}, {"mother": "Heda"}, None),
        ("mother_name", {"mother": "زارما"}, {"mother": "Зарема"}, "same"),
        ("family_name", {"name": "Bilal Tagirov"}, {"father": "Руслан Тагиров"}, "same"),
        ("kunya", {"father_alias": "أبو حمزة"}, {"father_alias": "Абу Хамза"}, "same"),
        ("kunya_child", {"father_alias": "أبو بلال"}, {"name": "Билал"}, "same"),
        ("kunya_child", {"name": "Bilal"}, {"father_alias": "Абу Билал"}, "same"),
        ("kunya_child", {"father_alias": "Abu Hamza"}, {"name": "Билал"}, "differs"),
        ("kunya_child", {"father_alias": "Abu Bilal", "name": "Bilal"}, {"name": "Билал"}, None),
    ],
)
def test_how_well_two_names_agree(kind: str, found: Row, sought: Row, level: str | None):
    assert level_of(kind, found, sought) == level


def test_a_name_spelt_alike_weighs_what_the_same_name_weighs():
    sought = [{"name": "Zelimkhan"}, {"name": "Зелимхан"}, {"name": "Timur"}]
    comparison = comparison_of("child_name", [{"name": "Zelimkhan"}], sought)
    level = comparison.compare(np.zeros(3, dtype=np.int32), np.arange(3, dtype=np.int32)).tolist()
    assert level[0] == level[1] > level[2]
    assert [comparison.levels[one].rpartition("/")[2] for one in level] == ["same", "same", "differs"]
    assert comparison.phrases(0, 0, SAME)[0].key == "reasons.name.same"
    assert comparison.phrases(0, 1, SAME)[0].key == "reasons.name.same"


def test_one_kunya_on_both_sides_is_not_counted_twice():
    child = {"name": "Билал", "father_alias": "Абу Билал"}
    assert level_of("kunya", {"father_alias": "أبو بلال", "name": "بلال"}, child) is None
    assert level_of("kunya_child", {"father_alias": "أبو بلال", "name": "بلال"}, child) is None
    assert level_of("child_name", {"father_alias": "أبو بلال", "name": "بلال"}, child) == "same"


def test_the_best_of_several_names_counts_once():
    assert level_of("child_name", {"name": "Omar", "other_names": "Bilal"}, {"name": "Билал; Усман"}) == "same"


def test_each_sort_of_name_has_its_own_degrees_of_agreement():
    assert sort_of("child_name", {"name": "Muhammad"}, {"name": "Магомед"}) == "usual"
    assert sort_of("child_name", {"name": "Zuk"}, {"name": "Зук"}) == "short"
    comparison = comparison_of("child_name", [{"name": "Bilal"}], [{}])
    assert comparison.levels == tuple(f"{sort}/{degree}" for sort in SORTS for degree in LEVELS)
    assert [comparison.groups.count(k) for k in range(len(SORTS))] == [len(LEVELS)] * len(SORTS)


@pytest.mark.parametrize(
    ("found", "sought", "level"),
    [
        ("Aminat; Abdullah", "Аминат; Абдулла; Хеда", "several"),
        ("Aminat; Omar", "Аминат", "one"),
        ("Omar", "Аминат", "none"),
        ("", "Аминат", None),
    ],
)
def test_brothers_and_sisters_are_compared_as_a_set(found: str, sought: str, level: str | None):
    assert level_of("siblings", {"siblings": found}, {"siblings": sought}) == level


def test_a_childs_own_name_among_the_siblings_sought_means_a_sibling():
    assert level_of("is_sibling", {"name": "Aminat"}, {"name": "Билал", "siblings": "Аминат"}) == "yes"
    assert level_of("is_sibling", {"name": "Bilal"}, {"name": "Билал", "siblings": "Аминат"}) == "no"


def test_the_inquiring_grandmother_is_compared_with_the_childs_relatives():
    inquirer = {"inquirer": "Заира", "relation": "бабушка"}
    assert str(level_of("relatives", {"relatives": "grandmother: Zaira"}, inquirer)).startswith("same")
    assert level_of("relatives", {"relatives": "uncle: Zaira"}, {"relatives": "uncle: Hamza"}) == "none"


def test_a_rare_name_is_reached_by_fewer_strangers():
    sought = [{"name": "Muhammad"}] * 30 + [{"name": "Zelimkhan"}] + [{"name": "Timur"}] * 20
    comparison = comparison_of("child_name", [{"name": "Muhammad"}, {"name": "Zelimkhan"}], sought)
    chance = comparison.chance()
    muhammad, zelimkhan = chance.table[chance.row, 0, SAME]
    assert muhammad > 10 * zelimkhan


@pytest.mark.parametrize("kind", ["child_name", "kunya", "siblings", "is_sibling"])
def test_the_chances_of_all_levels_are_one_whole(kind: str):
    rows = [{"name": "Bilal", "siblings": "Aminat", "relatives": "aunt: Heda", "father_alias": "Abu Omar"}, {}]
    chance = comparison_of(kind, rows, rows).chance()
    assert len(chance.table) == len(set(chance.row.tolist())) == 2
    assert chance.table.sum(axis=2) == pytest.approx(np.ones((2, 1)), abs=1e-4)
    assert (chance.table > 0).all()


def test_a_name_that_agrees_is_said_to_be_common_or_rare():
    sought = [{"name": "Muhammad"}] * 30 + [{"name": "Zelimkhan"}] + [{"name": "Timur"}] * 400
    comparison = comparison_of("child_name", [{"name": "محمد"}, {"name": "زليمخان"}, {"name": "Aslan"}], sought)
    assert comparison.phrases(0, 0, SAME)[-1].key == "reasons.name.common.children"
    assert comparison.phrases(1, 30, SAME)[-1].key == "reasons.name.rare.children"
    assert [phrase.key for phrase in comparison.phrases(2, 0, 0)] == ["reasons.name.differs"]
    for row in range(3):
        assert all("{" not in phrase.say() for phrase in comparison.phrases(row, 0, len(LEVELS) - 1))


def test_what_is_shown_is_the_cell_in_which_the_name_is_written():
    found, sought = {"father_alias": "أبو بلال الشيشاني"}, {"name": "Билал", "siblings": "Аминат"}
    shown = comparison_of("kunya_child", [found], [sought]).written(0, 0)
    assert shown == ("أبو بلال الشيشاني", "Билал; Аминат")


def test_a_share_is_said_as_one_in_so_many():
    assert one_in(0.025) == "40"
    assert one_in(0.0001) == "10\u00a0000"
    assert one_in(0) == "1\u00a0000\u00a0000"


@pytest.mark.parametrize(
    ("kind", "found", "sought", "among"),
    [
        ("child_name", {"name": "Bilal"}, {"name": "Билал"}, "children"),
        ("father_name", {"father": "Ruslan"}, {"father": "Руслан"}, "men"),
        ("mother_name", {"mother": "Zarema"}, {"mother": "Зарема"}, "women"),
        ("family_name", {"father": "Ruslan Tagirov"}, {"father": "Руслан Тагиров"}, "families"),
        ("kunya_child", {"father_alias": "Abu Bilal"}, {"name": "Билал"}, "children"),
        ("kunya_child", {"name": "Bilal"}, {"father_alias": "Abu Bilal"}, "parents"),
        ("kunya", {"mother_alias": "Umm Umar"}, {"mother_alias": "Умм Умар"}, "parents"),
    ],
)
def test_how_common_a_name_is_is_said_of_those_who_might_bear_it(kind: str, found: Row, sought: Row, among: str):
    comparison = comparison_of(kind, [found], [sought])
    assert comparison.phrases(0, 0, SAME)[1].key == f"reasons.name.common.{among}"


def test_of_a_kunya_that_many_take_this_is_said():
    children = [{"name": "Hamza"}, {"name": "Zelimkhan"}]
    fathers = [{"father_alias": "Abu Hamza"}, {"father_alias": "Abu Zelimkhan"}]
    comparison = comparison_of("kunya_child", fathers, children)
    assert [phrase.key for phrase in comparison.phrases(0, 0, SAME)][2:] == ["reasons.kunya_child.taken"]
    assert [phrase.key for phrase in comparison.phrases(1, 1, SAME)][2:] == []


@pytest.mark.parametrize(
    ("found", "sought", "level"),
    [
        ("Zeinab", "Зайнаб", "one"),
        ("Zeinab; Zainab", "Зайнаб", "one"),
        ("Zeinab; زينب", "Зайнаб; Zainab", "one"),
        ("Zeinab; Adam", "Зайнаб; Адам", "several"),
        ("Zeinab; Adam", "Зайнаб", "one"),
        ("Zeinab", "Адам", "none"),
    ],
)
def test_a_sister_in_several_spellings_is_one_sister(found: str, sought: str, level: str):
    told = level_of("siblings", {"name": "Bilal", "siblings": found}, {"name": "Билал", "siblings": sought})
    assert told == level


def test_that_a_family_says_nothing_of_a_sister_is_no_disagreement():
    assert level_of("siblings", {"name": "Bilal", "siblings": "Zaira"}, {"name": "Билал"}) is None
    asked = [{"family": "F", "name": "Билал"}, {"family": "F", "name": "Заира"}]
    assert level_of("siblings", {"name": "Bilal", "siblings": "Zaira"}, asked) == "one"
    others = [{"family": "F", "name": "Билал"}, {"family": "F", "name": "Адам"}]
    assert level_of("siblings", {"name": "Bilal", "siblings": "Zaira"}, others) == "none"


@pytest.mark.parametrize("again", ["Bilal; Билал", "Bilal; بلال", "Bilal; Билал; بلال"])
def test_a_name_in_a_second_spelling_is_not_a_second_chance_to_agree(again: str):
    sought = [{"name": "Билал"}, {"name": "Адам"}, {"name": "Мурад"}]
    once, twice = (comparison_of("child_name", [{"name": name}], sought).chance() for name in ("Bilal", again))
    assert twice.table[0, 0, SAME] == pytest.approx(once.table[0, 0, SAME], rel=0.2)
    both = comparison_of("child_name", [{"name": "Bilal; Adam"}], sought).chance()
    assert both.table[0, 0, SAME] > 1.5 * once.table[0, 0, SAME]


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), min_size=1, max_size=4))
def test_each_name_stands_once_in_a_row_and_every_row_keeps_a_name(rows: list[list[int]]):
    spelt = ["bilal", "билал", "بلال", "adam", "адам", "xyzzy"]
    pairs = [(row, word) for row, words in enumerate(rows) for word in words]
    words = Ragged.from_pairs([row for row, _ in pairs], [word for _, word in pairs], len(rows))
    left = once_each(words, spelt)
    sort = [0, 0, 0, 1, 1, 2]
    for row in range(len(rows)):
        kept = left.row(row).tolist()
        assert set(kept) <= set(words.row(row).tolist())
        assert sorted(sort[word] for word in kept) == sorted({sort[word] for word in words.row(row).tolist()})
