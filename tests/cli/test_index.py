"""`nasab index`: made, added to, asked and judged in, each as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nasab import texts
from nasab.exchange.streaming import Stream
from tests.cli.test_commands import FOUND, SOUGHT, typed

WORDS = ("--by", "Madina", "--reason", "the same song", "--on", "2019-05-02 14:30")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    made = tmp_path / "children.index"
    result = typed("index", "create", made, "--sought", SOUGHT)
    assert result.exit_code == 0
    return made


def asked(*words: object) -> dict[str, object]:
    result = typed("index", "candidates", *words, "--json")
    assert result.exit_code == 0, result.output
    told: dict[str, object] = json.loads(result.output)
    return told


def first(told: dict[str, object]) -> str:
    candidates = told["candidates"]
    assert isinstance(candidates, list)
    return str(candidates[0]["sought_id"])


def test_a_child_of_a_list_is_asked_for_by_its_id(index: Path):
    told = asked(index, "--list", FOUND, "--id", "M-001")
    assert first(told) == "S-001"
    assert told["found_id"] == "M-001"
    assert 0 <= float(str(told["on_no_list"])) < 0.5


def test_what_is_typed_is_asked_for_and_said_with_its_reasons(index: Path):
    words = (
        "--record",
        "name=Bilal; sex=male; father_alias=Abu Bilal al-Shishani; age=4; as_of=2017-07",
        "--most",
        "3",
    )
    assert first(asked(index, *words)) == "S-001"
    result = typed("index", "candidates", index, *words, "--language", "ar")
    assert result.exit_code == 0
    assert texts.say("reasons.title.child_name", "ar") in result.output
    assert texts.say("terminal.index.no_list", "ar", probability="").split(":")[0] in result.output


def test_children_are_added_and_withdrawn_and_children_found_are_kept(index: Path, tmp_path: Path):
    more = tmp_path / "more.csv"
    more.write_text("id,name,father,consent\nS-900,Тамерлан,Асланбек,yes\nS-901,Муса,Асланбек,no\n", encoding="utf-8")
    assert typed("index", "add", index, more).exit_code == 0
    words = ("--record", "name=Tamerlan; father=Aslanbek")
    assert first(asked(index, *words)) == "S-900"
    with Stream.open(index) as stream:
        assert "S-901" not in stream.index
    assert typed("index", "withdraw", index, "S-900").exit_code == 0
    assert "S-900" not in json.dumps(asked(index, *words))
    assert typed("index", "add", index, FOUND, "--side", "found").exit_code == 0
    assert first(asked(index, "--id", "M-001")) == "S-001"


def test_a_judgement_is_kept_with_who_when_why_and_what_was_seen_and_binds(index: Path):
    child = ("--list", FOUND, "--id", "M-001")
    result = typed("index", "judge", index, "S-001", *child, "--verdict", "different", *WORDS)
    assert result.exit_code == 0
    assert texts.say("reasons.verdict.different") in result.output
    assert texts.say("terminal.judge.no_decision") in result.output
    assert "S-001" not in json.dumps(asked(index, *child))
    with Stream.open(index) as stream:
        ((_, told),) = stream.file.judgements()
        assert (told["by"], told["on"], told["reason"]) == ("Madina", "2019-05-02T14:30:00", "the same song")
        assert told["seen"]
        assert stream.found("M-001")["id"] == "M-001"


def test_it_learns_from_children_found(index: Path):
    result = typed("index", "learn", index, FOUND)
    assert result.exit_code == 0
    with Stream.open(index) as stream:
        assert stream.index.learned.parameters.learned_from.endswith("groups")
    assert first(asked(index, "--list", FOUND, "--id", "M-001")) == "S-001"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("candidates", "--record", "Bilal"), "INDEX-11"),
        (("candidates", "--record", "photograph=face.jpg"), "LIST-04"),
        (("candidates", "--record", "name=Bilal; name=Yusuf"), "INDEX-11"),
        (("candidates",), "INDEX-12"),
        (("candidates", "--record", "name=Bilal", "--id", "M-001"), "INDEX-12"),
        (("candidates", "--id", "M-999"), "LIST-03"),
        (("candidates", "--list", FOUND, "--id", "M-009"), "LIST-03"),  # without consent: as if it were not there
        (("judge", "S-999", "--record", "id=M-1; name=Bilal", "--verdict", "same", *WORDS), "LIST-03"),
        (("judge", "S-001", "--record", "name=Bilal", "--verdict", "same", *WORDS), "INDEX-09"),
        (("judge", "S-001", "--record", "id=M-1", "--verdict", "same", *WORDS[:4], "--on", "soon"), "TABLE-06"),
        (("withdraw", "S-999"), "LIST-03"),
        (("create", "--sought", SOUGHT), "INDEX-06"),
    ],
)
def test_what_cannot_be_done_ends_in_one_message(index: Path, words: tuple[str, ...], code: str):
    command, *rest = words
    result = typed("index", command, index, *rest)
    assert result.exit_code == 2
    assert code in result.output
    assert "Traceback" not in result.output
    with Stream.open(index) as stream:
        assert list(stream.file.judgements()) == []


def test_a_list_is_taken_for_what_its_headers_say(index: Path, tmp_path: Path):
    found = tmp_path / "found.csv"
    found.write_text("id,name,found_place,found_date\nM-900,Тамерлан,Mosul,2017\n", encoding="utf-8")
    result = typed("index", "add", index, found)
    assert result.exit_code == 0
    assert texts.say("terminal.index.added.found", count=1) in result.output
    with Stream.open(index) as stream:
        assert stream.found("M-900")["name"] == "Тамерлан"
        assert "M-900" not in stream.index
    assert "HEAD-07" in typed("index", "add", index, found, "--side", "sought").output


def test_who_was_withdrawn_is_left_out_of_an_older_list_and_named_and_the_rest_is_taken(index: Path, tmp_path: Path):
    older = tmp_path / "older.csv"
    older.write_text("id,name,father\nS-900,Тамерлан,Асланбек\nS-901,Муса,Асланбек\n", encoding="utf-8")
    typed("index", "add", index, older, "--side", "sought")
    out = typed("index", "withdraw", index, "S-900")
    assert texts.say("terminal.index.withdrawn", child="S-900") in out.output
    result = typed("index", "add", index, older, "--side", "sought")
    assert result.exit_code == 0
    assert "INDEX-08" in result.output
    assert "S-900" in result.output
    with Stream.open(index) as stream:
        assert "S-901" in stream.index
        assert "S-900" not in stream.index


def test_what_is_typed_and_not_understood_is_told_and_the_rest_is_used(index: Path):
    result = typed("index", "candidates", index, "--record", "name=Bilal; age=big; sex=perhaps")
    assert result.exit_code == 0
    assert "AGE-01" in result.output
    assert "SEX-01" in result.output


def test_two_who_judge_differently_are_told_at_once(index: Path):
    child = ("--list", FOUND, "--id", "M-001")
    typed("index", "judge", index, "S-001", *child, "--verdict", "same", *WORDS)
    told = typed("index", "candidates", index, *child)
    judged = next(line for line in told.output.splitlines() if texts.say("reasons.title.judged") in line)
    assert "+" not in judged.split(":")[0]  # a judgement binds; it is no number of points
    other = ("--by", "Omar", "--reason", "another scar", "--on", "2019-05-03")
    result = typed("index", "judge", index, "S-001", *child, "--verdict", "different", *other)
    assert result.exit_code == 0
    assert "JUDGE-06" in result.output


@pytest.mark.parametrize("blank", [("--by", " ", "--reason", "a scar"), ("--by", "Omar", "--reason", "")])
def test_a_judgement_without_who_or_why_is_refused(index: Path, blank: tuple[str, ...]):
    child = ("--list", FOUND, "--id", "M-001")
    result = typed("index", "judge", index, "S-001", *child, "--verdict", "same", *blank)
    assert result.exit_code == 2
    assert "JUDGE-09" in result.output
