from __future__ import annotations

import csv
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasab import exchange
from nasab.errors import WrongUse
from nasab.exchange import workbook


def test_a_new_folder_appears_whole(tmp_path: Path) -> None:
    with exchange.outputs.written_whole(tmp_path / "deep" / "out") as folder:
        (folder / "a.csv").write_text("new")
        assert not (tmp_path / "deep" / "out").exists()
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]
    assert (tmp_path / "deep" / "out" / "a.csv").read_text() == "new"


def test_nothing_changes_when_the_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.csv").write_text("old")

    def write() -> None:
        with exchange.outputs.written_whole(tmp_path / "out") as folder:
            (folder / "a.csv").write_text("new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert (tmp_path / "out" / "a.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_else_is_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "mine.txt").write_text("mine")
    with exchange.outputs.written_whole(tmp_path) as folder:
        (folder / "a.csv").write_text("new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "new", "mine.txt": "mine"}


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def write(out: Path, *names: str) -> None:
    with exchange.outputs.written_whole(out) as folder:
        for name in names:
            (folder / name).write_text(f"new {name}")


@pytest.mark.parametrize("name", ["mine.txt", "mine/my.txt"])
def test_a_move_that_fails_half_way_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A folder in which there is a folder keeps its place; others are exchanged as a whole."""
    out = tmp_path / "out"
    before = {"a": "old a", "b": "old b", name: "mine"}
    for path, text in before.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(text)
    rename, replace = os.rename, os.replace

    def failing(move: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
        def moved(there: Path, here: Path) -> None:
            if Path(here) in (out, out / "b") and broken:
                broken.clear()
                raise OSError(28, "No space left on device")
            move(there, here)

        return moved

    broken = [True]
    monkeypatch.setattr(os, "rename", failing(rename))
    monkeypatch.setattr(os, "replace", failing(replace))
    with pytest.raises(WrongUse) as caught:
        write(out, "a", "b", "c")
    assert caught.value.code == "OUT-02"
    assert contents(tmp_path) == {f"out/{path}": text for path, text in before.items()}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(WrongUse) as caught, exchange.outputs.written_whole(tmp_path / "out"):
        pass
    assert caught.value.code == "OUT-01"


@pytest.mark.parametrize("text", ["=1+1", "+7 928", "-5", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert exchange.harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Bilal", "أبو بلال", "a=b", "'x"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert exchange.harmless(text) == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cell=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_no_written_csv_cell_begins_like_a_formula(tmp_path: Path, cell: str) -> None:
    exchange.write_csv(tmp_path / "a.csv", [cell], [[cell, -2.5, None]])
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(cell=st.text(max_size=60))
def test_any_text_can_be_written_into_a_workbook_and_is_no_formula(tmp_path: Path, cell: str) -> None:
    sheet = workbook.Sheet(cell or "x", ["h"], [[cell], [float("nan")]], is_right_to_left=True, marked={(0, 0): cell})
    workbook.write(tmp_path / "a.xlsx", [sheet])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in page
    assert b'rightToLeft="1"' in page
    assert b'state="frozen"' in page
