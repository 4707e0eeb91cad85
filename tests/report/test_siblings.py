from __future__ import annotations

from dataclasses import replace

import pytest

from nasab import texts
from nasab.report import words
from nasab.report.run import Facts, permitted
from nasab.report.siblings import siblings_in_words, siblings_of
from tests.report import cast

FOUND, SOUGHT = Facts(cast.FOUND), Facts(cast.SOUGHT)
RESULTS = {result.found_id: result for result in permitted(cast.RESULTS, FOUND, SOUGHT)}


def test_who_is_said_and_who_is_proposed_are_never_mixed_up():
    bilal = siblings_of(RESULTS["M-017"], FOUND, SOUGHT)
    assert bilal is not None
    assert (bilal.said, bilal.proposed) == ((("M-018", "أمينة"),), (("M-019", "Bilal T."),))
    other = siblings_of(RESULTS["M-019"], FOUND, SOUGHT)
    assert other is not None
    assert (other.said, [child for child, _ in other.proposed]) == ((), ["M-017", "M-018"])


def test_a_child_without_brothers_and_sisters_has_none():
    assert siblings_of(RESULTS["M-022"], FOUND, SOUGHT) is None


def test_brothers_and_sisters_without_consent_are_not_named():
    for result in RESULTS.values():
        told = siblings_of(result, FOUND, SOUGHT)
        if told is not None:
            assert "M-023" not in {child for child, _ in (*told.said, *told.proposed)}
            assert "S-313" not in {child for child, _ in told.sought}
    alone = replace(cast.TOGETHER[0], brothers_and_sisters=("M-023",))
    (left,) = permitted([replace(cast.RESULTS[0], together=alone)], FOUND, SOUGHT)
    assert left.together is None


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_all_of_it_is_said_in_one_paragraph(language: texts.Language):
    told = siblings_of(RESULTS["M-017"], FOUND, SOUGHT)
    assert told is not None
    said = siblings_in_words(told, language)
    for value in (0.97, 0.41, 0.18):
        assert words.probability(value, language) in said
    for child in ("M-018", "M-019", "S-204", "S-205"):
        assert child in said
    assert texts.say("report.siblings.alone", language) in said
    proposed = texts.say("report.siblings.proposed", language, words="", number="")[:18]
    assert proposed in said
    assert proposed not in siblings_in_words(replace(told, proposed=()), language)
