"""Many answers mixed into one: the probability of each number of children, averaged over tables.

What differs between the tables (how records were linked) is then part of the range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nasab.estimation.decomposable import Averaged

__all__ = ["Mixture", "mixed"]


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """The probability of each number of children from `least` on."""

    least: int
    probability: npt.NDArray[np.float64]

    def quantile(self, share: float) -> int:
        """The smallest number of children that is reached with this probability."""
        place = int(np.searchsorted(np.cumsum(self.probability), share * (1 - 1e-12)))
        return self.least + min(place, len(self.probability) - 1)

    def interval(self, level: float) -> tuple[int, int]:
        """The middle range that holds this much probability."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)


def mixed(answers: Sequence[Averaged]) -> Mixture:
    """The mixture of several posteriors, each of the same weight."""
    least = min(one.n + int(one.unseen[0]) for one in answers)
    most = max(one.n + int(one.unseen[-1]) for one in answers)
    probability = np.zeros(most - least + 1)
    for one in answers:
        start = one.n + int(one.unseen[0]) - least
        probability[start : start + len(one.unseen)] += one.probability
    return Mixture(least, probability / len(answers))
