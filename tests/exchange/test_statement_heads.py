from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from nasab import texts
from nasab.exchange.headers import fold, words
from nasab.exchange.statement_heads import answer, find_head, heads_of, is_beside
from nasab.report.tables import CANDIDATES

KNOWN = tomllib.loads(files("nasab.exchange").joinpath("data", "statements.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("subject", ["judgements", "outside"])
def test_no_header_stands_for_two_columns(subject):
    ways = {**KNOWN["headers"]["both"], **KNOWN["headers"][subject]}
    for column, headers in ways.items():
        assert heads_of(subject)[fold(column)] == column
        for header in headers:
            assert heads_of(subject)[fold(header)] == column, header


@pytest.mark.parametrize("question", ["verdict", "of"])
def test_no_word_is_two_answers(question):
    for meant, known in KNOWN[question].items():
        for word in known:
            assert "".join(words(word))
            assert answer(question, word) == meant, word


def test_a_word_that_nobody_has_written_down_is_no_answer():
    assert answer("verdict", "") is None
    assert answer("verdict", "hardly") is None


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_verdict_may_be_written_beside_the_candidates_of_the_workbook(language):
    row = [texts.say(f"report.workbook.{side}_number", language) for side in ("found", "sought")]
    assert find_head([[], [*row, "verdict"]], "judgements") == (1, {0: "found_id", 1: "sought_id", 2: "verdict"})


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_the_words_in_which_nasab_says_a_verdict_are_understood(language, verdict):
    assert answer("verdict", texts.say(f"reasons.verdict.{verdict}", language)) == verdict


def test_the_columns_of_the_candidates_are_passed_over():
    assert all(is_beside(column) or column in ("found_id", "sought_id") for column in CANDIDATES)
