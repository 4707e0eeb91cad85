"""`nasab judge` and `nasab teach`: what people judge, and which pairs it is worth judging."""

from __future__ import annotations

from pathlib import Path

import pytest

from nasab import exchange, texts
from tests.cli.test_beside import _flat
from tests.cli.test_commands import FOUND, SOUGHT, rows, typed

WORDS = ("--by", "Madina", "--reason", "the same song", "--on", "2019-05-02 14:30")


def test_a_judgement_is_added_with_who_when_why_and_what_was_seen(tmp_path: Path):
    table = tmp_path / "judged.csv"
    for verdict, pair in (("same", ("M-001", "S-001")), ("different", ("M-002", "S-001"))):
        result = typed("judge", FOUND, SOUGHT, *pair, "--verdict", verdict, "--judgements", table, *WORDS)
        assert result.exit_code == 0
        assert texts.say(f"reasons.verdict.{verdict}") in result.output
    told = exchange.read_judgements(table).told
    assert [(one.pair, one.verdict, one.by, one.on, one.reason) for one in told] == [
        (("M-001", "S-001"), "same", "Madina", "2019-05-02T14:30:00", "the same song"),
        (("M-002", "S-001"), "different", "Madina", "2019-05-02T14:30:00", "the same song"),
    ]
    seen = {one.kind: one for one in told[0].seen}
    assert (seen["child_name"].level, seen["child_name"].found) == ("same", "بلال")
    assert all(one.found or one.sought for one in told[0].seen)


def test_a_judgement_says_when_by_itself(tmp_path: Path):
    words = ("--verdict", "unsure", "--by", "Omar", "--reason", "ask the aunt", "--judgements", tmp_path / "judged.csv")
    assert typed("judge", FOUND, SOUGHT, "M-001", "S-001", *words).exit_code == 0
    (told,) = exchange.read_judgements(tmp_path / "judged.csv").told
    assert len(told.on) == len("2019-05-02T14:30:00")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_judgement_is_said_to_be_that_of_one_person_and_a_contradiction_is_named(
    tmp_path: Path, language: texts.Language
):
    table = tmp_path / "judged.csv"
    table.write_text("found_id,sought_id,verdict,by,on,reason,seen\nM-001,S-001,different,Omar,,,\n", encoding="utf-8")
    words = ("--verdict", "same", "--judgements", table, *WORDS, "--language", language)
    result = typed("judge", FOUND, SOUGHT, "M-001", "S-001", *words)
    assert result.exit_code == 0
    assert "JUDGE-06" in result.output
    assert _flat(texts.say("terminal.judge.no_decision", language)) in _flat(result.output)


@pytest.mark.parametrize(
    ("pair", "words", "code"),
    [
        (("M-999", "S-001"), (), "LIST-03"),
        (("M-009", "S-001"), (), "LIST-03"),  # without consent: the answer is that for an unknown id
        (("M-001", "S-001"), ("--on", "soon"), "TABLE-06"),
    ],
)
def test_a_judgement_that_cannot_be_kept_ends_in_one_message_and_adds_nothing(
    tmp_path: Path, pair: tuple[str, str], words: tuple[str, ...], code: str
):
    table = tmp_path / "judged.csv"
    result = typed("judge", FOUND, SOUGHT, *pair, "--verdict", "same", "--judgements", table, *WORDS, *words)
    assert result.exit_code == 2
    assert result.output.startswith(code)
    assert not table.exists()


@pytest.mark.parametrize("ending", ["xlsx", "XLSX", "ods", "xls"])
def test_a_judgement_is_not_written_under_the_name_of_a_workbook(tmp_path: Path, ending: str):
    table = tmp_path / f"judged.{ending}"
    result = typed("judge", "nowhere", SOUGHT, "M-001", "S-001", "--verdict", "same", "--judgements", table, *WORDS)
    assert result.exit_code == 2
    assert result.output.startswith("JUDGE-08")
    assert not table.exists()


