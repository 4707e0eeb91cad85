"""What holds for a list however long it is: nothing is lost between one block of rows and the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from nasab import exchange
from nasab.columns import packing
from nasab.errors import UnreadableList, WrongUse
from nasab.exchange import workbook

from .making import text


@pytest.fixture(params=[False, True], ids=["few blocks", "many blocks"])
def _blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param:
        monkeypatch.setattr(packing, "_DIFFERENT", 5)
        monkeypatch.setattr(packing, "_CELLS", 50)


pytestmark = pytest.mark.usefixtures("_blocks")


def test_what_is_wrong_is_told_with_its_row_in_every_block(tmp_path: Path) -> None:
    lines = [f"M-{row},Bilal {row % 7},Mosul,{'abc' if row % 300 else 'a' + chr(0x202E) + 'bc'}" for row in range(1000)]
    lines[700] += ",more"
    reading = exchange.read(text(tmp_path / "a.csv", "\n".join(["id,name,origin,notes", *lines])), "found")
    assert [(problem.code, problem.row, problem.column) for problem in reading.problems] == [
        *(("CELL-03", row, "notes") for row in (2, 302, 602)),
        ("ROW-01", 702, ""),
        ("CELL-03", 902, "notes"),
    ]
    assert reading.children.rows == range(2, 1002)
    assert reading.children.columns["name"] == [f"Bilal {row % 7}" for row in range(1000)]
    assert set(reading.children.columns["notes"]) == {"abc"}


def test_rows_of_which_nothing_is_left_are_no_children_in_any_block(tmp_path: Path) -> None:
    lines = [f"M-{row},Omar" if row % 3 else "-,?" if row % 2 else "" for row in range(900)]
    children = exchange.read(text(tmp_path / "a.csv", "\n".join(["id,name", *lines])), "found").children
    assert list(children.rows) == [row + 2 for row in range(900) if row % 3]
    assert children.columns["id"] == [f"M-{row}" for row in range(900) if row % 3]


def test_one_text_written_in_several_ways_is_one(tmp_path: Path) -> None:
    lines = [f"{row},{' ' * (row % 40)}Билал{chr(0x200E) * (row % 3)}" for row in range(400)]
    name = exchange.read(text(tmp_path / "a.csv", "\n".join(["id,name", *lines])), "found").children.columns["name"]
    assert name == ["Билал"] * 400
    assert list(name.texts) == ["Билал"]  # type: ignore[attr-defined]


def test_an_id_that_stands_twice_is_refused_however_far_apart(tmp_path: Path) -> None:
    lines = [f"M-{row % 600},x" for row in range(603)]
    with pytest.raises(UnreadableList) as caught:
        exchange.read(text(tmp_path / "a.csv", "\n".join(["id,name", *lines])), "found")
    assert caught.value.problem.value == "M-0 (2, 602); M-1 (3, 603); M-2 (4, 604)"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_cell_of_many_lines_is_one_cell(tmp_path: Path, encoding: str) -> None:
    """Lines without a quotation mark belong to it, and do not open another."""
    song = "\n".join(f"строка {line}" for line in range(500))
    lines = [
        '"id\nномер",имя,notes',
        *(f"{row},Билал,нет" for row in range(50)),
        f'50,"Али ""Бек""","{song}"',
        "51,Омар,x",
    ]
    reading = exchange.read(text(tmp_path / "a.csv", "\n".join(lines), encoding), "found")
    assert reading.children.columns["notes"][50] == song
    assert reading.children.columns["name"][50:] == ['Али "Бек"', "Омар"]
    assert not {"FILE-12"} & {problem.code for problem in reading.problems}


@pytest.mark.parametrize("ending", ["", "\n"])
def test_a_mark_that_is_never_closed_swallows_nobody_on_a_long_list(tmp_path: Path, ending: str) -> None:
    lines = [f"{row},Билал" for row in range(800)]
    lines[10] = '10,"Али ""Бек"""'
    lines[500] = '500,"Али'
    reading = exchange.read(text(tmp_path / "a.csv", "\n".join(["id,имя", *lines]) + ending), "found")
    assert len(reading.children) == 800
    assert "FILE-12" in {problem.code for problem in reading.problems}


def test_a_list_that_no_sheet_holds_is_corrected_as_csv_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 9)
    reading = exchange.check(
        text(tmp_path / "a.csv", "\n".join(["id,age", *(f"{k},12/5" for k in range(10))])), "found"
    )
    with pytest.raises(WrongUse) as caught:
        exchange.write_fixed(reading, tmp_path / "fixed.xlsx")
    assert caught.value.code == "OUT-03"
    assert not (tmp_path / "fixed.xlsx").exists()
    exchange.write_fixed(reading, tmp_path / "fixed.csv")
    again = exchange.check(tmp_path / "fixed.csv", "found")
    assert again.children.columns == reading.children.columns
    assert [problem.code for problem in again.problems] == ["AGE-03"] * 10
