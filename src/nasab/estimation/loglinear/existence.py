"""Does this model have an estimate on this table at all?  Asked before anything is fitted.

Small tables have empty cells, and then the best fit may lie at infinity, or many fits may be equally good.  A program
that fits all the same prints a number all the same.  Two things are asked: whether a table with no empty cell has the
same margins (S. E. Fienberg and A. Rinaldo, Annals of Statistics 40 (2012) 996), by a linear programme; and whether the
columns of the model are independent on the cells that are left.

If nobody is on both of two lists that the model holds dependent, their coefficient is minus infinity.  Such a pair is
taken out with all cells that hold it, and is still counted as fitted (L. Chan, B. W. Silverman and K. Vincent, Journal
of the American Statistical Association 116 (2021) 1297).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from nasab.estimation.loglinear.models import Terms, design, pairs_of

__all__ = ["Reduced", "existence_code", "has_estimate", "is_identifiable", "reduced"]

Floats = npt.NDArray[np.float64]

_POSITIVE = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """A model without the pairs of lists that nobody is on.

    `X`: cells x kept terms; `cells`: the history of each row of X; `dropped`: terms that were taken out.
    """

    terms: Terms
    dropped: Terms
    cells: npt.NDArray[np.int64]
    X: Floats


def reduced(t: int, terms: Terms, empty: tuple[int, ...]) -> Reduced:
    """The model on the cells that are left when pairs of lists are `empty` (nobody is on both)."""
    pairs = [pair for pair in empty if pair in terms]
    histories = np.arange(1, 1 << t, dtype=np.int64)
    for pair in pairs:
        histories = histories[histories & pair != pair]
    dropped = tuple(term for term in terms if any(pair in pairs for pair in pairs_of(term)))
    kept = tuple(term for term in terms if term not in dropped)
    return Reduced(kept, dropped, histories, design(t, kept, histories))


def is_identifiable(X: Floats) -> bool:
    """Whether the columns are independent, so that no two different fits say the same of the cells seen."""
    return X.shape[0] >= X.shape[1] and bool(np.linalg.matrix_rank(X) == X.shape[1])


def has_estimate(X: Floats, counts: Floats) -> bool:
    """Whether some table without an empty cell has the same margins X'y as this one (Fienberg and Rinaldo).

    The largest s is sought such that all cells are at least s and the margins are kept; there is an estimate if s > 0.
    """
    if (counts > 0).all():
        return True
    margins = counts @ X
    if (margins <= 0).any():
        return False
    cells = len(counts)
    equal = np.column_stack([X.T, X.sum(0)])
    found = linprog(
        np.append(np.zeros(cells), -1.0), A_eq=equal, b_eq=margins, bounds=[(0, None)] * (cells + 1), method="highs"
    )
    return bool(found.status == 0 and -found.fun > _POSITIVE)


def existence_code(t: int, terms: Terms, counts: Floats) -> int:
    """0 if the estimate exists and is one; 1 if it does not exist; 2 if it is not one; 3 if neither.

    `counts`: of all 2^t histories, by number; the first is not looked at.
    """
    left = reduced(t, terms, empty_pairs(t, counts))
    return (0 if has_estimate(left.X, counts[left.cells]) else 1) + (0 if is_identifiable(left.X) else 2)


def empty_pairs(t: int, counts: Floats) -> tuple[int, ...]:
    """The pairs of lists that nobody is on."""
    histories = np.arange(1 << t)
    pairs = [1 << a | 1 << b for a in range(t) for b in range(a + 1, t)]
    return tuple(pair for pair in pairs if not counts[(histories & pair) == pair].any())
