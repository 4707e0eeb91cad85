"""Origin, language and by-name are one pattern: they say much the same thing."""

from __future__ import annotations

import re
from importlib.resources import files

import numpy as np
import pytest

from nasab import names, places
from nasab.matching.evidence import Comparison
from tests.matching.making import comparison_of, level_of


def origin(found: dict[str, str], sought: dict[str, str]) -> str | None:
    return level_of("origin", found, sought)


def test_every_region_that_a_word_of_origin_points_to_is_in_the_gazetteer():
    table = files(names.__name__).joinpath("data", "nisbas.tsv").read_text("utf-8")
    pointed = set(re.findall(r"([A-Z]{2}-[A-Z0-9]+)=", table))
    rows = files(places.__name__).joinpath("data", "iso3166-2.tsv").read_text("utf-8").splitlines()
    assert pointed <= {row.split("\t")[0] for row in rows}


def test_al_shishani_fits_urus_martan_and_may_fit_pankisi_but_not_khujand():
    byname = {"father_alias": "أبو بلال الشيشاني"}
    assert origin(byname, {"origin": "Урус-Мартан"}) == "?/?/fits"
    assert origin(byname, {"origin": "Tbilisi"}) == "?/?/perhaps"
    assert origin(byname, {"origin": "Хуҷанд"}) == "?/?/differs"
    assert origin(byname, {"origin": "Россия"}) == "?/?/fits"


def test_a_by_name_sought_is_compared_with_where_the_child_found_is_from():
    assert origin({"origin": "Grozny"}, {"father_alias": "Абу Умар аш-Шишани"}) == "?/?/fits"


def test_two_by_names_of_one_people_fit_each_other_in_any_script():
    assert origin({"father_alias": "أبو بلال الشيشاني"}, {"father_alias": "Abou Omar al-Chichani"}) == "?/?/fits"


def test_two_places_and_two_languages_make_one_pattern():
    found = {"origin": "Kayseri", "languages": "che; tur"}
    assert origin(found, {"origin": "Кайсери", "languages": "che"}) == "same/same/?"
    assert origin(found, {"origin": "Грозный", "languages": "che"}) == "far/same/?"


def test_a_language_alone_says_nothing_of_a_place():
    assert origin({"languages": "che"}, {"origin": "Грозный"}) is None


def test_what_both_sides_do_not_know_is_no_evidence():
    assert origin({"name": "Bilal"}, {"origin": "Грозный", "languages": "che"}) is None


def test_patterns_of_the_same_known_facts_share_one_distribution_that_sums_to_one():
    comparison: Comparison = comparison_of("origin", [{"origin": "Grozny", "languages": "che"}], [{}])
    table = comparison.chance().table
    groups = np.array(comparison.groups)
    assert set(groups.tolist()) == set(range(8))
    for group in range(8):
        assert table[0, 0, groups == group].sum() == pytest.approx(1, abs=1e-5)


def test_each_known_fact_has_its_own_sentence():
    row = {"origin": "Kayseri", "languages": "che"}
    comparison = comparison_of("origin", [row], [row])
    level = int(comparison.compare(np.zeros(1, np.int32), np.zeros(1, np.int32))[0])
    said = [phrase.key for phrase in comparison.phrases(0, 0, level)]
    assert said == ["reasons.origin.place.same", "reasons.origin.language.same"]
    assert comparison.written(0, 0) == ("Kayseri; che", "Kayseri; che")
