from __future__ import annotations

import pytest

from nasab import errors, texts

CODES = (
    [f"AGE-0{number}" for number in range(1, 7)]
    + [f"DATE-0{number}" for number in range(1, 7)]
    + ["LANG-01", "PLACE-01"]
)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_problem_has_its_sentences_in_every_language(language):
    for code in CODES:
        problem = errors.Problem(code, value="x", detail="Klingon")
        assert problem.expected(language) != problem.way_out(language)
        assert problem.sentence(language).startswith(f"{code}: `x` ")
    assert "Klingon" in errors.Problem("LANG-01", detail="Klingon").expected(language)


def test_the_sentences_are_translated():
    for code in CODES:
        assert len({errors.Problem(code).expected(language) for language in texts.LANGUAGES}) == len(texts.LANGUAGES)
