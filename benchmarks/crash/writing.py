"""The program that is killed: it writes, and acknowledges each step when it is done.

    python -m benchmarks.crash.writing

reads commands, a line each (JSON: `what`, `path`, `seed`, `done`, and perhaps `steps` and `careless`), and does each
in a process of its own, so that what is slow to load is loaded once.  Says `begin PID`, then the number of each step
that is done, then `end`.  `--once COMMAND` does one in this process.

A `careless` writer is what the examination must find fault with: `early` acknowledges before it is done, `unsynced`
does not wait for the disk, `in-place` writes over the old results.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from typing import Any

from benchmarks.crash.streams import turns
from benchmarks.crash.told import FILES, MINE, Step, page, steps
from nasab.exchange import index_storage, outputs, replacing
from nasab.exchange.index_file import IndexFile
from nasab.matching import may_be_matched

__all__ = ["Writer", "write"]


class Writer:
    """An index file that is written to, and opened again now and then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.index = IndexFile.open(path) if path.exists() else IndexFile.create(path)

    def do(self, step: Step) -> None:
        """Do one step."""
        if step.kind == "reopen":
            self.index.close()
            self.index = IndexFile.open(self.path)
        elif step.kind == "put":
            self.index.put(step.side, step.rows[0])
        elif step.kind == "put_many":
            self.index.put_many(step.side, step.rows)
        elif step.kind == "withdraw":
            self.index.withdraw(step.side, step.child)
        elif step.kind == "judge":
            self.index.judge(step.payload)
        else:
            self.index.keep("engine", step.blocks, self.index.last)


def write(what: str, path: str, seed: int, done: int, steps: int = sys.maxsize, careless: str = "") -> None:
    """Do the steps after those that are done, and say of each when it is."""
    if careless == "unsynced":
        settings = [line.replace("= FULL", "= OFF") for line in index_storage._SETTINGS]
        index_storage._SETTINGS = settings
        replacing.sync_tree = replacing.sync_folder = lambda _: None
    if what == "stream":
        doing = turns(Path(path), seed, done)
    else:
        doing = _index(Path(path), seed, done) if what == "index" else _folder(Path(path), seed, done, careless)
    for number in islice(count(done), steps):
        if careless == "early":
            _say(number)
        next(doing)
        if careless != "early":
            _say(number)


def _say(number: int) -> None:
    os.write(1, f"{number}\n".encode())


def _index(path: Path, seed: int, done: int) -> Iterator[None]:
    told = steps(seed)
    for step, expected in islice(told, done):
        expected.take(step)
    writer = Writer(path)
    for step, expected in told:
        writer.do(step)
        expected.take(step)
        yield


def _folder(path: Path, seed: int, done: int, careless: str) -> Iterator[None]:
    written = _in_place if careless == "in-place" else outputs.written_whole
    if not done:
        path.mkdir(exist_ok=True)
        (path / MINE).write_text(MINE)
        if path.name.startswith("kept"):  # a folder in it, so that it keeps its place
            (path / "folder").mkdir(exist_ok=True)
        _sync(path)
    for generation in count(done):
        with written(path) as fresh:
            for name in FILES:
                (fresh / name).write_text(page(seed, generation, name))
        yield


def _sync(path: Path) -> None:
    from nasab.exchange.durable import sync_folder, sync_tree

    sync_tree(path)
    sync_folder(path.parent)


@contextmanager
def _in_place(path: Path) -> Iterator[Path]:
    yield path


def main() -> None:
    """Do commands until there are no more."""
    if sys.argv[1:2] == ["--once"]:
        write(**json.loads(sys.argv[2]))
        return
    for line in sys.stdin:
        command: dict[str, Any] = json.loads(line)
        process = os.fork()
        if not process:
            os.write(1, f"begin {os.getpid()}\n".encode())
            write(**command)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        os.write(1, f"end {os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    assert may_be_matched  # loaded before the first fork
    main()
