"""The front door of the library: `nasab.match(found, sought)`.

Takes lists as files, as `ChildList`s or as plain rows, leaves out the children whose consent says
no, and returns a `Run` that can be asked for candidates, reasons and questions.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
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
    return ChildList(side, columns, rows=range(1, len(read) + 1))


def _keep(children: ChildList, allowed: Sequence[bool]) -> ChildList:
    if all(allowed):
        return children
    columns = {
        name: [cell for cell, may in zip(cells, allowed, strict=True) if may]
        for name, cells in children.columns.items()
    }
    rows = [row for row, may in zip(children.rows, allowed, strict=True) if may] if children.rows else ()
    return ChildList(children.side, columns, children.file, children.sheet, rows, children.headers)
