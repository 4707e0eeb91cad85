"""A record as somebody types it is understood as a row of a list."""

from __future__ import annotations

import pytest

from nasab.exchange.typed import cleaned, problems


@pytest.mark.parametrize(
    ("column", "written", "understood"),
    [
        ("sex", "ذكر", "m"),
        ("sex", "девочка", "f"),
        ("sex", "perhaps", ""),
        ("consent", "да", "yes"),
        ("consent", "", ""),
        ("consent", "غير معروف", ""),
        ("consent", "perhaps later", "no"),
        ("father", "неизвестно", ""),
        ("name", " بلال\u200f ", "بلال"),
        ("id", "-", ""),
        ("id", "NA", "NA"),
    ],
)
def test_cells_are_read_as_in_a_list(column: str, written: str, understood: str):
    assert cleaned({column: written}) == {column: understood}


def test_what_cannot_be_understood_stays_for_whoever_refuses_it():
    assert cleaned({"photograph": "face.jpg", "age": 5}) == {"photograph": "face.jpg", "age": 5}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("record", "codes"),
    [
        ({"name": "Bilal", "age": "big"}, ["AGE-01"]),
        ({"sex": "perhaps", "consent": "later"}, ["SEX-01", "CONSENT-01"]),
        ({"origin": "Nowhereville"}, ["PLACE-01"]),
        ({"father": "погиб"}, ["CELL-06"]),
        ({"name": "Bilal", "age": "4", "sex": "male", "consent": "yes", "as_of": "2017", "origin": "Mosul"}, []),
        ({"father": "неизвестно", "sex": "?", "photograph": "face.jpg"}, []),
    ],
)
def test_what_says_nothing_is_told_as_of_a_list(record: dict[str, str], codes: list[str]):
    assert [one.code for one in problems(record)] == codes


def test_a_consent_that_is_a_word_for_nothing_is_a_no():
    assert cleaned({"consent": "none"}) == {"consent": "no"}
