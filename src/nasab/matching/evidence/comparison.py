"""What every kind of evidence can do: grade pairs, and say how often strangers agree as well.

A comparison is defined once, over arrays of pairs.  Explaining one pair is the same code on arrays
of length one, so the reasons always add up to the weight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from nasab.matching import parameters
from nasab.matching.counted import sample_of, usual_of
from nasab.matching.facts import Facts
from nasab.matching.results import Phrase

__all__ = ["UNKNOWN", "Chance", "Comparison", "Levels", "Rows", "chance_of", "count_chance", "same_of", "strangers_of"]

Rows = npt.NDArray[np.int32]
Levels = npt.NDArray[np.int16]

#: The level of a pair of which one side says nothing.  It weighs nothing.
UNKNOWN: Final = -1

#: So many children of the other list are looked at, evenly spread, to count chance agreement; all
#: of them if there are fewer.  The standard error of a chance of 5 % is then 0.5 %.
SAMPLE: Final = 2048

#: How many pairs of strangers from other lists (the shipped parameters) the pairs of a list are joined by.
#: On a list of ten children, chance cannot be counted.
IMAGINED_PAIRS: Final = 400.0

#: How many rows the whole list counts for beside those of one people.
OF_ALL: Final = 50.0

#: So many pairs are counted at a time, to bound memory.
AT_ONCE: Final = 500_000

#: How many children the average over the whole list counts for beside one child's own counts.
POOLED: Final = 20.0


#: No agreement is rarer among strangers than this, as far as anyone can count.
LEAST_CHANCE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Chance:
    """P(level | strangers), the `u` of Fellegi and Sunter (1969), for each row found, among each people.

    `table[row[i], people, level]`: float32.  Rows found with the same value share a row of the table, which
    has one people only where chance is the same among all.  `usual`: the average over the rows found, to which each
    was drawn; empty where none was.  Of kinds whose levels are steps it is what weighs as they do (`hit_miss`).
    """

    table: npt.NDArray[np.float32]
    row: Rows
    usual: npt.NDArray[np.float32] = field(default_factory=lambda: np.empty(0, dtype=np.float32))

    @classmethod
    def of_silence(cls, rows: int, degrees: int) -> Chance:
        """That of rows which say nothing: it is never asked for."""
        return cls(np.full((1, 1, degrees), 1 / degrees, dtype=np.float32), np.zeros(rows, dtype=np.int32))


class Comparison(Protocol):
    """One kind of evidence between two lists."""

    @property
    def kind(self) -> str:
        """Its name, as in `texts/*/reasons.toml`."""

    @property
    def levels(self) -> Sequence[str]:
        """Names of its levels of agreement."""

    @property
    def groups(self) -> Sequence[int]:
        """For each level the set of levels with which its probabilities sum to one."""

    @property
    def is_silent(self) -> bool:
        """Whether no row found says anything: then nothing has to be compared, and no chance to be counted."""

    def compare(self, i: Rows, j: Rows) -> Levels:
        """The level of each pair of rows; `UNKNOWN` where either side says nothing."""

    def chance(self) -> Chance:
        """How often strangers reach each level."""

    def written(self, i: int, j: int) -> tuple[str, str]:
        """What the two lists say, as written."""

    def phrases(self, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """The level in words."""


class _Counted(Protocol):
    """As much of a comparison as its chance is counted with."""

    @property
    def kind(self) -> str: ...
    @property
    def is_silent(self) -> bool: ...
    @property
    def sought(self) -> Facts: ...
    @property
    def groups(self) -> Sequence[int]: ...
    def compare(self, i: Rows, j: Rows) -> Levels: ...


def chance_of(comparison: _Counted, profiles: npt.NDArray[np.int64], told: npt.NDArray[np.bool_]) -> Chance:
    """The chance of a kind of evidence, counted: see `count_chance`."""
    if comparison.is_silent:
        return Chance.of_silence(len(profiles), len(comparison.groups))
    sought, kind = comparison.sought, comparison.kind
    return count_chance(
        comparison.compare, profiles, sought, comparison.groups, strangers_of(kind),
        among=sample_of(sought, SAMPLE * (2 if sought.peoples > 1 else 1)), usual=usual_of(sought, kind), told=told,
    )  # fmt: skip


def count_chance(
    compare: Callable[[Rows, Rows], Levels],
    profiles: npt.NDArray[np.int64],
    sought: Facts,
    groups: Sequence[int],
    strangers: Sequence[float],
    *,
    among: Rows | None = None,
    usual: npt.NDArray[np.float32] | None = None,
    told: npt.NDArray[np.bool_] | None = None,
) -> Chance:
    """Counts the levels of each distinct row found against the rows sought, among each of their peoples.

    `profiles`: a number for each row found, equal where the rows say the same; `compare` must depend on the
    profile only.  Counted on the rows sought `among`, all if not given; smoothed towards the average of the rows
    found, and that towards strangers in other lists, so that a level that this row's value has not
    met is rare and not impossible.  `strangers`: the probabilities of the levels among those (`strangers_of`);
    `usual`: that average, where it is known from before.  `told`: whether a row found says anything at all.
    """
    _, first, row = np.unique(profiles, return_index=True, return_inverse=True)
    group = np.array(groups)
    level_count, peoples = len(group), sought.peoples
    others = np.arange(len(sought), dtype=np.int32) if among is None else among
    counts = np.zeros((len(first), peoples, level_count), dtype=np.float32)
    step = max(1, AT_ONCE // max(len(others), 1))
    asked = np.arange(len(first)) if told is None else np.flatnonzero(told[first])
    for at in range(0, len(asked), step):
        here = asked[at : at + step]
        some = first[here].astype(np.int32)
        level = compare(np.repeat(some, len(others)), np.tile(others, len(some))).astype(np.int64)
        cell = np.repeat(np.arange(len(some)), len(others)) * peoples + np.tile(sought.people[others], len(some))
        told = level >= 0
        flat = cell[told] * level_count + level[told]
        size = len(some) * peoples * level_count
        counts[here] = np.bincount(flat, minlength=size).reshape(-1, peoples, level_count)
    whole = counts.sum(axis=1)
    if usual is None:
        rows = np.bincount(row, minlength=len(first)).astype(np.float32)
        imagined = (IMAGINED_PAIRS * np.asarray(strangers)).astype(np.float32)
        usual = _within_groups((rows @ whole + imagined)[None, :], group)[0]
    whole = _within_groups(whole + np.float32(POOLED) * usual, group)
    if peoples == 1:
        return Chance(whole[:, None, :], row.astype(np.int32), usual)
    counts += np.float32(OF_ALL) * whole[:, None, :]
    return Chance(_within_groups(counts, group), row.astype(np.int32), usual)


def strangers_of(kind: str) -> Sequence[float]:
    """How often strangers in other lists reach each level of a kind of evidence, as shipped."""
    return parameters.shipped().strangers[kind]


def same_of(kind: str) -> Sequence[float]:
    """How often pairs of one child, or of one household, reach each level of a kind of evidence, as shipped."""
    return parameters.shipped().same[kind]


def _within_groups(counts: npt.NDArray[np.float32], group: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Counts divided by the sum of their group of levels."""
    member = (group[:, None] == group[None, :]).astype(np.float32)
    shares: npt.NDArray[np.float32] = counts / (counts @ member)
    return shares
