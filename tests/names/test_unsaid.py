"""Words in the place of a name that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.names import names_nobody, parse_cell, parse_relatives
from nasab.names.unsaid import named

PARENT_UNNAMED = """
متوفى | متوفاة | توفي والده | قتل في الموصل | погиб | погибла в Ракке | décédé | décédée en 2017 | dead | killed
мама | моя мама | mama | ماما | папа | baba | his father | deceased in Mosul
مجهول الهوية | الأب مجهول | اسم الأب غير معروف | لم يذكر
غير مسجل | غير متوفر | غير محدد | لا يتذكر | لا يعرف اسمه | لم تعرف اسم والدها | ما يعرف | не помнит имени | не помню
не назвал | не знаю | не установлен | имя отца неизвестно | нет отца | нет в живых | ребёнок не знает | on ne sait pas
l'enfant ne sait pas | il n'a pas dit | non renseigné | pas connu | père inconnu | sans nom | TBD | unknown father
father's name not known | no father | does not remember | child doesn't know | Abu unknown | شهيد | сирота | n/a
"""

BESIDE_A_NAME = {
    "Руслан погиб в Мосуле 2017": ["руслан"],
    "Руслан (погиб в Мосуле)": ["руслан"],
    "погибший Руслан Тагиров": ["руслан", "тагиров"],
    "المتوفى أحمد محمود": ["احمد", "محمود"],
    "Late Ahmad Ali": ["ahmad", "ali"],
    "Билал фамилию не знает": ["билал"],
    "Ruslan, surname unknown": ["ruslan"],
    "неизвестный Тагиров": ["тагиров"],
    "Abu Bilal (killed 2017)": ["bilal"],
    "мама Айшат": ["айшат"],
    "أم بلال": ["بلال"],
}


def _folded(cell: str, whose: str) -> list[str]:
    return [part.folded for name in parse_cell(cell, whose=whose) for part in name.parts]  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", [cell.strip() for cell in PARENT_UNNAMED.strip().replace("\n", "|").split("|")])
@pytest.mark.parametrize("whose", ["father", "mother"])
def test_words_about_a_parent_are_no_name(cell: str, whose: str) -> None:
    assert _folded(cell, whose) == []
    assert names_nobody(cell, whose=whose)  # type: ignore[arg-type]


@pytest.mark.parametrize(("cell", "names"), BESIDE_A_NAME.items(), ids=list(BESIDE_A_NAME))
def test_a_name_beside_such_words_stays(cell: str, names: list[str]) -> None:
    assert _folded(cell, "father") == names
    assert not names_nobody(cell, whose="father")


@pytest.mark.parametrize("cell", ["Умер", "شهيد", "сирота", "Mama", "Baba Traore"])
def test_what_is_said_of_parents_may_be_the_name_of_a_child(cell: str) -> None:
    assert _folded(cell, "child")
    assert not names_nobody(cell, whose="child")


def test_a_name_at_birth_is_no_denial() -> None:
    """`Né` and `née` have the letters of the French *ne*."""
    assert _folded("née Martin", "mother") == ["martin"]
    assert _folded("Aïcha née Dupont", "mother") == ["aicha", "dupont"]


def test_a_man_called_as_the_russian_word_for_died_keeps_his_name() -> None:
    assert _folded("Умер Ипчи", "father") == ["умер", "ипчи"]
    assert _folded("Руслан умер", "father") == ["руслан"]


def test_a_relative_of_whom_only_the_fate_is_known_has_no_name() -> None:
    told = [(relative.relation, relative.name.parts) for relative in parse_relatives("дядя погиб; mother: deceased")]
    assert told == [("uncle", ()), ("mother", ())]


WORDS = ["не", "погиб", "руслан", "mama", "name", "of", "مجهول", "ne", "pas", "а"]


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_what_is_left_stands_in_its_order_and_a_comma_stops_what_is_denied(words: list[str]) -> None:
    breaks = [place % 3 == 2 for place in range(len(words))]
    for of_parent in (False, True):
        left = named(words, breaks, of_parent=of_parent)
        assert left == sorted(set(left))
        assert set(left) <= set(range(len(words)))
    apart = named([*words, "руслан"], [*breaks, True], of_parent=True)
    assert apart[-1] == len(words)
