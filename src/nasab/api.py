"""The front door of the library: `nasab.match(found, sought)`.

Takes lists as files, as `ChildList`s or as plain rows, leaves out the children whose consent says
no, and returns a `Run` that can be asked for candidates, reasons and questions.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from nasab.errors import Problem, UnreadableList
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, ChildList, FoundChild, Side, SoughtChild

if TYPE_CHECKING:
    from nasab.matching import Run

__all__ = ["Children", "match", "read_list"]

#: What may be given as a list: a file, a list read before, or rows with the canonical columns.
Children = str | os.PathLike[str] | ChildList | Iterable[FoundChild | SoughtChild | Mapping[str, str]]


def match(found: Children, sought: Children, *, threads: int = 2, learn: bool = True) -> Run:
    """Matches children found with children sought.

    `found`, `sought`: a path (CSV, XLSX, ODS, PFIF, a Kobo export), a `ChildList`, or rows: `FoundChild`,
    `SoughtChild` or mappings with the canonical columns.  `threads`: how many cores to use.
    `learn`: learn from these lists (default) or use the shipped parameters as they are.

    Children whose consent is `no` are left out and counted in `run.summary`.  A list that cannot be
    used is `UnreadableList`; a list in which no child may be matched is `WrongUse`.
    """
    from nasab.matching import Run, match_lists, may_be_matched  # numbers are loaded when they are needed

    lists = [read_list(found, "found"), read_list(sought, "sought")]
    allowed = [may_be_matched(children) for children in lists]
    kept = [_keep(children, may.tolist()) for children, may in zip(lists, allowed, strict=True)]
    matching = match_lists(kept[0], kept[1], threads=threads, learn=learn)
    withheld = [int((~may).sum()) for may in allowed]
    return Run(matching, withheld_found=withheld[0], withheld_sought=withheld[1])


def read_list(children: Children, side: Side) -> ChildList:
    """A list in whatever form it comes, as columns of text."""
    if isinstance(children, ChildList):
        return children
    if isinstance(children, (str, os.PathLike)):
        from nasab import exchange

        return exchange.read(children, side).children
    return _from_rows(children, side)


def _from_rows(rows: Iterable[FoundChild | SoughtChild | Mapping[str, str]], side: Side) -> ChildList:
    known = FOUND_COLUMNS if side == "found" else SOUGHT_COLUMNS
    read = [dict(row) if isinstance(row, Mapping) else asdict(row) for row in rows]
    for number, row in enumerate(read, start=1):
        unknown = sorted(set(row) - set(known))
        if unknown:
            raise UnreadableList(Problem("LIST-04", row=number, column=unknown[0], detail=", ".join(known)))
    columns = {name: [str(row.get(name) or "").strip() for row in read] for name in known}
    columns = {name: cells for name, cells in columns.items() if name == "id" or any(cells)}
    return _understood(ChildList(side, columns, rows=range(1, len(read) + 1)))


def _understood(children: ChildList) -> ChildList:
    """Ids, sex and consent as they are when a file is read: a consent that is not understood is a `no`."""
    from nasab.exchange import cells

    columns = dict(children.columns)
    twice = [name for name, count in Counter(columns["id"]).items() if name and count > 1]
    if twice:
        raise UnreadableList(Problem("ID-01", value="; ".join(twice[:5])))
    columns["id"] = [name or f"row-{row}" for name, row in zip(columns["id"], children.rows, strict=True)]
    if "sex" in columns:
        columns["sex"] = [cells.sex(cell) or "" for cell in columns["sex"]]
    if "consent" in columns:
        said = [cells.consent(cell) for cell in columns["consent"]]
        columns["consent"] = ["no" if answer is None else answer for answer in said]
    return replace(children, columns=columns)


def _keep(children: ChildList, allowed: Sequence[bool]) -> ChildList:
    if all(allowed):
        return children
    columns = {
        name: [cell for cell, may in zip(cells, allowed, strict=True) if may]
        for name, cells in children.columns.items()
    }
    rows = [row for row, may in zip(children.rows, allowed, strict=True) if may] if children.rows else ()
    return ChildList(children.side, columns, children.file, children.sheet, rows, children.headers)
