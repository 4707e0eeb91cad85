"""An index file keeps every version of every record, and deletes a child whose consent is taken back."""

from __future__ import annotations

import os
import sqlite3
import stat
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasab.errors import NasabError, UnreadableList, WrongUse
from nasab.exchange import index_storage
from nasab.exchange.index_file import IndexFile
from nasab.matching.judgements import Judgement, Seen
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS
from tests import cast

JUDGEMENT = {
    "found_id": "M-017",
    "sought_id": "S-204",
    "verdict": "same",
    "by": "Amina",
    "reason": "the grandmother knew the burn",
    "seen": [["name", "same", "بلال", "Билал"]],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "children.nasab"


def filled(path: Path) -> IndexFile:
    index = IndexFile.create(path)
    index.put("found", cast.BILAL)
    index.put("sought", cast.SOUGHT_BILAL)
    index.put("found", cast.AMINAT)
    return index


def refusal(code: str):
    return pytest.raises(NasabError, check=lambda error: error.code == code)


def test_what_was_put_comes_back_in_its_order_under_its_number(path: Path):
    with filled(path) as index:
        assert list(index.records("found")) == [(1, "M-017", cast.BILAL), (3, "M-018", cast.AMINAT)]
        assert list(index.records("sought")) == [(2, "S-204", cast.SOUGHT_BILAL)]
        assert list(index.records("found", after=1)) == [(3, "M-018", cast.AMINAT)]
        assert index.last == 3
    with IndexFile.open(path) as index:
        assert [number for number, _, _ in index.records("found")] == [1, 3]
        assert index.last == 3


def test_a_column_that_is_empty_is_not_kept(path: Path):
    with IndexFile.create(path) as index:
        index.put("found", {"id": "M-1", "name": "", "age": "4"})
        assert list(index.records("found")) == [(1, "M-1", {"id": "M-1", "age": "4"})]


def test_a_correction_counts_and_the_first_version_is_kept(path: Path):
    corrected = cast.BILAL | {"age": "5"}
    with filled(path) as index:
        assert index.put("found", corrected) == 4
        assert list(index.records("found")) == [(3, "M-018", cast.AMINAT), (4, "M-017", corrected)]
        assert index.history("found", "M-017") == [(1, cast.BILAL), (4, corrected)]
        assert index.history("sought", "M-017") == []


def test_one_id_on_both_lists_is_two_children(path: Path):
    with IndexFile.create(path) as index:
        index.put("found", {"id": "1", "name": "Bilal"})
        index.put("sought", {"id": "1", "name": "Aminat"})
        index.withdraw("found", "1")
        assert list(index.records("sought")) == [(2, "1", {"id": "1", "name": "Aminat"})]


def test_many_are_put_under_numbers_in_a_row(path: Path):
    with filled(path) as index:
        numbers = index.put_many("sought", ({"id": f"S-{n}", "age": str(n % 17)} for n in range(2500)))
        assert numbers == range(4, 2504)
        assert [row["id"] for _, _, row in index.records("sought", after=3)] == [f"S-{n}" for n in range(2500)]
        assert index.put_many("found", []) == range(2504, 2504)


def test_of_many_none_is_put_if_one_is_refused(path: Path):
    rows = [{"id": f"S-{n}"} for n in range(2500)] + [{"id": "S-0", "consent": "no"}]
    with filled(path) as index:
        with refusal("INDEX-08"):
            index.put_many("sought", rows)
        assert index.last == 3


def test_reading_sees_the_file_as_it_was_when_it_began(path: Path):
    with IndexFile.create(path) as index:
        index.put_many("found", ({"id": f"M-{n}", "age": "4"} for n in range(2200)))
        seen = []
        for number, child, record in index.records("found"):
            seen.append((child, record["age"]))
            index.put("found", {"id": child, "age": "5"}) if number % 7 == 0 else None
        assert seen == [(f"M-{n}", "4") for n in range(2200)]


def test_a_child_withdrawn_while_the_file_is_read_does_not_come(path: Path):
    with IndexFile.create(path) as index:
        index.put_many("found", ({"id": f"M-{n}"} for n in range(1100)))
        reading = index.records("found")
        next(reading)
        index.withdraw("found", "M-1050")
        assert "M-1050" not in {child for _, child, _ in reading}


@pytest.mark.parametrize("consent", ["no", "No", "нет", "later", "?"])
def test_a_record_without_consent_is_refused(path: Path, consent: str):
    with IndexFile.create(path) as index:
        with refusal("INDEX-08"):
            index.put("found", cast.BILAL | {"consent": consent})
        index.put("found", cast.BILAL | {"consent": " Yes "})
        index.put("sought", cast.SOUGHT_BILAL | {"consent": ""})
        assert index.last == 2


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({}, "INDEX-09"),
        ({"name": "Bilal"}, "INDEX-09"),
        ({"id": " "}, "INDEX-09"),
        ({"id": 17}, "INDEX-09"),
        ({"id": "1", "age": 4}, "INDEX-09"),
        ({"id": "1", "age": None}, "INDEX-09"),
        ({"id": "1\ud800"}, "INDEX-09"),
        ({"id": "1", "name": "\udcff"}, "INDEX-09"),
        ({"id": "1", "photo": "x"}, "LIST-04"),
        ({"id": "1", 7: "x"}, "LIST-04"),
        ({"id": "1", "inquirer": "a column of the other list"}, "LIST-04"),
    ],
)
def test_a_record_that_is_none_is_refused_in_one_sentence(path: Path, record: dict[str, str], code: str):
    with IndexFile.create(path) as index:
        with refusal(code) as caught:
            index.put("found", record)
        str(caught.value).encode("utf-8")
        assert index.last == 0


