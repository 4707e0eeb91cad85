"""`nasab index`: made, added to, asked and judged in, each as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nasab import texts
from nasab.exchange import read
from nasab.exchange.streaming import Stream
from nasab.exchange.written import write_csv
from tests.cli.test_commands import FOUND, SOUGHT, codes, typed

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
    assert typed("index", "add", index, more, "--side", "sought").exit_code == 0
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


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_list_whose_headers_fit_both_sides_is_not_taken_for_either(index: Path, tmp_path: Path, language: str):
    either = tmp_path / "either.csv"
    either.write_text("id,name,sex,age,as_of,father\nX-1,Тамерлан,m,6,2017,Асланбек\n", encoding="utf-8")
    before = index.read_bytes()
    result = typed("index", "add", index, either, "--language", language)
    assert result.exit_code == 2
    assert codes(result) == ["INDEX-13"]
    assert "--side" in result.output
    assert index.read_bytes() == before
    for side in ("sought", "found"):
        assert typed("index", "add", index, either, "--side", side).exit_code == 0


@pytest.mark.parametrize("side", ["sought", "found"])
@pytest.mark.parametrize("consent", ["no", "нет", "perhaps?"])
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_who_stands_in_a_newer_list_without_consent_is_taken_out_and_named(
    index: Path, tmp_path: Path, side: str, consent: str, language: str
):
    earlier, later = tmp_path / "earlier.csv", tmp_path / "later.csv"
    earlier.write_text("id,name,father\nX-1,Тамерлан,Асланбек\nX-2,Муса,Асланбек\n", encoding="utf-8")
    told = f"X-1,Тамерлан,Асланбек,{consent}\nX-2,Муса,Ахмед,yes\nX-3,Иса,Ахмед,no\n"
    later.write_text(f"id,name,father,consent\n{told}", encoding="utf-8")
    typed("index", "add", index, earlier, "--side", side)
    result = typed("index", "add", index, later, "--side", side, "--language", language)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[:2] == [
        texts.say("terminal.index.no_consent", language, child="X-1"),
        texts.say(f"terminal.index.added.{side}", language, count=1),
    ]
    with Stream.open(index) as stream:
        assert [child for _, child in stream.file.withdrawn(side)] == ["X-1"]
        kept = {child: record for _, child, record in stream.file.records(side)}
        assert "X-1" not in kept
        assert "X-3" not in kept
        assert kept["X-2"]["father"] == "Ахмед"
        assert "X-1" not in stream.index
    assert "Тамерлан".encode() not in index.read_bytes()
    assert "X-1" not in json.dumps(asked(index, "--record", "name=Tamerlan; father=Aslanbek", "--most", 100))
    again = typed("index", "add", index, earlier, "--side", side)
    assert "INDEX-08" in again.output


def test_who_is_in_the_index_and_stands_on_the_other_side_without_consent_stays(index: Path, tmp_path: Path):
    found = tmp_path / "found.csv"
    found.write_text("id,name,found_place,consent\nS-001,Муса,Mosul,no\n", encoding="utf-8")
    result = typed("index", "add", index, found)
    assert result.exit_code == 0
    assert texts.say("terminal.index.added.found", count=0) in result.output
    with Stream.open(index) as stream:
        assert "S-001" in stream.index


def test_nothing_is_learned_from_who_has_no_consent(index: Path, tmp_path: Path):
    other = tmp_path / "other.index"
    typed("index", "create", other, "--sought", SOUGHT)
    children = read(FOUND, "found").children
    refused = [*range(0, len(children), 2)]
    rows = [dict(zip(children.columns, row, strict=True)) for row in zip(*children.columns.values(), strict=True)]
    for file, told in (
        ("all.csv", [row | ({"consent": "no"} if place in refused else {}) for place, row in enumerate(rows)]),
        ("some.csv", [row for place, row in enumerate(rows) if place not in refused]),
    ):
        write_csv(tmp_path / file, list(rows[0]), [list(row.values()) for row in told])
    assert typed("index", "learn", index, tmp_path / "all.csv").exit_code == 0
    assert typed("index", "learn", other, tmp_path / "some.csv").exit_code == 0
    with Stream.open(index) as one, Stream.open(other) as two:
        assert one.index.learned.parameters == two.index.learned.parameters


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
