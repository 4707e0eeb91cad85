"""The rows under a header, turned into clean columns, quickly and in little memory.

Rows come in batches, are turned on their side and let go: a column keeps each distinct text once, cleaned, and a
number for each child.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

import numpy as np
import numpy.typing as npt

from nasab import names
from nasab.columns import Column, Packing
from nasab.errors import Problem
from nasab.exchange.cells import Cleaning, shown
from nasab.exchange.head import Head
from nasab.exchange.headers import HeaderUse
from nasab.exchange.tables import Table
from nasab.records import NAME_COLUMNS

__all__ = ["Gathered", "gather"]

_BATCH = 256  # rows that fit into the processor's cache: twice as fast as 4096


@dataclass(slots=True)
class Gathered:
    """Clean columns by their position in the sheet, the row of each child, and what was wrong."""

    rows: Sequence[int] = ()
    columns: dict[int, Column] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class _Gathering:
    """One column while its cells come in: cleans each distinct text, and notes in which cells something was lost."""

    def __init__(self, use: HeaderUse) -> None:
        self.use = use
        self.cleaning = Cleaning(keeps_marks=use.column in ("id", "consent"))
        self._whose = NAME_COLUMNS.get(use.column or "")
        self.packing = Packing(self._clean)
        self.flawed: list[tuple[int, str, str]] = []

    def _clean(self, texts: list[str], cells: npt.NDArray[np.int32], first: int) -> list[str]:
        cleaned = self.cleaning.clean(texts)
        if self.cleaning.flaws:
            for number, text in enumerate(texts):
                for code in self.cleaning.flaws.get(text, ()):
                    self._note(code, text, first + np.flatnonzero(cells == number))
        if self._whose:
            for number, text in enumerate(cleaned):
                if text and names.names_nobody(text, whose=self._whose):
                    self._note("CELL-06", text, first + np.flatnonzero(cells == number))
        return cleaned

    def _note(self, code: str, text: str, places: npt.NDArray[np.intp]) -> None:
        self.flawed += [(place, code, shown(text)) for place in places.tolist()]


def gather(file: str, table: Table, head: Head) -> Gathered:
    """All rows below the header that are not empty.

    Problems: CELL-01 (the spreadsheet shows an error there), CELL-02 to CELL-06, ROW-01 (more cells
    than the header has: the values may stand in the wrong columns).
    """
    kept = [use for use in head.uses if use.column or use.how in ("unknown", "ambiguous", "second")]
    columns = {use.position: _Gathering(use) for use in kept}
    numbers = array("i")
    beyond: list[tuple[int, str]] = []
    rows = islice(table.rows(), head.first - 1, None)
    first = head.first
    while batch := list(islice(rows, _BATCH)):
        own: Sequence[int] = range(first, first + len(batch))
        first += len(batch)
        if not all(map(any, batch)):
            own = [number for number, row in zip(own, batch, strict=True) if any(row)]
            batch = [row for row in batch if any(row)]
            if not batch:
                continue
        sides = list(zip_longest(*batch, fillvalue=""))
        for position, column in columns.items():
            column.packing.add(sides[position] if position < len(sides) else ("",) * len(batch))
        if len(sides) > head.width:
            for number, row in zip(own, batch, strict=True):
                more = [cell.strip() for cell in row[head.width :] if cell.strip()]
                if more:
                    beyond.append((number, shown("; ".join(more))))
        numbers.extend(own)
    gathered = Gathered(numbers)
    for position in list(columns):
        gathered.columns[position] = columns[position].packing.column()
    gathered.problems = _problems(file, table, head, numbers, columns, beyond)
    _drop_blank(gathered)
    if len(gathered.rows) and gathered.rows[-1] - gathered.rows[0] == len(gathered.rows) - 1:
        gathered.rows = range(gathered.rows[0], gathered.rows[-1] + 1)
    return gathered


def _problems(
    file: str,
    table: Table,
    head: Head,
    rows: Sequence[int],
    columns: dict[int, _Gathering],
    beyond: list[tuple[int, str]],
) -> list[Problem]:
    """What was lost, some hundred rows at a time and of these column by column, as it would be mended."""
    lost = [
        (
            (rows[place] - head.first) // _BATCH,
            order,
            Problem(code, file, table.sheet, rows[place], column.use.header, value),
        )
        for order, column in enumerate(columns.values())
        for place, code, value in sorted(column.flawed, key=lambda flaw: flaw[0])
    ]
    lost += [
        ((row - head.first) // _BATCH, len(columns), Problem("ROW-01", file, table.sheet, row, value=value))
        for row, value in beyond
    ]
    lost.sort(key=lambda problem: problem[:2])
    broken = [
        Problem("CELL-01", file, table.sheet, row, columns[position].use.header, value)
        for (row, position), value in table.broken.items()
        if row >= head.first and position in columns
    ]
    return [problem for _, _, problem in lost] + broken


def _drop_blank(gathered: Gathered) -> None:
    """Rows of which nothing is left (only dashes, only spaces) are no children."""
    told = np.zeros(len(gathered.rows), dtype=bool)
    for column in gathered.columns.values():
        told |= column.is_told
    if not told.all():
        left = np.flatnonzero(told)
        gathered.rows = array("i", np.asarray(gathered.rows, dtype=np.int32)[left].tobytes())
        gathered.columns = {position: column.take(left) for position, column in gathered.columns.items()}
