"""Kunyas taken by many, and kunyas by custom."""

from __future__ import annotations

import pytest

from nasab import names


@pytest.mark.parametrize(
    "kunya", ["bakr", "hamza", "حمزه", "умар", "omar", "yusuf", "عبدالله", "muhammad", "айшат", "maryam"]
)
def test_kunyas_borne_by_thousands_are_famous(kunya: str) -> None:
    assert names.is_famous_kunya(kunya) > 0


@pytest.mark.parametrize("kunya", ["zelimkhan", "зарема", "", "nobodyhere"])
def test_other_kunyas_are_not(kunya: str) -> None:
    assert names.is_famous_kunya(kunya) == 0


@pytest.mark.parametrize(
    ("kunya", "name"),
    [
        ("khalil", "ibrahim"),
        ("خليل", "ibrahim"),
        ("халил", "ibrahim"),
        ("hassan", "ali"),
        ("yaqub", "yusuf"),
        ("حفص", "umar"),
    ],
)
def test_customary_kunyas_lead_to_the_name(kunya: str, name: str) -> None:
    assert name in names.kunya_custom(kunya)


def test_every_customary_name_is_in_the_lexicon() -> None:
    for kunya in ("khalil", "hassan", "yaqub", "حفص", "muhammad", "ishaq", "harun", "musa"):
        for name in names.kunya_custom(kunya):
            assert names.lexicon.ids(name), name
