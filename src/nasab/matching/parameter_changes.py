"""What two sets of parameters believe differently, kind of evidence by kind, in bits.

A level weighs `log2 m - log2 u`.  So a change of `m` from 0.5 to 0.25 takes one bit from every pair that agrees so far,
whatever the name; that is what a reader wants to know of new parameters before using them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nasab.matching.results import Parameters

__all__ = ["Change", "Level", "LevelChange", "changes", "information", "levels_of"]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a kind of evidence: its probabilities, and what it weighs in bits.

    `strangers` and the bits are None where the parameters do not say how often strangers agree.
    """

    name: str
    same: float
    household: float
    strangers: float | None
    bits: float | None
    household_bits: float | None


@dataclass(frozen=True, slots=True)
class LevelChange:
    """The m-probability of a level in both sets, None where a set does not know the level, and the change in bits."""

    name: str
    before: float | None
    after: float | None
    bits: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in a kind of evidence; the last level is the best agreement, the top."""

    kind: str
    levels: tuple[LevelChange, ...]

    @property
    def top(self) -> LevelChange:
        """The change of the best agreement."""
        return self.levels[-1]

    @property
    def is_any(self) -> bool:
        """Whether anything changed at all."""
        return any(level.before != level.after or level.bits for level in self.levels)

    @property
    def size(self) -> float:
        """How large the change of the top is; a kind or level that only one set knows is the largest of all."""
        if any(level.bits is None for level in self.levels):
            return math.inf
        return abs(self.top.bits or 0.0)


def levels_of(parameters: Parameters, kind: str) -> tuple[Level, ...]:
    """The levels of a kind, from the worst agreement to the best."""
    strangers: Sequence[float | None] = parameters.strangers.get(kind) or [None] * len(parameters.levels[kind])
    rows = zip(parameters.levels[kind], parameters.same[kind], parameters.household[kind], strangers, strict=True)
    return tuple(
        Level(name, same, household, chance, _bits(same, chance), _bits(household, chance))
        for name, same, household, chance in rows
    )


def information(parameters: Parameters, kind: str) -> float | None:
    """What a kind tells of a true pair on average, in bits: `Σ m log2(m/u)` (Kullback and Leibler 1951).

    Levels that fall into several sets with their own sums count as if each set were as frequent as another.
    """
    levels = levels_of(parameters, kind)
    if any(level.bits is None for level in levels):
        return None
    sets = max(round(math.fsum(level.same for level in levels)), 1)
    return math.fsum(level.same * (level.bits or 0.0) for level in levels) / sets


def changes(before: Parameters, after: Parameters) -> tuple[Change, ...]:
    """The changes of every kind that either set knows, the largest at the top level first.

    Where both say how often strangers agree, the change is that of the weight; else that of log2 m alone.
    """
    kinds = dict.fromkeys([*before.levels, *after.levels])
    return tuple(sorted((_change(kind, before, after) for kind in kinds), key=lambda change: -change.size))


def _change(kind: str, before: Parameters, after: Parameters) -> Change:
    old = {level.name: level for level in levels_of(before, kind)} if kind in before.levels else {}
    new = {level.name: level for level in levels_of(after, kind)} if kind in after.levels else {}
    return Change(kind, tuple(_level_change(name, old.get(name), new.get(name)) for name in {**old, **new}))


def _level_change(name: str, old: Level | None, new: Level | None) -> LevelChange:
    bits = None
    if old is not None and new is not None:
        if old.bits is not None and new.bits is not None:
            bits = new.bits - old.bits
        else:
            bits = math.log2(new.same / old.same)
    return LevelChange(name, old.same if old else None, new.same if new else None, bits)


def _bits(probability: float, chance: float | None) -> float | None:
    return None if chance is None else math.log2(probability / chance)
