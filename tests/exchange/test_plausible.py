"""What is understood and cannot be meant is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nasab import exchange
from nasab.exchange.plausible import is_grown, is_to_come

from .making import text

HEAD = "id,name,age,birth_date,as_of,found_date\n"


def told(folder: Path, *rows: str) -> list[tuple[str, int, str]]:
    path = text(folder / "found.csv", HEAD + "\n".join(rows) + "\n", "utf-8")
    return [(one.code, one.row, one.column) for one in exchange.check(path, "found").problems]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("1,Bilal,4,,2017-07-20,2097-07-20", ("DATE-07", 2, "found_date")),
        ("1,Bilal,,2100,2017-07-20,", ("DATE-07", 2, "birth_date")),
        ("1,Bilal,48,,2017-07-20,", ("AGE-08", 2, "age")),
        ("1,Bilal,4,2001-03-01,2017-07-20,", ("AGE-07", 2, "age")),
        ("1,Bilal,,2018-05-01,2017-07-20,", ("DATE-08", 2, "as_of")),
    ],
)
def test_what_cannot_be_meant_is_said_in_its_place(tmp_path: Path, row: str, problem: tuple[str, int, str]):
    assert problem in told(tmp_path, row)


@pytest.mark.parametrize(
    "row",
    [
        "1,Bilal,4,2013-03-01,2017-07-20,2017-07-20",
        "1,Bilal,5,2011,2017-07-20,2017-07-20",  # an estimate by eye
        "1,Bilal,about 12,2002-03,2017-07-20,",
        "1,Bilal,48 months,,2017-07-20,",
        "1,Bilal,,2017-07-20,2017-07-20,",
        "1,Bilal,18,1998,2017,",
        "1,Bilal,,,,",
        "1,Bilal,old,yesterday,soon,",
    ],
)
def test_what_can_be_meant_is_not_questioned(tmp_path: Path, row: str):
    assert {code for code, *_ in told(tmp_path, row)} <= {"AGE-01", "DATE-01"}


def test_each_row_is_questioned_by_itself(tmp_path: Path):
    rows = ("1,Bilal,4,2001-03-01,2017-07-20,", "2,Yusuf,4,2013-03-01,2017-07-20,", "3,Ali,4,2001-03-01,2017-07-20,")
    assert [row for code, row, _ in told(tmp_path, *rows) if code == "AGE-07"] == [2, 4]


def test_today_is_not_to_come_and_what_is_not_understood_is_neither():
    assert not is_to_come("2017-07-20", date(2017, 7, 20))
    assert is_to_come("2017-07-21", date(2017, 7, 20))
    assert not is_to_come("2017", date(2017, 7, 20))
    assert not is_to_come("soon")
    assert not is_grown("old")
    assert not is_grown("40")
    assert is_grown("41")
