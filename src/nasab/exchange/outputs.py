"""A folder of results that is written whole or not at all.

Everything is written into a temporary folder beside the one asked for, which nobody else may read,
and moved in only when all of it has succeeded and is on the disk.  If anything fails, what was there
before is there still, and nothing half-written is left.  If the program is killed, or the power goes,
the next run into the same folder first brings to an end what had begun (`settle`), and removes what a
dead program left behind: those are children's data too.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from nasab.errors import Problem, WrongUse
from nasab.exchange import replacing
from nasab.exchange.durable import sync_folder

if sys.platform != "win32":
    import fcntl

__all__ = ["settle", "written_whole"]

_REFUSED: Final = frozenset(
    {errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EROFS, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.ENAMETOOLONG}
)
_PREFIX: Final = ".nasab-"
_INTO: Final = "into"
"""In each temporary folder: the name of the folder it is for.  Locked by the program that writes, while it lives."""


@contextmanager
def written_whole(folder: str | os.PathLike[str]) -> Iterator[Path]:
    """A temporary folder to write into; its files are moved into `folder` when the block succeeds.

    Files of the same names are replaced, other files in `folder` are left alone.  Raises `WrongUse`
    with OUT-01 if `folder` is a file, OUT-02 if it cannot be written (no space, no permission).
    """
    wanted = Path(os.path.realpath(folder))
    if wanted.exists() and not wanted.is_dir():
        raise WrongUse(Problem("OUT-01", value=str(folder)))
    try:
        _make(wanted.parent)
        settle(wanted)
        beside = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=wanted.parent))
    except (OSError, ValueError) as error:
        raise _unwritable(folder, error) from error
    try:
        with _claimed(beside, wanted):
            fresh = beside / "new"
            fresh.mkdir()
            yield fresh
            replacing.bring_in(beside, wanted)
    except OSError as error:
        if error.errno in _REFUSED:
            raise _unwritable(folder, error) from error
        raise
    finally:
        _remove(beside)


def settle(folder: str | os.PathLike[str]) -> None:
    """Bring to an end what runs that were killed had begun to move into a folder, and remove what they left.

    What a living program is writing is left alone.  `written_whole` does this first; whoever only reads
    results after a crash may do it as well.
    """
    wanted = Path(os.path.realpath(folder))
    if sys.platform == "win32":  # nobody can tell there whether the writer lives
        return
    for beside in sorted(wanted.parent.glob(f"{_PREFIX}*")):
        into = beside / _INTO
        if beside.is_symlink() or not into.is_file() or beside.stat().st_uid != os.geteuid():
            continue
        with into.open("rb") as claim:
            if claim.read() != os.fsencode(wanted.name) or not _is_ours(claim.fileno()):
                continue
            replacing.settle(beside, wanted)
            _remove(beside)


@contextmanager
def _claimed(beside: Path, wanted: Path) -> Iterator[None]:
    with (beside / _INTO).open("wb") as claim:
        _is_ours(claim.fileno())
        claim.write(os.fsencode(wanted.name))
        claim.flush()
        os.fsync(claim.fileno())
        sync_folder(beside)
        yield


def _is_ours(claim: int) -> bool:
    """Lock a temporary folder; the system gives the lock up when its owner dies, however it dies."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove(beside: Path) -> None:
    """Remove a temporary folder; what says whose it is goes last, in case we die here as well."""
    for part in (beside / "old", beside / "new", beside):
        shutil.rmtree(part, ignore_errors=True)


def _make(folder: Path) -> None:
    """Make a folder, and those it is to stand in, so that they are still there after a power cut."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def _unwritable(folder: str | os.PathLike[str], error: OSError | ValueError) -> WrongUse:
    reason = getattr(error, "strerror", None) or str(error)
    return WrongUse(Problem("OUT-02", value=str(folder)[:200], detail=reason))
