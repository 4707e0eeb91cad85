from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from nasab import exchange
from nasab.errors import UnreadableList

from .making import ods, text, xlsx


def codes(reading: exchange.Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def refused(path: Path, side: str = "found") -> str:
    with pytest.raises(UnreadableList) as caught:
        exchange.read(path, side)  # type: ignore[arg-type]
    for language in ("en", "ar", "ru", "fr"):
        assert caught.value.problem.sentence(language)  # type: ignore[arg-type]
    return caught.value.code


def test_a_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", 'id,name,notes\nM-1,بلال,"two\nlines, and a comma"\nM-2,Билал,\n')
    reading = exchange.read(path, "found")
    assert reading.children.columns == {
        "id": ["M-1", "M-2"],
        "name": ["بلال", "Билал"],
        "notes": ["two\nlines, and a comma", ""],
    }
    assert list(reading.children.rows) == [2, 3]
    assert reading.problems == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [["id", "name", "siblings"], ["1", "Omar", "Aminat, Zaira"]]
    content = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    assert exchange.read(text(tmp_path / "a.csv", content), "found").children.columns["siblings"] == ["Aminat, Zaira"]


def test_the_delimiter_that_excel_declares_is_used_and_its_line_is_row_1(tmp_path: Path) -> None:
    reading = exchange.read(text(tmp_path / "a.csv", "sep=;\nid;name\n1;a,b\n"), "found")
    assert reading.children.columns["name"] == ["a,b"]
    assert list(reading.children.rows) == [3]


RUSSIAN = "Номер;Имя ребёнка;Отец\n1;Билал;Руслан\n2;Аминат;\n"
ARABIC = "رقم الطفل,اسم الطفل,كنية الأب\n1,بلال,أبو بلال الشيشاني\n"
FRENCH = "Numéro;Prénom;Père\n1;Zoé;François\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        *((RUSSIAN, encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
        *((RUSSIAN, encoding) for encoding in ("cp1251", "koi8-r")),
        *((ARABIC, encoding) for encoding in ("utf-8", "utf-16", "cp1256", "iso8859-6")),
        *((FRENCH, encoding) for encoding in ("utf-8", "cp1252")),
    ],
)
def test_a_list_in_any_usual_encoding_reads_the_same(tmp_path: Path, content: str, encoding: str) -> None:
    expected = exchange.read(text(tmp_path / "a.csv", content), "found").children.columns
    reading = exchange.read(text(tmp_path / "b.csv", content, encoding), "found")
    assert reading.children.columns == expected
    is_marked = encoding.startswith("utf-8") or encoding in ("utf-16", "utf-32")
    assert ("FILE-10" in codes(reading)) is not is_marked


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(tmp_path: Path, line_end: str) -> None:
    path = text(tmp_path / "a.csv", line_end.join(["id,name", "1,Omar", "2,Zaira"]))
    assert exchange.read(path, "found").children.columns["name"] == ["Omar", "Zaira"]


def test_a_quotation_mark_that_is_never_closed_swallows_no_children(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", 'id,name\n1,"Omar\n2,Zaira\n3,Ali\n')
    reading = exchange.read(path, "found")
    assert reading.children.columns["id"] == ["1", "2", "3"]
    assert codes(reading) == ["FILE-12"]


def test_numbers_and_dates_of_a_workbook_are_written_as_people_mean_them(tmp_path: Path) -> None:
    rows = [["id", "age", "found_date", "name"], [7.0, 4.0, datetime.date(2017, 7, 20), "=Omar"], [8, 1.5, "", "x y"]]
    book = tmp_path / "a.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(str(book), {"strings_to_formulas": False, "default_date_format": "dd/mm/yy"}) as made:
        page = made.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    page.write_datetime(number, column, cell)
                else:
                    page.write(number, column, cell)
    children = exchange.read(book, "found").children
    assert children.columns["id"] == ["7", "8"]
    assert children.columns["age"] == ["4", "1.5"]
    assert children.columns["found_date"] == ["2017-07-20", ""]
    assert children.columns["name"] == ["=Omar", "x y"]


def test_titles_above_and_tags_below_the_header_are_no_children(tmp_path: Path) -> None:
    rows = [
        ["Children registered in Mosul, July 2017"],
        [],
        ["№", "Имя ребёнка", "Пол"],
        ["#meta+id", "#affected +name", "#gender"],
        [1, "Билал", "м"],
        [],
        [2, "Аминат", "ж"],
    ]
    reading = exchange.read(xlsx(tmp_path / "a.xlsx", {"S": rows}), "found")
    assert reading.children.columns == {"id": ["1", "2"], "name": ["Билал", "Аминат"], "sex": ["m", "f"]}
    assert list(reading.children.rows) == [5, 7]


def test_the_sheet_that_is_understood_best_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        {"Summary": [["Total", 2]], "Children": [["id", "name", "age"], ["1", "Omar", 4]], "Empty": []},
    )
    reading = exchange.read(path, "found")
    assert reading.children.sheet == "Children"
    assert [(problem.code, problem.sheet) for problem in reading.problems] == [("HEAD-08", "Summary")]


