"""Origin, language and by-name are one pattern: they say much the same thing."""

from __future__ import annotations

import re
from importlib.resources import files

import numpy as np
import pytest

from nasab import names, places
from nasab.matching.evidence import Comparison
from nasab.matching.evidence.comparison import chance_of, same_of
from nasab.matching.given import Given
from nasab.matching.reasons import Reader
from nasab.matching.understanding import compare
from tests.matching.making import comparison_of, level_of, priors_for, understood


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
    one = np.zeros(1, dtype=np.int64)
    strangers = chance_of(comparison, one, one == 0).table[0, 0]
    one_child = np.array(same_of("origin")) / comparison.chance().table[0, 0] * strangers
    groups = np.array(comparison.groups)
    assert set(groups.tolist()) == set(range(8))
    for group in range(8):
        assert strangers[groups == group].sum() == pytest.approx(1, abs=1e-5)
        assert one_child[groups == group].sum() == pytest.approx(1, abs=1e-3)


def bits_of(place: str, of_family: str, others: str, how_many: int = 20) -> float:
    """What two places weigh in a list of families most of whom are from one place."""
    found, sought = [{"origin": place}], [{"origin": of_family}, *({"origin": others} for _ in range(how_many))]
    both = understood(found, sought)
    pair = compare(both, np.zeros(1, np.int32), np.zeros(1, np.int32))
    (one,) = Reader(both, priors_for(both), Given()).read(pair, np.zeros(1, np.int64))
    return next((reason.bits for reason in one if reason.kind == "origin"), 0.0)


def test_the_same_place_speaks_for_a_pair_also_where_all_families_are_from_there():
    assert bits_of("Grozny", "Грозный", "Грозный") > 0
    assert bits_of("Grozny", "Грозный", "Грозный") < bits_of("Grozny", "Грозный", "Махачкала")


def test_the_next_town_is_held_against_a_child_little_and_another_country_much():
    """Children name the town that others know; in a list from Grozny all families are near a child from Shali."""
    assert -4 < bits_of("Shali", "Грозный", "Грозный") < bits_of("Grozny", "Грозный", "Грозный")
    assert bits_of("Khujand", "Грозный", "Грозный") < -6


def test_a_country_that_holds_the_town_is_no_disagreement_and_another_town_of_it_is():
    assert bits_of("Russia", "Грозный", "Грозный") > -0.5
    assert bits_of("Derbent", "Грозный", "Грозный") < bits_of("Russia", "Грозный", "Грозный")


@pytest.mark.parametrize(("place", "width"), [("Russia", 1), ("Chechnya", 2), ("Grozny", 3), ("Shali", 3), ("", 0)])
def test_how_wide_a_place_is_that_a_child_names(place: str, width: int):
    comparison = comparison_of("origin", [{"origin": place, "languages": "che"}], [{"origin": "Грозный"}])
    assert comparison.widths().tolist() == [width]  # type: ignore[attr-defined]


def test_each_known_fact_has_its_own_sentence():
    row = {"origin": "Kayseri", "languages": "che"}
    comparison = comparison_of("origin", [row], [row])
    level = int(comparison.compare(np.zeros(1, np.int32), np.zeros(1, np.int32))[0])
    said = [phrase.key for phrase in comparison.phrases(0, 0, level)]
    assert said == ["reasons.origin.place.same", "reasons.origin.language.same"]
    assert comparison.written(0, 0) == ("Kayseri; che", "Kayseri; che")
