from __future__ import annotations

import pytest

from nasab.exchange import headers
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("Child's name", "name"),
        ("CHILD NAME", "name"),
        ("اسم الطفل", "name"),
        ("إسم الطفل", "name"),
        ("ФИО ребёнка", "name"),
        ("Фио ребенка", "name"),
        ("Nom de l'enfant", "name"),
        ("NOM DE L’ENFANT", "name"),
        ("kunya", "father_alias"),
        ("كنية الأب", "father_alias"),
        ("كنيه الاب", "father_alias"),
    ],
)
def test_an_office_writes_headers_in_its_own_way(written: str, column: str) -> None:
    assert headers.recognise(written, "found")[0] == column


@pytest.mark.parametrize(("side", "columns"), [("found", FOUND_COLUMNS), ("sought", SOUGHT_COLUMNS)])
def test_every_canonical_column_is_recognised_by_its_own_name(side, columns) -> None:
    assert [headers.recognise(column, side)[0] for column in columns] == list(columns)
    assert [headers.recognise(column.upper().replace("_", " "), side)[0] for column in columns] == list(columns)
