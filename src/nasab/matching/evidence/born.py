"""How strongly do two written ages speak for the same child?

Ages in emergencies are estimates, remembered in another calendar, or rounded to 5 and 10.  So an
age is a span of years in which the child may have been born (`nasab.ages`), and two ages agree as
far as their spans come near each other, measured against how rough the estimates are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching import kernels
from nasab.matching.evidence.comparison import UNKNOWN, Chance, Levels, Rows, chance_of
from nasab.matching.evidence.named import written
from nasab.matching.facts import Facts
from nasab.matching.results import Phrase

__all__ = ["AgeComparison"]

#: How well two spans agree, from the worst; where both are precise, touching is agreeing exactly.
ROUGHLY: Final = ("impossible", "far", "off", "near", "close")
TO_THE_DAY: Final = (*ROUGHLY[:-1], "exact")

#: Two spans are precise if both are dates (of no spread) and shorter than this (years); an age in months is none.
PRECISE: Final = 0.1

#: A gap of this many years between two exact spans is one unit of disagreement.
UNIT: Final = 0.75


@dataclass(frozen=True)
class AgeComparison:
    """Spans of birth: from exactly the same to years apart."""

    found: Facts
    sought: Facts
    kind: str = "age"
    degrees: tuple[str, ...] = (*ROUGHLY, *TO_THE_DAY)

    @property
    def levels(self) -> tuple[str, ...]:
        """Each degree of agreement of two spans of which one is rough at least, then of two precise ones."""
        return tuple([f"year/{degree}" for degree in ROUGHLY] + [f"day/{degree}" for degree in TO_THE_DAY])

    @property
    def groups(self) -> Sequence[int]:
        """Two distributions: what two precise dates can say, a rough age cannot.

        That both are precise is no evidence; how well they agree, being precise, is.
        """
        return (0,) * len(ROUGHLY) + (1,) * len(TO_THE_DAY)

    @property
    def is_silent(self) -> bool:
        """Whether no row found has an age."""
        return bool(np.isnan(self.found.born[:, 0]).all())

    def compare(self, i: Rows, j: Rows) -> Levels:
        """The gap between the spans in units of `UNIT` and of both estimates' spread."""
        level = np.full(len(i), UNKNOWN, dtype=np.int16)
        kernels.age_levels(i, j, self.found.born, self.sought.born, UNIT, PRECISE, level)
        return level

    def chance(self) -> Chance:
        """Counted against the ages in the other list; spans are first rounded to a twentieth of a year.

        Dates stay as they are, for whether two days touch is what their agreement goes by.
        """
        told = ~np.isnan(self.found.born[:, 0])
        spans = np.nan_to_num(self.found.born, nan=-1.0).astype(np.float64)
        part = np.where(_are_precise(spans), 3660.0, 20.0)[:, None]
        rounded = np.round(spans * part).astype(np.int64)
        rough = part[:, 0] == 20
        rounded[rough, 1] = np.maximum(rounded[rough, 1], rounded[rough, 0] + 3)
        profile: npt.NDArray[np.int64] = 2 * ((rounded[:, 0] << 40) ^ (rounded[:, 1] << 20) ^ rounded[:, 2]) + rough
        born = np.where(told[:, None], np.where(rough[:, None], rounded / part, spans), np.nan).astype(np.float32)
        return chance_of(replace(self, found=replace(self.found, born=born)), profile, told)

    def written(self, i: int, j: int) -> tuple[str, str]:
        """Age, date of birth, and when the age was written."""
        columns = ("birth_date", "age", "as_of")
        return written(self.found, i, columns), written(self.sought, j, columns)

    def phrases(self, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """How well they fit."""
        del i, j
        return (Phrase(f"reasons.age.{self.degrees[level]}"),)


def _are_precise(spans: npt.NDArray[np.floating]) -> npt.NDArray[np.bool_]:
    precise: npt.NDArray[np.bool_] = (spans[:, 1] - spans[:, 0] < PRECISE) & (spans[:, 2] == 0)
    return precise
