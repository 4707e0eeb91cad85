"""A folder of results is the old one or the new one, whenever the program that writes it dies."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from nasab.errors import WrongUse
from nasab.exchange import durable, replacing
from nasab.exchange.outputs import settle, written_whole

NEW = {"a.csv": "new a", "b.csv": "new b", "c.csv": "new c"}
OLD = {"a.csv": "old a", "b.csv": "old b"}
CALLS = ("mkdir", "rename", "replace", "link", "unlink", "rmdir", "fsync", "chown")


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def write(out: Path) -> None:
    with written_whole(out) as folder:
        fill(folder, NEW)


class Camera:
    """Copies a folder before each call that changes it: what would be left if the program died there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, subject: Path, album: Path) -> None:
        self.subject, self.album, self.pictures, self.is_busy = subject, album, 0, False
        for call in CALLS:
            monkeypatch.setattr(os, call, self.before(getattr(os, call)))

    def before(self, call):
        def pictured(*given, **named):
            self.take()
            return call(*given, **named)

        return pictured

    def take(self) -> None:
        if self.is_busy:  # not of itself
            return
        self.is_busy = True
        self.pictures += 1
        shutil.copytree(self.subject, self.album / str(self.pictures), symlinks=True)
        self.is_busy = False


@pytest.mark.parametrize(
    "mine", [{}, {"mine.txt": "mine"}, {"mine/my.txt": "mine"}], ids=["only ours", "file", "folder"]
)
def test_whenever_the_program_dies_the_old_folder_is_there_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mine: dict[str, str]
):
    out = tmp_path / "stage" / "out"
    fill(out, OLD | mine)
    with monkeypatch.context() as patched:
        camera = Camera(patched, out.parent, tmp_path / "album")
        write(out)
    assert camera.pictures > 12
    kinds = []
    for number in range(1, camera.pictures + 1):
        stage = tmp_path / "album" / str(number)
        settle(stage / "out")
        left = contents(stage / "out")
        assert left in (OLD | mine, NEW | mine), number
        kinds.append(left == NEW | mine)
        # Only what a program had not yet claimed as its own may be left, and there is nothing in it.
        assert not [name for name in contents(stage) if not name.startswith("out/") and not name.endswith("/into")]
        write(stage / "out")
        assert contents(stage / "out") == NEW | mine
    assert kinds == sorted(kinds)  # first the old one, then the new one
    assert {False, True} == set(kinds)


def test_a_folder_without_folders_is_exchanged_and_keeps_its_rights(tmp_path: Path):
    out = tmp_path / "out"
    fill(out, OLD | {"mine.txt": "mine"})
    out.chmod(0o750)
    before, mine = out.stat().st_ino, (out / "mine.txt").stat().st_ino
    write(out)
    assert out.stat().st_ino != before
    assert (out / "mine.txt").stat().st_ino == mine
    assert out.stat().st_mode & 0o777 == 0o750
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("why", ["folder", "link", "we stand in it", "no links on this disk"])
def test_a_folder_that_cannot_be_exchanged_keeps_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str):
    out = tmp_path / "out"
    fill(out, OLD | {"mine.txt": "mine"})
    if why == "folder":
        fill(out, {"mine/my.txt": "mine"})
    elif why == "link":
        (out / "link").symlink_to("nowhere")
    elif why == "we stand in it":
        monkeypatch.chdir(out)
    else:

        def no_link(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", no_link)
    before = out.stat().st_ino
    others = contents(out) | NEW
    write(out)
    assert out.stat().st_ino == before
    assert contents(out) == others
    assert os.listdir(tmp_path) == ["out"]


def test_what_is_written_into_a_link_goes_where_it_leads(tmp_path: Path):
    fill(tmp_path / "there" / "out", OLD)
    (tmp_path / "link").symlink_to("there/out")
    write(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert contents(tmp_path / "there" / "out") == NEW


def left_behind(stage: Path, into: str = "out") -> Path:
    """What a program leaves that is killed between the two moves of an exchange."""
    fill(stage / ".nasab-dead", {"into": into} | {f"new/{name}": text for name, text in NEW.items()})
    fill(stage / ".nasab-dead", {f"old/{name}": text for name, text in OLD.items()})
    return stage / ".nasab-dead"


def test_the_next_run_brings_to_an_end_what_a_dead_one_began_even_if_it_fails_itself(tmp_path: Path):
    left_behind(tmp_path)

    def fail() -> None:
        with written_whole(tmp_path / "out"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert contents(tmp_path / "out") == NEW
    assert os.listdir(tmp_path) == ["out"]


def test_what_a_living_program_is_writing_is_left_alone(tmp_path: Path):
    beside = left_behind(tmp_path)
    with (beside / "into").open("rb") as claim:
        fcntl.flock(claim, fcntl.LOCK_EX)
        settle(tmp_path / "out")
        assert (beside / "new").exists()
        assert not (tmp_path / "out").exists()
    settle(tmp_path / "out")
    assert contents(tmp_path) == {f"out/{name}": text for name, text in NEW.items()}


def test_what_is_meant_for_another_folder_is_left_alone(tmp_path: Path):
    left_behind(tmp_path, "other")
    before = contents(tmp_path)
    settle(tmp_path / "out")
    assert contents(tmp_path) == before


def test_a_link_in_the_place_of_a_temporary_folder_is_not_followed(tmp_path: Path):
    left_behind(tmp_path / "elsewhere")
    (tmp_path / ".nasab-link").symlink_to("elsewhere/.nasab-dead")
    before = contents(tmp_path)
    settle(tmp_path / "out")
    assert contents(tmp_path) == before


def test_two_programs_that_write_into_one_folder_leave_it_whole(tmp_path: Path):
    with written_whole(tmp_path / "out") as first:
        fill(first, NEW)
        with written_whole(tmp_path / "out") as second:
            fill(second, OLD)
        assert contents(tmp_path / "out") == OLD
    assert contents(tmp_path / "out") == OLD | NEW


def test_a_disk_that_cannot_keep_what_was_written_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(tmp_path / "out", OLD)

    def failing(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(replacing, "sync_tree", lambda folder: failing(0))
        with pytest.raises(WrongUse) as caught:
            write(tmp_path / "out")
    assert caught.value.code == "OUT-02"
    assert contents(tmp_path) == {f"out/{name}": text for name, text in OLD.items()}


def test_everything_in_a_folder_is_synced_and_links_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fill(tmp_path / "out", {"a": "a", "deep/b": "b"})
    (tmp_path / "out" / "link").symlink_to("nowhere")
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda opened: synced.append(os.readlink(f"/proc/self/fd/{opened}")))
    durable.sync_tree(tmp_path / "out")
    assert sorted(os.path.relpath(path, tmp_path) for path in synced) == ["out", "out/a", "out/deep", "out/deep/b"]


@pytest.mark.parametrize(("number", "is_borne"), [(22, True), (95, True), (5, False), (28, False)])
def test_a_folder_that_cannot_be_synced_is_borne_only_where_there_is_no_such_thing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, is_borne: bool
):
    def failing(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", failing)
    if is_borne:
        durable.sync_folder(tmp_path)
    else:
        with pytest.raises(OSError, match=os.strerror(number)):
            durable.sync_folder(tmp_path)
