"""`nasab kinship profiles`, `nasab kinship joint`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nasab import texts
from tests.cli.test_commands import typed

SHEET = "Sample,Sex,AMEL,TH01,vWA,FGA,DYS19\nC-1,M,X/Y,6/7,16/17,20/?,14\nC-2,M,X/X,6/Bilal,14/15,22,\n"
CASE: dict[str, Any] = {
    "children": ["V1", "V2", "V3"],
    "places": [{"id": "M1", "family": "F1"}, {"id": "M2", "family": "F1"}, {"id": "M3", "family": "F2"}],
    "lr": {"V1": {"M1": 100, "M2": 100}, "V2": {"M1": 100, "M2": 100}, "V3": {"M3": 99}},
    "together": [
        {"pairs": {"V1": "M1", "V2": "M2"}, "lr": 1e9},
        {"pairs": {"V1": "M2", "V2": "M1"}, "lr": 1e9},
    ],
    "prior": 1,
}


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    (tmp_path / "sheet.csv").write_text(SHEET, encoding="utf-8")
    return tmp_path / "sheet.csv"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case.json").write_text(json.dumps(CASE), encoding="utf-8")
    return tmp_path / "case.json"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_samples_are_counted_and_their_alleles_are_not_shown(sheet: Path, language: str):
    result = typed("kinship", "profiles", sheet, "--language", language)
    assert result.exit_code == 0
    assert "C-1" in result.output
    assert "PROFILE-01" in result.output
    assert "6/Bilal" in result.output  # the one cell that is wrong
    assert "PROFILE-05" in result.output
    for allele in ("16", "17", "20"):
        assert allele not in result.output


def test_alleles_are_given_to_programs_that_ask(sheet: Path):
    told = json.loads(typed("kinship", "profiles", sheet, "--json").output)
    assert told["profiles"]["C-1"]["genotypes"]["vWA"] == ["16", "17"]
    assert told["profiles"]["C-1"]["may_be_lost"] == ["FGA"]
    assert told["profiles"]["C-1"]["weighed"] == ["DYS19", "TH01", "vWA"]
    assert [problem["code"] for problem in told["problems"]] == ["PROFILE-01", "PROFILE-05"]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_siblings_whom_nothing_tells_apart_are_said_to_be_of_the_family(case: Path, language: str):
    result = typed("kinship", "joint", case, "--language", language)
    assert result.exit_code == 0
    said = texts.say("identification.joint.decision", language)  # type: ignore[arg-type]
    assert said.split()[0] in result.output
    assert "0.99" in result.output or "0,99" in result.output  # V3
    assert "0.50" in result.output or "0,50" in result.output  # either place


def test_the_result_is_shown_under_two_priors_or_those_asked_for(case: Path):
    both = json.loads(typed("kinship", "joint", case, "--json").output)
    assert [one["prior"] for one in both] == [1.0, 0.01]
    assert both[0]["posterior"][2][2] == pytest.approx(0.99)
    assert both[1]["posterior"][2][2] == pytest.approx(0.99 / 1.99)
    assert both[0]["lost_at_most"] == 0.0
    three = json.loads(typed("kinship", "joint", case, "--json", "--prior", 1, "--prior", 0.1, "--prior", 0).output)
    assert [one["posterior"][2][2] for one in three][-1] == 0.0


def test_what_is_left_out_is_said(case: Path):
    one = json.loads(typed("kinship", "joint", case, "--json", "--leave-out", 0.895, "--prior", 0.009).output)[0]
    assert one["dropped_claims"] == 1  # V3, whose odds are 0.891
    assert 0.5 < one["lost_at_most"] <= 1
    assert one["of_no_family_here"][2] == 1.0
    shown = typed("kinship", "joint", case, "--leave-out", 0.895, "--prior", 0.009)
    assert "Left out as negligible: 1 pairs" in shown.output
    assert typed("kinship", "joint", case, "--leave-out", 2).exit_code == 2


@pytest.mark.parametrize(
    ("changes", "words", "code"),
    [
        ({"together": []}, (), "JOINT-01"),
        ({"lr": {"V9": {"M1": 1}}}, (), "JOINT-02"),
        ({"lr": {"V1": {"M1": -1}}}, (), "JOINT-03"),
        ({}, ("--prior", -1), "JOINT-04"),
        ({"together": [{"pairs": {"V1": "M1", "V3": "M3"}, "lr": 1}]}, (), "JOINT-05"),
        ({"places": []}, (), "JOINT-07"),
    ],
)
def test_a_case_that_cannot_be_weighed_ends_in_one_message_and_exit_status_2(tmp_path: Path, changes, words, code):
    (tmp_path / "case.json").write_text(json.dumps({**CASE, **changes}), encoding="utf-8")
    result = typed("kinship", "joint", tmp_path / "case.json", *words)
    assert result.exit_code == 2
    assert result.output.startswith(code)


def test_a_file_that_is_no_sheet_ends_in_one_message(tmp_path: Path):
    (tmp_path / "list.csv").write_text("id,name\n1,Bilal\n", encoding="utf-8")
    result = typed("kinship", "profiles", tmp_path / "list.csv", "--language", "fr")
    assert (result.exit_code, result.output[:10]) == (2, "PROFILE-14")
