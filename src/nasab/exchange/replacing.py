"""How a finished folder, or file, takes the place of an old one, so that a crash leaves the old one or the new one.

A folder that holds nothing but results, and files that can be carried over, is exchanged as a whole:
the old one is moved away and the new one into its place, two steps with nothing between them.  If the
program dies between the two, both lie whole beside the place, and `settle` brings the new one in.

A folder that cannot be exchanged (there are folders in it, it is a disk, we stand in it, it belongs to
somebody else) keeps its place, and its files are replaced one by one.  If the program dies among them,
`settle` replaces the rest.

`beside` is a folder next to the place: `new` is what was written, `old` what was there, `begun` says
that single files are being replaced.

A single file is written under another name beside its place, and takes the place when all of it is on the disk.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlsxwriter.exceptions import XlsxFileError

from nasab.errors import Problem, WrongUse
from nasab.exchange.durable import sync_file, sync_folder, sync_tree

__all__ = ["bring_in", "file_replaced", "settle"]


@contextmanager
def file_replaced(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A file to write to, which takes the place of `path` when the block succeeds and all of it is on the disk.

    What is no file on a disk (`/dev/stdout`, a pipe) is written to as it is.  Raises `WrongUse` with OUT-02 if it
    cannot be written; then what was there before is there still.
    """
    try:
        if Path(path).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if _is_stream(Path(path)):
            yield Path(path)
            return
        wanted = Path(os.path.realpath(path))
        fresh = wanted.with_name(f".{wanted.name}.new")
        try:
            fresh.touch()
            if wanted.exists():
                shutil.copymode(wanted, fresh)
            yield fresh
            sync_file(fresh)
            fresh.replace(wanted)
            sync_folder(wanted.parent)
        finally:
            with suppress(OSError):
                fresh.unlink()
    except (OSError, XlsxFileError) as error:
        cause = error if isinstance(error, OSError) else next(iter(error.args), error)
        reason = getattr(cause, "strerror", None) or str(cause)
        raise WrongUse(Problem("OUT-02", value=str(path)[:200], detail=reason)) from error


def bring_in(beside: Path, wanted: Path) -> None:
    """Bring the folder `beside/new` to its place, whole; an `OSError` leaves what was there as it was."""
    fresh = beside / "new"
    sync_tree(fresh)
    if not wanted.exists():
        fresh.rename(wanted)
    elif _is_carried_over(wanted, fresh):
        sync_folder(fresh)
        _exchange(wanted, fresh, beside / "old")
    else:
        _replace_files(wanted, fresh, beside)
    sync_folder(wanted.parent)


def settle(beside: Path, wanted: Path) -> None:
    """Bring to an end what a program that died had begun to bring in."""
    fresh, old = beside / "new", beside / "old"
    if (beside / "begun").exists() and fresh.is_dir() and wanted.is_dir():
        for name in sorted(os.listdir(fresh)):
            if (wanted / name).is_dir() and not (wanted / name).is_symlink():
                (wanted / name).rename(old / name)
            os.replace(fresh / name, wanted / name)
        sync_folder(wanted)
    elif old.exists() and not wanted.exists():
        (fresh if fresh.exists() else old).rename(wanted)
        sync_folder(wanted.parent)


def _is_stream(path: Path) -> bool:
    return path.absolute().parts[1:2] in (("dev",), ("proc",)) or (path.exists() and not path.is_file())


def _is_carried_over(wanted: Path, fresh: Path) -> bool:
    """Whether all else that is in the folder has been linked into the new one, so that it can be exchanged."""
    here = wanted.stat()
    if os.name == "nt" or here.st_uid != os.geteuid() or os.path.ismount(wanted):
        return False  # in Windows a folder that somebody looks at cannot be moved
    if Path.cwd().is_relative_to(wanted):
        return False  # whoever started us would stand in a folder that is gone
    others = sorted(set(os.listdir(wanted)) - set(os.listdir(fresh)))
    if not all(stat.S_ISREG((wanted / name).lstat().st_mode) for name in others):
        return False
    carried: list[str] = []
    try:
        for name in others:
            os.link(wanted / name, fresh / name)
            carried.append(name)
        if fresh.stat().st_gid != here.st_gid:
            os.chown(fresh, -1, here.st_gid)
        shutil.copystat(wanted, fresh)
    except OSError:  # no links here, or a group that is not ours
        for name in carried:
            (fresh / name).unlink()
        return False
    return True


def _exchange(wanted: Path, fresh: Path, old: Path) -> None:
    wanted.rename(old)
    try:
        fresh.rename(wanted)
    except BaseException:
        old.rename(wanted)
        raise


def _replace_files(wanted: Path, fresh: Path, beside: Path) -> None:
    old = beside / "old"
    old.mkdir()
    begun = beside / "begun"
    begun.touch()
    sync_tree(beside)
    moved: list[str] = []
    try:
        for name in sorted(os.listdir(fresh)):
            if os.path.lexists(wanted / name):
                _put_aside(wanted / name, old / name)
            moved.append(name)
            os.replace(fresh / name, wanted / name)
    except BaseException:
        for name in moved:
            _take_back(name, wanted, fresh, old)
        begun.unlink()
        raise
    sync_folder(wanted)


def _put_aside(there: Path, old: Path) -> None:
    """Keep what is replaced, for taking it back; a file is never missing from its place meanwhile."""
    if not there.is_symlink() and not there.is_dir():
        try:
            os.link(there, old)
            return
        except OSError:  # no links here
            pass
    there.rename(old)


def _take_back(name: str, wanted: Path, fresh: Path, old: Path) -> None:
    if not os.path.lexists(fresh / name):
        (wanted / name).rename(fresh / name)
    if os.path.lexists(old / name):
        os.replace(old / name, wanted / name)
