"""A list that children came to and left, put in order: as if it had been read now.

Nothing is read again that was read before.  The rows that stand are laid behind one another in the order in which the
children came, words and values that nobody says any more are forgotten, and the list is divided into peoples anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from nasab.columns import Column
from nasab.matching import communities
from nasab.matching.facts import Facts, Knowledge, take
from nasab.matching.families import Families, joined
from nasab.matching.growth import LongerColumn
from nasab.matching.ragged import Ragged
from nasab.matching.roles import KIN_BITS, NUMBERED, Slot
from nasab.matching.standing import Standing
from nasab.matching.vocabulary import Vocabulary
from nasab.records import ChildList

__all__ = ["settled"]

Rows = npt.NDArray[np.int32]


def settled(standing: Standing) -> Standing:
    """The list as it stands."""
    rows = standing.rows_in_order()
    before = standing.view()
    _, first, household = np.unique(before.children.household[rows], return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")  # families in the order of their first child
    number = np.empty(len(order), dtype=np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    households: Rows = number[household]
    children = ChildList("sought", _columns(standing.cells, rows))
    members = Ragged.from_pairs(households, np.arange(len(rows)), len(order))
    own = replace(take(before.children, rows), children=children, household=households)
    shared = take(before.shared, before.children.household[rows[first[order]]])
    shared = replace(
        shared,
        children=ChildList("sought", joined(children, members)),
        household=np.arange(len(order), dtype=np.int32),
    )
    knowledge, (own, shared) = _without_unused(standing.knowledge, (own, shared))
    people, peoples = communities.divide(shared, knowledge)
    shared = replace(shared, people=people, peoples=peoples)
    own = replace(own, people=people[households], peoples=peoples)
    return Standing(Families(own, members, shared), knowledge)


def _columns(cells: dict[str, LongerColumn], rows: Rows) -> dict[str, Sequence[str]]:
    """What is written in some rows, without the texts of others."""
    columns = {
        name: Column.of(cell.before).followed_by(cell.added).take(rows).in_order() for name, cell in cells.items()
    }
    return {name: column for name, column in columns.items() if name == "id" or column.is_told.any()}


def _without_unused(knowledge: Knowledge, sides: tuple[Facts, Facts]) -> tuple[Knowledge, tuple[Facts, ...]]:
    """Words, places and so on that some row still says, and the rows numbered by them."""
    words = [
        names.values >> KIN_BITS if slot in NUMBERED else names.values
        for one in sides
        for slot, names in one.names.items()
    ]
    tokens, number = _used(knowledge.tokens, words)
    new: dict[str, Vocabulary[Any]] = {"tokens": tokens}
    numbers: dict[str, Rows] = {}
    for name, codes in (("places", ("origin", "where")), ("languages", ("languages",)), ("bynames", ("byname",)),
                        ("marks", ("marks",))):  # fmt: skip
        new[name], table = _used(getattr(knowledge, name), [getattr(one, code) for one in sides for code in codes])
        numbers |= dict.fromkeys(codes, table)
    fresh = replace(knowledge, **new)
    return fresh, tuple(
        replace(
            one,
            names={slot: _renumbered(slot, names, number) for slot, names in one.names.items()},
            **{code: table[getattr(one, code)] for code, table in numbers.items()},
        )
        for one in sides
    )


def _used(values: Vocabulary[Any], codes: Iterable[npt.NDArray[np.integer]]) -> tuple[Vocabulary[Any], Rows]:
    """The values that some code stands for, and for each old number the new one; -1, unknown, stays."""
    used = np.zeros(len(values) + 1, dtype=bool)
    for some in codes:
        used[some] = True  # -1 is the last place
    used[-1] = False
    fresh: Vocabulary[Any] = Vocabulary()
    for old in np.flatnonzero(used).tolist():
        fresh.number(values.values[old])
    number = np.where(used, np.cumsum(used) - 1, -1).astype(np.int32)
    return fresh, number


def _renumbered(slot: Slot, names: Ragged, number: Rows) -> Ragged:
    """Words keep their order, so rows stay in order, too."""
    if slot in NUMBERED:
        low = names.values & ((1 << KIN_BITS) - 1)
        return Ragged(names.start, (number[names.values >> KIN_BITS] << KIN_BITS) | low)
    return Ragged(names.start, number[names.values])
