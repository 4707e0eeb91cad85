"""Cells with several names; siblings and relatives."""

from __future__ import annotations

import pytest

from nasab import names


def cell(text: str) -> list[tuple[str, bool]]:
    return [(name.text, name.given_later) for name in names.parse_cell(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bilo; given: Omar", [("Bilo", False), ("Omar", True)]),
        ("بلال؛ أعطي: عمر", [("بلال", False), ("عمر", True)]),
        ("дано: Омар", [("Омар", True)]),
        ("donné : Omar", [("Omar", True)]),
        ("Omar (given)", [("Omar", True)]),
        ("Билал / Bilal\nبلال", [("Билал", False), ("Bilal", False), ("بلال", False)]),
        ("Билал или Халил", [("Билал", False), ("Халил", False)]),
        ("أحمد أو محمد", [("أحمد", False), ("محمد", False)]),
        ("Omar ou Amar", [("Omar", False), ("Amar", False)]),
        ("Bilal, Omar", [("Bilal", False), ("Omar", False)]),
        ("Tagirov, Bilal", [("Tagirov, Bilal", False)]),
        ("unknown; ; -", []),
    ],
)
def test_a_cell_holds_its_names(text: str, expected: list[tuple[str, bool]]) -> None:
    assert cell(text) == expected


def relatives(text: str) -> list[tuple[str, str, str, str]]:
    return [(one.relation, one.name.text, one.sex, one.age) for one in names.parse_relatives(text, default="sibling")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aminat (6, f); Abdullah", [("sibling", "Aminat", "f", "6"), ("sibling", "Abdullah", "", "")]),
        ("Aminat, 6, f; Abdullah", [("sibling", "Aminat", "f", "6"), ("sibling", "Abdullah", "", "")]),
        ("grandmother: Zaira; uncle: Abu Hamza", [("grandmother", "Zaira", "f", ""), ("uncle", "Abu Hamza", "m", "")]),
        ("сестра Зарема 5 лет", [("sister", "Зарема", "f", "5 лет")]),
        ("أخت: مريم (٥)", [("sister", "مريم", "f", "٥")]),
        ("mère - Khadija", [("mother", "Khadija", "f", "")]),
        ("sisters: Aminat, Zara", [("sister", "Aminat", "f", ""), ("sister", "Zara", "f", "")]),
        ("خاله أحمد؛ جدته فاطمة", [("maternal_uncle", "أحمد", "m", ""), ("grandmother", "فاطمة", "f", "")]),
        ("брат Абдулла и сестра Амина", [("brother", "Абдулла", "m", ""), ("sister", "Амина", "f", "")]),
        ("дядя Магомед (по отцу)", [("paternal_uncle", "Магомед", "m", "")]),
        ("Abu Bakr (maternal uncle)", [("maternal_uncle", "Abu Bakr", "m", "")]),
        ("أم حمزة", [("sibling", "أم حمزة", "", "")]),
        ("Билал М.", [("sibling", "Билал М", "", "")]),
        ("little sister", [("sister", "", "f", "")]),
        ("Tagirova, Aminat", [("sibling", "Tagirova, Aminat", "", "")]),
        ("unknown", []),
        ("", []),
    ],
)
def test_a_cell_holds_its_relatives(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert relatives(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عم", "paternal_uncle"),
        ("خال", "maternal_uncle"),
        ("خاله", "maternal_uncle"),
        ("خالته", "maternal_aunt"),
        ("خالة", "maternal_aunt"),
        ("عمتها", "paternal_aunt"),
        ("дядя", "uncle"),
        ("дядя по матери", "maternal_uncle"),
        ("oncle maternel", "maternal_uncle"),
        ("дед", "grandfather"),
        ("баба", "grandmother"),
        ("the child's grandmother", "grandmother"),
        ("grand-mère", "grandmother"),
        ("Mother's Brother", "maternal_uncle"),
        ("муж матери", "stepfather"),
        ("زوجة الأب", "stepmother"),
        ("опекун", "guardian"),
        ("tante", "aunt"),
        ("Zaira", None),
        ("", None),
    ],
)
def test_a_relation_is_understood_in_four_languages(text: str, expected: str | None) -> None:
    assert names.relation(text) == expected


def test_who_else_is_named_in_the_cell_of_a_father_is_not_the_father():
    told = names.parse_cell("unknown; uncle: Musa", whose="father")
    assert told == ()
    assert [name.parts[0].folded for name in names.parse_cell("father: Ruslan; uncle: Musa", whose="father")] == [
        "ruslan"
    ]
    assert [name.parts[0].folded for name in names.parse_cell("отец: Руслан", whose="father")] == ["руслан"]
