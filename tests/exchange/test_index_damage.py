"""A file that is no index file, or no more a whole one, is said in one sentence, and never read as something else."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasab.errors import NasabError, Problem, UnreadableList
from nasab.exchange.index_file import IndexFile
from tests import cast

JUDGEMENT = {"found_id": "M-017", "sought_id": "S-204", "verdict": "same"}


class Whole(bytes):
    """A whole file, which is not printed whole when a test fails."""

    def __repr__(self) -> str:
        return "whole"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    path = tmp_path_factory.mktemp("whole") / "index"
    with IndexFile.create(path) as index:
        index.put_many("found", [cast.BILAL, cast.AMINAT, cast.YUSUF, cast.KHADIJA | {"notes": "long " * 3000}])
        index.put_many("sought", [cast.SOUGHT_BILAL, cast.SOUGHT_AMINAT])
        index.put("found", cast.BILAL | {"age": "5"})
        index.judge(JUDGEMENT)
        index.keep("engine", {"a": bytes(range(256)) * 40}, index.last)
        index.put("found", cast.ALI)
        index.withdraw("found", "M-040")
    return Whole(path.read_bytes())


def read(path: Path) -> tuple[object, ...]:
    with IndexFile.open(path) as index:
        records = [list(index.records(side)) for side in ("found", "sought")]
        histories = [index.history("found", child) for _, child, _ in records[0]]
        return records, histories, list(index.judgements()), index.kept("engine"), index.withdrawn("found")


def refused(path: Path) -> str:
    with pytest.raises(NasabError) as caught:
        read(path)
    assert caught.value.exit_status == 2
    caught.value.problem.sentence("ar").encode("utf-8")
    return caught.value.code


def changed(path: Path, sentence: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(sentence)
    connection.close()


@pytest.mark.parametrize(
    "content",
    [b"", b"id,name\n1,Bilal\n", bytes(5000), b"PK\x03\x04", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(5000)],
)
def test_what_is_no_index_file_is_told_from_one_and_left_alone(tmp_path: Path, content: bytes):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert refused(path) == "INDEX-01"
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program_is_left_alone(tmp_path: Path):
    path = tmp_path / "bookmarks"
    changed(path, "CREATE TABLE places (url TEXT); INSERT INTO places VALUES ('x')")
    before = path.read_bytes()
    assert refused(path) == "INDEX-01"
    assert path.read_bytes() == before


def test_a_file_that_is_not_there_and_a_folder_are_said(tmp_path: Path):
    assert refused(tmp_path / "nothing") == "FILE-01"
    assert refused(tmp_path / "no\0thing") == "FILE-01"
    assert refused(tmp_path) == "FILE-02"
    assert not (tmp_path / "nothing").exists()


def test_a_file_by_a_newer_nasab_is_said_and_left_alone(tmp_path: Path, whole: bytes):
    path = tmp_path / "index"
    path.write_bytes(whole)
    changed(path, "PRAGMA user_version = 2; ALTER TABLE versions ADD COLUMN more TEXT")
    before = path.read_bytes()
    assert refused(path) == "INDEX-02"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "sentence",
    [
        "PRAGMA user_version = 0",
        "DROP TABLE parts",
        "CREATE TRIGGER t AFTER INSERT ON versions BEGIN DELETE FROM versions; END",
        "CREATE VIEW w AS SELECT 1",
        "ALTER TABLE judgements ADD COLUMN score REAL",
        'UPDATE versions SET content = \'{"age":"9"}\' WHERE sequence = 2',
        "UPDATE versions SET id = 'M-999' WHERE sequence = 2",
        "UPDATE versions SET sequence = 99 WHERE sequence = 2",
        "UPDATE versions SET content = x'00', checksum = 0",
        "UPDATE judgements SET found_id = 'M-018'",
        "UPDATE judgements SET content = 7",
    ],
)
def test_a_file_that_was_changed_by_hand_is_refused(tmp_path: Path, whole: bytes, sentence: str):
    path = tmp_path / "index"
    path.write_bytes(whole)
    changed(path, sentence)
    assert refused(path) == "INDEX-03"


def test_a_file_that_is_open_is_refused_to_others(tmp_path: Path, whole: bytes):
    path = tmp_path / "index"
    path.write_bytes(whole)
    with IndexFile.open(path) as index:
        assert refused(path) == "INDEX-04"  # in this program, and
        program = "import sys; from tests.exchange.test_index_damage import *; print(refused(Path(sys.argv[1])))"
        root = Path(__file__).parents[2]
        told = subprocess.run(
            [sys.executable, "-c", program, path], cwd=root, capture_output=True, text=True, check=True
        )
        assert told.stdout == "INDEX-04\n"  # in another one
        assert index.put("found", cast.MARYAM) == index.last
    read(path)


def test_a_full_disk_is_said_and_what_was_stored_before_remains(tmp_path: Path, whole: bytes):
    path = tmp_path / "index"
    path.write_bytes(whole)
    with IndexFile.open(path) as index:
        before = index.last
        (pages,) = index._connection.execute("PRAGMA page_count").fetchone()
        index._connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
        for store in (
            lambda: index.put_many("found", [cast.MARYAM | {"notes": "long " * 30_000}]),
            lambda: index.keep("other", {"a": bytes(200_000)}, 3),
            lambda: index.judge(JUDGEMENT | {"reason": "long " * 30_000}),
        ):
            with pytest.raises(NasabError) as caught:
                store()
            assert caught.value.code == "INDEX-05"
        assert index.last == before
        assert index.kept("other") is None
        index._connection.execute("PRAGMA max_page_count = 100000").fetchall()
        assert index.put("found", cast.MARYAM) == before + 1


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.3, 0.5, 0.8, 0.99])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, whole: bytes, share: float):
    path = tmp_path / "index"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert refused(path) in ("INDEX-01", "INDEX-03") if share < 0.01 else refused(path) == "INDEX-03"


class Used(NasabError):
    """The damage met nothing that is used."""


def use(path: Path, before: tuple[object, ...]) -> None:
    """Read all of a damaged file, and write to it; fails if anything is read that was never stored."""
    (_, sought), histories, judgements, kept, _ = before
    stored = {"found": [v for versions in histories for v in versions], "sought": [(n, row) for n, _, row in sought]}
    with IndexFile.open(path) as index:
        for side in ("found", "sought"):
            for number, child, record in index.records(side):
                assert (number, record) in stored[side]
                assert record["id"] == child
        assert all(judgement in judgements for judgement in index.judgements())
        assert index.kept("engine") in (None, kept)
        index.withdrawn("found")
        index.put("sought", cast.SOUGHT_YUSUF)
        index.judge(JUDGEMENT | {"found_id": "M-021"})
        index.keep("engine", {"a": b"1"}, index.last)
    raise Used(Problem("INDEX-03"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(where=st.floats(0, 1, exclude_max=True), what=st.binary(min_size=1, max_size=40))
def test_wherever_a_file_is_damaged_it_is_refused_or_what_is_read_was_stored(
    tmp_path: Path, whole: bytes, where: float, what: bytes
):
    path = tmp_path / "index"
    path.with_name("whole").write_bytes(whole)
    before = read(path.with_name("whole"))
    at = int(where * len(whole))
    path.write_bytes(whole[:at] + what + whole[at + len(what) :])
    for left in (path.with_name("index-wal"), path.with_name("index-journal")):
        left.unlink(missing_ok=True)
    codes = [f"INDEX-{number:02}" for number in (1, 2, 3, 5, 8)]  # 8: a list of those withdrawn may be what is damaged
    with pytest.raises(NasabError, check=lambda error: error.code in codes):
        use(path, before)


def test_what_refuses_a_list_refuses_an_index(tmp_path: Path, whole: bytes):
    """Whoever gives the index where a list is wanted is told what it is."""
    from nasab import exchange

    path = tmp_path / "index"
    path.write_bytes(whole)
    with pytest.raises(UnreadableList) as caught:
        exchange.read(path, "found")
    assert caught.value.code == "FILE-07"
