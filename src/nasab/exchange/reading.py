"""A list of children from a file, as columns of text, with everything that was not understood."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from nasab.errors import Problem
from nasab.exchange import delimited, headers, sheets, unreadable
from nasab.exchange.tables import HEAD_ROWS, Table
from nasab.records import ChildList, Side

__all__ = ["Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A list as it was read: the children, what was not understood, and what each header is."""

    children: ChildList
    problems: tuple[Problem, ...]
    understood: tuple[headers.HeaderUse, ...]


def read(path: str | os.PathLike[str], side: Side) -> Reading:
    """Read a list of children found or sought."""
    path = Path(path)
    start = unreadable.opened(path)
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        tables = sheets.open_workbook(path)
    else:
        tables = delimited.open_delimited(path, "utf-8-sig")
    best: tuple[int, Table, int, tuple[headers.HeaderUse, ...]] | None = None
    for table in tables:
        index, uses = headers.find(list(islice(table.rows(), HEAD_ROWS)), side)
        count = len({use.column for use in uses if use.column})
        if count and (best is None or count > best[0]):
            best = (count, table, index, uses)
    if best is None:
        unreadable.refuse("HEAD-01", path)
    _, table, index, uses = best
    return _children(path, table, index, uses, side)


def _children(path: Path, table: Table, index: int, uses: tuple[headers.HeaderUse, ...], side: Side) -> Reading:
    used = {use.column: use for use in reversed(uses) if use.column}
    if "id" not in used:
        unreadable.refuse("HEAD-02", path)
    columns: dict[str, list[str]] = {column: [] for column in used if column}
    rows: list[int] = []
    seen: dict[str, str] = {}
    for number, row in enumerate(table.rows(), start=1):
        if number <= index + 1 or not any(row):
            continue
        rows.append(number)
        for column, use in used.items():
            cell = row[use.position].strip() if use.position < len(row) else ""
            columns[str(column)].append(seen.setdefault(cell, cell))
    problems = [
        Problem("HEAD-03", file=path.name, sheet=table.sheet, row=index + 1, column=use.header)
        for use in uses
        if use.column is None
    ]
    if not rows:
        unreadable.refuse("FILE-08", path)
    twice = [child for child, count in Counter(columns["id"]).items() if count > 1]
    if twice:
        unreadable.refuse("ID-01", path, value=", ".join(twice[:5]))
    written = {str(column): use.header for column, use in used.items()}
    return Reading(ChildList(side, columns, path.name, table.sheet, rows, written), tuple(problems), uses)
