"""A program that writes is killed, and its power is cut; `python -m benchmarks.crash` does it more often."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from benchmarks.crash.kills import kill, nursery
from benchmarks.crash.power import Disk, cut, may_trace
from benchmarks.crash.told import steps

KINDS = {"index": 15, "stream": 15, "exchanged": 5, "kept": 5}


@pytest.fixture(scope="module")
def writer() -> Iterator[subprocess.Popen[str]]:
    with nursery() as process:
        yield process


@pytest.mark.parametrize("what", KINDS)
def test_what_was_acknowledged_survives_a_kill_and_nothing_is_half_there(writer, tmp_path: Path, what: str):
    figures = kill(writer, what, tmp_path, KINDS[what])
    assert figures.faults == []
    assert figures.crashes == KINDS[what]
    assert figures.acknowledged > 10


@pytest.mark.parametrize(
    ("what", "careless"), [("index", "early"), ("stream", "early"), ("exchanged", "early"), ("exchanged", "in-place")]
)
def test_a_writer_that_is_careless_is_found_out_by_a_kill(writer, tmp_path: Path, what: str, careless: str):
    assert kill(writer, what, tmp_path, 60, careless=careless).faults


needs_strace = pytest.mark.skipif(not may_trace(), reason="strace is not here, or not allowed")


@needs_strace
@pytest.mark.parametrize("what", KINDS)
def test_what_was_acknowledged_survives_a_power_cut_and_nothing_is_half_there(tmp_path: Path, what: str):
    figures = cut(what, tmp_path, 25, steps=20)
    assert figures.faults == []
    assert figures.crashes == 25
    assert figures.acknowledged > 10
    assert figures.half_way > 0


@needs_strace
@pytest.mark.parametrize("what", KINDS)
def test_a_writer_that_does_not_wait_for_the_disk_is_found_out_by_a_power_cut(tmp_path: Path, what: str):
    assert cut(what, tmp_path, 10, steps=10, careless="unsynced").faults


def test_steps_follow_from_the_seed_and_are_of_every_kind():
    def some(seed: int) -> list[tuple[object, int]]:
        told = []
        for step, expected in islice(steps(seed), 60):
            expected.take(step)
            told.append((step, expected.last))
        return told

    assert some(1) == some(1) != some(2)
    kinds = {"put", "put_many", "judge", "keep", "withdraw", "reopen"}
    assert {step.kind for step, _ in some(1)} == kinds


def hexed(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


@pytest.mark.parametrize(("is_file_synced", "is_folder_synced"), [(True, True), (True, False), (False, True)])
def test_a_disk_keeps_what_it_was_asked_to_keep_and_perhaps_the_rest(
    tmp_path: Path, is_file_synced: bool, is_folder_synced: bool
):
    disk = Disk("/w")
    disk.do("openat", f'AT_FDCWD<{hexed("/")}>, "{hexed("/w/a")}", O_RDWR|O_CREAT, 0600', "3")
    disk.do("write", f'3<{hexed("/w/a")}>, "{hexed("ab" * 600)}", 1200', "1200")
    disk.do("fsync", f"3<{hexed('/w/a')}>", "0") if is_file_synced else None
    disk.do("rename", f'"{hexed("/w/a")}", "{hexed("/w/b")}"', "0")
    disk.do("openat", f'AT_FDCWD<{hexed("/")}>, "{hexed("/w")}", O_RDONLY', "4")
    disk.do("fsync", f"4<{hexed('/w')}>", "0") if is_folder_synced else None
    names, whole = set(), set()
    for seed in range(60):
        after = tmp_path / str(seed)
        after.mkdir()
        disk.write(after, Random(seed))
        names.add(tuple(file.name for file in after.iterdir()))
        whole |= {file.read_text() == "ab" * 600 for file in after.iterdir()}
    assert names == ({("b",)} if is_folder_synced else {(), ("a",), ("b",)})
    assert whole == ({True} if is_file_synced else {True, False})
