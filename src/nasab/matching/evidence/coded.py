"""Evidence from facts that are one value a child: sex, marks, where and when last seen and found.

Each value is a code, and agreement is looked up in a small table of all codes of one side against
all codes of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching import kernels
from nasab.matching.evidence import hit_miss
from nasab.matching.evidence.comparison import (
    UNKNOWN,
    Chance,
    Levels,
    Rows,
    chance_of,
    same_of,
    strangers_of,
)  # fmt: skip
from nasab.matching.evidence.named import written
from nasab.matching.facts import Facts
from nasab.matching.results import Phrase
from nasab.matching.terms import Terms

__all__ = [
    "MARK_LEVELS", "PLACE_LEVELS", "SEEN_LEVELS", "WHEN_LEVELS", "BelongingsComparison", "CodeComparison",
    "DateComparison", "by_marks", "by_place", "by_sex",
]  # fmt: skip

PLACE_LEVELS: Final = ("far", "country", "region", "district", "inside", "same")
SEEN_LEVELS: Final = PLACE_LEVELS[:-1]
MARK_LEVELS: Final = ("differs", "partly", "same")
WHEN_LEVELS: Final = ("before", "long_after", "later", "soon")


@dataclass(frozen=True)
class CodeComparison:
    """Two codes and a table of how well they agree: `table[code found, code sought]`, -1 unknown."""

    kind: str
    levels: tuple[str, ...]
    found: Facts
    sought: Facts
    found_code: npt.NDArray[np.integer]
    sought_code: npt.NDArray[np.integer]
    table: npt.NDArray[np.int8]
    found_columns: tuple[str, ...]
    sought_columns: tuple[str, ...]
    by_steps: bool = False

    @property
    def groups(self) -> Sequence[int]:
        """One distribution."""
        return (0,) * len(self.levels)

    @property
    def is_silent(self) -> bool:
        """Whether no row found has a code."""
        return not (self.found_code >= 0).any()

    def compare(self, i: Rows, j: Rows) -> Levels:
        """Looked up in the table."""
        a, b = self.found_code[i], self.sought_code[j]
        told = (a >= 0) & (b >= 0)
        level = np.full(len(i), UNKNOWN, dtype=np.int16)
        level[told] = self.table[a[told], b[told]]
        return level

    def chance(self) -> Chance:
        """Counted for each code found; `by_steps`, as `hit_miss` says, where each level is nearer than the last."""
        counted = chance_of(self, self.found_code.astype(np.int64), self.found_code >= 0)
        if not self.by_steps or self.is_silent:
            return counted
        chance = hit_miss.as_counted_for_all(same_of(self.kind), strangers_of(self.kind), counted.table)
        return replace(counted, table=chance.astype(np.float32))

    def written(self, i: int, j: int) -> tuple[str, str]:
        """The cells."""
        return written(self.found, i, self.found_columns), written(self.sought, j, self.sought_columns)

    def phrases(self, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """How well they agree."""
        del i, j
        return (Phrase(f"reasons.{self.kind}.{self.levels[level]}"),)


def by_sex(found: Facts, sought: Facts) -> CodeComparison:
    """Rarely wrong, sometimes: a weight, not a veto."""
    table = np.eye(2, dtype=np.int8)
    return CodeComparison("sex", ("differs", "same"), found, sought, found.sex, sought.sex, table, ("sex",), ("sex",))


def by_place(found: Facts, sought: Facts, terms: Terms) -> CodeComparison:
    """Where the child was found, against where it was last seen: war moves people, mostly not far.

    A town and a quarter of it are as good as one place here: which of them is written depends on who writes.
    """
    table = np.minimum(terms.table("places"), len(SEEN_LEVELS) - 1)
    columns = ("found_place",), ("last_seen_place",)
    if sought.children.side == "found":
        columns = ("found_place",), ("found_place",)
    return CodeComparison(
        "last_seen", SEEN_LEVELS, found, sought, found.where, sought.where, table, *columns, by_steps=True
    )


def by_marks(found: Facts, sought: Facts, terms: Terms) -> CodeComparison:
    """Scars, burns, birthmarks, teeth: what, where on the body, which side."""
    table = terms.table("marks")
    return CodeComparison("marks", MARK_LEVELS, found, sought, found.marks, sought.marks, table, ("marks",), ("marks",))


@dataclass(frozen=True)
class DateComparison:
    """When the child was last seen, and when found: it cannot be found before it was lost.

    Within one list there is no such order: two who were found about one time may be of one household.
    """

    found: Facts
    sought: Facts
    kind: str = "dates"
    levels: tuple[str, ...] = WHEN_LEVELS

    @property
    def groups(self) -> Sequence[int]:
        """One distribution."""
        return (0,) * len(self.levels)

    @property
    def is_silent(self) -> bool:
        """Whether no row found has a date."""
        return bool(np.isnan(self.found.when).all())

    def compare(self, i: Rows, j: Rows) -> Levels:
        """Years from last seen to found; a month is allowed for wrong dates."""
        gap = self.found.when[i] - self.sought.when[j]
        if self.found.children.side == self.sought.children.side:
            gap = np.abs(gap)
        elif self.found.children.side == "sought":
            gap = -gap
        level = np.where(gap < -0.1, 0, 3 - np.searchsorted(np.array([1.0, 3.0]), gap))
        return np.where(np.isnan(gap), UNKNOWN, level).astype(np.int16)

    def chance(self) -> Chance:
        """Counted by month of finding."""
        months = np.round(np.nan_to_num(self.found.when, nan=-1.0) * 12).astype(np.int64)
        when = np.where(np.isnan(self.found.when), np.nan, months / 12).astype(np.float32)
        return chance_of(replace(self, found=replace(self.found, when=when)), months, ~np.isnan(when))

    def written(self, i: int, j: int) -> tuple[str, str]:
        """Both dates."""
        return written(self.found, i, ("found_date",)), written(self.sought, j, ("last_seen_date",))

    def phrases(self, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """The order and the gap."""
        del i, j
        return (Phrase(f"reasons.dates.{self.levels[level]}"),)


@dataclass(frozen=True)
class BelongingsComparison:
    """Clothes, toys, songs, words: free text, so weak evidence, by the concepts that both name."""

    found: Facts
    sought: Facts
    frequent: npt.NDArray[np.bool_]  # by concept: named by more than one child in twenty
    kind: str = "belongings"
    levels: tuple[str, ...] = ("differs", "partly", "same")

    @property
    def groups(self) -> Sequence[int]:
        """One distribution."""
        return (0,) * len(self.levels)

    @property
    def is_silent(self) -> bool:
        """Whether no row found names anything."""
        return not len(self.found.concepts.values)

    def compare(self, i: Rows, j: Rows) -> Levels:
        """Nothing in common; something frequent; something particular, or several things."""
        a, b = self.found.concepts, self.sought.concepts
        everything, particular = np.zeros(len(i), dtype=np.int8), np.zeros(len(i), dtype=np.int8)
        kernels.shared_concepts(i, j, a.start, a.values, b.start, b.values, self.frequent, everything, particular)
        level = np.where((particular > 0) | (everything > 1), 2, np.minimum(everything, 1))
        return np.where(everything < 0, UNKNOWN, level).astype(np.int16)

    def chance(self) -> Chance:
        """Counted for each child found, since few have any."""
        told = self.found.concepts.lengths > 0
        profile = np.where(told, np.arange(len(self.found)), -1)
        return chance_of(self, profile, told)

    def written(self, i: int, j: int) -> tuple[str, str]:
        """The cells."""
        return written(self.found, i, ("belongings",)), written(self.sought, j, ("belongings",))

    def phrases(self, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """How much they share."""
        del i, j
        return (Phrase(f"reasons.belongings.{self.levels[level]}"),)
