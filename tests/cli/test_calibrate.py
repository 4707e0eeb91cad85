from __future__ import annotations

import json
from pathlib import Path

import pytest

from nasab import texts
from tests.cli.test_commands import typed

CANDIDATES = (
    "found_id,sought_id,rank,probability\nM-1,S-1,1,0.9\nM-1,S-2,2,0.2\nM-2,S-3,1,0.6\n'-3,S-4,1,0.3\nM-4,S-5,1,0.1\n"
)
WRITTEN = ["reliability.html", "reliability.json", "reliability.svg"]


def written(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def told(folder: Path) -> dict:
    return json.loads((folder / "reliability.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_invented_lists_are_measured(tmp_path: Path, language: str):
    words = ("--simulate", 120, "--seed", 3, "--overlap", 0.3, "--difficulty", "easy", "--language", language)
    result = typed("calibrate", *words, "--out", tmp_path)
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == WRITTEN
    measured = told(tmp_path)
    assert (measured["measured"], measured["children"], measured["overlap"]) == ("simulated", 120, 0.3)
    assert measured["pairs"]["count"] > 50
    assert 100 < measured["no_list"]["count"] <= 120
    assert "reliability.html" in result.output


def test_candidates_are_measured_against_the_truth(tmp_path: Path):
    candidates = written(tmp_path, "candidates.csv", CANDIDATES)
    truth = written(tmp_path, "truth.csv", "found_id,sought_id\nM-1,S-1\n-3,S-4\nM-9,S-9\n")
    assert typed("calibrate", candidates, truth, "--out", tmp_path / "out").exit_code == 0
    measured = told(tmp_path / "out")
    assert (measured["measured"], measured["pairs"]["count"], measured["pairs"]["true"]) == ("truth", 5, 2)


def test_only_judged_pairs_are_measured_and_the_others_are_counted(tmp_path: Path):
    candidates = written(tmp_path, "candidates.csv", CANDIDATES)
    rows = "M-1,S-1,yes,A\nM-1,S-2,no,A\nM-2,S-3,same,A\nM-2,S-3,no,B\n-3,S-4,cannot tell,A\nM-8,S-8,same,A\n"
    judgements = written(tmp_path, "judgements.csv", f"found_id,sought_id,verdict,by\n{rows}")
    result = typed("calibrate", candidates, judgements, "--out", tmp_path / "out")
    assert result.exit_code == 0
    measured = told(tmp_path / "out")
    assert (measured["measured"], measured["pairs"]["count"], measured["pairs"]["true"]) == ("judged", 2, 1)
    counts = {"unsure": 1, "contested": 1, "beside": 1, "unjudged": 1}
    assert {key: measured[key] for key in counts} == counts
    assert texts.say("calibration.measured.judged_note")[:40] in " ".join(result.output.split())


def test_no_child_is_on_the_page(tmp_path: Path):
    candidates = written(tmp_path, "candidates.csv", CANDIDATES.replace("M-", "Bilal-"))
    judgements = written(tmp_path, "judgements.csv", "found_id,sought_id,verdict,by\nBilal-1,S-1,yes,Madina\n")
    result = typed("calibrate", candidates, judgements, "--out", tmp_path / "out")
    shown = result.output + "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert "Bilal" not in shown
    assert "Madina" not in shown


def test_where_nothing_was_judged_nothing_is_measured(tmp_path: Path):
    candidates = written(tmp_path, "candidates.csv", CANDIDATES)
    judgements = written(tmp_path, "judgements.csv", "found_id,sought_id,verdict\nM-9,S-9,yes\n")
    result = typed("calibrate", candidates, judgements, "--out", tmp_path / "out", "--language", "fr")
    assert result.exit_code == 2
    assert result.output.startswith("CALIB-02")
    assert texts.say("problems.CALIB-02.way_out", "fr") in result.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [(), ("candidates.csv",), ("candidates.csv", "truth.csv", "--simulate", "10")])
def test_one_of_two_ways_is_asked_for(tmp_path: Path, words: tuple[str, ...]):
    result = typed("calibrate", *words, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.output.startswith("CALIB-01")


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "FILE-03"), ("a,b\n1,2\n", "TABLE-01"), ("found_id,sought_id,verdict\nM-1,S-1,hm\n", "JUDGE-01")],
)
def test_a_file_that_is_no_truth_and_no_judgements_ends_in_one_message(tmp_path: Path, content: str, code: str):
    candidates = written(tmp_path, "candidates.csv", CANDIDATES)
    result = typed("calibrate", candidates, written(tmp_path, "truth.csv", content), "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.output.startswith(code)


def test_candidates_that_cannot_be_read_end_in_one_message(tmp_path: Path):
    result = typed("calibrate", tmp_path / "nowhere.csv", tmp_path / "truth.csv", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.output.startswith("EVAL-01")
