"""What makes a whole file unusable, said clearly: missing, empty, encrypted, not a list at all.

Every way in which a file fails before its first row ends here, in one `UnreadableList` with a code
and a way out, so that nobody ever sees a traceback.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NoReturn

from nasab.errors import Problem, UnreadableList

__all__ = ["LARGEST_FILE", "opened", "refuse"]

LARGEST_FILE: Final = 1 << 30
"""One gibibyte: some five million children; more is a mistake or an attack."""


def refuse(code: str, path: Path, *, value: str = "", detail: str = "", sheet: str = "") -> NoReturn:
    """Say that nothing of this file can be used, and why."""
    raise UnreadableList(Problem(code, file=path.name, sheet=sheet, value=value[:200], detail=detail))


def opened(path: Path) -> bytes:
    """The first 64 KiB of a file that is there, is a file, may be read, and is not empty.

    Refuses with FILE-01 (not there), FILE-02 (a folder), FILE-03 (empty), FILE-04 (may not be
    read), FILE-05 (too large).
    """
    try:
        if path.is_dir():
            refuse("FILE-02", path, value=str(path))
        if path.stat().st_size > LARGEST_FILE:
            refuse("FILE-05", path)
        with path.open("rb") as file:
            start = file.read(1 << 16)
    except FileNotFoundError:
        refuse("FILE-01", path, value=str(path))
    except (OSError, ValueError) as error:
        refuse("FILE-04", path, value=str(path), detail=getattr(error, "strerror", None) or str(error))
    if not start.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        refuse("FILE-03", path)
    return start
