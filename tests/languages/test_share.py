from __future__ import annotations

from nasab import languages, places
from nasab.languages.known import rows


def test_chechen_is_expected_in_chechnya_and_pankisi_and_rare_elsewhere():
    assert languages.share("che", "RU-chechnya") == 0.95
    assert languages.share("che", "GE-pankisi") > 0.5
    assert languages.share("che", "FR-strasbourg") > languages.share("che", "FR") > languages.UNKNOWN_SHARE


def test_a_place_without_a_number_has_that_of_its_country():
    assert languages.share("rus", "RU-tver-oblast") == languages.share("rus", "RU")
    assert (
        languages.share("che", "TR-kayseri-region")
        == languages.share("che", "TR-kayseri")
        > languages.share("che", "TR")
    )


def test_no_language_is_impossible_anywhere():
    assert languages.share("lez", "SO") == languages.UNKNOWN_SHARE
    assert languages.share("lez", "nowhere") == languages.UNKNOWN_SHARE


def test_every_share_is_of_a_known_language_in_a_known_place_once():
    table = list(rows("shares.tsv"))
    assert {language for language, _, _ in table} <= set(languages.KNOWN)
    known = {place.id for place in places.shipped().places}
    assert {region for _, region, _ in table} <= known
    assert all(languages.UNKNOWN_SHARE < float(share) <= 1 for _, _, share in table)
    assert len({(language, region) for language, region, _ in table}) == len(table)


def test_codes_are_iso_639_3_and_dialects_of_arabic_are_one():
    assert all(len(code) == 3 and code.isascii() and code.islower() for code in languages.KNOWN)
    assert "arb" not in languages.KNOWN
    assert languages.KNOWN["che"].short == "ce"
    assert len(languages.KNOWN) >= 60
