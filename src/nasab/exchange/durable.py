"""Making sure that what was written is on the disk, and not only on its way there.

A program that has written a file has handed it to the system, which writes it when it likes: half a
minute later, and in any order.  If the power fails before that, the file may be there with nothing in
it.  So what must not be lost is asked for by name: each file, and each folder in which a name is new.
Source: T. S. Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

__all__ = ["sync_file", "sync_folder", "sync_tree"]

#: A few network file systems know no such thing for folders, and keep names in order by themselves.
_UNKNOWN: Final = frozenset({errno.EINVAL, errno.EBADF, errno.ENOTSUP})


def sync_file(path: Path) -> None:
    """Wait until the content of a file is on the disk."""
    _sync(path, os.O_RDWR)


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk: files made, moved, removed."""
    if os.name == "nt":  # there a folder cannot be opened, and its names are kept in a journal
        return
    try:
        _sync(path, os.O_RDONLY)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise


def sync_tree(folder: Path) -> None:
    """Wait until a folder is on the disk with all files and folders in it."""
    for here, _, files in os.walk(folder):
        for name in files:
            if not (Path(here) / name).is_symlink():
                sync_file(Path(here) / name)
        sync_folder(Path(here))


def _sync(path: Path, flags: int) -> None:
    opened = os.open(path, flags)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
