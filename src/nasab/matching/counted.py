"""What is counted in a list so that chance can be told: who bears a name, how many there are of each people.

A run counts it anew, from the whole list.  An index, which is asked for one child at a time, counts it once and
keeps it right as children come and go (`Facts.counted`); then telling the chance of one child's names takes
no more than looking those names up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from nasab.matching import sampling
from nasab.matching.ragged import Ragged
from nasab.matching.roles import KIN_BITS, Slot

if TYPE_CHECKING:
    from nasab.matching.facts import Facts

__all__ = [
    "Bearers",
    "Counted",
    "bearers_of",
    "concepts_of",
    "relations_of",
    "sample_of",
    "shares_of",
    "standing_of",
    "usual_of",
]

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Bearers:
    """How many rows of a list bear each word in a role, among each people.

    `place`: for each word its row in `by_people`, -1 if nobody bears it; words beyond its end are borne by nobody.
    `by_people`: int32 (words borne, peoples).  `told`: for each people how many rows say anything in the role.
    """

    place: Rows
    by_people: npt.NDArray[np.int32]
    told: npt.NDArray[np.int64]

    @classmethod
    def count(cls, words: Ragged, people: Rows, peoples: int) -> Bearers:
        """Counts the rows; `people`: for each row the number of its people."""
        rows, values = words.pairs()
        size = int(values.max()) + 1 if len(values) else 0
        borne = np.zeros(size, dtype=bool)
        borne[values] = True
        place = np.where(borne, np.cumsum(borne) - 1, -1).astype(np.int32)
        count = int(borne.sum())
        by_people = np.bincount(place[values].astype(np.int64) * peoples + people[rows], minlength=count * peoples)
        told = np.bincount(people[words.lengths > 0], minlength=peoples)
        return cls(place, by_people.astype(np.int32).reshape(count, peoples), told)


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that is counted in a list that is kept.

    `standing`: how many of the rows stand (others were corrected or withdrawn).  `shares`: of each people among them.
    `bearers`: by the roles whose words count together.  `sample`: the rows that chance is counted on.  `usual`: for
    kinds of evidence how often children found so far met each level, where that has been learned.
    `concepts`: how many rows name each thing, and how many name any; with what children found named, if that is known.
    `relations`: how many relatives of each kind are named.
    """

    standing: int
    shares: npt.NDArray[np.float64]
    bearers: Mapping[tuple[Slot, ...], Bearers]
    sample: Rows
    usual: Mapping[str, npt.NDArray[np.float32]]
    concepts: tuple[npt.NDArray[np.int64], int]
    relations: npt.NDArray[np.int64]


def bearers_of(side: Facts, *slots: Slot) -> Bearers:
    """Who bears the names of a role; of several roles, those that a row has in any of them."""
    if side.counted is not None:
        return side.counted.bearers[slots]
    words = side.names[slots[0]] if len(slots) == 1 else Ragged.union([side.names[slot] for slot in slots])
    return Bearers.count(words, side.people, side.peoples)


def standing_of(side: Facts) -> int:
    """How many rows of a list stand."""
    return len(side) if side.counted is None else side.counted.standing


def shares_of(side: Facts) -> npt.NDArray[np.float64]:
    """The share of each people."""
    if side.counted is not None:
        return side.counted.shares
    return np.bincount(side.people, minlength=side.peoples) / max(len(side), 1)


def sample_of(side: Facts, most: int) -> Rows:
    """The rows on which chance is counted: all, or `most` of them (in a list that is kept those that were chosen)."""
    return sampling.lowest(side.key, most) if side.counted is None else side.counted.sample


def usual_of(side: Facts, kind: str) -> npt.NDArray[np.float32] | None:
    """How often children found so far met each level of a kind of evidence among this list, if that is known."""
    return None if side.counted is None else side.counted.usual.get(kind)


def concepts_of(sides: Sequence[Facts], concepts: int) -> tuple[npt.NDArray[np.int64], int]:
    """How many rows of lists name each thing, and how many name any.

    What a list that is kept has counted stands for both lists, once it has learned what children found name.
    """
    counts, told = np.zeros(concepts, dtype=np.int64), 0
    for side in sides:
        if side.counted is None:
            counts = counts + np.bincount(side.concepts.values, minlength=concepts)
            told += int((side.concepts.lengths > 0).sum())
    for kept in (side.counted for side in sides if side.counted is not None):
        named = np.pad(kept.concepts[0], (0, max(concepts - len(kept.concepts[0]), 0)))
        counts, told = (named, kept.concepts[1]) if kept.usual else (counts + named, told + kept.concepts[1])
    return counts, told


def relations_of(side: Facts) -> npt.NDArray[np.int64]:
    """How many relatives of each kind a list names."""
    if side.counted is not None:
        return side.counted.relations
    return np.bincount(side.names[Slot.KIN].values & ((1 << KIN_BITS) - 1), minlength=1 << KIN_BITS)
