"""Children said to be siblings, as one family: what they share is counted once.

A found group is one child, or children known to be siblings; a tracing request is a family with the
children it seeks.  What belongs to the family (the father's names, the mother's, the family name,
origin, language, relatives) is gathered from all its rows, because one child of four knows that the
father was called Ruslan and the next that the mother's name was Zaira.  What belongs to a child
(its name, sex, age, marks) stays with the child.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, overload

import numpy as np
import numpy.typing as npt

from nasab.columns import Column
from nasab.matching import communities
from nasab.matching.facts import Facts, Knowledge, Unknown, read_facts, take
from nasab.matching.ragged import Ragged
from nasab.matching.roles import Slot, without
from nasab.records import ChildList

__all__ = ["SHARED_SLOTS", "Families", "alone", "as_families", "joined", "only", "unite"]

Rows = npt.NDArray[np.int32]
T = TypeVar("T", bound=np.generic)

#: Whose names a family has as a whole.
SHARED_SLOTS: Final = (
    Slot.GIVEN, Slot.FATHER, Slot.FAMILY, Slot.MOTHER, Slot.KUNYA, Slot.ALIAS, Slot.SIBLINGS, Slot.WOMEN, Slot.MEN,
    Slot.MAIDEN, Slot.STEPFATHER, Slot.KIN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Families:
    """A list as families.

    `children`: the rows of the list, with the names that belong to a child.  `members`: for each family the rows of
    its children, in list order.  `shared`: one row a family, with what its rows say together; sex, age and marks, which
    belong to a child, are unknown there.  `gone`: the families that no longer stand, in a list that is kept
    (`standing`); nothing is compared with them.
    """

    children: Facts
    members: Ragged
    shared: Facts
    gone: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int32))

    def __len__(self) -> int:
        return len(self.members)


def as_families(side: Facts, knowledge: Knowledge) -> Families:
    """Gathers the rows of a list into families."""
    household = side.household
    n = int(household.max()) + 1 if len(household) else 0
    members = Ragged.from_pairs(household, np.arange(len(household)), n)
    names = {slot: _gathered(side.names[slot], household, n) for slot in SHARED_SLOTS}
    named = names[Slot.SIBLINGS]
    names[Slot.ABSENT] = without(named, names[Slot.GIVEN], knowledge.tokens)
    names[Slot.CHILDREN] = Ragged.union([names[Slot.GIVEN], named])
    names[Slot.UNTOLD_KUNYA] = without(names[Slot.KUNYA], names[Slot.CHILDREN], knowledge.tokens)
    own = {Slot.GIVEN: side.names[Slot.GIVEN], Slot.ABSENT: names[Slot.ABSENT].take(household)}
    nobody = np.full(n, Unknown.CODE, dtype=np.int32)
    # Of rows that say different things one counts, in whatever order they stand: the earliest, or the first by letters.
    place = "found_place" if side.children.side == "found" else "last_seen_place"
    by_day = np.lexsort((_by_letters(side, place), side.when)).astype(np.int32)
    by_origin, by_language, by_name = (
        np.argsort(_by_letters(side, column), kind="stable").astype(np.int32)
        for column in ("origin", "languages", "father_alias")
    )
    shared = Facts(
        children=replace(side.children, columns=joined(side.children, members), rows=()),
        names=names,
        household=np.arange(n, dtype=np.int32),
        sex=nobody.astype(np.int8),
        born=np.full((n, 3), np.nan, dtype=np.float32),
        when=_first(side.when, ~np.isnan(side.when), household, by_day, np.full(n, np.nan, dtype=np.float32)),
        where=_first(side.where, side.where >= 0, household, by_day, nobody),
        origin=_first(side.origin, side.origin >= 0, household, by_origin, nobody),
        languages=_first(side.languages, side.languages >= 0, household, by_language, nobody),
        byname=_first(side.byname, side.byname >= 0, household, by_name, nobody),
        marks=nobody,
        concepts=Ragged.from_pairs([], [], n),
        people=np.zeros(n, dtype=np.int32),
        key=np.minimum.reduceat(side.key[members.values], members.start[:-1]) if n else side.key,
    )
    people, count = communities.divide(shared, knowledge)
    shared = replace(shared, people=people, peoples=count)
    return Families(replace(side, names=own, people=people[household], peoples=count), members, shared)


def only(families: Families, chosen: npt.NDArray[np.integer]) -> Families:
    """Some families of a list, in the order given, with their children."""
    lengths = families.members.sizes(chosen)
    rows = families.members.take(chosen).values
    household = np.repeat(np.arange(len(chosen), dtype=np.int32), lengths)
    children = replace(take(families.children, rows), household=household)
    start = np.zeros(len(chosen) + 1, dtype=np.int64)
    np.cumsum(lengths, out=start[1:])
    members = Ragged(start, np.arange(len(rows), dtype=np.int32))
    shared = replace(take(families.shared, chosen), household=np.arange(len(chosen), dtype=np.int32))
    return Families(children, members, shared)


def unite(families: Families, groups: Sequence[Sequence[int]], knowledge: Knowledge) -> Families:
    """Several families of a list taken for one, for each of the lists of families."""
    flat = np.concatenate([np.asarray(group, dtype=np.int64) for group in groups])
    number = np.repeat(np.arange(len(groups), dtype=np.int32), [len(group) for group in groups])
    some = only(families, flat)
    household = number[some.children.household]
    base = replace(some.shared, household=number)
    united = as_families(base, knowledge)
    members = Ragged.from_pairs(household, np.arange(len(household)), len(groups))
    names = {**some.children.names, Slot.ABSENT: united.shared.names[Slot.ABSENT].take(household)}
    people = united.shared.people
    children = replace(some.children, names=names, household=household, people=people[household])
    return Families(children, members, united.shared)


def alone(families: Families, rows: npt.NDArray[np.integer], knowledge: Knowledge) -> Families:
    """Some children of a list, each as a family of its own: what its own row says, and nothing else."""
    some = read_facts(take(families.children, rows).children, knowledge)
    return as_families(replace(some, household=np.arange(len(rows), dtype=np.int32)), knowledge)


def _gathered(words: Ragged, household: Rows, n: int) -> Ragged:
    rows, values = words.pairs()
    return Ragged.from_pairs(household[rows], values, n)


def _first(
    values: npt.NDArray[T], told: npt.NDArray[np.bool_], household: Rows, order: Rows, unknown: npt.NDArray[T]
) -> npt.NDArray[T]:
    """For each family what the first of its rows, in an order, that says anything says."""
    rows = order[told[order]]
    families, first = np.unique(household[rows], return_index=True)
    out = unknown.copy()
    out[families] = values[rows[first]]
    return out


def _by_letters(side: Facts, column: str) -> npt.NDArray[np.int64]:
    """For each row the place of what it says in a column among all that is said there, in the order of the letters."""
    cells = side.children.columns.get(column)
    if cells is None:
        return np.zeros(len(side), dtype=np.int64)
    told = Column.of(cells)
    rank = np.empty(len(told.texts), dtype=np.int64)
    rank[sorted(range(len(told.texts)), key=told.texts.__getitem__)] = np.arange(len(told.texts))
    return rank[told.codes]


def joined(children: ChildList, members: Ragged) -> dict[str, Sequence[str]]:
    """The columns by family: the different cells of its rows, made when they are looked at."""
    return {name: _Joined(cells, members) for name, cells in children.columns.items()}


class _Joined(Sequence[str]):
    """A column by family: the different cells of its rows, made when they are looked at."""

    def __init__(self, cells: Sequence[str], members: Ragged) -> None:
        self._cells = cells
        self._members = members

    def __len__(self) -> int:
        return len(self._members)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[k] for k in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        cells = (self._cells[row] for row in self._members.row(at % len(self)).tolist())
        return "; ".join(dict.fromkeys(cell for cell in cells if cell))
