"""What may leave the house: no small cell, nothing that could be worked out from its neighbours, rounded.

A table that says "one girl of three from Chechnya in camp 4" names her.  So a cell below ten is not shown; if only one
cell of a row or column is hidden, the row's sum would give it away, so a second is hidden; figures below 1,000 are
rounded to five and others to ten; and no more than two attributes are ever crossed.

Source: the usual rules of statistical offices, A. Hundepool and others, Statistical Disclosure Control (2012).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse

__all__ = ["LEAST_CELL", "MOST_CROSSED", "check_crossed", "hidden_cells", "rounded", "rounded_out"]

LEAST_CELL: Final = 10
MOST_CROSSED: Final = 2


def rounded(figure: float) -> int:
    """A figure as it may leave: down to a multiple of 5 below 1,000, of 10 from there."""
    step = 5 if figure < 1000 else 10
    return int(math.floor(figure / step) * step)


def rounded_out(low: float, high: float) -> tuple[int, int]:
    """A range as it may leave: its lower end down, its upper end up."""
    step = 5 if high < 1000 else 10
    return rounded(low), int(math.ceil(high / step) * step)


def hidden_cells(table: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Which cells of a table of one or two attributes must not be shown, if the sums are.

    Cells below ten are hidden.  Then, while some row or column hides exactly one cell, or hides cells that together are
    below ten, the smallest cell shown in it is hidden too.  More than two attributes are `WrongUse` (DISCLOSE-01).
    """
    counts = np.atleast_2d(np.asarray(table, dtype=np.int64))
    if counts.ndim > MOST_CROSSED:
        raise WrongUse(Problem("DISCLOSE-01", value=str(counts.ndim)))
    hidden = counts < LEAST_CELL
    lines: list[tuple[int | slice, int | slice]] = [(row, slice(None)) for row in range(counts.shape[0])]
    if counts.shape[0] > 1:
        lines += [(slice(None), column) for column in range(counts.shape[1])]
    changed = True
    while changed:
        changed = False
        for line in lines:
            here, of = hidden[line], counts[line]
            if not here.any() or here.all():
                continue
            if here.sum() == 1 or of[here].sum() < LEAST_CELL:
                smallest = np.flatnonzero(~here)[np.argmin(of[~here])]
                here[smallest] = True
                changed = True
    return hidden if np.ndim(table) > 1 else hidden[0]


def check_crossed(attributes: Sequence[str]) -> None:
    """Refuse a table of more than two attributes (`WrongUse`, DISCLOSE-01)."""
    if len(attributes) > MOST_CROSSED:
        raise WrongUse(Problem("DISCLOSE-01", value=", ".join(attributes)[:200]))
