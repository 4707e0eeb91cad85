"""Spark works through the pieces: what is the same for all goes there once, then numbers of pieces; rows come back."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Final

import numpy as np
import pyarrow as pa

import nasab
from nasab.errors import Problem, WrongUse
from nasab.matching.pieces import Live, Piecework, Weighing
from nasab.spark.carrying import complete, lay_down, take_up
from nasab.spark.rows import SCHEMA, as_live, as_rows

__all__ = ["OnSpark"]

#: A piece is so many found groups at most, and one in so many of what a core has to do, so that no core waits long for
#: another; but not fewer groups than it takes a moment to compare.
AT_MOST: Final = 4_000
PIECES: Final = 8
AT_LEAST: Final = 500

#: So many pieces for each core come back together, and are told as done.
WAVE: Final = 8


@dataclass(frozen=True, slots=True)
class _Task:
    """What is done on a machine of the cluster with the numbers of pieces that come there."""

    skeleton: Any
    file: str
    edges: tuple[int, ...]
    version: str

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of each piece."""
        from pyspark import SparkFiles

        if nasab.__version__ != self.version:
            raise RuntimeError(f"nasab {self.version} was asked for, and nasab {nasab.__version__} is here")
        work, weighing = _taken_up(_Kept(self.skeleton, SparkFiles.get(self.file)))
        for batch in batches:
            for piece in batch.column(0).to_pylist():
                numbers = np.arange(self.edges[piece], self.edges[piece + 1], dtype=np.int32)
                yield as_rows(work.piece(numbers, weighing))


def _removal(file: str) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What removes a file from the machine where it is done.  It needs no nasab there: it is sent whole."""

    def remove(batches: Iterator[Any]) -> Iterator[Any]:
        from pathlib import Path

        from pyspark import SparkFiles

        for _ in batches:
            Path(SparkFiles.get(file)).unlink(missing_ok=True)
        return iter(())

    return remove


class _Kept:
    """A skeleton and where its file lies; the same if the file is."""

    def __init__(self, skeleton: Any, path: str) -> None:
        self.skeleton = skeleton
        self.path = path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.path == self.path

    def __hash__(self) -> int:
        return hash(self.path)


@lru_cache(maxsize=1)
def _taken_up(kept: _Kept) -> tuple[Piecework, Weighing]:
    """The work and how it is weighed; a worker that does several pieces takes them up once."""
    work, weighing = take_up(kept.skeleton, Path(kept.path))
    return work, weighing


class OnSpark:
    """The pieces on the machines of a session.

    A machine that joins the session later asks for every file that was ever sent, also for those of a run that is
    over.  It gets an empty one, as long as this program runs.
    """

    def __init__(self, session: Any) -> None:
        self._session = session

    def run(self, work: Piecework, weighing: Weighing) -> Iterator[Live]:
        """All found groups, from first to last."""
        cores = self._cores()
        edges = _edges(len(work.both.found), cores)
        with self._sent(complete(work), weighing, cores) as (skeleton, name):
            task = _Task(skeleton, name, edges, nasab.__version__)
            for first in range(0, len(edges) - 1, WAVE * cores):
                last = min(first + WAVE * cores, len(edges) - 1)
                for rows in self._done(task, first, last):
                    yield as_live(rows, work)

    def _cores(self) -> int:
        try:
            return max(int(self._session.sparkContext.defaultParallelism), 1)
        except Exception as error:  # a session that is stopped, or one that only Spark Connect knows
            raise WrongUse(Problem("SPARK-06", detail=_told(error))) from error

    @contextmanager
    def _sent(self, work: Piecework, weighing: Weighing, cores: int) -> Iterator[tuple[Any, str]]:
        """A skeleton, and the name of the file of its arrays on every machine; nothing of it stays there."""
        folder = _folder()
        file = folder / f"{folder.name}-{len(list(folder.iterdir()))}.arrays"
        try:
            skeleton = lay_down((work, weighing), file)
            self._session.addArtifacts(str(file), file=True)
            yield skeleton, file.name
        finally:
            file.write_bytes(b"")
            removal = _removal(file.name)
            with suppress(WrongUse):  # if the session is over, so is its folder on every machine
                self._done(removal, 0, 2 * cores)
            removal(iter([None]))

    def _done(self, task: Any, first: int, last: int) -> list[pa.RecordBatch]:
        try:
            numbers = self._session.range(first, last, 1, last - first)
            batches: list[pa.RecordBatch] = numbers.mapInArrow(task, SCHEMA).toArrow().to_batches()
        except Exception as error:
            raise WrongUse(Problem("SPARK-06", detail=_told(error))) from error
        return batches


@cache
def _folder() -> Path:
    """Where files are sent from; it is removed when this program ends."""
    folder = mkdtemp(prefix="nasab-")
    atexit.register(rmtree, folder, ignore_errors=True)
    return Path(folder)


def _edges(groups: int, cores: int) -> tuple[int, ...]:
    """Where the pieces begin and end."""
    size = min(max(-(-groups // (cores * PIECES)), AT_LEAST), AT_MOST)
    return (*range(0, groups, size), groups)


def _told(error: Exception) -> str:
    """What went wrong, from a page of traceback: the last line that is one of Python's own, or the first of all."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    own = [line for line in lines if line.split(":")[0].endswith(("Error", "Exception", "Exit"))]
    return (own or lines or [type(error).__name__])[-1 if own else 0][:200]
