"""How well do the marks of a child found agree with those of a child sought?

The onlooker's left is the child's right, a scar may be called a burn, and a cheek a jaw. So a mark agrees fully,
partly or not at all, and two descriptions agree as well as their best pair of marks. Where one side describes no
mark, nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.marks.body import Mark, are_compatible, are_near, is_common

__all__ = ["Described", "agreement", "agreement_matrix"]

_Levels = NDArray[np.int8]
_Numbered = tuple[list[str], NDArray[np.intp]]
_OPPOSITE: Final = frozenset({"left", "right"})

#: So many descriptions are compared at a time: of long lists the table is large, and would be made thrice.
AT_ONCE: Final = 1000


def agreement(a: tuple[Mark, ...], b: tuple[Mark, ...]) -> int:
    """How well two descriptions agree.

    -1 unknown: one of them is empty. 0: nothing in common. 1, partly: the same kind with a place missing or left and
    right exchanged, or kinds that may be one (scar, burn) in the same or a neighbouring place, or a mark that many
    children have. 2: the same kind, in the same or a neighbouring place, on the same side as far as is known.
    """
    return int(agreement_matrix([a], [b])[0, 0])


class Described:
    """Descriptions made ready to be compared with others: most of the work where few are asked for among many."""

    def __init__(self, descriptions: Sequence[tuple[Mark, ...]]) -> None:
        self._count = len(descriptions)
        self.columns, self.marks = _coded(descriptions)
        self.kinds, self.parts, self.sides = (
            _numbered([getattr(mark, name) for mark in self.marks]) for name in ("kind", "part", "side")
        )
        self.common = np.array([is_common(mark.kind, mark.part) for mark in self.marks], dtype=np.bool_)

    def __len__(self) -> int:
        """How many descriptions."""
        return self._count


def agreement_matrix(a: Sequence[tuple[Mark, ...]], b: Sequence[tuple[Mark, ...]] | Described) -> _Levels:
    """`agreement` of every description of `a` with every one of `b`: int8, shape (len(a), len(b)).

    Compares each two different marks once, then takes the best over the marks of each description, so that thousands
    by thousands take about a second.
    """
    asked, ready = Described(a), b if isinstance(b, Described) else Described(b)
    levels = np.full((len(a), len(ready)), -1, dtype=np.int8)
    if not asked.marks or not ready.marks:
        return levels
    between = _between(asked, ready)
    for first in range(0, len(a), AT_ONCE):
        some = [column[first : first + AT_ONCE] for column in asked.columns]
        # From "mark by mark" to "description by mark" to "description by description".
        rows = np.ascontiguousarray(_best(between, some).T)
        levels[first : first + AT_ONCE] = _best(rows, ready.columns).T
    return levels


def _coded(descriptions: Sequence[tuple[Mark, ...]]) -> tuple[list[NDArray[np.intp]], list[Mark]]:
    """The descriptions as columns of mark numbers, first marks first (-1: it has no such mark), and the marks."""
    numbers: dict[Mark, int] = {}
    longest = max(map(len, descriptions), default=0)
    columns = np.full((longest, len(descriptions)), -1, dtype=np.intp)
    for row, marks in enumerate(descriptions):
        for column, mark in enumerate(marks):
            columns[column, row] = numbers.setdefault(mark, len(numbers))
    return list(columns), list(numbers)


def _best(levels: _Levels, columns: list[NDArray[np.intp]]) -> _Levels:
    """The highest row of `levels` over the marks of each description; -1 where it has none."""
    best = np.full((len(columns[0]), levels.shape[1]), -1, dtype=np.int8)
    for column in columns:
        has = np.flatnonzero(column >= 0)
        if len(has) == len(column):
            np.maximum(best, levels[column], out=best)
        else:
            best[has] = np.maximum(best[has], levels[column[has]])
    return best


def _between(a: Described, b: Described) -> _Levels:
    """The level of agreement of every two marks: one scheme, over arrays."""
    same = _related(a.kinds, b.kinds, str.__eq__)
    alike = _related(a.kinds, b.kinds, are_compatible)
    near = _related(a.parts, b.parts, lambda part, other: bool(part and other) and are_near(part, other))
    unplaced = _related(a.parts, b.parts, lambda part, other: not part or not other)
    swapped = _related(a.sides, b.sides, lambda x, y: {x, y} == _OPPOSITE)
    common = np.logical_or.outer(a.common, b.common)
    fully = same & near & ~swapped & ~common
    partly = (same & (near | unplaced)) | (alike & near & ~swapped)
    return np.where(fully, 2, np.where(partly, 1, 0)).astype(np.int8)


def _numbered(words: Sequence[str]) -> _Numbered:
    """The different words, and the number of each of them all."""
    number: dict[str, int] = {}
    places = np.array([number.setdefault(word, len(number)) for word in words], dtype=np.intp)
    return list(number), places


def _related(a: _Numbered, b: _Numbered, relation: Callable[[str, str], bool]) -> NDArray[np.bool_]:
    """`relation` of every two words, asked once for every two different words."""
    table = np.array([[relation(x, y) for y in b[0]] for x in a[0]], dtype=np.bool_)
    return table[np.ix_(a[1], b[1])]
