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

__all__ = ["agreement", "agreement_matrix"]

_Levels = NDArray[np.int8]
_OPPOSITE: Final = frozenset({"left", "right"})


def agreement(a: tuple[Mark, ...], b: tuple[Mark, ...]) -> int:
    """How well two descriptions agree.

    -1 unknown: one of them is empty. 0: nothing in common. 1, partly: the same kind with a place missing or left and
    right exchanged, or kinds that may be one (scar, burn) in the same or a neighbouring place, or a mark that many
    children have. 2: the same kind, in the same or a neighbouring place, on the same side as far as is known.
    """
    return int(agreement_matrix([a], [b])[0, 0])


def agreement_matrix(a: Sequence[tuple[Mark, ...]], b: Sequence[tuple[Mark, ...]]) -> _Levels:
    """`agreement` of every description of `a` with every one of `b`: int8, shape (len(a), len(b)).

    Compares each two different marks once, then takes the best over the marks of each description, so that thousands
    by thousands take about a second.
    """
    codes_a, marks_a = _coded(a)
    codes_b, marks_b = _coded(b)
    levels = np.full((len(a), len(b)), -1, dtype=np.int8)
    if not marks_a or not marks_b:
        return levels
    between = _between(marks_a, marks_b)
    # From "mark by mark" to "description by mark" to "description by description".
    rows_a = _best(between, codes_a)
    return np.ascontiguousarray(_best(np.ascontiguousarray(rows_a.T), codes_b).T)


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


def _between(a: Sequence[Mark], b: Sequence[Mark]) -> _Levels:
    """The level of agreement of every two marks: one scheme, over arrays."""
    kinds_a, kinds_b = [mark.kind for mark in a], [mark.kind for mark in b]
    parts_a, parts_b = [mark.part for mark in a], [mark.part for mark in b]
    same = _related(kinds_a, kinds_b, str.__eq__)
    alike = _related(kinds_a, kinds_b, are_compatible)
    near = _related(parts_a, parts_b, lambda part, other: bool(part and other) and are_near(part, other))
    unplaced = _related(parts_a, parts_b, lambda part, other: not part or not other)
    swapped = _related([mark.side for mark in a], [mark.side for mark in b], lambda x, y: {x, y} == _OPPOSITE)
    common = np.logical_or.outer([is_common(m.kind, m.part) for m in a], [is_common(m.kind, m.part) for m in b])
    fully = same & near & ~swapped & ~common
    partly = (same & (near | unplaced)) | (alike & near & ~swapped)
    return np.where(fully, 2, np.where(partly, 1, 0)).astype(np.int8)


def _related(a: Sequence[str], b: Sequence[str], relation: Callable[[str, str], bool]) -> NDArray[np.bool_]:
    """`relation` of every two words, asked once for every two different words."""
    different_a, different_b = list(dict.fromkeys(a)), list(dict.fromkeys(b))
    table = np.array([[relation(x, y) for y in different_b] for x in different_a], dtype=np.bool_)
    number_a = {word: number for number, word in enumerate(different_a)}
    number_b = {word: number for number, word in enumerate(different_b)}
    return table[np.ix_([number_a[word] for word in a], [number_b[word] for word in b])]
