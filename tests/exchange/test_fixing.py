from __future__ import annotations

from pathlib import Path

import pytest
import python_calamine

from nasab import exchange
from nasab.errors import UnreadableList

from .making import text

LIST = (
    "Child's name,id,Gender,Age,languages,Where found,DOB,consent,Shoe size\n"
    "بلال,1,girl,12/5,Klingon,Mosul,2013,perhaps,23\n"
    "Omar,2,hmm,8 سنوات,che,Nowhereville,٢٠١٣,,=1\n"
)


def test_check_names_every_cell_that_says_nothing(tmp_path: Path) -> None:
    reading = exchange.check(text(tmp_path / "a.csv", LIST), "found")
    assert sorted((p.code, p.row, p.column, p.value) for p in reading.problems) == [
        ("AGE-03", 2, "Age", "12/5"),
        ("CONSENT-01", 2, "consent", "perhaps"),
        ("HEAD-03", 1, "Shoe size", ""),
        ("LANG-01", 2, "languages", "Klingon"),
        ("PLACE-01", 3, "Where found", "Nowhereville"),
        ("SEX-01", 3, "Gender", "hmm"),
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_corrected_copy_reads_the_same_and_loses_nothing(tmp_path: Path, ending: str, language: str) -> None:
    reading = exchange.check(text(tmp_path / "a.csv", LIST), "found")
    copy = tmp_path / f"fixed.{ending}"
    exchange.write_fixed(reading, copy, language)  # type: ignore[arg-type]
    again = exchange.check(copy, "found")
    assert again.children.columns == {**reading.children.columns, "age": ["12/5", "8"], "birth_date": ["2013", "2013"]}
    assert again.unused == {"Shoe size": ["23", "=1"]}
    assert sorted(p.code for p in again.problems) == sorted(p.code for p in reading.problems)


def test_what_was_not_understood_stands_in_the_copy_as_written(tmp_path: Path) -> None:
    exchange.write_fixed(exchange.check(text(tmp_path / "a.csv", LIST), "found"), tmp_path / "f.xlsx")
    header, first, second = python_calamine.load_workbook(str(tmp_path / "f.xlsx")).get_sheet_by_index(0).to_python()
    assert first[header.index("consent")] == "perhaps"
    assert second[header.index("Gender")] == "hmm"
    assert "SEX-01" in str(second[header.index("Problems")])


def test_joined_columns_go_back_under_the_canonical_name(tmp_path: Path) -> None:
    reading = exchange.check(text(tmp_path / "a.csv", "id,Nom,Prénom,Grandmother\n1,Tsaroev,Bilal,Zaira\n"), "found")
    exchange.write_fixed(reading, tmp_path / "f.csv")
    assert exchange.read(tmp_path / "f.csv", "found").children.columns == reading.children.columns


@pytest.mark.parametrize("side", ["found", "sought"])
@pytest.mark.parametrize("language", ["en", "ar", "ru", "fr"])
def test_an_empty_list_lacks_nothing_but_children(tmp_path: Path, side, language) -> None:
    exchange.write_template(tmp_path / "t.xlsx", side, language)
    with pytest.raises(UnreadableList) as caught:
        exchange.read(tmp_path / "t.xlsx", side)
    assert caught.value.code == "FILE-08"
