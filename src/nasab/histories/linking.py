"""Who of one list may be who of another: each two lists are matched by the engine, and its probabilities are kept.

The engine matches children found with children sought.  Two registers of children found are matched by the same
evidence: the second is laid out as if it were sought.  Ids are those of each list by itself; that two offices gave the
same number says nothing, unless the definition says that they share their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np

from nasab.columns import Column
from nasab.errors import Problem, WrongUse
from nasab.estimation import Links
from nasab.matching import Run, dedupe, match_lists, may_be_matched
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, ChildList, Side

__all__ = ["Linked", "link"]

#: What a column of one side is called on the other, where the two differ.
_AS_SOUGHT: Final = {"group": "family", "found_place": "last_seen_place", "found_date": "last_seen_date"}
_AS_FOUND: Final = {other: one for one, other in _AS_SOUGHT.items()}

#: Two rows under one shared id speak against each other from this many bits on.
_CONTRADICTS: Final = -4.0

#: Lists up to so many rows are looked through for children entered twice.
_MOST_DEDUPED: Final = 5000


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """Lists with the probabilities of who is whom across them.

    `lists`: as they were linked, children without consent left out; record numbers of `links` go through them in order.
    `withheld`: how many were left out.  `twice`: for each list, rows that may be a child entered a second time.
    """

    lists: tuple[ChildList, ...]
    links: Links
    withheld: int
    twice: tuple[int, ...]


def link(
    lists: Sequence[ChildList],
    names: Sequence[str],
    *,
    shared_ids: bool = False,
    threads: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> Linked:
    """Links two lists or more.  `progress` is told how many pairs of lists are done, of how many.

    Raises `WrongUse`: LINK-02 (fewer than two lists), COUNT-10 (two of one name), LINK-01 (rows that share an id and
    are not one child, with `shared_ids`), LIST-xx (a list in which nobody may be matched).
    """
    if len(lists) < 2:
        raise WrongUse(Problem("LINK-02"))
    for place, name in enumerate(names):
        if name in names[:place]:
            raise WrongUse(Problem("COUNT-10", value=name[:200]))
    kept = [_allowed(children) for children in lists]
    starts = np.concatenate([[0], np.cumsum([len(children) for children in kept])])
    first: list[int] = []
    second: list[int] = []
    probability: list[float] = []
    pairs = list(combinations(range(len(kept)), 2))
    for done, (a, b) in enumerate(pairs):
        if progress:
            progress(done, len(pairs))
        run = Run(match_lists(_as(kept[a], "found"), _as(kept[b], "sought"), threads=threads))
        certain = _sharing(run, kept[a], kept[b], names[a], names[b]) if shared_ids else set()
        row = {child: k for k, child in enumerate(kept[b].columns["id"])}
        taken = {other for _, other in certain}
        for here, result in enumerate(run.results):
            told = [(one.sought_id, one.probability) for one in result.candidates]
            if (result.found_id, result.found_id) in certain:
                told = [(result.found_id, 1.0)]
            else:
                told = [(other, p) for other, p in told if other not in taken]
            first += [int(starts[a]) + here] * len(told)
            second += [int(starts[b]) + row[other] for other, _ in told]
            probability += [p for _, p in told]
    of = np.repeat(np.arange(len(kept)), np.diff(starts))
    links = Links(
        tuple(names),
        of.astype(np.int64),
        np.array(first, dtype=np.int64),
        np.array(second, dtype=np.int64),
        np.clip(np.array(probability, dtype=np.float64), 0.0, 1.0),
    )
    withheld = sum(map(len, lists)) - sum(map(len, kept))
    return Linked(tuple(kept), links, withheld, tuple(_twice(children, threads) for children in kept))


def _allowed(children: ChildList) -> ChildList:
    may = may_be_matched(children)
    if may.all():
        return children
    left = may.nonzero()[0]
    columns = {name: Column.of(cells).take(left) for name, cells in children.columns.items()}
    return replace(children, columns=columns, rows=[children.rows[k] for k in left.tolist()] if children.rows else ())


def _as(children: ChildList, side: Side) -> ChildList:
    """The list laid out for a side of a match."""
    if children.side == side:
        return children
    called, known = (_AS_SOUGHT, SOUGHT_COLUMNS) if side == "sought" else (_AS_FOUND, FOUND_COLUMNS)
    columns = {called.get(name, name): cells for name, cells in children.columns.items()}
    return replace(children, side=side, columns={name: cells for name, cells in columns.items() if name in known})


def _sharing(run: Run, first: ChildList, second: ChildList, a: str, b: str) -> set[tuple[str, str]]:
    """Ids on both lists, each the same child; refused if the rows themselves speak against it."""
    there = set(second.columns["id"])
    both = [child for child in first.columns["id"] if child in there and not child.startswith("row-")]
    against = [child for child in both if run.explain(child, child).weight < _CONTRADICTS]
    if against:
        raise WrongUse(Problem("LINK-01", value="; ".join(against[:5])[:200], detail=f"{a}, {b}"))
    return {(child, child) for child in both}


def _twice(children: ChildList, threads: int) -> int:
    if len(children) > _MOST_DEDUPED or len(children) < 2:
        return 0
    found = dedupe.find_duplicates(children, threads=threads)
    return sum(len(one.ids) - 1 for one in found.clusters)
