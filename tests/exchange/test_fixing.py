from __future__ import annotations

import os
from pathlib import Path

import pytest
import python_calamine
from xlsxwriter.exceptions import FileCreateError

from nasab import exchange
from nasab.errors import UnreadableList, WrongUse
from nasab.exchange import replacing

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


def test_a_file_takes_the_place_of_another_when_it_is_whole_and_is_as_private_as_that_was(tmp_path: Path):
    place = tmp_path / "list.csv"
    place.write_text("old", encoding="utf-8")
    place.chmod(0o600)
    (tmp_path / "link.csv").symlink_to(place)
    with replacing.file_replaced(tmp_path / "link.csv") as file:
        file.write_text("new", encoding="utf-8")
        assert place.read_text(encoding="utf-8") == "old"
    assert place.read_text(encoding="utf-8") == "new"
    assert place.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "link.csv").is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["link.csv", "list.csv"]


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), FileCreateError(OSError(28, "No space left on device"))]
)
def test_a_file_that_cannot_be_written_to_its_end_leaves_what_was_there(tmp_path: Path, error: Exception):
    place = tmp_path / "list.csv"
    place.write_text("old", encoding="utf-8")

    def write() -> None:
        with replacing.file_replaced(place) as file:
            file.write_text("ha", encoding="utf-8")
            raise error

    with pytest.raises(WrongUse) as caught:
        write()
    assert (caught.value.code, caught.value.problem.detail) == ("OUT-02", "No space left on device")
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("list.csv", "old")]


def test_what_is_no_file_on_a_disk_is_written_to_as_it_is(tmp_path: Path):
    with (tmp_path / "out").open("wb") as opened:
        with replacing.file_replaced(f"/proc/self/fd/{opened.fileno()}") as file:
            file.write_text("new", encoding="utf-8")
        assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("out", "new")]
        assert os.fstat(opened.fileno()).st_nlink == 1


@pytest.mark.parametrize("name", ["t.csv", "t.ods", "t", "xlsx"])
def test_an_empty_list_is_not_written_under_the_name_of_something_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUse) as caught:
        exchange.write_template(tmp_path / name, "found")
    assert caught.value.code == "OUT-05"
    assert list(tmp_path.iterdir()) == []
