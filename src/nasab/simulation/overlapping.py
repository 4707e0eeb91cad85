"""Invented populations with lists that overlap, where the truth is known: is a range right as often as it says?

Seven situations, each a way in which real lists are made.  In some an estimate should hold; in others it cannot, and
the report has to say so.  Numbers only; no names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from nasab.estimation import Links, Overlaps

__all__ = ["SITUATIONS", "Listed", "Situation", "linked_records", "listed"]

Situation = Literal["independent", "kinds", "copied", "places", "outside", "links", "small"]
SITUATIONS: Final[tuple[Situation, ...]] = (
    "independent", "kinds", "copied", "places", "outside", "links", "small"
)  # fmt: skip

_NAMES: Final = ("A", "B", "C", "D")
_CHANCES: Final = (0.34, 0.30, 0.26, 0.22)  # that a list holds a child
_HARD: Final = 0.35  # probability of a link that a threshold misses
_SURE: Final = 0.98


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A population on lists: its true size, each child's history, and whether it belongs to the population."""

    size: int
    histories: npt.NDArray[np.int64]
    belongs: npt.NDArray[np.bool_]

    @property
    def overlaps(self) -> Overlaps:
        """The table as a careless office would make it: of everybody who is listed."""
        return Overlaps.of_children(_NAMES, self.histories)

    @property
    def overlaps_of_population(self) -> Overlaps:
        """The table of those who belong."""
        return Overlaps.of_children(_NAMES, self.histories[self.belongs])


def listed(situation: Situation, rng: np.random.Generator, size: int = 260) -> Listed:
    """Children on four lists.

    `independent`: each list by itself.  `kinds`: half of the children are hard to list, by all lists.  `copied`: the
    second list takes over half of the first.  `places`: two of the lists cover one half of the places each.
    `outside`: forty more on one list, who do not belong.  `links`: as `independent` (see `linked_records`).
    `small`: 95 children.
    """
    size = 95 if situation == "small" else size
    chance = np.tile(_CHANCES, (size, 1))
    half = np.arange(size) < size // 2
    if situation == "kinds":
        chance = np.where(half[:, None], np.minimum(1.75 * chance, 0.95), 0.42 * chance)
    if situation == "small":
        chance = np.minimum(chance * 1.05, 0.95)
    if situation == "places":
        chance[half, 2] = 0.0
        chance[~half, 3] = 0.0
        chance[:, 2:] = np.minimum(1.7 * chance[:, 2:], 0.95)
    on = rng.random(chance.shape) < chance
    if situation == "copied":
        on[:, 1] |= on[:, 0] & (rng.random(size) < 0.5)
    histories = (on << np.arange(4)).sum(1).astype(np.int64)
    belongs = np.ones(size, dtype=bool)
    if situation == "outside":
        histories = np.append(histories, np.full(40, 1))
        belongs = np.append(belongs, np.zeros(40, dtype=bool))
    return Listed(size, histories, belongs)


def linked_records(world: Listed, rng: np.random.Generator, missed: float = 0.15) -> Links:
    """The records of a population with true probabilities of who is whom.

    Of the links of a record to its child the share `missed` looks doubtful (0.35), so that a threshold misses them; as
    many pairs that are not one child look the same as make those probabilities true.
    """
    child, of = np.nonzero((world.histories[:, None] >> np.arange(4)) & 1)
    first: list[int] = []
    second: list[int] = []
    said: list[float] = []
    alone = []
    count = {_HARD: 0, _SURE: 0}
    for one in np.unique(child):
        records = np.flatnonzero(child == one)
        if len(records) == 1:
            alone.append(int(records[0]))
            continue
        sure = np.where(rng.random(len(records)) < missed, _HARD, _SURE)
        sure[0] = 1.0
        for p in sure[1:].tolist():
            count[p] += 1
        for a in range(len(records)):
            for b in range(a + 1, len(records)):
                first.append(int(records[a]))
                second.append(int(records[b]))
                said.append(float(min(sure[a], sure[b])))
    rng.shuffle(alone)
    for p, true in count.items():
        for _ in range(round(true * (1 - p) / p)):
            if not alone:
                break
            record = alone.pop()
            others = np.flatnonzero((child != child[record]) & (world.histories[child] >> of[record] & 1 == 0))
            if not len(others):
                continue
            whose = child[rng.choice(others)]
            for other in np.flatnonzero(child == whose).tolist():
                first.append(record)
                second.append(other)
                said.append(p)
    return Links(
        _NAMES, of.astype(np.int64), np.array(first, dtype=np.int64), np.array(second, dtype=np.int64), np.array(said)
    )
