"""A whole invented world: two lists, and the truth that nobody in the field has.

Families are made until both lists are full.  Some are on both, and not all of their children are; the
others are on one.  The rows are put in an order that tells nothing.
"""

from __future__ import annotations

import csv
import os
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.columns import Column, Packing
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, ChildList, Side
from nasab.simulation.dials import Dials, Difficulty, dials_of
from nasab.simulation.dice import Dice
from nasab.simulation.families import Child, Populace
from nasab.simulation.found_side import FoundSide
from nasab.simulation.sought_side import SoughtSide

__all__ = ["World", "simulate", "write"]

Row = dict[str, str]
_AT_ONCE: Final = 256  # rows that are turned into columns together


@dataclass(frozen=True, slots=True)
class World:
    """Two lists and which children of them are the same: pairs of a found and a sought id."""

    found: ChildList
    sought: ChildList
    truth: tuple[tuple[str, str], ...]


def simulate(*, children: int, seed: int, difficulty: Difficulty = "field", **dials: float | bool) -> World:
    """An invented world with this many children on either list; the same seed gives the same world.

    `dials` turns single dials of the difficulty (see `Dials`).  What happened and how it was spelt are thrown from two
    streams of the seed, so that turning `perfect_spelling` changes the spelling alone.
    """
    if children < 1:
        raise ValueError("a world has at least one child")
    turned = dials_of(difficulty, **dials)
    what, how = (Dice(np.random.default_rng(stream)) for stream in np.random.SeedSequence(seed).spawn(2))
    found, sought = _lists(children, turned, what, how)
    orders = [found.order(what)[:children], sought.order(what)[:children]]
    width = max(len(str(children)), 3)
    ids = [f"{letter}-{{:0{width}d}}".format for letter in "MS"]
    truth = _same(found.children(orders[0]), sought.children(orders[1]))
    return World(
        found.shuffled("found", orders[0], ids[0]),
        sought.shuffled("sought", orders[1], ids[1]),
        tuple((ids[0](here + 1), ids[1](there + 1)) for here, there in truth.tolist()),
    )


class _Listing:
    """One list while it is being made: its rows packed into columns, and of each row which child it is.

    A million rows kept as they are made would take more memory than there is.
    """

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._packings = {name: Packing() for name in columns if name != "id"}
        self._waiting: list[Row] = []
        self._child = array("q")

    def __len__(self) -> int:
        return len(self._child)

    def add(self, rows: list[tuple[Child, Row]], number: dict[int, int]) -> None:
        """Take in the rows of one family; `number` gives each of its children by identity."""
        self._child.extend([number[id(child)] for child, _ in rows])
        self._waiting += [row for _, row in rows]
        if len(self._waiting) >= _AT_ONCE:
            self._pack()

    def _pack(self) -> None:
        for name, packing in self._packings.items():
            packing.add([row.get(name, "") for row in self._waiting])
        self._waiting = []

    def order(self, dice: Dice) -> NDArray[np.int64]:
        """The rows in an order that tells nothing."""
        order = list(range(len(self)))
        dice.shuffle(order)
        return np.array(order, dtype=np.int64)

    def children(self, order: NDArray[np.int64]) -> NDArray[np.int64]:
        """Which child each row is."""
        return np.frombuffer(self._child, dtype=np.int64)[order]

    def shuffled(self, side: Side, order: NDArray[np.int64], name: Callable[[int], str]) -> ChildList:
        """The list in this order, its children numbered."""
        self._pack()
        columns = {"id": Column.of(map(name, range(1, len(order) + 1)))}
        columns |= {column: packing.column().take(order) for column, packing in self._packings.items()}
        return ChildList(side, columns, rows=range(2, len(order) + 2))


def _same(found: NDArray[np.int64], sought: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pairs of rows that are one child, in order: from the child that each row is."""
    by_child = np.argsort(sought, kind="stable")
    first = np.searchsorted(sought[by_child], found)
    counts = np.searchsorted(sought[by_child], found, side="right") - first
    place = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
    return np.stack([np.repeat(np.arange(len(found)), counts), by_child[place]], axis=1)


def _lists(children: int, dials: Dials, what: Dice, how: Dice) -> tuple[_Listing, _Listing]:
    populace = Populace(what, dials)
    found_side = FoundSide(what, how, dials, children)
    sought_side = SoughtSide(what, how, dials, children)
    found, sought = _Listing(FOUND_COLUMNS), _Listing(SOUGHT_COLUMNS)
    met = count()
    on_both = 0
    while on_both < children * dials.on_a_list and len(sought) < children:
        family = populace.family()
        number = {id(child): next(met) for child in family.children}
        here = [child for child in family.children if what.chance(0.8)] or family.children[:1]
        there = [child for child in family.children if (child in here and what.chance(0.93)) or what.chance(0.75)]
        new = found_side.family(family, here, populace)
        found.add(new, number)
        sought.add(sought_side.family(family, there), number)
        seen_there = {id(child) for child in there}
        on_both += sum(1 for child, _ in new if id(child) in seen_there)
    while len(found) < children:
        family = populace.family()
        here = [child for child in family.children if what.chance(0.8)] or family.children[:1]
        found.add(found_side.family(family, here, populace), {id(child): next(met) for child in family.children})
    while len(sought) < children:
        family = populace.family()
        sought.add(sought_side.family(family, family.children), {id(child): next(met) for child in family.children})
    return found, sought


def write(world: World, folder: str | os.PathLike[str]) -> None:
    """Write `found.csv`, `sought.csv` and `truth.csv` into the folder, which is made if it is not there."""
    where = Path(folder)
    where.mkdir(parents=True, exist_ok=True)
    for children, names, file in (
        (world.found, FOUND_COLUMNS, "found.csv"),
        (world.sought, SOUGHT_COLUMNS, "sought.csv"),
    ):
        _write(where / file, names, zip(*(children.columns[name] for name in names), strict=True))
    _write(where / "truth.csv", ("found_id", "sought_id"), world.truth)


def _write(path: Path, header: tuple[str, ...], rows: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)  # type: ignore[arg-type]
