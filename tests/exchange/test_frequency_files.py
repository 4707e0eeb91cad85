from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.errors import NasabError, Problem, UnreadableList
from nasab.exchange.frequency_files import read_frequencies

from .making import text, xlsx

PUBLISHED = """Population of invention
Allele,TH01,vWA,Penta D
6,0.25,,
9,0.15,,0.4
9.3,0.6,,
16,,0.3,
17,,0.7,
12,,,0.6
N,100,100,90
Ho,0.7,0.8,0.7
P-value,0.3,0.2,0.1
"""


def refused(path: Path) -> Problem:
    with pytest.raises(UnreadableList) as told:
        read_frequencies(path)
    assert str(told.value)
    return told.value.problem


def test_a_table_is_read_as_it_was_published(tmp_path):
    table = read_frequencies(text(tmp_path / "Invented.csv", PUBLISHED))
    assert table.population == "Invented"
    assert table.loci == {
        "TH01": {"6": 0.25, "9": 0.15, "9.3": 0.6}, "vWA": {"16": 0.3, "17": 0.7}, "Penta D": {"9": 0.4, "12": 0.6},
    }  # fmt: skip
    assert table.typed == {"TH01": 200, "vWA": 200, "Penta D": 180}
    assert table.floor("TH01") == 5 / 200


def test_a_workbook_and_decimal_commas_and_per_cent_are_read(tmp_path):
    rows = [["Allele", "TH01", "vWA"], [6, 0.25, ""], [9.3, 0.75, ""], [16, "", 0.3], [17, "", 0.7]]
    assert read_frequencies(xlsx(tmp_path / "a.xlsx", {"F": rows})).loci["TH01"] == {"6": 0.25, "9.3": 0.75}
    commas = "Allele;TH01;vWA\n6;0,25;30 %\n9,3;0,75;70 %\n"
    assert read_frequencies(text(tmp_path / "a.csv", commas)).loci == {
        "TH01": {"6": 0.25, "9.3": 0.75}, "vWA": {"6": 0.3, "9.3": 0.7},
    }  # fmt: skip


def test_a_table_as_familias_writes_it_is_read(tmp_path):
    content = "TH01\n6\t0.25\n9.3\t0.75\n\nVWA\n16\t0.3\n17\t0.7\n"
    assert read_frequencies(text(tmp_path / "a.txt", content)).loci == {
        "TH01": {"6": 0.25, "9.3": 0.75}, "vWA": {"16": 0.3, "17": 0.7},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code", "column"),
    [
        ("Allele,TH01\n6,0.4\n7,0.4\n", "FREQ-01", "TH01"),
        ("Allele,TH01\n6,40\n7,60\n", "FREQ-02", "TH01"),
        ("Allele,TH01\n6,much\n7,0.6\n", "FREQ-02", "TH01"),
        ("Allele,TH01\nsix,0.4\n7,0.6\n", "FREQ-03", ""),
        ("Allele,TH01\n6,0.4\n6,0.6\n", "FREQ-03", "TH01"),
        ("id,name\n1,Bilal\n", "FREQ-03", ""),
    ],
)
def test_what_is_no_table_of_frequencies_is_refused(tmp_path, content, code, column):
    problem = refused(text(tmp_path / "a.csv", content))
    assert (problem.code, problem.column, problem.file) == (code, column, "a.csv")


CELLS = st.one_of(
    st.sampled_from(["TH01", "vWA", "Allele", "6", "9.3", "0.5", "0,5", "N", "Ho", ""]), st.text(max_size=8)
)


def told_of(path: Path) -> str:
    try:
        return read_frequencies(path).population
    except NasabError as error:
        return error.problem.sentence()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=4), max_size=9), st.sampled_from(",;\t"))
def test_any_table_is_read_or_refused_with_a_code(tmp_path_factory, rows, delimiter):
    path = tmp_path_factory.mktemp("fuzz") / "a.csv"
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8", errors="replace")
    assert told_of(path)
