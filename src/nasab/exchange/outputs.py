"""A folder of results that is written whole or not at all.

Everything is written into a temporary folder beside the one asked for, which nobody else may read,
and moved in only when all of it has succeeded.  If anything fails, what was there before is there
still, and nothing half-written is left.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from nasab.errors import Problem, WrongUse

__all__ = ["written_whole"]

_REFUSED: Final = frozenset(
    {errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EROFS, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.ENAMETOOLONG}
)


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
        wanted.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".nasab-", dir=wanted.parent))
    except (OSError, ValueError) as error:
        raise _unwritable(folder, error) from error
    try:
        fresh = beside / "new"
        fresh.mkdir()
        yield fresh
        _move_in(fresh, wanted, beside / "old")
    except OSError as error:
        if error.errno in _REFUSED:
            raise _unwritable(folder, error) from error
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _unwritable(folder: str | os.PathLike[str], error: OSError | ValueError) -> WrongUse:
    reason = getattr(error, "strerror", None) or str(error)
    return WrongUse(Problem("OUT-02", value=str(folder)[:200], detail=reason))


def _move_in(fresh: Path, wanted: Path, kept: Path) -> None:
    if not wanted.exists():
        fresh.rename(wanted)
        return
    kept.mkdir()
    moved: list[str] = []
    try:
        for name in sorted(os.listdir(fresh)):
            moved.append(name)
            if (wanted / name).exists() or (wanted / name).is_symlink():
                (wanted / name).rename(kept / name)
            (fresh / name).rename(wanted / name)
    except BaseException:
        for name in moved:
            if (kept / name).exists() or (kept / name).is_symlink():
                if (wanted / name).exists():
                    (wanted / name).rename(fresh / f"{name}.undone")
                (kept / name).rename(wanted / name)
            elif not (fresh / name).exists():
                (wanted / name).rename(fresh / f"{name}.undone")
        raise