def test_a_table_that_cannot_be_added_to_is_refused_before_the_lists_are_read(tmp_path: Path):
    (tmp_path / "judged.csv").write_text("found_id,sought_id,verdict\nM-001,S-001,hm\n", encoding="utf-8")
    words = ("--verdict", "same", *WORDS, "--judgements")
    assert typed("judge", "x", SOUGHT, "A", "B", *words, tmp_path / "judged.csv").output.startswith("JUDGE-01")
    assert typed("judge", "x", SOUGHT, "A", "B", *words, tmp_path / "no" / "j.csv").output.startswith("OUT-02")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_pairs_to_judge_are_a_table_to_fill_in_that_is_read_again(tmp_path: Path, language: texts.Language):
    result = typed("teach", FOUND, SOUGHT, "--out", tmp_path, "--most", 5, "--language", language)
    assert result.exit_code == 0
    assert _flat(texts.say("terminal.teach.note", language)) in _flat(result.output)
    table = tmp_path / "to_judge.csv"
    empty = exchange.read_judgements(table)
    assert (empty.told, empty.blank, empty.problems) == ((), 5, ())
    written = table.read_text(encoding="utf-8-sig").splitlines()
    written[1] = written[1].replace(",,,,,", ",no,Omar,,,", 1)
    table.write_text("\n".join([*written, ""]), encoding="utf-8")
    (judged,) = exchange.read_judgements(table).told
    assert judged.verdict == "different"
    assert judged.seen


def test_what_was_judged_is_not_asked_again(tmp_path: Path):
    typed("teach", FOUND, SOUGHT, "--out", tmp_path, "--most", 3)
    first = [(row["found_id"], row["sought_id"]) for row in rows(tmp_path / "to_judge.csv")]
    judged = "".join(f"{found},{sought},unsure\n" for found, sought in first)
    (tmp_path / "judged.csv").write_text(f"found_id,sought_id,verdict\n{judged}", encoding="utf-8")
    typed("teach", FOUND, SOUGHT, "--out", tmp_path, "--most", 3, "--judgements", tmp_path / "judged.csv")
    again = [(row["found_id"], row["sought_id"]) for row in rows(tmp_path / "to_judge.csv")]
    assert again
    assert not set(first) & set(again)


def test_where_nothing_can_be_taught_no_table_is_written(tmp_path: Path):
    (tmp_path / "found.csv").write_text("id,name\nM-1,Bilal\n", encoding="utf-8")
    (tmp_path / "sought.csv").write_text("id,family,name\nS-1,F-1,Ольга\n", encoding="utf-8")
    (tmp_path / "judged.csv").write_text("found_id,sought_id,verdict\nM-1,S-1,unsure\n", encoding="utf-8")
    words = ("--out", tmp_path / "out", "--judgements", tmp_path / "judged.csv")
    result = typed("teach", tmp_path / "found.csv", tmp_path / "sought.csv", *words)
    assert result.exit_code == 0
    assert texts.say("terminal.teach.none") in result.output
    assert not (tmp_path / "out").exists()


def test_a_pair_judged_not_the_same_comes_back_when_a_list_says_something_else(tmp_path: Path):
    head = "id,name,sex,age,as_of,father,mother,origin\n"
    found, sought, judged = tmp_path / "found.csv", tmp_path / "sought.csv", tmp_path / "judged.csv"
    found.write_text(f"{head}M-1,Bilal,m,9,2019-05,Ruslan,Zarema,Grozny\nM-2,Omar,m,4,2019-05,,,\n", encoding="utf-8")
    rows_sought = "S-1,F-1,Билал,m,2015,Руслан,Зарема,Грозный\nS-2,F-2,Юсуф,m,2011,,,\n"
    sought.write_text(f"id,family,name,sex,birth_date,father,mother,origin\n{rows_sought}", encoding="utf-8")
    words = ("--verdict", "different", *WORDS, "--judgements", judged)
    assert typed("judge", found, sought, "M-1", "S-1", *words).exit_code == 0
    typed("match", found, sought, "--out", tmp_path / "before", "--judgements", judged)
    assert not [
        row
        for row in rows(tmp_path / "before" / "candidates.csv")
        if (row["found_id"], row["sought_id"]) == ("M-1", "S-1")
    ]
    found.write_text(found.read_text(encoding="utf-8").replace(",9,", ",4,"), encoding="utf-8")
    result = typed("match", found, sought, "--out", tmp_path / "after", "--judgements", judged)
    (back,) = [
        row
        for row in rows(tmp_path / "after" / "candidates.csv")
        if (row["found_id"], row["sought_id"]) == ("M-1", "S-1")
    ]
    assert back["returned"].startswith(
        "Judged: not the same child (2019-05-02T14:30:00, Madina). Said differently since"
    )
    assert "“9" in back["returned"]
    assert texts.say("terminal.summary.returned", count=1) in result.output
    told = typed("explain", found, sought, "M-1", "S-1", "--judgements", judged).output
    assert "Said differently since then" in _flat(told)
