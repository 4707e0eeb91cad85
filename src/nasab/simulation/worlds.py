"""A whole invented world: two lists, and the truth that nobody in the field has.

Families are made until both lists are full.  Some are on both, and not all of their children are; the
others are on one.  The rows are put in an order that tells nothing.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, ChildList
from nasab.simulation.dials import Dials, Difficulty, dials_of
from nasab.simulation.dice import Dice
from nasab.simulation.families import Child, Populace
from nasab.simulation.found_side import FoundSide
from nasab.simulation.sought_side import SoughtSide

__all__ = ["World", "simulate", "write"]

Row = dict[str, str]


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
    found, sought = _rows(children, turned, what, how)
    what.shuffle(found)
    what.shuffle(sought)
    found, sought = found[:children], sought[:children]
    width = max(len(str(children)), 3)
    by_child: dict[int, list[str]] = {}
    for number, (child, row) in enumerate(found, 1):
        row["id"] = f"M-{number:0{width}d}"
        by_child.setdefault(id(child), []).append(row["id"])
    truth: list[tuple[str, str]] = []
    for number, (child, row) in enumerate(sought, 1):
        row["id"] = f"S-{number:0{width}d}"
        truth += [(found_id, row["id"]) for found_id in by_child.get(id(child), ())]
    return World(
        ChildList("found", _columns([row for _, row in found], FOUND_COLUMNS), rows=range(2, len(found) + 2)),
        ChildList("sought", _columns([row for _, row in sought], SOUGHT_COLUMNS), rows=range(2, len(sought) + 2)),
        tuple(sorted(truth)),
    )


def _rows(
    children: int, dials: Dials, what: Dice, how: Dice
) -> tuple[list[tuple[Child, Row]], list[tuple[Child, Row]]]:
    populace = Populace(what, dials)
    found_side = FoundSide(what, how, dials, children)
    sought_side = SoughtSide(what, how, dials, children)
    found: list[tuple[Child, Row]] = []
    sought: list[tuple[Child, Row]] = []
    on_both = 0
    while on_both < children * dials.on_a_list and len(sought) < children:
        family = populace.family()
        here = [child for child in family.children if what.chance(0.8)] or family.children[:1]
        there = [child for child in family.children if (child in here and what.chance(0.93)) or what.chance(0.75)]
        seen_here = {id(child) for child in here}
        new = found_side.family(family, here, populace)
        found += new
        sought += sought_side.family(family, there)
        seen_there = {id(child) for child in there}
        on_both += sum(1 for child, _ in new if id(child) in seen_there and id(child) in seen_here)
    while len(found) < children:
        family = populace.family()
        here = [child for child in family.children if what.chance(0.8)] or family.children[:1]
        found += found_side.family(family, here, populace)
    while len(sought) < children:
        family = populace.family()
        sought += sought_side.family(family, family.children)
    return found, sought


def _columns(rows: list[Row], names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(row.get(name, "") for row in rows) for name in names}


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
