"""One grammar for everything that can be wrong: code, place, value, what was expected, the way out."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from nasab import errors, texts

CODES = [
    code
    for code in tomllib.loads(files(texts.__name__).joinpath("en", "problems.toml").read_text(encoding="utf-8"))
    if code != "place"
]


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_can_be_said_in_every_language(code: str, language: texts.Language):
    problem = errors.Problem(code, "found.xlsx", "Children", 41, "age", "12/5", "X")
    sentence = problem.sentence(language)
    assert sentence.startswith(f"{code} · found.xlsx, ")
    for part in ("41", "Children", "`12/5`", problem.expected(language), problem.way_out(language)):
        assert part in sentence
    assert "{" not in sentence


def test_a_place_that_is_not_known_is_not_said():
    sentence = errors.Problem("AGE-01", value="old").sentence()
    assert sentence.startswith("AGE-01: `old` ")


def test_a_long_value_is_shortened():
    assert len(errors.NotUnderstood("AGE-01", "x" * 5000).problem.value) == 200


def test_every_error_is_shown_as_its_sentence_and_ends_with_status_two():
    for kind in (errors.UnreadableList, errors.WrongUse):
        told = kind(errors.Problem("FILE-03", "found.csv"))
        assert isinstance(told, errors.NasabError)
        assert (told.code, told.exit_status) == ("FILE-03", 2)
        assert str(told) == told.problem.sentence()


def test_a_code_that_is_raised_somewhere_has_its_sentences():
    source = Path(errors.__file__).parent
    raised = {
        code for path in source.rglob("*.py") for code in re.findall(r'"([A-Z]{2,}-\d\d)"', path.read_text("utf-8"))
    }
    assert len(raised) > 30
    assert raised <= set(CODES)
    assert set(CODES) <= raised
