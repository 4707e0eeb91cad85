"""Each command as a person types it: what it writes, what it says, and its exit status."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import nasab
from nasab import texts
from nasab.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FOUND, SOUGHT = str(EXAMPLES / "found.xlsx"), str(EXAMPLES / "sought.csv")
WRITTEN = ["candidates.csv", "candidates.xlsx", "children.csv", "problems.csv", "report.html"]


def typed(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def codes(result: Result) -> list[str]:
    return [line.split(" ")[0].rstrip(":") for line in result.output.splitlines()]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_help_and_version_are_told():
    assert "match" in typed("--help").output
    assert nasab.__version__ in typed("--version").output


def test_help_loads_no_engine():
    heavy = "{'numpy', 'numba', 'rich', 'jinja2'}"
    code = f"import sys; from nasab.cli import main; sys.exit(int(bool({heavy} & set(sys.modules))))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_match_writes_all_its_files_in_every_language(tmp_path: Path, language: str):
    result = typed("match", FOUND, SOUGHT, "--out", tmp_path / "out", "--language", language)
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == WRITTEN
    assert len(rows(tmp_path / "out" / "children.csv")) == 29


def test_no_more_candidates_are_written_than_asked_for(tmp_path: Path):
    assert typed("match", FOUND, SOUGHT, "--out", tmp_path, "--top", 1).exit_code == 0
    assert {row["rank"] for row in rows(tmp_path / "candidates.csv")} == {"1"}


def test_only_tables_are_written_when_they_alone_are_asked_for(tmp_path: Path):
    result = typed("match", FOUND, SOUGHT, "--out", tmp_path / "out", "--tables-only")
    assert result.exit_code == 0
    written = [name for name in WRITTEN if name.endswith(".csv")]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == written
    assert "report.html" not in result.output


def test_the_true_family_of_every_child_of_the_examples_is_among_the_first_three(tmp_path: Path):
    typed("match", FOUND, SOUGHT, "--out", tmp_path)
    first: dict[str, list[str]] = {}
    for row in rows(tmp_path / "candidates.csv"):
        first.setdefault(row["found_id"], []).append(row["sought_id"])
    for row in rows(EXAMPLES / "truth.csv"):
        assert row["sought_id"] in first[row["found_id"]][:3], row


def test_demo_says_where_the_report_is(tmp_path: Path):
    result = typed("demo", "--out", tmp_path / "demo")
    assert result.exit_code == 0
    assert "report.html" in result.output
    assert (tmp_path / "demo" / "report.html").exists()


def test_explain_shows_the_evidence_of_a_pair():
    result = typed("explain", FOUND, SOUGHT, "M-001", "S-001")
    assert result.exit_code == 0
    assert "M-001" in result.output
    assert "S-001" in result.output


@pytest.mark.parametrize(("found", "sought"), [("M-999", "S-001"), ("M-001", "S-999"), ("M-009", "S-013")])
def test_explaining_a_child_who_is_not_there_is_wrong_use(found: str, sought: str):
    result = typed("explain", FOUND, SOUGHT, found, sought, "--language", "fr")
    assert result.exit_code == 2
    assert "LIST-03" in result.output
    assert texts.say("problems.LIST-03.way_out", "fr") in result.output


def test_check_says_what_was_not_understood():
    result = typed("check", FOUND)
    assert result.exit_code == 0
    assert "AGE-03" in result.output


def test_a_corrected_copy_is_written_where_it_is_asked_for(tmp_path: Path):
    before = Path(FOUND).read_bytes()
    result = typed("check", FOUND, "--fix", tmp_path / "fixed.xlsx")
    assert result.exit_code == 0
    assert typed("check", tmp_path / "fixed.xlsx").exit_code == 0
    assert Path(FOUND).read_bytes() == before


def test_a_corrected_copy_never_takes_the_place_of_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    mine = tmp_path / "s.csv"
    mine.write_bytes(Path(SOUGHT).read_bytes())
    (tmp_path / "link.csv").symlink_to(mine)
    (tmp_path / "beside").mkdir()
    monkeypatch.chdir(tmp_path)
    for given in (mine, "s.csv", "./s.csv", "beside/../s.csv", "link.csv"):
        for asked in (mine, "s.csv", "link.csv"):
            result = typed("check", asked, "--fix", given)
            assert result.exit_code == 2
            assert codes(result) == ["OUT-04"]
    assert mine.read_bytes() == Path(SOUGHT).read_bytes()
    assert (tmp_path / "link.csv").is_symlink()


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("template", "nope/t.xlsx", "--side", "found"), "OUT-02"),
        (("template", "folder.xlsx", "--side", "found"), "OUT-02"),
        (("template", "file/t.xlsx", "--side", "found"), "OUT-02"),
        (("template", "folder", "--side", "found"), "OUT-05"),
        (("template", "t.csv", "--side", "found"), "OUT-05"),
        (("template", "x" * 300 + ".xlsx", "--side", "found"), "OUT-02"),
        (("check", FOUND, "--fix", "x" * 300), "OUT-02"),
        (("check", FOUND, "--fix", "nope/x.csv"), "OUT-02"),
        (("check", FOUND, "--fix", "nope/x.xlsx"), "OUT-02"),
        (("check", FOUND, "--fix", "folder"), "OUT-02"),
        (("check", FOUND, "--fix", "file/x.xlsx"), "OUT-02"),
        (("simulate", "--children", "3", "--out", "file"), "OUT-01"),
        (("simulate", "--children", "3", "--out", "file/world"), "OUT-01"),
        (("simulate", "--children", "3", "--out", "x" * 300), "OUT-02"),
    ],
)
def test_what_cannot_be_written_where_it_is_wanted_is_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: str, language: str
):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.xlsx").mkdir()
    monkeypatch.chdir(tmp_path)
    spoken = () if words[0] == "simulate" else ("--language", language)
    result = typed(*words, *spoken)
    assert result.exit_code == 2
    assert codes(result) == [code]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder", "folder.xlsx"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("side", ["found", "sought"])
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_an_empty_list_is_understood_but_holds_no_child(tmp_path: Path, side: str, language: str):
    empty = tmp_path / "empty.xlsx"
    assert typed("template", empty, "--side", side, "--language", language).exit_code == 0
    result = typed("check", empty, "--side", side)
    assert result.exit_code == 2
    assert "FILE-08" in result.output


def test_an_invented_world_can_be_matched_and_evaluated(tmp_path: Path):
    world, out = tmp_path / "world", tmp_path / "out"
    assert typed("simulate", "--children", 60, "--difficulty", "easy", "--out", world).exit_code == 0
    assert typed("match", world / "found.csv", world / "sought.csv", "--out", out).exit_code == 0
    result = typed("evaluate", out / "candidates.csv", world / "truth.csv")
    assert result.exit_code == 0
    accuracy = json.loads(result.output)
    assert accuracy["recall_at_10"] > 0.6
    assert accuracy["recall_at_1"] <= accuracy["recall_at_10"]


BAD = {
    "missing.csv": None,
    "empty.csv": b"",
    "nothing.csv": b"\x00\x01\x02\x03" * 50,
    "noheader.csv": b"1,2,3\n4,5,6\n",
    "twice.csv": b"id,name\nA,Bilal\nA,Omar\n",
    "torn.xlsx": b"PK\x03\x04 this is no workbook",
    "nobody.csv": b"id,name\n",
    "refused.csv": b"id,name,consent\nA,Bilal,no\n",
}


@pytest.mark.parametrize("name", sorted(BAD))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_list_that_cannot_be_used_is_one_clear_message_and_nothing_is_written(
    tmp_path: Path, name: str, language: str
):
    content = BAD[name]
    bad = tmp_path / name
    if content is not None:
        bad.write_bytes(content)
    result = typed("match", bad, SOUGHT, "--out", tmp_path / "out", "--language", language)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    told = [line for line in result.output.splitlines() if line.strip()]
    assert len(told) == 1
    code = told[0].split(" ")[0]
    assert texts.say(f"problems.{code}.way_out", language, value="", detail="")[:12] in told[0]  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    result = typed("match", FOUND, SOUGHT, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "OUT-01" in result.output
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_words_that_no_command_knows_are_wrong_use():
    for words in (
        ["mach"],
        ["match"],
        ["match", FOUND, SOUGHT, "--out", "x", "--top", "0"],
        ["check", FOUND, "--side", "lost"],
    ):
        assert typed(*words).exit_code == 2
