"""A word of origin is a distribution over regions."""

from __future__ import annotations

import re
from importlib.resources import files

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


@pytest.mark.parametrize("written", ["al-Muhajir", "al-Ansari", "المهاجر", "الأنصاري", "аль-Мухаджир", "Saifullah"])
def test_epithets_that_many_take_name_no_place_and_are_known_as_common(written: str) -> None:
    part = names.parse(f"Abu Bilal {written}", whose="father").parts[-1]
    assert part.role == "laqab"
    assert not names.origins(part.folded)
    assert names.laqab_share(part.folded) >= 0.01


def test_all_shares_of_epithets_together_are_less_than_all_noms_de_guerre() -> None:
    rows = [line.split("\t") for line in _laqabs()]
    assert 0 < sum(float(share) for _, share, _ in rows) < 1
    assert all(source == "K" for *_, source in rows)
    assert names.laqab_share("nobodyhere") == names.laqab_share("") == 0


def _laqabs() -> list[str]:
    text = files("nasab.names").joinpath("data", "laqabs.tsv").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")][1:]
