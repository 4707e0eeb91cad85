"""How strongly do the relatives on both sides speak for the same family?

The inquirer is the mother's brother; so he is compared with the uncles whom the child knows, and not with its
grandmother.  That a relative of the same name is there says much; that he is there as the same relative says
more.  Where one side says "uncle" and the other "mother's brother" they may be the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching import kernels
from nasab.matching.counted import bearers_of, relations_of
from nasab.matching.evidence.comparison import UNKNOWN, Chance, Levels, Rows
from nasab.matching.evidence.heard import SORTS, sorts_of
from nasab.matching.evidence.named import written
from nasab.matching.evidence.spellings import COLUMNS, agreements, one_to_one, pair_of
from nasab.matching.facts import Facts
from nasab.matching.likeness import CLOSE, SAME, Likeness
from nasab.matching.results import NamePair, Phrase
from nasab.matching.roles import KIN_BITS, KINDS_OF_KIN, Slot
from nasab.matching.terms import Terms

__all__ = ["RelativeComparison"]

#: So many names of relatives that agree are shown.
SHOWN: Final = 3

ROUTES: Final = ((Slot.WOMEN, Slot.WOMEN), (Slot.MEN, Slot.MEN))

#: Relations that may be one, beside those that are the same.
MAY_BE: Final = (
    ("aunt", "paternal_aunt"),
    ("aunt", "maternal_aunt"),
    ("uncle", "paternal_uncle"),
    ("uncle", "maternal_uncle"),
)


def _compatible() -> npt.NDArray[np.bool_]:
    """Whether two relations may be the same one; who is only "a relative" may be nothing in particular."""
    size = 1 << KIN_BITS
    out = np.zeros((size, size), dtype=bool)
    for k in range(1, len(KINDS_OF_KIN)):
        out[k, k] = True
    for one, other in MAY_BE:
        a, b = KINDS_OF_KIN.index(one), KINDS_OF_KIN.index(other)
        out[a, b] = out[b, a] = True
    return out


COMPATIBLE: Final = _compatible()


@dataclass(frozen=True)
class RelativeComparison:
    """Relatives by name and by what they are to the child."""

    found: Facts
    sought: Facts
    likeness: Likeness
    terms: Terms
    kind: str = "relatives"
    degrees: tuple[str, ...] = ("none", "similar", "same", "same_relation")

    @property
    def levels(self) -> tuple[str, ...]:
        """Each degree of agreement for each sort of name."""
        return tuple(f"{sort}/{degree}" for sort in SORTS for degree in self.degrees)

    @property
    def groups(self) -> Sequence[int]:
        """A distribution for each sort of name (`heard`)."""
        return tuple(sort for sort in range(len(SORTS)) for _ in self.degrees)

    @property
    def is_silent(self) -> bool:
        """Whether no row found names a relative."""
        return not len(self.found.names[Slot.KIN].values)

    @cached_property
    def _sort(self) -> npt.NDArray[np.int8]:
        names = [(self.found.names[left], bearers_of(self.sought, right)) for left, right in ROUTES]
        return sorts_of(names, self.likeness, self.terms.found.tokens.values)

    def compare(self, i: Rows, j: Rows) -> Levels:
        """The best agreement of any relative of one side with any of the other."""
        level = np.full(len(i), UNKNOWN, dtype=np.int8)
        near, a, b = self.likeness, self.found.names[Slot.KIN], self.sought.names[Slot.KIN]
        kernels.best_relative(
            i, j, a.start, a.values, b.start, b.values, near.start, near.words, near.level, SAME, KIN_BITS, COMPATIBLE,
            level,
        )  # fmt: skip
        return np.where(level < 0, UNKNOWN, level + len(self.degrees) * self._sort[i]).astype(np.int16)

    def chance(self) -> Chance:
        """Chance agreements of several names come one by one: Poisson with the sum of their chances.

        That the relation is the same too is as likely as two relatives taken by chance from the two lists have one.
        """
        if self.is_silent:
            return Chance.of_silence(len(self.found), len(self.degrees))
        peoples = self.sought.peoples
        kin = self.found.names[Slot.KIN]
        used, place = np.unique(kin.values >> KIN_BITS, return_inverse=True)
        everyone = bearers_of(self.sought, Slot.WOMEN, Slot.MEN)
        per_word = self.likeness.chance_among(everyone, used.astype(np.int32))
        relation = kin.values & ((1 << KIN_BITS) - 1)
        there = relations_of(self.sought) + 0.5
        fits = (COMPATIBLE @ (there / there.sum()))[relation]
        same, similar = per_word[place, :, SAME], per_word[place, :, SAME - 1]
        rows = np.repeat(np.arange(len(kin)), kin.lengths)
        sure, faint, fit = (
            np.stack([np.bincount(rows, weights=part[:, c], minlength=len(kin)) for c in range(peoples)], axis=1)
            for part in (same, similar - same, same * fits[:, None])
        )
        other = np.exp(-(sure - fit))
        none_sure, none_faint, none_fit = np.exp(-sure), np.exp(-np.maximum(faint, 0)), np.exp(-fit)
        columns = [none_sure * none_faint, none_sure * (1 - none_faint), (1 - other) * none_fit, 1 - none_fit]
        table = np.maximum(np.stack(columns, axis=2), 1e-7).astype(np.float32)
        _, kept, row = np.unique(table.reshape(len(table), -1), axis=0, return_index=True, return_inverse=True)
        table = table[kept] / table[kept].sum(axis=2, keepdims=True)
        return Chance(table, row.ravel().astype(np.int32))

    def written(self, i: int, j: int) -> tuple[str, str]:
        """All cells that hold relatives."""
        columns = COLUMNS[Slot.WOMEN]
        return written(self.found, i, columns), written(self.sought, j, columns)

    def phrases(self, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """How well they agree."""
        del i, j
        return (Phrase(f"reasons.{self.kind}.{self.degrees[level % len(self.degrees)]}"),)

    def names(self, i: int, j: int) -> tuple[NamePair, ...]:
        """The names that agree, best first, as written, at most `SHOWN`."""
        alike = one_to_one(agreements(self.found, self.sought, self.likeness, ROUTES, i, j, self.terms), CLOSE, SHOWN)
        return tuple(pair_of(one, self.found, self.sought, i, j, self.terms) for one in alike)
