"""Chance that can be repeated: one seeded source, thrown quickly.

A world of two hundred thousand records throws some ten million dice.  A NumPy generator is slow when asked
for one number at a time, so numbers are drawn in blocks.  Two sources are used, one for what happened and one
for how it was spelt, so that the same world can be written twice, once as people write and once perfectly.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

import numpy as np

__all__ = ["Dice", "Urn"]

T = TypeVar("T")
_BLOCK = 1 << 16


class Urn:
    """Things that are drawn with unequal chances, such as names of a community."""

    __slots__ = ("_cumulated", "_total", "things")

    def __init__(self, weights: Mapping[str, float] | Sequence[tuple[object, float]]) -> None:
        pairs = list(weights.items() if isinstance(weights, Mapping) else weights)
        self.things = [thing for thing, _ in pairs]
        self._cumulated = list(accumulate(float(weight) for _, weight in pairs))
        self._total = self._cumulated[-1]

    def at(self, u: float) -> object:
        """The thing at the quantile `u`, from 0 to below 1."""
        return self.things[min(bisect_right(self._cumulated, u * self._total), len(self.things) - 1)]


class Dice:
    """Throws from one NumPy generator."""

    __slots__ = ("_at", "_block", "_generator", "_normal", "_normal_at")

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator
        self._block: list[float] = []
        self._at = 0
        self._normal: list[float] = []
        self._normal_at = 0

    def uniform(self) -> float:
        """A number from 0 to below 1."""
        if self._at >= len(self._block):
            self._block = self._generator.random(_BLOCK).tolist()
            self._at = 0
        self._at += 1
        return self._block[self._at - 1]

    def normal(self) -> float:
        """A number of the standard normal distribution."""
        if self._normal_at >= len(self._normal):
            self._normal = self._generator.standard_normal(_BLOCK).tolist()
            self._normal_at = 0
        self._normal_at += 1
        return self._normal[self._normal_at - 1]

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.uniform() < probability

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return int(self.uniform() * n)

    def pick(self, things: Sequence[T]) -> T:
        """One of these, each as likely as the others."""
        return things[int(self.uniform() * len(things))]

    def first(self, things: Sequence[T], share: float = 0.55) -> T:
        """One of these, the first with probability `share`, then the next of the rest likewise."""
        for thing in things[:-1]:
            if self.uniform() < share:
                return thing
        return things[-1]

    def draw(self, urn: Urn) -> object:
        """One thing of the urn."""
        return urn.at(self.uniform())

    def shuffle(self, things: list[T]) -> None:
        """Put these in another order (Fisher and Yates)."""
        for i in range(len(things) - 1, 0, -1):
            j = int(self.uniform() * (i + 1))
            things[i], things[j] = things[j], things[i]
