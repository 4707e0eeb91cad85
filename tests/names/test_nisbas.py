"""A word of origin is a distribution over regions."""

from __future__ import annotations

import re

import pytest

from nasab import names
from nasab.names import nisbas


@pytest.mark.parametrize(
    "written", ["al-Shishani", "Shishani", "аш-Шишани", "الشيشاني", "Chichani", "Çeçeni", "الشيشانية"]
)
def test_every_spelling_of_the_chechen_is_mostly_from_chechnya(written: str) -> None:
    part = names.parse(f"Abu Omar {written}" if written[0] < "а" else f"أبو عمر {written}").parts[-1]
    assert part.role is names.Role.NISBA
    assert dict(names.origins(part.folded))["RU-CE"] == 0.75
    assert names.origins(names.fold(written))["GE"] == 0.08


@pytest.mark.parametrize("written", ["muhajir", "ansari", "الأنصاري", "мухаджир", "", "nowhere"])
def test_epithets_name_no_place(written: str) -> None:
    assert dict(names.origins(names.fold(written))) == {}


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("mosuli", "IQ-NI"),
        ("halabi", "SY-HL"),
        ("raqqawi", "SY-RA"),
        ("anbari", "IQ-AN"),
        ("عراقي", "IQ"),
        ("туниси", "TN"),
        ("faransi", "FR"),
        ("تركستاني", "CN-XJ"),
        ("uzbeki", "UZ"),
        ("tojiki", "TJ"),
        ("daghistani", "RU-DA"),
    ],
)
def test_towns_and_countries_have_their_region_first(written: str, region: str) -> None:
    shares = names.origins(names.fold(written))
    assert max(shares, key=shares.__getitem__) == region


def test_all_shares_are_shares_of_regions() -> None:
    for word, shares in nisbas._places().items():
        assert word
        assert 0 < sum(shares.values()) <= 1.0001, word
        assert all(re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", code) for code in shares), word
