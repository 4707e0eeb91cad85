"""The eight findings that a ledger of these figures must reach, and no claim taken for another."""

from __future__ import annotations

import json
import os
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import texts
from nasab.ledger import Claim, Finding, Registry, compare, findings_of, hold_against, understand, votes
from nasab.report.claims_words import definition_words, figure_words, finding_words
from tests.ledger.public import CLAIMS, FEDERAL, claim

MEANINGS = [understand(one) for one in CLAIMS]
BY_ID = {one.claim.id: one for one in MEANINGS}
FOUND = findings_of(MEANINGS)
ROOT = Path(__file__).resolve().parents[2]
FIXTURE = (
    Path(os.environ.get("NASAB_REFERENCE", ROOT.parent / "shared" / "reference"))
    / "estimation"
    / "claims_ledger_fixture.json"
)


def of_kind(kind, found=FOUND):
    return {one.claims: dict(one.blanks) for one in found if one.kind == kind}


def check_the_eight(found):
    assert of_kind("not_comparable", found)["C08", "C09"] == {"fields": ("who", "state", "place")}
    assert of_kind("repeats", found) == {("C10", "C08", "C09"): {}}
    assert ("C02", "C04", "C05") in of_kind("one_source", found)
    assert of_kind("growing", found) == {("C02", "C04"): {"before": 350, "after": 445}}
    assert ("C12", "C14") in of_kind("returns", found)
    assert of_kind("sum", found) == {("C14",): {"parts": 29, "total": 30}}
    assert ("C07",) in of_kind("appeals", found)
    assert of_kind("multiplier", found) == {("C06",): {"times": 3}, ("C07",): {"times": 5}}
    assert of_kind("multipliers_differ", found) == {("C06", "C07"): {"first": 3, "second": 5}}
    assert "who" in of_kind("not_comparable", found)["C13", "C15"]["fields"]
    (series,) = of_kind("series_falls", found).items()
    assert series[0][:2] == ("C17", "C15")
    assert series[1]["change"] == 333


def check_no_false_merge(meanings):
    assert [group for group in votes(meanings) if len(group) > 1] == [("C02", "C04", "C05")]


def test_all_eight_findings_are_reached_and_nothing_is_falsely_merged():
    check_the_eight(FOUND)
    check_no_false_merge(MEANINGS)


@pytest.mark.skipif(not FIXTURE.is_file(), reason="the reference folder is not on this machine")
def test_the_whole_fixture_reaches_its_eight_findings():
    told = json.loads(FIXTURE.read_text(encoding="utf-8"))
    assert len(told["expected_findings"]) == 8
    meanings = [
        understand(
            claim(
                one["id"], one["date"], one["speaker"], one["low"], one["high"], one["qualifier"],
                one["who_is_counted"], one["state_of_the_person"], one["where"], one["measure"], one["url"],
            )
        )
        for one in told["claims"]
    ]  # fmt: skip
    check_the_eight(findings_of(meanings))
    check_no_false_merge(meanings)


def test_seventy_to_four_hundred_is_never_said():
    for language in texts.LANGUAGES:
        for one in FOUND:
            assert not ("70" in finding_words(one, language) and "400" in finding_words(one, language))


def test_who_only_repeats_is_no_voice():
    assert not any("C10" in group for group in votes(MEANINGS))


def test_a_part_is_a_part_and_is_checked_against_its_whole():
    assert compare(BY_ID["C03"], BY_ID["C02"]).relation == "part"
    assert compare(BY_ID["C02"], BY_ID["C03"]).relation == "whole"
    too_many = understand(
        claim("X", "2017-09-01", "Z", 600, 600, "exact", "children from Dagestan", "", "Iraq and Syria", "list")
    )
    (breach,) = of_kind("breach", findings_of([too_many, BY_ID["C04"]])).values()
    assert breach == {"part": 600, "whole": 445}


def test_nested_one_way_in_who_and_the_other_way_in_place_is_not_comparable():
    assert compare(BY_ID["C08"], BY_ID["C09"]).relation == "not_comparable"


def test_what_is_not_said_is_comparable_with_nothing():
    unsaid = understand(Claim(id="U", said="2018-01-02", who="children", place="Iraq", measure="stock", low=3, high=3))
    for one in MEANINGS:
        assert compare(unsaid, one).relation == "not_comparable"
    assert compare(unsaid, unsaid).relation == "not_comparable"


