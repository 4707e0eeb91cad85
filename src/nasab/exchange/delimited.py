"""CSV files as tables of texts: which delimiter, and what if a quotation mark is never closed."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final, Literal

from nasab.errors import Problem
from nasab.exchange import head as heads
from nasab.exchange.tables import HEAD_ROWS, Table
from nasab.exchange.unreadable import refuse
from nasab.records import Side

__all__ = ["open_delimited"]

_DELIMITERS: Final = ",;\t|"
_END: Final = "\ue0ff"  # a private character: a row of it alone comes back only if every quote was closed
_LONGEST: Final = 1 << 20  # a cell longer than this is a quotation mark that was never closed


def open_delimited(path: Path, encoding: str, side: Side) -> tuple[Table, list[Problem]]:
    """The file with the delimiter by which its header is understood best, else that which cuts most evenly.

    A quotation mark that is never closed would swallow the rest of the list; then quotation marks are
    read as plain characters, and FILE-12 says so.
    """
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(1 << 16)
    declared = re.match(r"\ufeff?sep=(.)\r?\n", sample)
    delimiters = declared[1] if declared else _DELIMITERS
    delimiter = max(delimiters, key=lambda one: _fit(sample, one, side))
    problems = []
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
    if not _is_closed(path, encoding, delimiter):
        quoting = csv.QUOTE_NONE
        problems.append(Problem("FILE-12", path.name))

    def rows() -> Iterator[Sequence[str]]:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            reader = csv.reader(file, delimiter=delimiter, quoting=quoting)
            if declared:
                next(reader)
                yield []
            try:
                yield from reader
            except csv.Error as error:
                refuse("FILE-06", path, detail=str(error))

    return Table("", rows), problems


def _fit(sample: str, delimiter: str, side: Side) -> tuple[int, int]:
    try:
        rows = list(islice(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter), HEAD_ROWS))
    except csv.Error:
        return 0, 0
    head = heads.find(rows, side)
    widths = [len(row) for row in rows if any(row)]
    return head.score() if head else 0, min(widths, default=0)


def _is_closed(path: Path, encoding: str, delimiter: str) -> bool:
    if encoding.startswith(("utf-8", "cp", "iso", "koi8")) and b'"' not in path.read_bytes():
        return True
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        try:
            last = deque(csv.reader(chain(file, ["\n", _END]), delimiter=delimiter), maxlen=1)
        except csv.Error:
            return False
    return list(last) == [[_END]]
