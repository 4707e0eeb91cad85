"""A CSV file to which rows are added, one at a time, while others may be reading it.

The end of a line is what makes a row valid: a program that dies, or a machine that loses its power, leaves either
nothing of the row or a piece without its end, and such a piece is named and never used.  So a row is added to the end
of the file and forced to the disk; the file is not written anew, because two people may add to it at once, and a
file that is replaced loses what the other has just added.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from nasab.errors import Problem, UnreadableList
from nasab.exchange.encoding import encoding_of
from nasab.exchange.statement_heads import Subject, find_head
from nasab.exchange.tables import HEAD_ROWS
from nasab.exchange.unreadable import opened, refuse

__all__ = ["Delimited", "has_room_left", "read_delimited"]

_DELIMITERS: Final = ",;\t|"
_LARGEST: Final = 256 << 20
_ENDS: Final = ("\n", "\r")
_CLOSED: Final = "\ue0ff"  # a private character: a row of it alone comes back only if every quotation mark was closed


@dataclass(frozen=True, slots=True)
class Delimited:
    """A CSV file: its rows, what separates its cells, its encoding, and whether its last row was cut off."""

    rows: list[list[str]]
    delimiter: str
    encoding: str
    is_cut_off: bool


def read_delimited(path: Path, subject: Subject, *, grows: bool = False) -> Delimited:
    """A CSV file, whole in memory, its cells separated so that most of its header is understood.

    If it `grows`, a last row without an end of line is one that was cut off; in other files that is only how some
    programs write.  Raises `UnreadableList`: FILE-05, FILE-06, TABLE-04 (a quotation mark is never closed).
    """
    start = opened(path)
    if path.stat().st_size > _LARGEST:
        refuse("FILE-05", path)
    content = path.read_bytes()
    encoding = _encoding(path, start, content, grows=grows)
    written = content.decode(encoding, errors="replace").removeprefix("\ufeff")
    text = written.rstrip("\x00")  # a power failure may leave the room of a row without the row
    is_cut_off = grows and (text != written or not text.rstrip(" \t").endswith(_ENDS))
    declared = text[:4].casefold() == "sep=" and text[4:5] not in ("", *_ENDS, '"')
    delimiter = text[4] if declared else max(_DELIMITERS, key=lambda one: _fit(text[: 1 << 16], one, subject))
    try:
        rows = list(csv.reader(io.StringIO(f"{text}\n{_CLOSED}", newline=""), delimiter=delimiter))
    except csv.Error as error:
        refuse("FILE-06", path, detail=str(error))
    if rows[-1] == [_CLOSED]:
        rows.pop()
    elif not is_cut_off:
        raise UnreadableList(Problem("TABLE-04", path.name, row=len(rows)))
    if declared:
        rows[0] = []
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if is_cut_off and text.endswith(_ENDS):
        rows.append([])  # the row of which only the room is left
    return Delimited(rows, delimiter, encoding, is_cut_off and len(rows) > 1)


def has_room_left(path: Path) -> bool:
    """Whether a text ends in zeros: the room of a row that was being written when the power failed."""
    content = path.read_bytes()
    text = content.rstrip(b"\0")
    return len(text) < len(content) and b"\0" not in text and not text.startswith((b"PK", b"%PDF"))


def _encoding(path: Path, start: bytes, content: bytes, *, grows: bool) -> str:
    """The encoding of the file, judged by its whole rows: a row may have been cut off within a letter."""
    whole = content[: content.rfind(b"\n") + 1]
    if grows and whole:
        try:
            whole.decode("utf-8")
            return "utf-8"
        except UnicodeDecodeError:
            pass
    return (encoding_of(path, start, "found") or ("utf-8", False))[0]


def _fit(sample: str, delimiter: str, subject: Subject) -> int:
    rows: Sequence[Sequence[str]] = ()
    try:
        rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), HEAD_ROWS))
    except csv.Error:
        return 0
    return len(set(find_head(rows, subject)[1].values()))
