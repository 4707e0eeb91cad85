"""`nasab dedupe`: who of one list may be one child, and how a decision undoes it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nasab import texts
from tests.cli.test_beside import _flat
from tests.cli.test_commands import FOUND, SOUGHT, rows, typed


def clusters(folder: Path) -> list[tuple[str, ...]]:
    told: dict[str, list[str]] = {}
    for row in rows(folder / "duplicates.csv"):
        told.setdefault(row["cluster"], []).append(row["id"])
    return [tuple(ids) for ids in told.values()]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_child_entered_twice_is_proposed_with_reasons_and_nothing_is_merged(tmp_path: Path, language: texts.Language):
    result = typed("dedupe", SOUGHT, "--side", "sought", "--out", tmp_path, "--language", language)
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["duplicates.csv", "households.csv", "problems.csv"]
    assert clusters(tmp_path) == [("S-007", "S-008")]
    first, second = rows(tmp_path / "duplicates.csv")
    assert (first["for"], first["decision"], second["decision"]) == ("", "", "")
    assert texts.say("reasons.title.child_name", language) in second["for"]
    assert _flat(texts.say("terminal.dedupe.proposal", language)) in _flat(result.output)


def test_a_decision_undoes_a_cluster_and_stays_in_the_table(tmp_path: Path):
    typed("dedupe", SOUGHT, "--side", "sought", "--out", tmp_path)
    table = tmp_path / "duplicates.csv"
    filled = rows(table)
    filled[1]["decision"] = "different"
    for _ in range(2):  # the table that comes out says what went in
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(filled[0]))
            writer.writeheader()
            writer.writerows(filled)
        result = typed("dedupe", SOUGHT, "--side", "sought", "--out", tmp_path, "--judgements", table)
        assert texts.say("terminal.dedupe.none") in result.output
        assert "not the same 1" in _flat(result.output)
        filled = rows(table)
        assert [(row["id"], row["probability"], row["decision"]) for row in filled] == [
            ("S-007", "0.000000", ""), ("S-008", "0.000000", "different"),
        ]  # fmt: skip


def test_a_decision_that_two_rows_are_one_child_stays_in_the_table(tmp_path: Path):
    (tmp_path / "judged.csv").write_text("found_id,sought_id,verdict\nS-008,S-007,same\nS-034,S-001,same\n", "utf-8")
    words = ("--out", tmp_path / "out", "--judgements", tmp_path / "judged.csv")
    result = typed("dedupe", SOUGHT, "--side", "sought", *words)
    assert result.exit_code == 0
    assert [row["decision"] for row in rows(tmp_path / "out" / "duplicates.csv")] == ["", "same"]
    told = [row["value"] for row in rows(tmp_path / "out" / "problems.csv") if row["code"] == "TABLE-03"]
    assert told == ["S-034"]  # without consent, and so unknown


def test_a_child_without_consent_is_in_no_table(tmp_path: Path):
    content = "id,name,father,mother,consent\nA,Bilal,Ruslan,Zaira,\nB,Bilal,Ruslan,Zaira,no\nC,Bilal,Ruslan,Zaira,no\n"
    (tmp_path / "found.csv").write_text(content, encoding="utf-8")
    result = typed("dedupe", tmp_path / "found.csv", "--side", "found", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert rows(tmp_path / "out" / "duplicates.csv") == []
    assert texts.say("terminal.dedupe.withheld", count=2) in result.output


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nowhere.csv", "--side", "found"), "FILE-01"),
        ((FOUND, "--side", "found", "--judgements", "nowhere.csv"), "FILE-01"),
        ((FOUND, "--side", "found", "--judgements", FOUND), "TABLE-01"),
    ],
)
def test_what_cannot_be_used_ends_in_one_message(tmp_path: Path, words: tuple[str, ...], code: str):
    result = typed("dedupe", *words, "--out", tmp_path / "out")
    assert (result.exit_code, result.output[: len(code)]) == (2, code)
    assert not (tmp_path / "out").exists()
