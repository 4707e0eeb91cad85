"""Spellings that are one name, and names that must stay two."""

from __future__ import annotations

import pytest

from nasab import names
from nasab.names import lexicon


def ids(text: str) -> set[int]:
    return set(lexicon.ids(names.parse(text).parts[0].folded))


@pytest.mark.parametrize(
    "spellings",
    [
        "محمد Магомед Mehmet Muhammad Mohamed Мага Мохьмад мұхаммед",
        "يوسف Юсуп Yusuf Youssef Joseph Жусуп",
        "خديجة Хадижат Khadija Hatice Хьадижат Хеда",
        "فاطمة Патимат Fatima Fatma Петимат",
        "حمزة Хамзат Hamza Гамзат Хьамзат",
        "عبدالرحمن Абдурахман Abderrahmane Abdurrahman Абдураҳмон",
        "نورالدين Нурудин Noureddine Nurettin",
        "بلال Билал Bilal Bilel Билял",
        "رسلان Руслан Ruslan Rouslane Русик",
        "زليمخان Зелимхан Zelimkhan Залимхан",
        "عائشة Айшат Aicha Ayşe Ӏайшат",
        "عمر Ӏумар Omar Ömer Умар",
        "جوهر Джохар Dzhokhar Жовхӏар",
        "رستم Рустам Roustam Rüstem",
    ],
)
def test_spellings_of_one_name_share_an_identity(spellings: str) -> None:
    assert set.intersection(*(ids(text) for text in spellings.split())), [
        (text, [lexicon.label(i) for i in ids(text)]) for text in spellings.split()
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "محمد"),
        ("Ahmad", "Mahmud"),
        ("Hamza", "Hamid"),
        ("Амина", "Мадина"),
        ("عمر", "عمار"),
        ("Зарема", "Зарина"),
        ("حسن", "حسين"),
        ("Abdulkarim", "Abdulrahim"),
        ("صالح", "صلاح"),
        ("كامل", "كمال"),
        ("عامر", "أمير"),
    ],
)
def test_different_names_share_none(one: str, other: str) -> None:
    assert ids(one)
    assert ids(other)
    assert not ids(one) & ids(other)


def test_a_form_of_two_names_gives_both() -> None:
    assert {lexicon.label(identity) for identity in ids("Amir")} == {"amir", "aamir"}
    assert {lexicon.label(identity) for identity in ids("Ася")} >= {"asiya"}


def test_what_is_not_known_has_no_identity() -> None:
    assert lexicon.ids("xqzvw") == ()
    assert lexicon.ids("") == ()


def test_spelling_habits_need_not_be_listed() -> None:
    assert ids("Mohhammed") == ids("Mohamed")


def test_every_identity_has_a_label_a_sex_and_a_share() -> None:
    labels = [lexicon.label(identity) for identity in range(1, lexicon.size() + 1)]
    assert len(set(labels)) == len(labels) > 900
    for identity in range(1, lexicon.size() + 1):
        assert lexicon.sex(identity) in ("", "f", "m")
        assert 0 < lexicon.frequency(identity) <= 0.06
        assert identity in lexicon.ids(lexicon.label(identity))


def test_shares_of_one_sex_do_not_exceed_all_its_people() -> None:
    for sex in ("f", "m"):
        total = sum(lexicon.frequency(i) for i in range(1, lexicon.size() + 1) if lexicon.sex(i) in (sex, ""))
        assert 0.4 < total < 1


def test_an_identity_that_does_not_exist_is_refused() -> None:
    for identity in (0, -1, lexicon.size() + 1):
        with pytest.raises(IndexError):
            lexicon.label(identity)


@pytest.mark.parametrize("short", ["Мага", "Muhi", "حمودي"])
def test_short_forms_are_told_from_whole_names(short: str) -> None:
    (muhammad,) = lexicon.ids("muhammad")
    assert lexicon.is_short(names.fold(short), muhammad)
    assert not any(lexicon.is_short(names.fold(whole), muhammad) for whole in ("Магомед", "محمد", "nobodyhere"))
