"""A standard code and a place of the gazetteer are one region."""

from __future__ import annotations

from importlib.resources import files

from nasab import places


def rows() -> list[list[str]]:
    text = files(places.__name__).joinpath("data", "iso3166-2.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def test_a_town_has_the_codes_of_its_region_and_its_country():
    assert places.codes(places.find("Урус-Мартан")[0]) == {"RU-CE", "RU"}
    assert places.codes(places.find("Mosul")[0]) == {"IQ-NI", "IQ"}


def test_a_country_has_its_own_code_alone():
    assert places.codes(places.find("Turkey")[0]) == {"TR"}


def test_every_code_is_of_a_region_that_the_gazetteer_has_in_the_same_country():
    for code, id in rows():
        assert places.get(id).kind == "region"
        assert places.get(id).country == code.partition("-")[0]
    assert len({code for code, _ in rows()}) == len({id for _, id in rows()}) == len(rows())
