"""`nasab match --dna --pedigrees`: samples of children and relatives beside two lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from nasab import texts
from tests.cli.test_commands import EXAMPLES, FOUND, SOUGHT, rows, typed

SAMPLES = EXAMPLES / "dna.csv"
PEDIGREES = EXAMPLES / "pedigrees.csv"
WITH_DNA = ("--dna", SAMPLES, "--pedigrees", PEDIGREES)


def chance(folder: Path, child: str) -> tuple[str, float]:
    row = next(row for row in rows(folder / "children.csv") if row["found_id"] == child)
    return row["best_sought_id"], float(row["probability"])


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_dna_is_weighed_with_names_and_told_in_every_language(tmp_path: Path, language: str):
    told = typed("match", FOUND, SOUGHT, "--out", tmp_path / "out", *WITH_DNA, "--language", language)
    assert told.exit_code == 0, told.output
    assert "norSTR" in told.output
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert page.count('class="parts"') >= 5
    assert "D3S1358" in page
    assert texts.say("reasons.title.dna", language) in page


def test_a_sample_settles_what_names_leave_open_and_ends_a_false_hope(tmp_path: Path):
    typed("match", FOUND, SOUGHT, "--out", tmp_path / "names", "--tables-only")
    typed("match", FOUND, SOUGHT, "--out", tmp_path / "both", "--tables-only", *WITH_DNA)
    before, after = chance(tmp_path / "names", "M-006"), chance(tmp_path / "both", "M-006")
    assert before[0] == after[0] == "S-009"
    assert before[1] < 0.9995 < after[1]
    assert chance(tmp_path / "names", "M-021") > ("S-027", 0.08)
    assert chance(tmp_path / "both", "M-021")[1] < 0.05


def test_one_profile_of_two_numbers_is_told(tmp_path: Path):
    told = " ".join(typed("match", FOUND, SOUGHT, "--out", tmp_path, *WITH_DNA).output.split())
    assert "M-004 and M-016 have one and the same DNA profile" in told


def test_the_reason_of_one_pair_stands_in_the_terminal():
    told = typed("explain", FOUND, SOUGHT, "M-006", "S-009", *WITH_DNA)
    assert told.exit_code == 0, told.output
    assert "DNA" in told.output
    assert "(father's sister)" in " ".join(told.output.split())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--dna", SAMPLES), "DNA-09"),
        (("--pedigrees", PEDIGREES), "DNA-09"),
        ((*WITH_DNA, "--population", "Atlantis"), "FREQ-04"),
        (("--dna", SAMPLES, "--pedigrees", SOUGHT), "TABLE-01"),
        (("--dna", SOUGHT, "--pedigrees", PEDIGREES), "PROFILE-14"),
        (("--dna", "absent.csv", "--pedigrees", PEDIGREES), "FILE-01"),
        ((*WITH_DNA, "--frequencies", SOUGHT), "FREQ-03"),
    ],
)
def test_what_cannot_be_used_is_said_with_one_message_and_nothing_is_written(
    tmp_path: Path, words: tuple[object, ...], code: str
):
    told = typed("match", FOUND, SOUGHT, "--out", tmp_path / "out", *words)
    assert told.exit_code == 2
    assert code in told.output
    assert not (tmp_path / "out").exists()


def test_two_sheets_are_one_and_two_results_of_one_sample_that_disagree_are_of_nobody(tmp_path: Path):
    lines = SAMPLES.read_text(encoding="utf-8-sig").splitlines()
    head, of_zaira = lines[0], next(line for line in lines if line.startswith("GR-11"))
    of_elvira = next(line for line in lines if line.startswith("GR-15"))
    second = tmp_path / "second.csv"
    second.write_text(f"{head}\n{of_zaira}\n", encoding="utf-8")
    told = typed("match", FOUND, SOUGHT, "--out", tmp_path / "one", "--tables-only", "--dna", second, *WITH_DNA)
    assert told.exit_code == 0
    assert "PROFILE-09" not in told.output
    second.write_text(f"{head}\n{of_elvira.replace('GR-15', 'GR-11')}\n", encoding="utf-8")
    told = typed("match", FOUND, SOUGHT, "--out", tmp_path / "two", "--tables-only", "--dna", second, *WITH_DNA)
    assert told.exit_code == 0
    codes = {(row["code"], row["value"]) for row in rows(tmp_path / "two" / "problems.csv")}
    assert ("PROFILE-09", "GR-11") in codes
    assert ("DNA-02", "Ч-1") in codes


def test_of_a_profile_nothing_but_the_ratios_is_written(tmp_path: Path):
    typed("match", FOUND, SOUGHT, "--out", tmp_path, *WITH_DNA)
    alleles = [line.split(",")[2] for line in SAMPLES.read_text(encoding="utf-8-sig").splitlines()[1:]]
    for file in ("candidates.csv", "children.csv", "problems.csv", "report.html"):
        written = (tmp_path / file).read_text(encoding="utf-8-sig")
        assert not [pair for pair in alleles if f">{pair}<" in written or f",{pair}," in written]
