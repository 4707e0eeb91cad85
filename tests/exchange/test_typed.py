"""A record as somebody types it is understood as a row of a list."""

from __future__ import annotations

import pytest

from nasab.exchange.typed import cleaned


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
