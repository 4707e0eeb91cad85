"""What is brought to a match beside the two lists: judgements, evidence from outside, parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from nasab import exchange, texts
from nasab.matching.parameters import full_version, shipped
from tests.cli.test_commands import FOUND, SOUGHT, rows, typed

JUDGED = (
    "found_id,sought_id,verdict,by,on,reason\n"
    "M-001,S-001,different,Omar,2019-05-02,he is nine\n"
    "M-002,S-002,same,Omar,2019-05-02,the song\n"
    "M-003,S-003,same,Omar,2019-05-02,\n"
    "M-003,S-003,different,Madina,2019-05-02,\n"
    "M-999,S-001,same,Madina,2019-05-02,\n"
    "M-009,S-001,same,Madina,2019-05-02,consent is no\n"
    "M-004,S-004,,,,\n"
)
EVIDENCE = "found_id,sought_id,lr,source,of\nM-027,S-027,400000000,Laboratory B,child\nM-998,S-001,2,Laboratory B,\n"


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    (tmp_path / "judged.csv").write_text(JUDGED, encoding="utf-8")
    return tmp_path / "judged.csv"


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    (tmp_path / "evidence.csv").write_text(EVIDENCE, encoding="utf-8")
    return tmp_path / "evidence.csv"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_judgements_bind_and_what_is_not_used_of_them_is_said(tmp_path: Path, judged: Path, language: texts.Language):
    out = tmp_path / "out"
    result = typed("match", FOUND, SOUGHT, "--out", out, "--judgements", judged, "--language", language)
    assert result.exit_code == 0
    pairs = {(row["found_id"], row["sought_id"]): row for row in rows(out / "candidates.csv")}
    assert ("M-001", "S-001") not in pairs
    assert float(pairs["M-002", "S-002"]["probability"]) > 0.99
    assert texts.say("reasons.title.judged", language) in pairs["M-002", "S-002"]["for"]
    problems = [(row["code"], row["value"]) for row in rows(out / "problems.csv") if row["file"] != "found.xlsx"]
    told = [problem for problem in problems if problem[0].startswith(("TABLE", "JUDGE"))]
    assert told == [("TABLE-03", "M-999"), ("TABLE-03", "M-009"), ("JUDGE-06", "M-003 – S-003")]
    counts = {"same": 1, "different": 1, "unsure": 0, "contested": 1, "blank": 1}
    assert _flat(texts.say("terminal.statements.judgements", language, **counts)) in _flat(result.output)
    assert "JUDGE-06" in result.output
    source = (out / "report.html").read_text(encoding="utf-8")
    assert "JUDGE-06" in source


def test_evidence_from_outside_weighs_and_is_named(tmp_path: Path, evidence: Path):
    out = tmp_path / "out"
    result = typed("match", FOUND, SOUGHT, "--out", out, "--evidence", evidence)
    assert result.exit_code == 0
    pairs = {(row["found_id"], row["sought_id"]): row for row in rows(out / "candidates.csv")}
    assert "Laboratory B" in pairs["M-027", "S-027"]["for"]
    assert "Evidence from outside used: 1" in result.output
    assert "M-998" in result.output


def test_a_pair_is_explained_with_what_was_brought(judged: Path, evidence: Path):
    result = typed("explain", FOUND, SOUGHT, "M-001", "S-001", "--judgements", judged, "--evidence", evidence)
    assert result.exit_code == 0
    assert _flat(texts.say("terminal.pair.judged_different")) in _flat(result.output)
    assert texts.say("terminal.pair.not_compared")[:20] not in result.output
    measured = typed("explain", FOUND, SOUGHT, "M-027", "S-027", "--evidence", evidence).output
    assert "Laboratory B" in _flat(measured)
    assert "+28.5" in measured or "+28.6" in measured  # 400 million times, rounded so that all points add up


def test_what_was_learned_is_saved_and_can_be_begun_with(tmp_path: Path):
    saved = tmp_path / "learned.toml"
    result = typed("match", FOUND, SOUGHT, "--out", tmp_path / "out", "--save-parameters", saved)
    assert result.exit_code == 0
    learned = exchange.read_parameters(saved)
    assert full_version(learned) != full_version(shipped())
    assert full_version(learned) in result.output
    assert full_version(learned) in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    again = typed("match", FOUND, SOUGHT, "--out", tmp_path / "again", "--parameters", saved)
    assert again.exit_code == 0
    assert rows(tmp_path / "again" / "children.csv")[0]["found_id"] == "M-001"


def test_parameters_of_another_version_are_refused_before_anything_is_matched(tmp_path: Path):
    text = (Path(exchange.__file__).parents[1] / "matching" / "data" / "parameters.toml").read_text(encoding="utf-8")
    (tmp_path / "old.toml").write_text(text.replace("[kind.sex]", "[kind.shoe]"), encoding="utf-8")
    for command in (("match", FOUND, SOUGHT, "--out", tmp_path / "out"), ("explain", FOUND, SOUGHT, "M-001", "S-001")):
        result = typed(*command, "--parameters", tmp_path / "old.toml", "--language", "fr")
        assert result.exit_code == 2
        assert result.output.startswith("PARAM-05")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("option", "content", "code"),
    [
        ("--judgements", "found_id,sought_id,verdict\nM-001,S-001,hm\n", "JUDGE-01"),
        ("--judgements", None, "FILE-01"),
        ("--evidence", 'found_id,sought_id,lr,source\nM-001,S-001,"1,5",B\n', "OUTSIDE-01"),
        ("--parameters", "no", "PARAM-01"),
    ],
)
def test_a_table_that_cannot_be_used_ends_in_one_message_before_the_lists_are_read(
    tmp_path: Path, option: str, content: str | None, code: str
):
    if content is not None:
        (tmp_path / "table.csv").write_text(content, encoding="utf-8")
    result = typed("match", "nowhere.csv", SOUGHT, "--out", tmp_path / "out", option, tmp_path / "table.csv")
    assert result.exit_code == 2
    assert result.output.startswith(code)
    assert not (tmp_path / "out").exists()


def test_a_place_where_nothing_can_be_saved_is_refused_before_the_lists_are_read(tmp_path: Path):
    for place in (tmp_path / "no" / "such" / "p.toml", tmp_path):
        result = typed("match", "nowhere.csv", SOUGHT, "--out", tmp_path / "out", "--save-parameters", place)
        assert (result.exit_code, result.output[:6]) == (2, "OUT-02")


def _flat(text: str) -> str:
    return " ".join("".join(letter for letter in text if letter not in "\u2067\u2068\u2069").split())
