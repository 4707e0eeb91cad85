"""Pieces of a run: there whole or not at all, of this run or as good as none, and gone when it is done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.exchange import keeping, kept_beside, key_of
from nasab.records import ChildList
from tests import cast

ARRAYS = {"level": np.arange(60, dtype=np.uint8).reshape(3, 20), "none": np.empty(0), "sum": np.array(2.5)}


class Stopped(Exception):
    """The run is stopped here."""


def kept(folder: Path, key: str = "a") -> AbstractContextManager[keeping.Kept]:
    return kept_beside(folder / "out", key, after=0)


@contextmanager
def stopped(folder: Path, key: str = "a", after: float = 0, **options: Any) -> Iterator[keeping.Kept]:
    """The pieces of a run that is stopped at the end of the block."""
    try:
        with kept_beside(folder / "out", key, after=after, **options) as pieces:
            yield pieces
            raise Stopped
    except Stopped:
        pass


def interrupted(folder: Path, key: str = "a") -> Path:
    with stopped(folder, key) as pieces:
        pieces.put("sample", ARRAYS)
    return folder / ".nasab-kept-out" / "sample.npz"


def test_what_an_interrupted_run_kept_is_there_for_the_next_and_gone_when_that_is_done(tmp_path: Path):
    assert interrupted(tmp_path).is_file()
    with kept(tmp_path) as pieces:
        assert pieces.is_any
        arrays = pieces.get("sample")
        assert arrays is not None
        assert arrays.keys() == ARRAYS.keys()
        for name, array in ARRAYS.items():
            assert arrays[name].dtype == array.dtype
            np.testing.assert_array_equal(arrays[name], array)
        assert pieces.get("piece-000001") is None
    assert list(tmp_path.iterdir()) == []


def test_a_run_with_another_key_finds_nothing_and_leaves_nothing_of_the_first(tmp_path: Path):
    path = interrupted(tmp_path)
    with stopped(tmp_path, "b") as pieces:
        assert pieces.get("sample") is None
        assert not path.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_to_begin_anew_removes_what_was_kept_and_keeps_nothing(tmp_path: Path):
    interrupted(tmp_path)
    with stopped(tmp_path, resume=False) as pieces:
        pieces.put("sample", ARRAYS)
        assert pieces.get("sample") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cut", [0, 1, 30, 200, -200, -30, -1])
def test_a_torn_piece_is_as_good_as_none(tmp_path: Path, cut: int):
    path = interrupted(tmp_path)
    path.write_bytes(path.read_bytes()[:cut])
    with kept(tmp_path) as pieces:
        assert pieces.get("sample") is None


def test_a_piece_of_which_one_bit_has_changed_is_as_good_as_none_or_says_the_same(tmp_path: Path):
    path = interrupted(tmp_path)
    whole = path.read_bytes()
    refused = 0
    pieces = keeping.Kept(path.parent, "a", 0)
    pieces.begin()
    for place in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        arrays = pieces.get("sample")
        refused += arrays is None
        for name, array in (arrays or {}).items():  # what no reader looks at may change: times, padding
            np.testing.assert_array_equal(array, ARRAYS[name])
    pieces.close()
    assert refused > len(whole) // 6


def test_a_piece_named_as_if_it_were_of_this_run_is_not_believed(tmp_path: Path):
    path = interrupted(tmp_path)
    with kept(tmp_path) as pieces:
        np.savez(path, level=np.zeros(3))
        assert pieces.get("sample") is None
        np.savez(path, of_which_run=np.frombuffer(b"b", dtype=np.uint8), level=np.zeros(3))
        assert pieces.get("sample") is None


def test_a_short_run_keeps_nothing(tmp_path: Path):
    with stopped(tmp_path, after=keeping.AFTER) as pieces:
        pieces.put("sample", ARRAYS)
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_may_read_what_is_kept(tmp_path: Path):
    assert interrupted(tmp_path).parent.stat().st_mode & 0o077 == 0


def test_two_runs_into_one_folder_do_not_take_one_anothers_pieces(tmp_path: Path):
    with kept(tmp_path) as first:
        first.put("sample", ARRAYS)
        with kept(tmp_path) as second:
            assert second.get("sample") is None
            second.put("sample", {})
            assert not second.is_any
        again = first.get("sample")
        assert again is not None
        assert again.keys() == ARRAYS.keys()


def test_where_there_is_no_room_the_run_goes_on_and_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with kept(tmp_path) as pieces:
        monkeypatch.setattr(keeping, "sync_file", full)
        pieces.put("sample", ARRAYS)
        monkeypatch.undo()
        pieces.put("piece-000001", ARRAYS)
        assert pieces.get("sample") is None
        assert pieces.get("piece-000001") is None
        assert not list((tmp_path / ".nasab-kept-out").glob("*.npz*"))


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path):
    with kept(tmp_path) as pieces:
        for name in ("../sample", "", "a/b", "a.b", "a--b"):
            with pytest.raises(ValueError):
                pieces.put(name, ARRAYS)


KILLED = """
import os, signal, sys
import numpy as np
from nasab.exchange import kept_beside
with kept_beside(sys.argv[1], "a", after=0) as pieces:
    pieces.put("sample", {"level": np.arange(9)})
    (pieces.folder / "piece-000001.npz-new").write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nobody is killed so there")
def test_a_run_that_was_killed_leaves_its_pieces_and_no_claim(tmp_path: Path):
    killed = subprocess.run([sys.executable, "-c", KILLED, os.fspath(tmp_path / "out")], check=False)
    assert killed.returncode == -signal.SIGKILL
    with kept(tmp_path) as pieces:
        arrays = pieces.get("sample")
        assert arrays is not None
        np.testing.assert_array_equal(arrays["level"], np.arange(9))
        assert [path.name for path in pieces.folder.iterdir() if path.suffix == ".npz-new"] == []
    assert list(tmp_path.iterdir()) == []


def test_the_key_says_what_the_lists_and_the_options_are():
    found, sought = cast.found(), cast.sought()
    key = key_of([found, sought], "parameters", True)
    assert key_of([cast.found(), cast.sought()], "parameters", True) == key
    other = {**found.columns, "name": [*found.columns["name"][:-1], "x"]}
    different = [
        key_of([found, sought], "parameters", False),
        key_of([found, sought], "others", True),
        key_of([sought, found], "parameters", True),
        key_of([ChildList("found", other), sought], "parameters", True),
        key_of([ChildList("found", {**found.columns, "notes": [""] * len(found)}), sought], "parameters", True),
    ]
    assert len({key, *different}) == 6


def test_a_change_of_the_program_is_another_key(monkeypatch: pytest.MonkeyPatch):
    before = key_of([cast.found()])
    monkeypatch.setattr(keeping, "_program", lambda: [("nasab", 0, 1)])
    assert key_of([cast.found()]) != before


@given(st.lists(st.text(max_size=3), min_size=1, max_size=4), st.lists(st.text(max_size=3), min_size=1, max_size=4))
def test_lists_have_one_key_if_and_only_if_they_say_the_same(one: list[str], other: list[str]):
    keys = [key_of([ChildList("found", {"id": cells})]) for cells in (one, other)]
    assert (keys[0] == keys[1]) == (one == other)
