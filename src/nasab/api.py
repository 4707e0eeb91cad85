"""The front door of the library: `nasab.match(found, sought)`.

Takes lists as files, as `ChildList`s or as plain rows, leaves out the children whose consent says
no, and returns a `Run` that can be asked for candidates, reasons and questions.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from nasab.errors import Problem, UnreadableList
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, ChildList, FoundChild, Side, SoughtChild

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from nasab.columns import Column
    from nasab.matching import Judgement, OutsideEvidence, Parameters, Run
    from nasab.matching.dedupe import Duplicates
    from nasab.matching.engine import Keeping, Progress
    from nasab.matching.pieces import Runner

__all__ = ["Children", "find_duplicates", "match", "read_list"]

#: What may be given as a list: a file, a list read before, or rows with the canonical columns.
Children = str | os.PathLike[str] | ChildList | Iterable[FoundChild | SoughtChild | Mapping[str, str]]


_AT_ONCE: Final = 1000  # rows that are turned into columns together


def match(
    found: Children,
    sought: Children,
    *,
    threads: int = 2,
    learn: bool = True,
    parameters: Parameters | None = None,
    outside: Iterable[OutsideEvidence] = (),
    judgements: Iterable[Judgement] = (),
    progress: Progress | None = None,
    keeping: Keeping | None = None,
    runner: Runner | None = None,
    megabytes: int | None = None,
) -> Run:
    """Matches children found with children sought.

    `found`, `sought`: a path (CSV, XLSX, ODS, PFIF, a Kobo export), a `ChildList`, or rows: `FoundChild`,
    `SoughtChild` or mappings with the canonical columns.  `threads`: how many cores to use.
    `learn`: learn from these lists (default) or use the parameters as they are.  `parameters`: what to begin with, in
    place of the shipped ones.  `outside`: evidence from elsewhere (`exchange.read_outside`).  `judgements`: what people
    judged of pairs (`exchange.read_judgements`).  Of both, what speaks of a child on neither list is passed over.
    `progress` is told how far the run is: a step (`read`, `learn`, `compare`, `compete`), how much of it is done, of
    how much.  `keeping` keeps its pieces (`exchange.kept_beside`), so that it can be gone on with if it is interrupted.
    `runner` works through the pieces in place of this machine (`nasab.spark`).  `megabytes`: how much memory the run
    may take; the result is the same, and what cannot be done in it is refused (`WrongUse` RUN-01).

    Children whose consent is `no` are left out and counted in `run.summary`.  A list that cannot be
    used is `UnreadableList`, and so are parameters of another version; a list in which no child may be matched is
    `WrongUse`.
    """
    from nasab.matching import Run, match_lists, may_be_matched  # numbers are loaded when they are needed
    from nasab.matching.parameters import check_fit

    if parameters is not None:
        check_fit(parameters)
    lists = [read_list(found, "found"), read_list(sought, "sought")]
    allowed = [may_be_matched(children) for children in lists]
    kept = [_keep(children, may) for children, may in zip(lists, allowed, strict=True)]
    withheld = [int((~may).sum()) for may in allowed]
    del found, sought, lists  # what is left out is kept no longer than the caller keeps it
    matching = match_lists(
        kept[0], kept[1], threads=threads, learn=learn, start=parameters, outside=tuple(outside),
        judgements=tuple(judgements), progress=progress, keeping=keeping, runner=runner,
        megabytes=megabytes,
    )  # fmt: skip
    return Run(matching, withheld_found=withheld[0], withheld_sought=withheld[1])


def find_duplicates(
    children: Children,
    side: Side,
    *,
    judgements: Iterable[Judgement] = (),
    threads: int = 2,
    learn: bool = True,
) -> Duplicates:
    """Finds out who of one list may be one child entered twice, and which families one.

    `children`, `side`: a list in any form that `match` takes.  `judgements`: of two ids of this list
    (`exchange.read_decisions`); what was judged not the same is never put together.  Children whose consent is `no`
    are left out.  Raises as `match` does.
    """
    from nasab.matching import dedupe, may_be_matched

    whole = read_list(children, side)
    kept = _keep(whole, may_be_matched(whole))
    del children, whole
    return dedupe.find_duplicates(kept, judgements=judgements, threads=threads, learn=learn)


def read_list(children: Children, side: Side) -> ChildList:
    """A list in whatever form it comes, as columns of text."""
    if isinstance(children, ChildList):
        return children
    if isinstance(children, (str, os.PathLike)):
        from nasab import exchange

        return exchange.read(children, side).children
    return _from_rows(children, side)


def _from_rows(rows: Iterable[FoundChild | SoughtChild | Mapping[str, str]], side: Side) -> ChildList:
    from nasab.columns import Packing

    known = FOUND_COLUMNS if side == "found" else SOUGHT_COLUMNS
    packings = {name: Packing() for name in known}
    count = 0
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        read = [row if isinstance(row, Mapping) else asdict(row) for row in some]
        for number, row in enumerate(read, start=count + 1):
            unknown = sorted(set(row) - set(known))
            if unknown:
                raise UnreadableList(Problem("LIST-04", row=number, column=unknown[0], detail=", ".join(known)))
        for name, packing in packings.items():
            packing.add([str(row.get(name) or "").strip() for row in read])
        count += len(read)
    columns = {name: packing.column() for name, packing in packings.items()}
    told = {name: column for name, column in columns.items() if name == "id" or column.is_told.any()}
    return ChildList(side, _understood(told), rows=range(1, count + 1))


def _understood(columns: dict[str, Column]) -> dict[str, Column]:
    """Ids, sex and consent as they are when a file is read: a consent that is not understood is a `no`."""
    from nasab.columns import Column
    from nasab.exchange import cells

    ids = columns["id"]
    twice = [name for name, count in zip(ids.texts, ids.counts.tolist(), strict=True) if name and count > 1]
    if twice:
        raise UnreadableList(Problem("ID-01", value="; ".join(twice[:5])))
    if not ids.is_told.all():
        columns["id"] = Column.of(name or f"row-{row}" for row, name in enumerate(ids, start=1))
    if "sex" in columns:
        columns["sex"] = columns["sex"].map(lambda cell: cells.sex(cell) or "")
    if "consent" in columns:
        said = cells.consent
        columns["consent"] = columns["consent"].map(lambda cell: "no" if (answer := said(cell)) is None else answer)
    return columns


def allowed(children: ChildList) -> ChildList:
    """The children of a list whose consent is not `no`."""
    from nasab.matching import may_be_matched

    return _keep(children, may_be_matched(children))


def _keep(children: ChildList, allowed: npt.NDArray[np.bool_]) -> ChildList:
    from nasab.columns import Column

    if allowed.all():
        return children
    left = allowed.nonzero()[0]
    columns = {name: Column.of(cells).take(left) for name, cells in children.columns.items()}
    rows = array("q", [children.rows[place] for place in left.tolist()]) if children.rows else ()
    return replace(children, columns=columns, rows=rows)