def everything(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def test_of_a_child_withdrawn_the_id_remains_and_the_fact(path: Path):
    with filled(path) as index:
        index.put("found", cast.BILAL | {"mother": "Zarema Tagirova" * 1000})
        index.judge(JUDGEMENT)
        index.judge(JUDGEMENT | {"found_id": "M-018", "reason": "another child", "seen": []})
        index.keep("engine", {"names": "بلال".encode()}, 6)
        assert index.withdraw("found", "M-017") == 7
        assert list(index.records("found")) == [(3, "M-018", cast.AMINAT)]
        assert index.history("found", "M-017") == []
        assert index.withdrawn("found") == [(7, "M-017")]
        assert index.withdrawn("found", after=7) == index.withdrawn("sought") == []
        assert [number for number, _ in index.judgements()] == [6]
        assert index.kept("engine") is None
        assert index.problems == []
        for _ in ("open", "closed"):
            content = everything(path)
            for word in ("Zarema Tagirova", "أبو بلال الشيشاني", "the burn", "بلال"):
                assert word.encode() not in content
            assert b"M-017" in content
            assert b"Aminat" in content
            index.close()


def test_a_snapshot_that_never_knew_the_child_withdrawn_is_kept(path: Path):
    with filled(path) as index:
        index.keep("before", {"a": b"1"}, 2)
        index.keep("after", {"a": b"1"}, 3)
        index.withdraw("found", "M-018")
        assert index.kept("before") == (2, {"a": b"1"})
        assert index.kept("after") is None


def test_a_child_withdrawn_is_not_brought_back(path: Path):
    with filled(path) as index:
        index.withdraw("found", "M-017")
        with refusal("INDEX-08"):
            index.put("found", cast.BILAL | {"consent": "yes"})
        with refusal("INDEX-08"):
            index.put_many("found", [cast.YUSUF, cast.BILAL])
        with refusal("INDEX-08"):
            index.judge(JUDGEMENT)
        assert index.last == 4


def test_to_withdraw_twice_changes_nothing(path: Path):
    with filled(path) as index:
        assert index.withdraw("found", "M-017") == index.withdraw("found", "M-017") == index.last == 4


def test_a_mistyped_id_does_not_look_like_a_child_withdrawn(path: Path):
    with filled(path) as index:
        for child in ("M-17", "S-204", "\ud800"):
            with pytest.raises(WrongUse):
                index.withdraw("found", child)
        assert index.last == 3


def test_judgements_come_back_in_their_order_and_a_second_one_is_one_more(path: Path):
    second = JUDGEMENT | {"verdict": "different"}
    with filled(path) as index:
        assert [index.judge(JUDGEMENT), index.judge(second)] == [4, 5]
    with IndexFile.open(path) as index:
        assert list(index.judgements()) == [(4, JUDGEMENT), (5, second)]
        assert list(index.judgements(after=4)) == [(5, second)]


def test_a_judgement_of_the_engine_can_be_stored_and_made_again(path: Path):
    judgement = Judgement("M-017", "S-204", "same", "Amina", seen=(Seen("name", "same", "بلال", "Билал"),))
    with filled(path) as index:
        index.judge(asdict(judgement))
        ((_, told),) = index.judgements()
    seen = tuple(Seen(**one) for one in told.pop("seen"))
    assert Judgement(**told, seen=seen) == judgement


@pytest.mark.parametrize(
    "wrong", [{"found_id": ""}, {"sought_id": None}, {"by": {1, 2}}, {"by": float("nan")}, {"by": "\ud800"}]
)
def test_a_judgement_that_is_none_is_refused_in_one_sentence(path: Path, wrong: dict[str, object]):
    with filled(path) as index:
        with refusal("INDEX-09"):
            index.judge(JUDGEMENT | wrong)
        assert index.last == 3


def test_only_the_owner_may_read_the_file(path: Path):
    before = os.umask(0)
    try:
        with filled(path):
            assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
            assert len(list(path.parent.iterdir())) == 2
    finally:
        os.umask(before)
    path.chmod(0o644)  # copied from somewhere
    with IndexFile.open(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_closed_file_is_one_file_that_can_be_copied(path: Path):
    with filled(path):
        pass
    assert list(path.parent.iterdir()) == [path]
    copy = path.with_name("a copy")
    copy.write_bytes(path.read_bytes())
    with IndexFile.open(copy) as index:
        assert index.last == 3


def test_the_settings_that_keep_what_was_acknowledged_and_hide_what_was_deleted_are_on(path: Path):
    with filled(path) as index:
        wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2}
        for name, value in {**wanted, "locking_mode": "exclusive", "trusted_schema": 0, "fullfsync": 1}.items():
            assert index._connection.execute(f"PRAGMA {name}").fetchone() == (value,), name


def test_what_is_stored_is_what_the_page_on_the_file_says(path: Path):
    with filled(path):
        pass
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "index-file.md").read_text(encoding="utf-8")
    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    connection.close()
    assert tables == ["versions", "judgements", "snapshots", "parts"]
    for word in (*tables, f"0x{index_storage.APPLICATION:X}", f"`user_version` {index_storage.FORMAT}"):
        assert word in page, word


