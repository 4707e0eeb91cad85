"""The invented worlds of the benchmark: fields of several sizes; beside them cross-script, easy, hard, a control."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nasab import simulation
from nasab.records import ChildList
from nasab.simulation import Difficulty, World

__all__ = ["Asked", "across_scripts", "make", "worlds"]

SIDE_WORLDS_AT = 10_000
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A world to be made; `across`: no name is written in one script on both lists."""

    title: str
    difficulty: Difficulty
    children: int
    dials: dict[str, float] = field(default_factory=dict)
    across: bool = False

    def folder(self, base: Path, seed: int) -> Path:
        """Where its lists are written."""
        beside = "-across" if self.across else "-control" if self.dials else ""
        return base / f"{self.difficulty}-{self.children}-s{seed}{beside}"


def worlds(sizes: Sequence[int], *, only_field: bool) -> Iterator[Asked]:
    """The worlds of a run, in order."""
    n = SIDE_WORLDS_AT
    for children in sizes:
        yield Asked(f"field {children:,}", "field", children)
    if n in sizes:
        yield Asked(f"field {n:,}, cross-script", "field", n, {"arabic_staff": 1.0}, across=True)
    if n in sizes and not only_field:
        yield Asked(f"easy {n:,}", "easy", n)
        yield Asked(f"hard {n:,}", "hard", n)
        yield Asked(f"field {n:,}, no child has siblings (control)", "field", n, {"siblings": 0.0})


def make(asked: Asked, seed: int) -> World:
    """The world, the same for the same seed."""
    world = simulation.simulate(
        children=asked.children,
        seed=seed,
        difficulty=asked.difficulty,
        **asked.dials,
    )
    return across_scripts(world) if asked.across else world


def across_scripts(world: World) -> World:
    """A world with its found in Arabic letters, without the families that are: every true pair is of two scripts."""
    sought = world.sought
    rows = range(len(sought))
    families = sought.columns["family"]
    arabic = {families[row] for row in rows if any(_ARABIC.search(cells[row]) for cells in sought.columns.values())}
    kept = [row for row in rows if families[row] not in arabic]
    columns = {name: tuple(cells[row] for row in kept) for name, cells in sought.columns.items()}
    left = set(columns["id"])
    return World(
        world.found,
        ChildList("sought", columns, rows=range(2, len(kept) + 2)),
        tuple((found, other) for found, other in world.truth if other in left),
    )