def test_known_returns_between_two_dates_are_taken_off_what_needs_explaining():
    told = [
        claim("A", "2018-01-05", "Y", 100, 100, "exact", "Russian children", "orphanage", "Mosul", "stock"),
        claim("R", "2018-06-01", "Z", 30, 30, "exact", "Russian children", "returned", "Mosul", "returns"),
        claim("B", "2018-12-01", "Y", 60, 60, "exact", "Russian children", "orphanage", "Mosul", "stock"),
    ]
    found = of_kind("series_falls", findings_of([understand(one) for one in told]))
    assert found == {("A", "B", "R"): {"change": 40, "returns": 30, "left": 10}}


@pytest.mark.parametrize(
    ("said", "who", "state", "measure"),
    [
        (("дети из России", "в детских домах", "Мосул", "на дату"), {"RU"}, "orphanage", "stock"),
        (("أطفال روس", "في دور الأيتام", "الموصل", "في تاريخ"), {"RU"}, "orphanage", "stock"),
        (("enfants russes", "en orphelinat", "Mossoul", "à une date"), {"RU"}, "orphanage", "stock"),
        (("Chechen children", "in camps", "Mosul", "list"), {"RU-chechnya"}, "camp", "list"),
    ],
)
def test_definitions_are_understood_in_four_languages(said, who, state, measure):
    who_said, state_said, place, measure_said = said
    found = understand(Claim(id="1", who=who_said, state=state_said, place=place, measure=measure_said, low=1, high=1))
    assert (set(found.who), found.state, set(found.where), found.measure) == (who, state, {"IQ-mosul"}, measure)


REGISTRY = Registry("Russia", "Mosul", "orphanage", "2018-01-02", 60, 80, (70, 120))


def against(low, high, qualifier="range", who="Russian children"):
    one = claim("1", "2018-01-10", "Z", low, high, qualifier, who, "orphanage", "Mosul", "stock")
    return [(held.verdict, held.missing) for held in hold_against([understand(one)], REGISTRY)]


def test_claims_are_held_against_the_registry():
    assert against(30, 40) == [("below_file", 0)]
    assert against(70, 90) == [("consistent", 0)]
    assert against(200, 200, "exact") == [("not_explained", 140)]
    assert against(61, 65) == [("above_file", 0)]
    assert against(70, 90, who="Tajik children") == []


def test_how_many_times_the_unseen_a_claim_needs():
    one = claim("1", "2018-01-10", "Z", 200, 200, "exact", "Russian children", "orphanage", "Mosul", "stock")
    (held,) = hold_against([understand(one)], REGISTRY)
    assert held.times == pytest.approx(140 / 35)


KINDS = [
    "not_comparable",
    "breach",
    "disagree",
    "repeats",
    "one_source",
    "growing",
    "shrinking",
    "sum",
    "appeals",
    "families",
    "multiplier",
    "multipliers_differ",
    "series_falls",
    "series_rises",
    "returns",
]
BLANKS = {
    "fields": ("who", "date"), "part": 6, "whole": 3, "speaker": "X", "before": 1, "after": 2, "parts": 29, "total": 30,
    "times": 2.5, "first": 3, "second": 5, "change": 4, "returns": 1, "left": 3,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_each_finding_has_its_sentence_with_nothing_left_blank(kind, language):
    said = finding_words(Finding(kind, ("C1", "C2", "C3"), BLANKS), language)
    assert "C1" in said
    assert "{" not in said
    assert {one.kind for one in FOUND} <= set(KINDS)


TEXT = st.text(max_size=60)


@given(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, st.none() | st.integers(0, 10**6), st.none() | st.integers(0, 10**6))
def test_whatever_is_written_is_understood_or_not_said(speaker, who, state, place, measure, said, low, high):
    one = understand(
        Claim(
            id="1", speaker=speaker, who=who, state=state, place=place, measure=measure, said=said, low=low, high=high
        )
    )
    assert one.low <= one.high or low is not None
    assert compare(one, one).relation in ("same", "not_comparable")
    for language in texts.LANGUAGES:
        assert definition_words(one, language)
        assert figure_words(one, language)
    findings_of([one, *MEANINGS[:3]])


def test_comparing_is_the_same_from_either_side():
    turned = {"part": "whole", "whole": "part"}
    for a, b in combinations(MEANINGS, 2):
        here, there = compare(a, b), compare(b, a)
        assert there.relation == turned.get(here.relation, here.relation)
        assert there.fields == here.fields


def test_a_medium_behind_a_speaker_is_no_other_speaker():
    assert understand(Claim(id="1", speaker=f"{FEDERAL}, TASS")).speaker == FEDERAL
