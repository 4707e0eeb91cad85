"""Arrays of an engine come back as they were kept, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nasab.errors import WrongUse
from nasab.exchange import index_snapshots
from nasab.exchange.index_file import IndexFile
from tests import cast


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "index"
    with IndexFile.create(path) as index:
        index.put_many("found", [cast.BILAL, cast.AMINAT])
        index.put("sought", cast.SOUGHT_BILAL)
    return path


def test_what_was_kept_comes_back_with_the_number_it_knows(path: Path):
    numbers = np.arange(60, dtype=np.int32).reshape(20, 3)
    blocks = {
        "bytes": b"abc",
        "empty": b"",
        "array": memoryview(numbers),
        "turned": memoryview(numbers.T),
        "no rows": memoryview(numbers[:0]),
    }
    with IndexFile.open(path) as index:
        assert index.kept("engine") is None
        index.keep("engine", blocks, 2)
        index.keep("names", {}, 3)
    with IndexFile.open(path) as index:
        upto, kept = index.kept("engine")
        assert (upto, list(kept)) == (2, list(blocks))
        assert kept["bytes"] == b"abc"
        assert kept["empty"] == kept["no rows"] == b""
        assert np.array_equal(np.frombuffer(kept["array"], np.int32).reshape(20, 3), numbers)
        assert np.array_equal(np.frombuffer(kept["turned"], np.int32).reshape(3, 20), numbers.T)
        assert index.kept("names") == (3, {})
        assert index.problems == []


def test_a_block_longer_than_a_part_is_kept_in_parts(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(index_snapshots, "PART", 10)
    contents = {str(size): bytes(range(size)) for size in (9, 10, 11, 20, 95)}
    with IndexFile.open(path) as index:
        index.keep("engine", contents, 3)
        assert index.kept("engine") == (3, contents)
        assert index._connection.execute("SELECT count(*) FROM parts WHERE block = 4").fetchone() == (10,)


def test_a_later_snapshot_takes_the_place_of_the_earlier(path: Path):
    with IndexFile.open(path) as index:
        index.keep("engine", {"a": b"1" * 50_000, "b": b"2"}, 1)
        index.keep("engine", {"c": b"3"}, 2)
        assert index.kept("engine") == (2, {"c": b"3"})


def test_a_snapshot_that_fails_leaves_the_earlier_one(path: Path):
    with IndexFile.open(path) as index:
        index.keep("engine", {"a": b"1"}, 1)
        with pytest.raises(TypeError):
            index.keep("engine", {"a": b"2", "b": "no bytes"}, 2)  # type: ignore[dict-item]
        assert index.kept("engine") == (1, {"a": b"1"})


@pytest.mark.parametrize("upto", [-1, 4])
def test_a_snapshot_of_what_was_never_stored_is_a_mistake_of_the_program(path: Path, upto: int):
    with IndexFile.open(path) as index, pytest.raises(ValueError, match="upto"):
        index.keep("engine", {}, upto)


def test_a_snapshot_made_before_a_child_was_withdrawn_is_not_kept_after(path: Path):
    """The engine made its arrays, then consent was taken back, and then the arrays would have been kept."""
    with IndexFile.open(path) as index:
        index.withdraw("found", "M-018")
        with pytest.raises(WrongUse) as caught:
            index.keep("engine", {"names": b"Aminat"}, 3)
        assert caught.value.code == "INDEX-10"
        index.keep("engine", {"names": b""}, 1)  # before Aminat was put
        index.keep("engine", {"names": b""}, index.last)


def damage(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


@pytest.mark.parametrize(("old", "new"), [(b"marrow", b"barrow"), (b'"bones"', b'"bonus"'), (b", 6, ", b", 7, ")])
def test_a_damaged_snapshot_is_put_aside_and_the_records_are_read(path: Path, old: bytes, new: bytes):
    with IndexFile.open(path) as index:
        index.keep("engine", {"bones": b"marrow"}, 3)
        index.keep("other", {"block": b"other"}, 3)
    damage(path, old, new)
    with IndexFile.open(path) as index:
        assert index.kept("engine") is None
        assert [problem.code for problem in index.problems] == ["INDEX-07"]
        assert index.kept("other") == (3, {"block": b"other"})
        assert len(list(index.records("found"))) == 2
        index.keep("engine", {"block": b"marrow"}, 3)
        assert index.kept("engine") == (3, {"block": b"marrow"})
