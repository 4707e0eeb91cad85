from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from nasab import report, texts
from nasab.errors import Problem
from nasab.matching.results import ChildResult
from nasab.records import ChildList
from tests.report import cast


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_candidates_have_exactly_their_columns_best_first(folders):
    written = rows(folders["en"] / "candidates.csv")
    assert list(written[0]) == ["found_id", "sought_id", "rank", "probability", "weight", "for", "against", "returned"]
    assert [(row["found_id"], row["sought_id"], row["rank"]) for row in written[:3]] == [
        ("M-017", "S-204", "1"),
        ("M-017", "S-310", "2"),
        ("M-018", "S-205", "1"),
    ]
    assert float(written[0]["weight"]) == pytest.approx(cast.BILAL.weight)
    assert written[0]["against"] == "Age: The ages fit, allowing for guessing."


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_numbers_can_be_read_by_a_program_in_every_language(folders, language):
    for row in rows(folders[language] / "candidates.csv"):
        assert re.fullmatch(r"[01]\.\d{6}", row["probability"])
        float(row["weight"])
    for row in rows(folders[language] / "children.csv"):
        assert re.fullmatch(r"[01]\.\d{6}", row["probability"])
        assert re.fullmatch(r"[01]\.\d{6}", row["probability_on_no_list"])


def test_every_child_compared_has_one_row(folders):
    written = rows(folders["en"] / "children.csv")
    siblings = (
        *("brothers_and_sisters", "perhaps_brothers_and_sisters", "probability_brothers_and_sisters"),
        *("family_sought_ids", "probability_together", "probability_alone"),
    )
    assert list(written[0])[:6] == [
        "found_id",
        "best_sought_id",
        "probability",
        "probability_on_no_list",
        "probability_not_asked",
        "ask_next",
    ]
    assert list(written[0])[6:] == list(siblings)
    assert [row["found_id"] for row in written] == [child for child in cast.FOUND.columns["id"] if child != "M-023"]
    assert written[5] == {
        "found_id": "M-022",
        "best_sought_id": "",
        "probability": "0.000000",
        "probability_on_no_list": "1.000000",
        "probability_not_asked": "0.000000",
        "ask_next": "Where did your family live before? What language did you speak at home?",
        **dict.fromkeys(siblings, ""),
    }


def test_brothers_and_sisters_who_are_said_and_who_are_proposed_stand_apart(folders):
    written = {row["found_id"]: row for row in rows(folders["en"] / "children.csv")}
    assert list(written["M-017"].values())[6:] == ["M-018", "M-019", "0.180000", "S-204; S-205", "0.970000", "0.410000"]
    assert list(written["M-019"].values())[6:8] == ["", "M-017; M-018"]


def test_a_pair_that_came_back_is_written_with_what_is_new(folders):
    written = {(row["found_id"], row["sought_id"]): row["returned"] for row in rows(folders["en"] / "candidates.csv")}
    assert [pair for pair, news in written.items() if news] == [("M-019", "S-204")]
    assert written["M-019", "S-204"].startswith(
        "Judged: not the same child (2019-05-02, Мадина). Said differently since then – Age, child found: “9” → “4-5”."
    )


def test_every_problem_is_written_with_its_way_out(folders):
    written = rows(folders["fr"] / "problems.csv")
    assert list(written[0]) == ["code", "file", "sheet", "row", "column", "value", "expected", "way_out"]
    assert [row["row"] for row in written] == ["41", "55", "9"]
    assert written[0]["way_out"] == cast.PROBLEMS[0].way_out("fr")


def test_cells_that_a_spreadsheet_would_run_are_harmless(tmp_path):
    found = ChildList("found", {"id": ["=1+1"]})
    run = cast.Run(found, cast.SOUGHT, [ChildResult("=1+1", (), 1.0)], cast.SUMMARY, cast.PARAMETERS)
    report.write(run, tmp_path / "out", problems=[Problem("AGE-01", value="@SUM(A1)", column="-2", row=3)])
    assert rows(tmp_path / "out" / "children.csv")[0]["found_id"] == "'=1+1"
    problem = rows(tmp_path / "out" / "problems.csv")[0]
    assert (problem["value"], problem["column"]) == ("'@SUM(A1)", "'-2")


def test_no_more_candidates_than_asked_for_are_written(tmp_path):
    report.write(cast.RUN, tmp_path / "out", top=1)
    assert {row["rank"] for row in rows(tmp_path / "out" / "candidates.csv")} == {"1", "2"}
    written = [row["found_id"] for row in rows(tmp_path / "out" / "candidates.csv")]
    assert len(written) == len(set(written))
