from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from nasab import report, texts
from nasab.matching.results import ChildResult
from nasab.records import ChildList
from nasab.report import workbook
from tests.report import cast


def sheet(path: Path, place: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(place).to_python()


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def test_both_sides_stand_beside_one_another(folders):
    head, first, *_ = sheet(folders["en"] / "candidates.xlsx")
    row = dict(zip(head, first, strict=True))
    assert (row["Found: Name"], row["Sought: Name"]) == ("بلال", "Билал")
    assert head.index("Sought: Name") == head.index("Found: Name") + 1
    assert (row["Probability"], row["In words"]) == (0.968, "very likely")
    assert row["What speaks against"] == "Age: The ages fit, allowing for guessing."
    assert row["Points"] == pytest.approx(cast.BILAL.weight)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_sheet_runs_the_way_of_the_language_with_a_frozen_header_and_a_filter(folders, language):
    source = part(folders[language] / "candidates.xlsx", "xl/worksheets/sheet1.xml")
    assert ('rightToLeft="1"' in source) == (language == "ar")
    assert 'state="frozen"' in source
    assert "<autoFilter" in source
    assert "<f>" not in source


def test_a_text_that_looks_like_a_formula_is_marked_as_text(folders):
    path = folders["en"] / "candidates.xlsx"
    written = [cell for row in sheet(path) for cell in row]
    assert "=HYPERLINK(1)" in written
    assert "@SUM(A1)" in written
    assert 'quotePrefix="1"' in part(path, "xl/styles.xml")


def test_the_about_sheet_says_that_a_score_is_not_a_decision(folders):
    said = [row[0] for row in sheet(folders["ru"] / "candidates.xlsx", 1)]
    assert texts.say("report.decision.heading", "ru") in said
    assert "≥ 0,90: очень вероятно" in said


def test_too_many_rows_are_cut_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    report.write(cast.RUN, tmp_path / "out")
    rows = sheet(tmp_path / "out" / "candidates.xlsx")
    assert len(rows) == 5
    assert rows[-1][0] == "Here are the first 3 rows. All of them are in candidates.csv."


def test_a_cell_of_any_length_and_letter_can_be_written(tmp_path):
    found = ChildList("found", {"id": ["M-1"], "name": ["x" * 40_000], "notes": ["\x00\ud800"]})
    result = ChildResult("M-1", (cast.candidate("M-1", "S-204", 1, 0.5, 0.0),), 0.5)
    report.write(cast.Run(found, cast.SOUGHT, [result], cast.SUMMARY, cast.PARAMETERS), tmp_path / "out")
    head, row = sheet(tmp_path / "out" / "candidates.xlsx")
    cells = dict(zip(head, row, strict=True))
    assert len(str(cells["Found: Name"])) == 32_000
    assert cells["Found: Notes"] == " \ufffd"
