"""Pieces of a run, kept beside the folder of results, so that an interrupted run goes on where it was.

A piece is a file of arrays that is there whole or not at all: written under another name, brought to the disk, and
then called by its own.  Each piece says to which run it belongs, by a key made of everything that has a say in its
result; a piece of another run, and one that is torn, is as good as none.

Pieces are made from lists of children and are as confidential as these: nobody else may read them, they are removed
when the run is done, and those of another run into the same folder are removed when a run begins.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt

from nasab.columns import Column
from nasab.exchange.durable import sync_file, sync_folder
from nasab.records import ChildList

if sys.platform != "win32":
    import fcntl

__all__ = ["Kept", "kept_beside", "key_of"]

Arrays = Mapping[str, npt.NDArray[np.generic]]

AFTER: Final = 5.0
"""Seconds.  What is done sooner is sooner done again, and leaves nothing behind."""

_FOLDER: Final = ".nasab-kept-"
_KEY: Final = "of_which_run"
_LOCK: Final = "lock"
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TORN: Final = (
    *(OSError, ValueError, LookupError, EOFError, MemoryError, OverflowError, RuntimeError, SyntaxError),
    *(zipfile.BadZipFile, zlib.error),
)


def key_of(lists: Iterable[ChildList], *rest: object) -> str:
    """A key of everything that has a say in a run: the lists, `rest` by its `repr`, and this program as it stands.

    The program counts by its files and not only by its version: arrays of one state of it need not be those of
    another.
    """
    told = hashlib.sha256(repr((_program(), rest)).encode("utf-8", "surrogatepass"))
    for children in lists:
        for name, cells in children.columns.items():
            column = Column.of(cells)
            told.update(f"{children.side} {name} {len(column)} {column.codes.dtype}".encode())
            for part in (column.codes, column.texts.packed, column.texts.starts):
                told.update(np.ascontiguousarray(part).data)
    return told.hexdigest()


@contextmanager
def kept_beside(
    folder: str | os.PathLike[str], key: str, *, resume: bool = True, after: float = AFTER
) -> Iterator[Kept]:
    """The pieces of the run with this key into this folder; they are removed when the block succeeds.

    Without `resume`, what an earlier run has left is removed first and nothing is kept.  Nor is anything kept while
    another program runs into the same folder, nor from the moment on in which there is no room.
    """
    wanted = Path(os.path.realpath(folder))
    kept = Kept(wanted.parent / f"{_FOLDER}{wanted.name}", key, after if resume else None)
    try:
        kept.begin()
        yield kept
        kept.remove()
    finally:
        kept.close()


class Kept:
    """The pieces of one run; what `nasab.matching` calls `Keeping`."""

    def __init__(self, folder: Path, key: str, after: float | None) -> None:
        self.folder = folder
        self._key = np.frombuffer(key.encode(), dtype=np.uint8)
        self._from = None if after is None else time.monotonic() + after
        self._lock: IO[bytes] | None = None

    @property
    def is_any(self) -> bool:
        """Whether there is a piece to go on with."""
        return self._lock is not None and any(self.folder.glob("*.npz"))

    def begin(self) -> None:
        """Claim what an earlier run has left here, and remove what is of another run."""
        if not self.folder.is_dir() or not self._claim():
            return
        for path in self.folder.glob("*.npz*"):
            if self._from is None or path.suffix != ".npz" or self._read(path, only=_KEY) is None:
                path.unlink(missing_ok=True)

    def get(self, name: str) -> Arrays | None:
        """The arrays kept under a name, if they are there, whole, and of this run."""
        path = self._path(name)
        return self._read(path) if self._lock is not None and path.is_file() else None

    def put(self, name: str, arrays: Arrays) -> None:
        """Keep arrays under a name, whole or not at all; if there is no room, keep nothing from now on."""
        path = self._path(name)
        if self._from is None or time.monotonic() < self._from:
            return
        fresh = path.with_suffix(".npz-new")
        try:
            if self._lock is None:
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                if not self._claim():
                    self._from = None
                    return
            with fresh.open("wb") as file:
                told: dict[str, Any] = {_KEY: self._key, **arrays}
                np.savez(file, **told)
            sync_file(fresh)
            fresh.replace(path)
            sync_folder(self.folder)
        except OSError:
            self._from = None
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove all pieces: the run is done."""
        if self._lock is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Give up the claim; pieces stay where they are."""
        if self._lock is not None:
            if not self.is_any:
                self.remove()
            self._lock.close()
            self._lock = None

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        return self.folder / f"{name}.npz"

    def _read(self, path: Path, *, only: str = "") -> Arrays | None:
        """The arrays of a piece, or one of them; None if it is torn or of another run."""
        try:
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                if not np.array_equal(file[_KEY], self._key):
                    return None
                return {name: file[name] for name in ([only] if only else file.files) if only or name != _KEY}
        except _TORN:
            return None

    def _claim(self) -> bool:
        """Lock the folder; the system gives the lock up when its owner dies, however it dies."""
        try:
            lock = (self.folder / _LOCK).open("ab")
        except OSError:
            return False
        if sys.platform != "win32":
            try:
                fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.close()
                return False
        self._lock = lock
        return True


@cache
def _program() -> list[tuple[str, int, int]]:
    here = Path(__file__).resolve().parents[1]
    files = sorted(path for path in here.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    told = [(path.relative_to(here).as_posix(), path.stat()) for path in files]
    return [(version("nasab"), 0, 0), *((name, one.st_size, one.st_mtime_ns) for name, one in told)]
