from __future__ import annotations

from pathlib import Path

import pytest

from nasab.errors import UnreadableList
from nasab.exchange.decided import read_decisions
from tests.exchange.making import text

HEAD = "cluster,id,name,probability,for,against,decision\n"


def decided(folder: Path, *decisions: str, ids: str = "ABCDE") -> set[tuple[str, str, str]]:
    rows = "".join(f"1,{name},,0.9,,,{decision}\n" for name, decision in zip(ids, decisions, strict=False))
    told = read_decisions(text(folder / "duplicates.csv", HEAD + rows, "utf-8")).told
    return {(*sorted(one.pair), one.verdict) for one in told}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("decisions", "told"),
    [
        (("", ""), set()),
        (("", "same"), {"AB same"}),
        (("same", ""), {"AB same"}),
        (("same", "same"), {"AB same"}),
        (("", "different"), {"AB different"}),
        (("different", ""), {"AB different"}),
        (("different", "different"), {"AB different"}),
        (("", "unsure"), set()),
        (("", "same", ""), {"AB same"}),
        (("same", "", ""), set()),  # the same as which?
        (("", "same", "same"), {"AB same", "AC same"}),
        (("same", "same", "different"), {"AB same", "AC different", "BC different"}),
        (("different", "same", "same"), {"BC same", "AB different", "AC different"}),
        (("", "different", "", "different"), {"AB different", "BC different", "AD different", "CD different"}),
    ],
)
def test_a_row_is_another_child_than_the_rest_of_its_cluster_or_the_same(
    tmp_path: Path, decisions: tuple[str, ...], told: set[str]
):
    assert {f"{one}{other} {verdict}" for one, other, verdict in decided(tmp_path, *decisions)} == told


def test_decisions_are_understood_in_four_languages(tmp_path: Path):
    for word in ("не тот же", "ليس الطفل نفسه", "pas le même", "No"):
        assert decided(tmp_path, "", word) == {("A", "B", "different")}


def test_what_is_not_filled_in_is_counted_and_says_nothing(tmp_path: Path):
    read = read_decisions(text(tmp_path / "d.csv", HEAD + "1,A,,1,,,\n1,B,,1,,,same\n2,C,,1,,,\n2,D,,1,,,\n", "utf-8"))
    assert (len(read.told), read.blank, read.rows) == (1, 3, (3,))
    assert read.problems == ()


def test_a_table_of_judgements_of_two_rows_is_read_as_well(tmp_path: Path):
    path = text(tmp_path / "judged.csv", "found_id,sought_id,verdict\nA,B,different\n", "utf-8")
    assert [one.pair for one in read_decisions(path).told] == [("A", "B")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEAD + "1,A,,1,,,\n1,B,,1,,,hm\n", "JUDGE-01"),
        (HEAD + "1,,,1,,,same\n", "TABLE-02"),
        ("cluster,id,probability\n1,A,1\n", "TABLE-01"),
        ("name,age\nA,4\n", "TABLE-01"),
    ],
)
def test_what_is_half_understood_is_refused(tmp_path: Path, content: str, code: str):
    with pytest.raises(UnreadableList) as told:
        read_decisions(text(tmp_path / "d.csv", content, "utf-8"))
    assert told.value.code == code


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ("1,A,,1,,,\n1,A,,1,,,same\n", "DUPLICATE-01", 3),
        ("1,A,,1,,,\n1,B,,1,,,same\n1,C,,1,,,same\n2,A,,1,,,\n2,C,,1,,,different\n", "DUPLICATE-02", 6),
    ],
)
def test_decisions_that_cannot_all_hold_are_refused_in_their_place(tmp_path: Path, rows: str, code: str, row: int):
    with pytest.raises(UnreadableList) as told:
        read_decisions(text(tmp_path / "duplicates.csv", HEAD + rows, "utf-8"))
    assert (told.value.code, told.value.problem.row) == (code, row)


def test_judgements_that_cannot_all_hold_are_refused_as_well(tmp_path: Path):
    content = "found_id,sought_id,verdict\nA,B,same\nB,C,same\nA,C,different\n"
    with pytest.raises(UnreadableList) as told:
        read_decisions(text(tmp_path / "judged.csv", content, "utf-8"))
    assert (told.value.code, told.value.problem.row, told.value.problem.value) == ("DUPLICATE-02", 4, "A – C")
    assert told.value.problem.detail == "A, B, C"
