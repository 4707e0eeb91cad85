"""Children who are easier to list than others: the lower bound with list effects, and a test of whether it matters.

If some children are on every list and others on hardly any, all estimates are too low.  The *lower bound with list
effects* lets lists be of different size and children differ in any way at all.  The test asks whether children on
several lists are more than lists by themselves explain.  It can find a difference; it can never show that there is
none, since those who are hidden from all lists alike are in no table.

Sources: L.-P. Rivest and S. Baillargeon, Biometrics 63 (2007) 999; J. N. Darroch, S. E. Fienberg, G. F. V. Glonek and
B. W. Junker, Journal of the American Statistical Association 88 (1993) 1137.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from nasab.estimation.loglinear.existence import has_estimate
from nasab.estimation.loglinear.fitting import STEPS
from nasab.estimation.loglinear.models import design
from nasab.estimation.loglinear.poisson_kernel import fit_tables
from nasab.estimation.overlaps import Overlaps

__all__ = ["chao_with_lists", "has_kinds"]

Floats = npt.NDArray[np.float64]

#: Twice the gain in log likelihood that chance exceeds in one of ten tables without such a difference, on one side.
_GAIN: Final = 1.642374415149819


def chao_with_lists(overlaps: Overlaps) -> float | None:
    """The lower bound with list effects (Mth Chao); None if there is none on this table.

    A Poisson regression on the lists and on max(k - j, 0), j = 2 ... t-1, for histories of k lists; while one of the
    latter has a negative coefficient it is dropped and the rest is fitted again.
    """
    t = overlaps.t
    histories, y = _cells(overlaps)
    on = _lists_of(histories, t)
    steps = list(range(2, t))
    while True:
        X = np.column_stack([design(t, (), histories), *(np.maximum(on - j, 0.0) for j in steps)])
        beta = _fitted(X, y)[0]
        if beta is None:
            if not steps:
                return None
            steps.pop()  # nobody is on so many lists
            continue
        negative = [(beta[1 + t + place], place) for place in range(len(steps)) if beta[1 + t + place] < 0]
        if not negative:
            return overlaps.n + math.exp(beta[0])
        steps.pop(min(negative)[1])


def has_kinds(overlaps: Overlaps) -> bool:
    """Whether the table itself shows that some children are easier to list than others (quasi-symmetry, p < 0.1)."""
    t = overlaps.t
    histories, y = _cells(overlaps)
    X = design(t, (), histories)
    on = _lists_of(histories, t)
    alone, fits = _fitted(X, y)
    beta, gains = _fitted(np.column_stack([X, on * (on - 1) / 2]), y)
    return alone is not None and beta is not None and beta[-1] > 0 and 2 * (gains - fits) > _GAIN


def _cells(overlaps: Overlaps) -> tuple[npt.NDArray[np.int64], Floats]:
    return np.arange(1, 1 << overlaps.t, dtype=np.int64), overlaps.laid_out()[1:].astype(np.float64)


def _lists_of(histories: npt.NDArray[np.int64], t: int) -> Floats:
    """On how many lists each history is."""
    on: Floats = ((histories[:, None] >> np.arange(t)) & 1).sum(1).astype(np.float64)
    return on


def _fitted(X: Floats, y: Floats) -> tuple[Floats | None, float]:
    if np.linalg.matrix_rank(X) < X.shape[1] or not has_estimate(X, y):
        return None, -math.inf
    betas, means, settled = fit_tables(X, y[None, :], STEPS)
    if not settled[0] and np.abs((y - means[0]) @ X).max() > 1e-6 * y.sum():
        return None, -math.inf
    return betas[0], float((xlogy(y, means[0]) - means[0]).sum())
