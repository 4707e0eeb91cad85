"""A table of overlaps from a file: read in four languages, and refused where anything would have to be guessed."""

from __future__ import annotations

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from nasab import exchange
from nasab.errors import NasabError, UnreadableList

KOREA = "b,c,d,count\n0,0,1,41\n0,1,0,5\n1,0,0,5\n1,1,0,54\n1,0,1,6\n0,1,1,0\n1,1,1,12\n"


def read(tmp_path, text, name="counts.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return exchange.read_counts(path)


def test_a_table_is_read(tmp_path):
    overlaps = read(tmp_path, KOREA)
    assert overlaps.lists == ("b", "c", "d")
    assert overlaps.n == 123


@pytest.mark.parametrize(
    "text",
    [
        KOREA.replace(",", ";"),
        KOREA.replace("count", "число"),
        KOREA.replace("count", "العدد"),
        KOREA.replace("count", "Effectif"),
        "Lists of 2017\n\n" + KOREA,
        KOREA + "\n,,,\n",
        KOREA.replace("0,1,1,0\n", ""),
        "count,b,c,d\n41,0,0,1\n5,0,1,0\n5,1,0,0\n54,1,1,0\n6,1,0,1\n12,1,1,1\n0,0,0,0\n",
    ],
)
def test_however_it_is_laid_out_it_is_the_same_table(tmp_path, text):
    overlaps = read(tmp_path, text)
    assert overlaps.histories.tolist() == [1, 2, 3, 4, 5, 7]
    assert overlaps.counts.tolist() == [5, 5, 54, 41, 6, 12]


def test_a_workbook_is_read(tmp_path):
    path = tmp_path / "counts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("overlaps")
        for row, line in enumerate(KOREA.splitlines()):
            for column, cell in enumerate(line.split(",")):
                sheet.write(row, column, int(cell) if cell.isdigit() else cell)
    assert exchange.read_counts(path).n == 123


@pytest.mark.parametrize(
    ("code", "text", "row", "column"),
    [
        ("COUNT-01", "b,c,d,people\n0,0,1,41\n", 0, ""),
        ("COUNT-02", "b,c,count\n0,1,-4\n", 2, "count"),
        ("COUNT-02", "b,c,count\n0,1,4.5\n", 2, "count"),
        ("COUNT-02", 'b,c,count\n0,1,"1,5"\n', 2, "count"),
        ("COUNT-02", "b,c,count\n0,1,many\n", 2, "count"),
        ("COUNT-03", "b,c,count\n0,1,4\n1,0,3\n0,1,4\n", 4, "count"),
        ("COUNT-04", "b,c,count\n0,1,\n", 2, "count"),
        ("COUNT-05", "b,c,count\n0,x,4\n", 2, "c"),
        ("COUNT-05", "b,c,count\n0,,4\n", 2, "c"),
        ("COUNT-05", "b,c,count\n0,2,4\n", 2, "c"),
        ("COUNT-06", "b,c,count\n0,0,9\n1,0,4\n", 2, "count"),
        ("COUNT-07", "b,count\n1,9\n", 0, ""),
        ("COUNT-09", "b,c,count\n1,0,0\n", 0, ""),
        ("COUNT-10", "b,b,count\n1,0,3\n", 0, ""),
        ("ROW-01", "b,c,count\n1,0,3,7\n", 2, ""),
        ("FILE-03", "", 0, ""),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path, code, text, row, column):
    with pytest.raises(UnreadableList) as told:
        read(tmp_path, text)
    assert (told.value.code, told.value.problem.row, told.value.problem.column) == (code, row, column)
    assert told.value.problem.file == "counts.csv"


@given(st.lists(st.lists(st.text(max_size=6), max_size=5), max_size=6))
def test_whatever_is_in_the_file_it_is_read_or_refused(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("counts") / "any.csv"
    path.write_text("b,c,count\n" + "\n".join(",".join(row) for row in rows), encoding="utf-8", errors="replace")
    try:
        assert exchange.read_counts(path).n > 0
    except NasabError as error:
        error.problem.sentence()
