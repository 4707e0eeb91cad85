"""Sex, places, dates, marks, belongings: one value a child, and what two of them say."""

from __future__ import annotations

import numpy as np
import pytest

from nasab import texts
from nasab.matching.evidence.coded import DateComparison
from tests.matching.making import Row, comparison_of, level_of, understood


@pytest.mark.parametrize(
    ("kind", "found", "sought", "level"),
    [
        ("sex", {"sex": "m"}, {"sex": "m"}, "same"),
        ("sex", {"sex": "m"}, {"sex": "f"}, "differs"),
        ("sex", {"sex": ""}, {"sex": "f"}, None),
        ("last_seen", {"found_place": "الموصل"}, {"last_seen_place": "Мосул"}, "inside"),
        ("last_seen", {"found_place": "Mosul, al-Maydan"}, {"last_seen_place": "Мосул"}, "inside"),
        ("last_seen", {"found_place": "Mosul"}, {"last_seen_place": "Ракка"}, "far"),
        ("last_seen", {"found_place": "Mosul"}, {"origin": "Мосул"}, None),
        ("last_seen", {"place_now": "Mosul"}, {"last_seen_place": "Мосул"}, None),
        ("dates", {"found_date": "2017-07"}, {"last_seen_date": "2017-05"}, "soon"),
        ("dates", {"found_date": "2017-07"}, {"last_seen_date": "2015-05"}, "later"),
        ("dates", {"found_date": "2019-07"}, {"last_seen_date": "2014-05"}, "long_after"),
        ("dates", {"found_date": "2016-01"}, {"last_seen_date": "2017-05"}, "before"),
        ("dates", {"found_date": "2017-07-01"}, {"last_seen_date": "2017-07-20"}, "soon"),
        ("dates", {"found_date": "2017-07"}, {}, None),
        ("marks", {"marks": "burn, left forearm"}, {"marks": "ожог на левом предплечье"}, "same"),
        ("marks", {"marks": "burn, left forearm"}, {"marks": "scar over the right eyebrow"}, "differs"),
        ("marks", {"marks": ""}, {"marks": "ожог"}, None),
        ("belongings", {"belongings": "a red blanket"}, {}, None),
    ],
)
def test_how_well_two_facts_agree(kind: str, found: Row, sought: Row, level: str | None):
    assert level_of(kind, found, sought) == level


def test_within_one_list_the_order_of_dates_says_nothing():
    both = understood([{"found_date": "2015-01"}, {"found_date": "2017-11"}], [{"last_seen_date": "2016-01"}])
    i, j = np.array([0, 1], dtype=np.int32), np.array([1, 0], dtype=np.int32)
    found, sought = both.found.shared, both.sought.shared
    levels = DateComparison.levels
    assert [levels[k] for k in DateComparison(found, found).compare(i, j)] == ["later", "later"]
    back = DateComparison(sought, found).compare(np.zeros(2, dtype=np.int32), i)
    assert [levels[k] for k in back] == [levels[k] for k in DateComparison(found, sought).compare(i, j[1:].repeat(2))]


def test_where_the_child_is_now_is_in_no_comparison():
    both = understood([{"place_now": "Mosul", "name": "Bilal"}], [{"origin": "Mosul", "last_seen_place": "Mosul"}])
    first = np.zeros(1, dtype=np.int32)
    for comparison in (*both.shared.comparisons, *both.own.comparisons):
        if comparison.kind in ("origin", "last_seen"):
            assert int(comparison.compare(first, first)[0]) == -1
        assert "Mosul" not in comparison.written(0, 0)[0]


def test_something_particular_says_more_than_something_that_many_have():
    many = [{"belongings": "a red blanket"}] * 40
    found = [{"belongings": "a red blanket"}, {"belongings": "a silver ring"}]
    comparison = comparison_of("belongings", found, [*many, {"belongings": "серебряное кольцо"}])
    level = comparison.compare(np.array([0, 1, 1], np.int32), np.array([40, 40, 0], np.int32))
    assert level[1] == 2
    assert level[0] == level[2] == 0


def test_every_level_of_every_kind_of_evidence_has_its_sentence():
    row = {
        "name": "Bilal", "sex": "m", "age": "4", "languages": "che", "origin": "Grozny", "marks": "burn",
        "belongings": "a ring", "siblings": "Aminat", "relatives": "aunt: Heda", "father_alias": "Abu Omar al-Shishani",
    }  # fmt: skip
    both = understood([row], [row])
    for comparison in (*both.shared.comparisons, *both.own.comparisons):
        assert texts.has(f"reasons.title.{comparison.kind}")
        for level in range(len(comparison.levels)):
            for phrase in comparison.phrases(0, 0, level):
                for language in texts.LANGUAGES:
                    assert phrase.say(language)
