from __future__ import annotations

from dataclasses import replace

import pytest

from nasab import texts
from nasab.matching.judgement_words import messages, tell_news
from nasab.matching.judgements import Seen, binding, news
from tests.matching.test_judgements import AGE, MOTHER, judged


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_contested_pairs_and_children_judged_two_are_told(language):
    told = messages(binding([judged("same"), judged("different", by="Omar"), judged("same", pair=("M-1", "S-1")),
                             judged("same", pair=("M-1", "S-2"))]))  # fmt: skip
    assert [problem.code for problem in told] == ["JUDGE-06", "JUDGE-07"]
    assert "Madina / Omar" in told[0].sentence(language)
    assert "S-1, S-2" in told[1].sentence(language)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_news_are_told_with_who_judged_when_and_what_is_said_now(language):
    judgement = judged("different", on="2019-05-02", seen=(AGE, MOTHER))
    told = tell_news(judgement, news(judgement, [replace(AGE, level="close", sought="2013")]), language)
    assert texts.say("reasons.verdict.different", language) in told[0]
    assert "2019-05-02, " in told[0]
    assert "Madina" in told[0]
    assert "2009" in told[1]
    assert "2013" in told[1]
    assert texts.say("reasons.title.age", language) in told[1]
    assert told[1].index("2009") < told[1].index("2013")
    assert len(told) == 3
    assert "Zarema" in told[2]  # what the mother was called is no longer said
    assert "Nadia" in told[2]


def test_news_in_english_read_so():
    judgement = judged("different", on="2019-05-02", seen=(AGE,))
    now = [replace(AGE, level="close", sought="2013"), Seen("father_name", "same", "Ruslan", "Руслан")]
    assert tell_news(judgement, news(judgement, now)) == (
        "Judged: not the same child (2019-05-02, Madina).",
        "Said differently since then – Age, child sought: “2009” → “2013”.",
        "Said since then – Father's name: “Ruslan / Руслан”.",
    )


def test_if_it_is_known_which_cell_was_filled_it_is_told():
    judgement = judged("different", seen=(Seen("mother_name", "", "Zarema", ""),))
    assert tell_news(judgement, news(judgement, [MOTHER]))[1:] == (
        "Said since then – Mother's name, child sought: “Nadia”.",
    )


def test_a_judgement_of_nobody_knows_when_is_told_without_both():
    judgement = judged("unsure", by="", seen=(AGE,))
    assert (
        tell_news(judgement, news(judgement, [replace(AGE, level="same", found="9")]))[0] == "Judged: cannot tell yet."
    )


def test_no_news_are_no_sentences():
    assert tell_news(judged("different", seen=(AGE,)), ()) == ()


def test_a_kind_of_evidence_that_this_version_does_not_know_is_told_by_its_key():
    judgement = judged("different", seen=(Seen("shoe_size", "far", "31", "24"),))
    assert tell_news(judgement, news(judgement, []))[1] == "No longer said – shoe_size: “31 / 24”."
