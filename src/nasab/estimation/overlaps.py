"""Who is on which list, counted: the one table that every estimate is made from.

Each child is on some of the lists.  "On the first and the third, not on the second" is a *capture history*, and the
table says how many children have each.  Only the children on no list at all are missing from it; how many they are is
the question.  A history that no child has may be left out of the table: it counts zero.

Histories are numbers: list 0 is worth 1, list 1 is worth 2, list 2 is worth 4 and so on; 5 is "on lists 0 and 2".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse

__all__ = ["MOST_LISTS", "Ints", "Overlaps", "history_number", "history_text"]

Ints = npt.NDArray[np.int64]

#: More lists than a history number has bits.
MOST_LISTS: Final = 60

#: Up to so many lists all histories may be laid out side by side (2^16 numbers).
_MOST_LAID_OUT: Final = 16


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """How many children have each capture history.

    `lists`: the names of the lists.  `histories`: distinct history numbers in order, each at least 1; `counts`: how
    many children have each, at least 1.  Made by `of`, which checks.
    """

    lists: tuple[str, ...]
    histories: Ints
    counts: Ints

    @classmethod
    def of(cls, lists: Sequence[str], counted: Mapping[int, int] | Iterable[tuple[int, int]]) -> Overlaps:
        """The table of histories and their counts; zeros are left out.

        Raises `WrongUse`: COUNT-07 (fewer than two lists), COUNT-08 (more than 60), COUNT-10 (two lists of one name),
        COUNT-02 (a count below zero), COUNT-03 (a history twice), COUNT-06 (a history that is on no list),
        COUNT-09 (nobody is counted).
        """
        names = tuple(lists)
        if len(names) < 2:
            raise WrongUse(Problem("COUNT-07", value=", ".join(names)))
        if len(names) > MOST_LISTS:
            raise WrongUse(Problem("COUNT-08", value=str(len(names))))
        twice = [name for place, name in enumerate(names) if name in names[:place]]
        if twice:
            raise WrongUse(Problem("COUNT-10", value=twice[0][:200]))
        rows = list(counted.items()) if isinstance(counted, Mapping) else list(counted)
        seen: dict[int, int] = {}
        for history, count in rows:
            shown = history_text(history, len(names)) if 0 <= history < 1 << len(names) else str(history)
            if count < 0:
                raise WrongUse(Problem("COUNT-02", value=str(count)))
            if history in seen:
                raise WrongUse(Problem("COUNT-03", value=shown))
            if (history == 0 and count) or not 0 <= history < 1 << len(names):
                raise WrongUse(Problem("COUNT-06", value=shown))
            seen[history] = count
        kept = sorted((history, count) for history, count in seen.items() if count)
        if not kept:
            raise WrongUse(Problem("COUNT-09"))
        laid = np.array(kept, dtype=np.int64)
        return cls(names, laid[:, 0].copy(), laid[:, 1].copy())

    @classmethod
    def of_children(cls, lists: Sequence[str], histories: Ints) -> Overlaps:
        """The table of single children, each with its history; those on no list are passed over."""
        values, counts = np.unique(histories[histories > 0], return_counts=True)
        return cls.of(lists, list(zip(values.tolist(), counts.tolist(), strict=True)))

    @property
    def t(self) -> int:
        """How many lists there are."""
        return len(self.lists)

    @property
    def n(self) -> int:
        """How many children are on at least one list."""
        return int(self.counts.sum())

    @property
    def marks(self) -> npt.NDArray[np.bool_]:
        """Histories x lists: whether the history is on the list."""
        marks: npt.NDArray[np.bool_] = (self.histories[:, None] >> np.arange(self.t)) & 1 == 1
        return marks

    @property
    def frequencies(self) -> Ints:
        """How many children are on exactly 1, 2, ... t lists."""
        return np.bincount(self.marks.sum(1), weights=self.counts, minlength=self.t + 1).astype(np.int64)[1:]

    @property
    def totals(self) -> Ints:
        """How many children each list holds."""
        return self.counts @ self.marks

    @property
    def pairs(self) -> Ints:
        """Lists x lists: how many children are on both."""
        marks = self.marks.astype(np.int64)
        return (marks * self.counts[:, None]).T @ marks

    def laid_out(self) -> Ints:
        """The count of each of the 2^t histories, by number; that of 0 is zero, since nobody can see it.

        More than 16 lists are `WrongUse` (COUNT-08).
        """
        if self.t > _MOST_LAID_OUT:
            raise WrongUse(Problem("COUNT-08", value=str(self.t)))
        every = np.zeros(1 << self.t, dtype=np.int64)
        every[self.histories] = self.counts
        return every

    def without(self, place: int) -> Overlaps:
        """The table as if one list did not exist; children on that list alone are then on none."""
        low = (1 << place) - 1
        rest = (self.histories & low) | ((self.histories >> 1) & ~low)
        return self._counted([name for k, name in enumerate(self.lists) if k != place], rest)

    def merged(self, first: int, second: int) -> Overlaps:
        """The table with two lists as one, which takes the place of the first."""
        first, second = min(first, second), max(first, second)
        either = self.histories | ((self.histories >> second & 1) << first)
        low = (1 << second) - 1
        names = list(self.lists)
        names[first] = f"{names[first]} + {names.pop(second)}"
        return self._counted(names, (either & low) | ((either >> 1) & ~low))

    def ordered(self, order: Sequence[int]) -> Overlaps:
        """The table with its lists in another order."""
        histories = np.zeros_like(self.histories)
        for new, old in enumerate(order):
            histories |= (self.histories >> old & 1) << new
        return self._counted([self.lists[old] for old in order], histories)

    def _counted(self, names: Sequence[str], histories: Ints) -> Overlaps:
        values, place = np.unique(histories, return_inverse=True)
        sums = np.bincount(place, weights=self.counts).astype(np.int64)
        return Overlaps.of(names, [(h, c) for h, c in zip(values.tolist(), sums.tolist(), strict=True) if h])


def history_text(history: int, t: int) -> str:
    """A history as zeros and ones, the first list first: 5 of three lists is `101`."""
    return "".join("1" if history >> k & 1 else "0" for k in range(t))


def history_number(text: str) -> int:
    """The number of a history written as zeros and ones, the first list first."""
    return sum(1 << place for place, mark in enumerate(text) if mark == "1")
