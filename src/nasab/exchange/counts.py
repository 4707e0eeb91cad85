"""A table of overlaps from a file: one column of 0 and 1 for each list, and one column `count`.

    registry,hospital,tracing,count
    1,0,0,41
    1,1,0,5

An estimate is only as right as this table, so nothing is guessed: whatever is not 0, 1 or a whole number stops the
reading, with its place.  A history that no row holds counts zero.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final, NoReturn

from nasab.errors import Problem, UnreadableList, WrongUse
from nasab.estimation import Overlaps, history_text
from nasab.exchange import opening
from nasab.exchange.headers import fold
from nasab.exchange.tables import HEAD_ROWS, Table
from nasab.exchange.unreadable import refuse

__all__ = ["read_counts"]

_COUNTS: Final = """
count counts children n number freq frequency число количество детей кол-во العدد عدد nombre effectif effectifs
"""
_COUNT: Final = frozenset(map(fold, _COUNTS.split()))
_WHOLE: Final = re.compile(r"\+?\d{1,15}(\.0+)?")
_MARKS: Final = {"0": 0, "1": 1, "0.0": 0, "1.0": 1}


def read_counts(path: str | os.PathLike[str]) -> Overlaps:
    """Read a table of overlaps from CSV, XLSX, ODS or XLS.

    Raises `UnreadableList`: FILE-xx, COUNT-01 (no column of counts, or no list), COUNT-02 (not a whole number from 0),
    COUNT-03 (a history twice), COUNT-04 (no count), COUNT-05 (a mark that is not 0 or 1), COUNT-06 (children on no
    list), COUNT-07 (fewer than two lists), COUNT-08 (too many), COUNT-09 (nobody), COUNT-10 (two lists of one name).
    """
    path = Path(path)
    found = [(table, head) for table in opening.tables(path, "found").tables if (head := _head(table)) is not None]
    if not found:
        refuse("COUNT-01", path)
    table, head = found[0]
    return _read(path, table, *head)


def _head(table: Table) -> tuple[int, list[str], int] | None:
    """Where the header stands, its names, and which of them is the count."""
    for row, written in enumerate(islice(table.rows(), HEAD_ROWS)):
        names = [cell.strip() for cell in written]
        while names and not names[-1]:
            names.pop()
        counts = [place for place, name in enumerate(names) if fold(name) in _COUNT]
        if len(counts) == 1 and len(names) > 1:
            return row, names, counts[0]
    return None


def _read(path: Path, table: Table, at: int, names: list[str], counted: int) -> Overlaps:
    lists = [name for place, name in enumerate(names) if place != counted]
    if not all(lists):
        refuse("COUNT-01", path, sheet=table.sheet)

    def wrong(code: str, row: int, column: int, value: str) -> NoReturn:
        raise UnreadableList(Problem(code, path.name, table.sheet, row, names[column][:200], value[:200]))

    rows: dict[int, int] = {}
    for number, written in enumerate(islice(table.rows(), at + 1, None), at + 2):
        cells = [cell.strip() for cell in written]
        if not any(cells):
            continue
        if any(cells[len(names) :]):
            raise UnreadableList(
                Problem("ROW-01", path.name, table.sheet, number, value="; ".join(cells[len(names) :])[:200])
            )
        cells += [""] * (len(names) - len(cells))
        count = cells[counted]
        if not count:
            wrong("COUNT-04", number, counted, "")
        if not _WHOLE.fullmatch(count):
            wrong("COUNT-02", number, counted, count)
        marks = [(place, cell) for place, cell in enumerate(cells[: len(names)]) if place != counted]
        history = 0
        for bit, (place, mark) in enumerate(marks):
            if mark not in _MARKS:
                wrong("COUNT-05", number, place, mark)
            history |= _MARKS[mark] << bit
        if history in rows:
            wrong("COUNT-03", number, counted, history_text(history, len(lists)))
        if history == 0 and int(float(count)):
            wrong("COUNT-06", number, counted, count)
        rows[history] = int(float(count))
    try:
        return Overlaps.of(lists, rows)
    except WrongUse as error:
        raise UnreadableList(replace(error.problem, file=path.name, sheet=table.sheet)) from None