cells = st.text(st.characters(codec="utf-8"), max_size=20)


def records(columns: tuple[str, ...]):
    filled = st.dictionaries(st.sampled_from(columns[1:-1]), cells)
    return st.builds(lambda child, rest: {"id": child, **rest}, st.sampled_from("abc\0\u200f"), filled)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    turns=st.lists(
        st.one_of(
            st.tuples(st.just("found"), records(FOUND_COLUMNS)),
            st.tuples(st.just("sought"), records(SOUGHT_COLUMNS)),
            st.tuples(st.just("withdraw"), st.sampled_from("abc")),
        ),
        max_size=12,
    )
)
def test_whatever_is_put_corrected_and_withdrawn_the_latest_counts(tmp_path: Path, turns):
    path = tmp_path / "index"
    path.unlink(missing_ok=True)
    expected: dict[tuple[str, str], dict[str, str]] = {}
    gone: set[str] = set()
    with IndexFile.create(path) as index:
        for kind, what in turns:
            if kind == "withdraw":
                if ("found", what) in expected:
                    index.withdraw("found", what)
                    del expected["found", what]
                    gone.add(what)
            elif kind == "sought" or what["id"] not in gone:
                index.put(kind, what)
                expected.pop((kind, what["id"]), None)
                expected[kind, what["id"]] = {column: cell for column, cell in what.items() if cell}
    with IndexFile.open(path) as index:
        for side in ("found", "sought"):
            latest = [record for (its, _), record in expected.items() if its == side]
            assert [record for _, _, record in index.records(side)] == latest
        assert {child for _, child in index.withdrawn("found")} == gone


def test_a_file_that_is_there_is_never_overwritten(path: Path):
    path.write_text("mine")
    with refusal("INDEX-06"):
        IndexFile.create(path)
    assert path.read_text() == "mine"
    assert list(path.parent.iterdir()) == [path]


def test_on_a_disk_without_links_a_file_is_made_and_never_overwritten(path: Path, monkeypatch: pytest.MonkeyPatch):
    def link(*_: object):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    with filled(path) as index:
        assert index.last == 3
    with refusal("INDEX-06"):
        IndexFile.create(path)
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said_in_one_sentence(tmp_path: Path):
    with refusal("INDEX-05"):
        IndexFile.create(tmp_path / "nowhere" / "index")
    with pytest.raises(UnreadableList):
        IndexFile.open(tmp_path / "nowhere" / "index")
