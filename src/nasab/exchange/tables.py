"""A sheet as it was written: rows of texts, before anyone asks what the columns mean.

CSV files, workbook sheets and PFIF files all become the same thing, a `Table`, whose rows can be
gone through more than once without being kept in memory.  Rows are counted as a spreadsheet counts
them, from 1, empty ones included, so that every message names the row that people see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["HEAD_ROWS", "Table"]

HEAD_ROWS = 40
"""How many rows are looked at to find the header: titles and logos stand above it, never more."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name (empty for CSV) and a way to go through its rows.

    `rows()` starts anew at row 1 each time; a row is a list of texts, an empty list if it is empty.
    `is_hidden` sheets are only spoken of when they are used.  `broken` are the cells in which the
    spreadsheet shows an error (`#REF!`): (row, column counted from 0) to what is shown.
    """

    sheet: str
    rows: Callable[[], Iterator[Sequence[str]]]
    is_hidden: bool = False
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)
