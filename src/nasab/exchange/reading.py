"""A list of children from a file, as columns of text, with everything that was not understood.

Whatever the file is, one of two things happens: either one clear error says why nothing of it can be
used, or there is a list, and whatever was left out of it is named among the problems.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from nasab.columns import Column
from nasab.errors import Problem
from nasab.exchange import composing, gathering, opening
from nasab.exchange import head as heads
from nasab.exchange.headers import HeaderUse, possibilities
from nasab.exchange.tables import HEAD_ROWS, Table
from nasab.exchange.unreadable import refuse
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, ChildList, Side

__all__ = ["Reading", "headers_of", "read"]

#: Columns that only one of the two lists has.
_ONLY: Final[Mapping[Side, frozenset[str]]] = {
    "found": frozenset(FOUND_COLUMNS) - frozenset(SOUGHT_COLUMNS),
    "sought": frozenset(SOUGHT_COLUMNS) - frozenset(FOUND_COLUMNS),
}

#: A list with so many columns of the other list and none of its own was given as what it is not; who asks and how it is
#: related to the child may be said of other relatives in either, so that these two are not enough.
_OF_THE_OTHER: Final = 2
_OF_RELATIVES: Final = frozenset(["inquirer", "relation"])


@dataclass(frozen=True, slots=True)
class Reading:
    """A list as it was read: the children, what was not understood, and what each header is.

    `unused` are the columns that nasab did not understand, by header as written, so that a corrected
    copy of the list loses nothing.
    """

    children: ChildList
    problems: tuple[Problem, ...]
    understood: tuple[HeaderUse, ...]
    unused: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read(path: str | os.PathLike[str], side: Side, chosen: Mapping[int, str | None] | None = None) -> Reading:
    """Read a list of children found or sought from CSV, XLSX, ODS, XLS or PFIF.

    `chosen`: by the position of a header, which column a person says it is (None: none), whatever it looks like.

    `sex` is read as `f` or `m`, `consent` as `yes` or `no`, marks for "not known" as empty; all else
    is as it was written.  Raises `errors.UnreadableList` if nothing of the file can be used: see
    FILE-xx, HEAD-01 (no header is recognised), HEAD-02 (no id), HEAD-07 (the list is of the other side, and nobody has
    `chosen` otherwise), ID-01 (an id that stands twice).
    """
    path = Path(path)
    opened = opening.tables(path, side)
    table, head, problems = _best(path, opened.tables, side)
    if chosen is None:
        _refuse_the_other(path, table, head, side)
    if chosen:
        uses = tuple(
            replace(use, column=chosen[use.position], how="chosen", part="") if use.position in chosen else use
            for use in head.uses
        )
        head = replace(head, uses=uses)
    gathered = gathering.gather(path.name, table, head)
    if not gathered.rows:
        refuse("FILE-08", path, sheet=table.sheet)
    columns = composing.compose(head.uses, gathered.columns)
    if "id" not in columns:
        refuse("HEAD-02", path, sheet=table.sheet, detail=", ".join(use.header for use in head.uses)[:200])
    ordered = FOUND_COLUMNS if side == "found" else SOUGHT_COLUMNS
    columns = {column: columns[column] for column in ordered if column in columns}
    headers = {column: " + ".join(use.header for use in head.uses if use.column == column) for column in columns}
    problems = [*opened.problems, *problems, *_of_headers(path.name, table.sheet, head, side), *gathered.problems]
    for column in ("sex", "consent"):
        if column in columns:
            problems += composing.answered(columns, column, path.name, table.sheet, gathered.rows, headers[column])
    columns["id"], nameless = _identified(path, table.sheet, columns["id"], gathered.rows, headers["id"])
    problems += nameless
    unused = _unused(head, gathered, headers)
    children = ChildList(side, columns, path.name, table.sheet, gathered.rows, headers)
    return Reading(children, tuple(problems), head.uses, unused)


def headers_of(path: str | os.PathLike[str], side: Side) -> tuple[HeaderUse, ...]:
    """What each header of a list would be if it were of children found, or sought.  Raises as `read` does."""
    path = Path(path)
    return _best(path, opening.tables(path, side).tables, side)[1].uses


def _refuse_the_other(path: Path, table: Table, head: heads.Head, side: Side) -> None:
    """Refuse children sought that were given as found, or found as sought."""
    if any(use.column in _ONLY[side] for use in head.uses):
        return
    other: Side = "sought" if side == "found" else "found"
    as_other = heads.find(list(islice(table.rows(), HEAD_ROWS)), other)
    if as_other is None or as_other.score() <= head.score():
        return
    of_other = {use.column: use.header for use in as_other.uses if use.column in _ONLY[other]}
    if len(of_other) >= _OF_THE_OTHER and not _OF_RELATIVES.issuperset(of_other):
        refuse("HEAD-07", path, sheet=table.sheet, detail=", ".join(of_other.values())[:200])


def _unused(head: heads.Head, gathered: gathering.Gathered, headers: Mapping[str, str]) -> dict[str, Sequence[str]]:
    unused: dict[str, Sequence[str]] = {}
    for use in head.uses:
        if use.column is None and use.position in gathered.columns:
            is_taken = use.header in unused or use.header in headers.values()
            name = f"{use.header} ({use.position + 1})" if is_taken else use.header
            unused[name] = gathered.columns[use.position]
    return unused


def _best(path: Path, tables: Sequence[Table], side: Side) -> tuple[Table, heads.Head, list[Problem]]:
    """The sheet whose header is understood best, the first of equals; the others are named."""
    found = [(table, heads.find(list(islice(table.rows(), HEAD_ROWS)), side)) for table in tables]
    table, head = max(found, key=lambda pair: pair[1].score() if pair[1] else 0, default=(None, None))
    if table is None or head is None:
        refuse("HEAD-01", path)
    others = [
        Problem("HEAD-08", path.name, other.sheet)
        for other, its_head in found
        if other.sheet != table.sheet
        and (its_head or not other.is_hidden)
        and any(map(any, islice(other.rows(), 5000)))
    ]
    return table, head, others


def _has_content(table: Table) -> bool:
    rows = list(islice(table.rows(), 5000))
    return any(map(any, rows)) and not (rows[0] and rows[0][0].startswith("nasab ·"))


def _of_headers(file: str, sheet: str, head: heads.Head, side: Side) -> list[Problem]:
    codes = {"unknown": "HEAD-03", "ambiguous": "HEAD-04", "second": "HEAD-06"}
    problems = [
        Problem(codes[use.how], file, sheet, head.row, use.header, detail=use.part or _meanings(use.header, side))
        for use in head.uses
        if use.how in codes
    ]
    several = Counter(use.column for use in head.uses if use.column and not use.part and use.how != "pfif")
    for column, count in several.items():
        if count > 1:
            written = " + ".join(use.header for use in head.uses if use.column == column)
            problems.append(Problem("HEAD-05", file, sheet, head.row, written, detail=str(column)))
    return problems


def _meanings(header: str, side: Side) -> str:
    return ", ".join(dict.fromkeys(column for column, _, _ in possibilities(header.rpartition(": ")[2], side)))


def _identified(path: Path, sheet: str, ids: Column, rows: Sequence[int], header: str) -> tuple[Column, list[Problem]]:
    """Give each row without an id the id `row-N`; refuse a list in which an id stands twice."""
    _refuse_twice(path, sheet, ids, rows)
    nameless = np.flatnonzero(~ids.is_told)
    if not len(nameless):
        return ids, []
    written = {text for text in ids.texts if text.startswith("row-")}
    given: dict[int, str] = {}
    for place in nameless.tolist():
        name = f"row-{rows[place]}"
        while name in written:
            name += "-"
        given[place] = name
    problems = [Problem("ID-02", path.name, sheet, rows[place], header, detail=name) for place, name in given.items()]
    return Column.of(child or given[place] for place, child in enumerate(ids)), problems


def _refuse_twice(path: Path, sheet: str, ids: Column, rows: Sequence[int]) -> None:
    first = np.full(len(ids.texts), len(ids), dtype=np.int64)
    places = np.arange(len(ids))
    first[ids.codes[::-1]] = places[::-1]  # of several places the last written, which is the first
    again = np.flatnonzero((first[ids.codes] < places) & ids.is_told)[:5].tolist()
    if again:
        twice = [f"{ids[place]} ({rows[int(first[ids.codes[place]])]}, {rows[place]})" for place in again]
        refuse("ID-01", path, sheet=sheet, value="; ".join(twice))
