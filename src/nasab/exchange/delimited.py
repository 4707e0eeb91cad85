"""CSV files as tables of texts: which delimiter, and what if a quotation mark is never closed."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
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
    """Whether every quotation mark that is opened is closed before the file ends."""
    if encoding.startswith(("utf-8", "cp", "iso", "koi8")) and delimiter.isascii():
        # In these encodings a mark is one byte and no part of a letter: bytes tell it, and are quicker to read.
        mark = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0
        if not _has_quotes(path) or _ends_outside_quotes(path, "latin-1", delimiter, mark):
            return True
    return _ends_outside_quotes(path, encoding, delimiter)


def _ends_outside_quotes(path: Path, encoding: str, delimiter: str, skipped: int = 0) -> bool:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        file.read(skipped)
        lines = _Lines(chain(file, ["\n", _END]))
        last: list[str] = []
        try:
            for row in csv.reader(lines, delimiter=delimiter):
                last, lines.is_between = row, True
        except csv.Error:
            return False
    return last == [_END]


def _has_quotes(path: Path) -> bool:
    with path.open("rb") as file:
        return any(b'"' in part for part in iter(lambda: file.read(1 << 20), b""))


class _Lines:
    """The lines of a file that may open a quotation mark or close one: most do neither, and are left out.

    Between two rows a line without a mark changes nothing; within a cell every line belongs to it.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self.is_between = True

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            if not self.is_between or '"' in line or line == _END:
                self.is_between = False
                yield line
