from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from nasab import exchange, report, texts
from nasab.exchange import Statements
from nasab.matching.dedupe import Cluster
from nasab.matching.judgements import Judgement
from nasab.matching.results import Candidate
from nasab.records import ChildList
from tests.report import cast


@dataclass(frozen=True)
class Found:
    """What an invented comparison of a list with itself has found."""

    list: ChildList
    clusters: tuple[Cluster, ...]
    households: tuple[Cluster, ...]

    def reasons(self, first: str, second: str) -> Candidate:
        return cast.candidate(
            first, second, 1, 0.9, 0.0,
            cast.reason("age", "near", 0.8, "4", "5", "age.near"),
            cast.reason("last_seen", "far", -1.9, "Mosul", "Raqqa", "last_seen.far"),
            cast.reason("dates", "before", -0.9, "2017", "2016", "dates.before"),
        )  # fmt: skip


FOUND = Found(
    cast.FOUND,
    (Cluster(("M-017", "M-019", "M-025"), 0.9), Cluster(("M-024", "M-027"), 0.6)),
    (Cluster(("M-017", "M-018", "M-020"), 0.8, household=True), Cluster(("M-024", "M-027"), 0.6, household=True)),
)


def written(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def shown(language: texts.Language = "en", **options: Any) -> str:
    console = Console(file=io.StringIO(), width=100)
    report.show_duplicates(FOUND, console, language, table="out/duplicates.csv", **options)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_each_row_of_a_cluster_is_compared_with_its_first(tmp_path: Path):
    report.write_duplicates(FOUND, tmp_path)
    rows = written(tmp_path, "duplicates.csv")
    assert [(row["cluster"], row["id"]) for row in rows] == [
        ("1", "M-017"), ("1", "M-019"), ("1", "M-025"), ("2", "M-024"), ("2", "M-027"),
    ]  # fmt: skip
    assert rows[0]["for"] == rows[0]["against"] == ""
    assert rows[1]["for"] == "Age: The ages fit, allowing for guessing."


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_of_two_rows_of_one_list_none_is_said_to_be_found_after_the_other_was_last_seen(tmp_path: Path, language):
    report.write_duplicates(FOUND, tmp_path, language=language)
    against = written(tmp_path, "duplicates.csv")[1]["against"]
    assert texts.say("reasons.one_list.last_seen.far", language) in against
    assert texts.say("reasons.one_list.dates.before", language) in against
    assert texts.say("reasons.last_seen.far", language) not in against


def test_a_family_of_which_no_more_is_said_than_that_a_child_is_there_twice_is_not_said_again(tmp_path: Path):
    report.write_duplicates(FOUND, tmp_path)
    assert [row["id"] for row in written(tmp_path, "households.csv")] == ["M-017", "M-018", "M-020"]


def test_decisions_are_filled_in_again_and_those_apart_stand_in_the_order_of_the_list(tmp_path: Path):
    decisions = (Judgement("M-017", "M-019", "same"), Judgement("M-020", "M-021", "different"))
    report.write_duplicates(FOUND, tmp_path, decisions=decisions)
    rows = written(tmp_path, "duplicates.csv")
    assert [(row["cluster"], row["id"], row["decision"]) for row in rows[:5]] == [
        ("1", "M-017", ""), ("1", "M-019", "same"), ("1", "M-025", ""), ("2", "M-020", ""), ("2", "M-021", "different"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_clusters_are_shown_as_written_and_as_proposals(language: texts.Language):
    decided = Statements((Judgement("M-017", "M-019", "same"),), (2,), blank=3)
    told = shown(language, decisions=decided, withheld=2)
    for word in ("M-017", "بلال", "M-025", "out/duplicates.csv"):
        assert word in told
    assert texts.say("terminal.dedupe.withheld", language, count=2) in told
    assert texts.say("terminal.dedupe.title", language) in told
    assert "\x1b" not in told
    assert "M-023" not in told


def test_no_more_than_forty_clusters_are_shown():
    many = Found(cast.FOUND, FOUND.clusters[1:] * 45, FOUND.households[:1] * 3)
    console = Console(file=io.StringIO(), width=100)
    report.show_duplicates(many, console, table="out/duplicates.csv")
    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert told.count("M-027") == 40
    assert "Groups not shown here: 8." in told


def test_no_decision_is_lost_when_the_table_is_written_again(tmp_path: Path):
    """Of a chain all are one child, and two rows of a cluster may be one child without its first."""
    chain = [Judgement("M-017", "M-019", "same"), Judgement("M-019", "M-025", "same")]
    beside = Judgement("M-027", "M-018", "same")
    report.write_duplicates(FOUND, tmp_path, decisions=[*chain, beside])
    rows = written(tmp_path, "duplicates.csv")
    assert [(row["id"], row["decision"]) for row in rows] == [
        ("M-017", ""), ("M-019", "same"), ("M-025", "same"),
        ("M-018", ""), ("M-027", "same"),
        ("M-024", ""), ("M-027", ""),
    ]  # fmt: skip
    again = exchange.read_decisions(tmp_path / "duplicates.csv").told
    assert {frozenset(one.pair) for one in again if one.verdict == "same"} == {
        frozenset(pair) for pair in (("M-017", "M-019"), ("M-017", "M-025"), ("M-018", "M-027"))
    }
