from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasab.errors import Problem, UnreadableList
from nasab.exchange.outside import read_outside
from nasab.exchange.statements import unknown_ids
from nasab.matching.outside import MOST_BITS, OutsideEvidence
from nasab.texts import LANGUAGES
from tests import cast
from tests.exchange.making import text, xlsx

HEAD = "found_id,sought_id,log2_lr,source,of,on\n"


def written(folder: Path, content: str) -> Path:
    return text(folder / "outside.csv", content)


def refused(path: Path) -> Problem:
    with pytest.raises(UnreadableList) as error:
        read_outside(path)
    for language in LANGUAGES:
        assert error.value.problem.sentence(language)
    return error.value.problem


def test_a_row_is_read_with_its_source_and_day(tmp_path: Path):
    read = read_outside(written(tmp_path, HEAD + "M-017,S-204,12.5,Laboratory B,,2019-05-02\n"))
    assert read.told == (OutsideEvidence("M-017", "S-204", 12.5, "Laboratory B", "child", "2019-05-02"),)
    assert (read.rows, read.problems) == ((2,), ())


@pytest.mark.parametrize(
    ("column", "number", "bits"),
    [
        *(("log2_lr", "-3", -3.0), ("log2_lr", "−3.5", -3.5), ("log2_lr", "+1e1", 10.0), ("bits", ".5", 0.5)),
        *(("log10_lr", "2", 2 * math.log2(10)), ("lr", "1024", 10.0), ("LR", "0.25", -2.0), ("lr", "1", 0.0)),
        *(("likelihood ratio", "8", 3.0), ("Отношение правдоподобия", "8", 3.0), ("نسبة الأرجحية", "8", 3.0)),
    ],
)
def test_a_weight_is_read_on_the_scale_that_its_column_names(tmp_path: Path, column: str, number: str, bits: float):
    read = read_outside(written(tmp_path, f"found_id,sought_id,{column},source\nM,S,{number},DNA\n"))
    assert read.told[0].bits == pytest.approx(bits)


def test_three_sources_may_use_three_scales(tmp_path: Path):
    rows = "M,S,8,,,DNA\nM,T,,1,,DNA\nM,U,,,-2,DNA\n"
    read = read_outside(written(tmp_path, f"found_id,sought_id,lr,log10_lr,log2_lr,source\n{rows}"))
    assert [one.bits for one in read.told] == pytest.approx([3, math.log2(10), -2])


@pytest.mark.parametrize("of", ["family", "группа", "العائلة", "famille"])
def test_of_whom_a_row_speaks_is_understood_in_four_languages(tmp_path: Path, of: str):
    assert read_outside(written(tmp_path, f"{HEAD}G4,F-1,3,DNA,{of},\n")).told[0].of == "family"


@pytest.mark.parametrize("number", ["1,5", "1 000", "about 3", "nan", "inf", "1_000", "3 bits", "--3", "e5"])
def test_what_is_not_surely_a_number_is_refused(tmp_path: Path, number: str):
    problem = refused(written(tmp_path, f'{HEAD}M,S,3,DNA,,\nM,T,"{number}",DNA,,\n'))
    assert (problem.code, problem.row, problem.column, problem.value) == ("OUTSIDE-01", 3, "log2_lr", number)


@pytest.mark.parametrize(("column", "number"), [("log2_lr", "201"), ("log10_lr", "-99"), ("lr", "0"), ("lr", "1e999")])
def test_nothing_is_surer_than_can_be_measured(tmp_path: Path, column: str, number: str):
    problem = refused(written(tmp_path, f"found_id,sought_id,{column},source\nM,S,{number},DNA\n"))
    assert (problem.code, problem.column, problem.value) == ("OUTSIDE-02", column, number)


def test_a_ratio_is_never_below_nothing(tmp_path: Path):
    assert refused(written(tmp_path, "found_id,sought_id,lr,source\nM,S,-4,DNA\n")).code == "OUTSIDE-01"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        *((",S,3,DNA,,", "TABLE-02"), ("M,,3,DNA,,", "TABLE-02"), ("M,S,3,,,", "OUTSIDE-03")),
        *(("M,S,3,DNA,house,", "OUTSIDE-05"), ("M,S,,DNA,,", "OUTSIDE-06"), ("M,S,3,DNA,,May", "TABLE-06")),
    ],
)
def test_a_row_that_lacks_something_is_refused(tmp_path: Path, row: str, code: str):
    assert refused(written(tmp_path, f"{HEAD}{row}\n")).code == code


def test_two_numbers_of_one_row_are_refused(tmp_path: Path):
    problem = refused(written(tmp_path, "found_id,sought_id,lr,log2_lr,source\nM,S,8,3,DNA\n"))
    assert (problem.code, problem.value) == ("OUTSIDE-06", "3 / 8")


def test_one_source_twice_for_one_pair_is_refused(tmp_path: Path):
    problem = refused(written(tmp_path, HEAD + "M,S,3,DNA,,\nM,S,3,photograph,,\nM,S,4,dna,,\n"))
    assert (problem.code, problem.row, problem.detail) == ("OUTSIDE-04", 4, "dna")


def test_missing_columns_are_named(tmp_path: Path):
    assert refused(written(tmp_path, "found_id,sought_id,source\nM,S,DNA\n")).detail == "log2_lr / log10_lr / lr"
    assert refused(written(tmp_path, "found_id,lr\nM,3\n")).detail == "sought_id, source"


def test_a_last_row_without_an_end_of_line_counts_here(tmp_path: Path):
    assert len(read_outside(written(tmp_path, HEAD + "M,S,3,DNA,,")).told) == 1


def test_a_table_may_be_a_workbook(tmp_path: Path):
    rows = [["found_id", "sought_id", "lr", "source"], ["M-017", "S-204", 1024, "DNA"]]
    assert read_outside(xlsx(tmp_path / "outside.xlsx", {"DNA": rows})).told[0].bits == 10


def test_a_group_or_family_may_be_named_where_a_row_speaks_of_families(tmp_path: Path):
    content = HEAD + "M-017,F-1,3,DNA,family,\nM-017,F-1,3,DNA,child,\nG-9,F-1,3,photograph,family,\n"
    told = unknown_ids(read_outside(written(tmp_path, content)), cast.found(), cast.sought())
    assert [(one.row, one.value) for one in told] == [(3, "F-1"), (4, "G-9")]


_cells = st.sampled_from(["M", "S", "3", "-1e400", "0", "DNA", "family", "", '"', "\0", "1,5", "٣", "2019-05-02"])
_rows = st.lists(st.lists(_cells, max_size=7).map(",".join), max_size=5).map("\n".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | _rows.map(lambda rows: HEAD + rows) | _rows.map(lambda rows: HEAD.replace("log2_", "") + rows))
def test_any_text_is_read_or_refused_with_a_code(tmp_path: Path, content: str):
    path = tmp_path / "outside.csv"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    said: list[Problem] = []
    try:
        read = read_outside(path)
        assert all(abs(one.bits) <= MOST_BITS and one.source for one in read.told)
        said += read.problems
    except UnreadableList as error:
        said.append(error.problem)
    assert all(problem.sentence(language) for problem in said for language in LANGUAGES)
