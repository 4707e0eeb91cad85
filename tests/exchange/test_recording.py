from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasab.errors import NasabError, WrongUse
from nasab.exchange import recording
from nasab.exchange.judged import read_judgements
from nasab.exchange.recording import append_judgement
from nasab.matching.judgements import VERDICTS, Judgement, Seen
from tests.exchange.making import text, xlsx

BILAL = Judgement(
    "M-017",
    "S-204",
    "same",
    "Мадина",
    "2019-05-02T14:30:00",
    'the burn, and "his" song',
    (Seen("child_name", "same", "بلال", "Билал"), Seen("marks", "same", "burn\nleft", "ожог")),
)
YUSUF = Judgement("M-021", "S-300", "different")


def refused(path: Path, judgement: Judgement = YUSUF) -> str:
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(NasabError) as error:
        append_judgement(path, judgement)
    assert (path.read_bytes() if path.is_file() else b"") == before
    return error.value.code


def test_what_is_added_is_read_as_it_was_judged(tmp_path: Path):
    path = tmp_path / "judgements.csv"
    for judgement in (BILAL, YUSUF):
        append_judgement(path, judgement)
    read = read_judgements(path)
    assert read.told == (BILAL, YUSUF)
    assert read.problems == ()
    assert path.read_bytes().startswith(b"\xef\xbb\xbffound_id,sought_id,verdict,by,on,reason,seen\r\n")


def test_a_row_is_a_line_whatever_is_written(tmp_path: Path):
    path = tmp_path / "judgements.csv"
    append_judgement(path, replace(BILAL, reason="first\r\n\r\nsecond\u2028third"))
    assert path.read_bytes().count(b"\n") == 2
    assert read_judgements(path).told[0].reason == "first second third"


def test_what_a_spreadsheet_would_run_is_made_harmless_and_read_as_it_was(tmp_path: Path):
    path = tmp_path / "judgements.csv"
    append_judgement(path, replace(YUSUF, found_id="-17", by="=HYPERLINK(1)", reason="@home"))
    assert b"'=HYPERLINK" in path.read_bytes()
    read = read_judgements(path).told[0]
    assert (read.found_id, read.by, read.reason) == ("-17", "=HYPERLINK(1)", "@home")


def test_a_row_is_added_in_the_order_and_with_the_delimiter_of_the_file(tmp_path: Path):
    path = text(tmp_path / "judgements.csv", "Решение;Ищут: номер;Shoe;Найден: номер\nда;S-1;31;M-1\n")
    append_judgement(path, YUSUF)
    assert path.read_text(encoding="utf-8").splitlines()[2] == "different;S-300;;M-021"
    assert read_judgements(path).told[1] == YUSUF


def test_a_file_without_a_column_for_what_is_to_be_kept_is_not_added_to(tmp_path: Path):
    path = text(tmp_path / "judgements.csv", "found_id,sought_id,verdict\nM,S,same\n")
    assert refused(path, BILAL) == "JUDGE-08"
    append_judgement(path, YUSUF)
    assert len(read_judgements(path).told) == 2


def test_nothing_is_written_behind_a_row_that_was_cut_off(tmp_path: Path):
    assert refused(text(tmp_path / "judgements.csv", "found_id,sought_id,verdict\nM,S,same\nM,T,sa")) == "JUDGE-05"


def test_a_header_without_an_end_of_line_is_given_one(tmp_path: Path):
    path = text(tmp_path / "judgements.csv", "found_id,sought_id,verdict")
    append_judgement(path, YUSUF)
    assert read_judgements(path).told == (YUSUF,)


def test_an_empty_file_is_a_new_one(tmp_path: Path):
    path = text(tmp_path / "judgements.csv", "")
    append_judgement(path, YUSUF)
    assert read_judgements(path).told == (YUSUF,)


def test_a_workbook_and_a_file_in_another_encoding_are_not_added_to(tmp_path: Path):
    head = ["found_id", "sought_id", "verdict"]
    assert refused(xlsx(tmp_path / "judged.xlsx", {"Judged": [head, ["M", "S", "same"]]})) == "JUDGE-08"
    assert refused(text(tmp_path / "a.csv", "found_id,sought_id,verdict,кем\nM,S,да,Мадина\n", "cp1251")) == "JUDGE-08"
    assert refused(text(tmp_path / "b.csv", "found_id,sought_id,verdict\nM,S,same\n", "utf-16")) == "JUDGE-08"


def test_a_judgement_that_would_make_the_file_unreadable_is_not_added(tmp_path: Path):
    path = tmp_path / "judgements.csv"
    append_judgement(path, BILAL)
    assert refused(path, BILAL) == "JUDGE-04"
    assert refused(path, replace(BILAL, verdict="different", on="2019-05-02 14:30")) == "JUDGE-03"
    assert refused(path, replace(BILAL, found_id=" ")) == "TABLE-02"
    assert refused(path, replace(BILAL, on="yesterday")) == "TABLE-06"
    assert refused(path, replace(BILAL, verdict="maybe")) == "JUDGE-01"  # type: ignore[arg-type]


def test_a_file_that_cannot_be_read_is_not_added_to(tmp_path: Path):
    assert refused(text(tmp_path / "judgements.csv", "found_id,sought_id,verdict\nM,S,hardly\n")) == "JUDGE-01"


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path):
    assert refused(tmp_path) == "FILE-02"
    assert refused(tmp_path / "nowhere" / "judgements.csv") == "OUT-02"
    assert refused(Path("/dev/null/judgements.csv")) == "OUT-02"


def test_a_full_disk_leaves_a_row_that_is_named_and_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "judgements.csv"
    append_judgement(path, BILAL)
    monkeypatch.setattr(recording, "_line", lambda cells, delimiter: "M-021,S-300,diff")
    append_judgement(path, YUSUF)  # as far as there was room
    monkeypatch.undo()
    read = read_judgements(path)
    assert read.told == (BILAL,)
    assert [problem.code for problem in read.problems] == ["JUDGE-05"]
    assert refused(path) == "JUDGE-05"


def test_a_row_is_on_the_disk_before_it_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "no disk")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WrongUse) as error:
        append_judgement(tmp_path / "judgements.csv", YUSUF)
    assert error.value.code == "OUT-02"


_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Cn", "Co"))
_ids = st.text(_letters, max_size=6).map(lambda word: f"M{word}")
_seen = st.builds(Seen, st.text(max_size=5), st.text(max_size=5), st.text(max_size=9), st.text(max_size=9))
_judgements = st.builds(
    Judgement, _ids, _ids, st.sampled_from(VERDICTS), _ids, st.just(""), _ids, st.lists(_seen, max_size=3).map(tuple)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_judgements, unique_by=lambda one: (one.pair, one.person), max_size=4))
def test_whatever_is_added_is_read_again(tmp_path: Path, judgements: list[Judgement]):
    path = tmp_path / "judgements.csv"
    path.unlink(missing_ok=True)
    for judgement in judgements:
        append_judgement(path, judgement)
    if judgements:
        assert read_judgements(path).told == tuple(judgements)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.builds(Judgement, st.text(), st.text(), st.sampled_from(VERDICTS), st.text(), st.text(), st.text()))
def test_any_judgement_is_added_so_that_it_can_be_read_or_is_refused(tmp_path: Path, judgement: Judgement):
    path = tmp_path / "judgements.csv"
    path.unlink(missing_ok=True)
    codes = []
    try:
        append_judgement(path, judgement)
        assert len(read_judgements(path).told) == 1
    except NasabError as error:
        codes.append(error.code)
    assert not path.exists() or not codes