def test_an_ods_list_is_read(tmp_path: Path) -> None:
    empty = '<table:table-row table:number-rows-repeated="1048573"><table:table-cell/></table:table-row>'
    path = ods(tmp_path / "a.ods", [["id", "age"], ["a", 4.0]], empty)
    assert exchange.read(path, "found").children.columns == {"id": ["a"], "age": ["4"]}


def test_a_million_empty_rows_are_no_children(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["id", "name"])
        page.write_row(1, 0, ["1", "Omar"])
        page.write_blank(1_048_575, 1, None, book.add_format({"bold": True}))
    assert len(exchange.read(tmp_path / "a.xlsx", "found").children) == 1


def test_an_error_cell_is_unknown_and_said(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        page = book.add_worksheet("S")
        page.write_row(0, 1, ["id", "age"])
        page.write_string(1, 1, "M-1")
        page.write_formula(1, 2, "=A1/0", None, "#DIV/0!")
    (problem,) = exchange.read(tmp_path / "a.xlsx", "found").problems
    assert (problem.code, problem.row, problem.column, problem.value) == ("CELL-01", 2, "age", "#DIV/0!")


def test_what_is_not_understood_in_sex_is_unknown_and_in_consent_a_no(tmp_path: Path) -> None:
    content = "id,sex,consent\n1,girl,نعم\n2,ذكر,oui\n3,?,\n4,hmm,perhaps\n5,Ж,нет\n"
    reading = exchange.read(text(tmp_path / "a.csv", content), "found")
    assert reading.children.columns["sex"] == ["f", "m", "", "", "f"]
    assert reading.children.columns["consent"] == ["yes", "yes", "", "no", "no"]
    assert [(p.code, p.row, p.value) for p in reading.problems] == [("SEX-01", 5, "hmm"), ("CONSENT-01", 5, "perhaps")]


@pytest.mark.parametrize("mark", ["-", "N/A", "?", "unknown", "غير معروف", "неизвестно", "Inconnu", " — ", "؟"])
def test_marks_for_not_known_are_empty(tmp_path: Path, mark: str) -> None:
    reading = exchange.read(text(tmp_path / "a.csv", f"id,father\n1,{mark}\n"), "found")
    assert reading.children.columns["father"] == [""]
    assert reading.problems == ()


def test_ids_are_kept_exactly_and_missing_ones_are_given(tmp_path: Path) -> None:
    reading = exchange.read(text(tmp_path / "a.csv", "id,name\n ٠٧ ,a\n007,b\n,c\nNA,d\nrow-4-,e\nrow-4,f\n"), "found")
    assert reading.children.columns["id"] == ["٠٧", "007", "row-4--", "NA", "row-4-", "row-4"]
    assert codes(reading) == ["ID-02"]


def test_an_id_that_stands_twice_is_refused_with_its_rows(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "id,name\nM-1,a\nM-2,b\nM-1,c\n")
    with pytest.raises(UnreadableList) as caught:
        exchange.read(path, "found")
    assert caught.value.code == "ID-01"
    assert caught.value.problem.value == "M-1 (2, 4)"


def test_marks_nobody_sees_are_dropped_and_overrides_are_said(tmp_path: Path) -> None:
    content = "id,name,notes\n\u200eM-1\u200f,\u2067بلال\u2069,abc\u202edef\n"
    reading = exchange.read(text(tmp_path / "a.csv", content), "found")
    assert reading.children.columns == {"id": ["M-1"], "name": ["بلال"], "notes": ["abcdef"]}
    assert codes(reading) == ["CELL-03"]


def test_nul_bytes_and_long_cells_are_cut_out_and_said(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", f"id,name,notes\n1,Om\x00ar,{'x' * 40_000}\n")
    reading = exchange.read(path, "found")
    assert reading.children.columns["name"] == ["Omar"]
    assert len(reading.children.columns["notes"][0]) == 32_767
    assert sorted(codes(reading)) == ["CELL-02", "CELL-04"]


def test_a_row_with_more_cells_than_the_header_is_said(tmp_path: Path) -> None:
    reading = exchange.read(text(tmp_path / "a.csv", "id,origin\n1,Mosul,Iraq\n2\n3,Raqqa,\n"), "found")
    assert reading.children.columns["origin"] == ["Mosul", "", "Raqqa"]
    assert [(p.code, p.row, p.value) for p in reading.problems] == [("ROW-01", 2, "Iraq")]


def test_a_csv_named_xlsx_is_read_and_said(tmp_path: Path) -> None:
    reading = exchange.read(text(tmp_path / "a.xlsx", "id,name\n1,Omar\n"), "found")
    assert reading.children.columns["name"] == ["Omar"]
    assert codes(reading) == ["FILE-11"]


def test_an_unknown_column_is_kept_aside_and_said(tmp_path: Path) -> None:
    reading = exchange.read(text(tmp_path / "a.csv", "id,name,shoe size\n1,Omar,23\n"), "found")
    assert reading.unused == {"shoe size": ["23"]}
    assert [(p.code, p.column) for p in reading.problems] == [("HEAD-03", "shoe size")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE-03"),
        (b"\xef\xbb\xbf\r\n ", "FILE-03"),
        (b"id,name\n", "FILE-08"),
        (b"id,name\n-,?\n", "FILE-08"),
        (b"colour,shape\nred,round\n", "HEAD-01"),
        (b"name,age\nOmar,4\n", "HEAD-02"),
        (b"%PDF-1.7 ...", "FILE-07"),
        (b"\x89PNG\r\n\x1a\n", "FILE-07"),
        (b"<html><table><tr><td>id</td></tr></table></html>", "FILE-07"),
        (b'[{"id": 1}]', "FILE-07"),
        (bytes(range(256)) * 8, "FILE-07"),
        (b"PK\x03\x04 but nothing else", "FILE-06"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "FILE-09"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "FILE-07"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "FILE-06"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_one_clear_error(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert refused(path) == code


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.csv") == "FILE-01"
    assert refused(tmp_path) == "FILE-02"
    assert refused(tmp_path / "a\x00b") == "FILE-04"


def test_children_sought_who_are_given_as_found_are_refused_and_the_other_way_round(tmp_path: Path):
    sought = text(tmp_path / "s.csv", "id,family,name,relation,last_seen_place\nS-1,F,Билал,бабушка,Мосул\n", "utf-8")
    found = text(tmp_path / "f.csv", "id,name,found_place,found_date\nM-1,بلال,Mosul,2017\n", "utf-8")
    assert refused(sought, "found") == "HEAD-07"
    assert refused(found, "sought") == "HEAD-07"
    assert len(exchange.read(sought, "sought").children) == len(exchange.read(found, "found").children) == 1
    assert (exchange.side_of(sought), exchange.side_of(found)) == ("sought", "found")


def test_what_could_be_either_list_is_taken_as_what_it_is_said_to_be(tmp_path: Path):
    either = text(tmp_path / "a.csv", "id,name,father\nA-1,Bilal,Ruslan\n", "utf-8")
    assert exchange.read(either, "found").problems == exchange.read(either, "sought").problems == ()
    assert exchange.side_of(either) == "found"
    assert exchange.side_of(either, otherwise="sought") == "sought"


def test_what_a_person_chose_is_not_questioned_by_the_headers(tmp_path: Path):
    found = text(tmp_path / "f.csv", "id,name,found_place,found_date\nM-1,بلال,Mosul,2017\n", "utf-8")
    assert len(exchange.read(found, "sought", {2: "last_seen_place"}).children) == 1


@pytest.mark.parametrize(("column", "cell"), [("father", "погиб"), ("mother", "мама"), ("name", "لا يعرف اسمه")])
def test_words_that_are_no_name_are_named_and_kept(tmp_path: Path, column: str, cell: str):
    reading = exchange.read(text(tmp_path / "a.csv", f"id,{column}\n1,{cell}\n2,Zarema\n", "utf-8"), "found")
    (problem,) = reading.problems
    assert (problem.code, problem.row, problem.column, problem.value) == ("CELL-06", 2, column, cell)
    assert list(reading.children.columns[column]) == [cell, "Zarema"]
    for language in ("en", "ar", "ru", "fr"):
        assert problem.sentence(language)  # type: ignore[arg-type]
