"""One log-linear model on one table: how many children it says are on no list.

The expected count of a history is exp(sum of the coefficients of the terms inside it).  The history "on no list" holds
none but the constant, so the children unseen are exp(constant).  AIC and BIC count every coefficient, also those at
minus infinity; n in BIC is children, not cells.

Sources: S. E. Fienberg, Biometrika 59 (1972) 591; R. M. Cormack, Biometrics 45 (1989) 395; D. R. Anderson and K. P.
Burnham on information criteria, Model Selection and Multimodel Inference (2002).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, xlogy

from nasab.estimation.loglinear.existence import empty_pairs, has_estimate, is_identifiable, reduced
from nasab.estimation.loglinear.models import Terms, notation
from nasab.estimation.loglinear.poisson_kernel import fit_tables

__all__ = ["MOST_UNSEEN", "Fit", "NoEstimate", "fit"]

Floats = npt.NDArray[np.float64]

#: More unseen than so many times the recorded is a fit that ran away, and is refused; and so is a fit whose
#: information matrix, scaled to ones on its diagonal, is worse conditioned than this.
MOST_UNSEEN: Final = 50.0
WORST_CONDITION: Final = 1e8

STEPS: Final = 60


class NoEstimate(Exception):
    """A model that has no estimate on a table; `because` says why.

    `existence`: no table without an empty cell has these margins; `identifiability`: several fits are equally good;
    `unbounded`: the fit says more than 50 unseen for each child recorded; `condition`: it hangs on a thread.
    """

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A model fitted: children in all, listed or not (`n`), and how well it fits.

    `intercept`: the logarithm of the children unseen.  `coefficients`: of each list (1, 2, 4, ...) and term kept;
    `dropped`: terms at minus infinity.  `parameters` counts them all.  `se`: standard error of `n`, if this model were
    known to be right.
    """

    t: int
    terms: Terms
    n: float
    se: float
    intercept: float
    coefficients: dict[int, float]
    dropped: Terms
    deviance: float
    parameters: int
    aic: float
    bic: float

    @property
    def model(self) -> str:
        """The model by its largest terms: `[123,14,34]`."""
        return notation(self.t, self.terms)


def fit(counts: Floats, t: int, terms: Terms) -> Fit:
    """Fits a model to the counts of all 2^t histories (the first is not looked at), which may be fractions.

    Raises `NoEstimate`; existence and identifiability are looked at before anything is fitted.
    """
    left = reduced(t, terms, empty_pairs(t, counts))
    y = counts[left.cells]
    if not is_identifiable(left.X):
        raise NoEstimate("identifiability")
    if not has_estimate(left.X, y):
        raise NoEstimate("existence")
    betas, means, settled = fit_tables(left.X, y[None, :].astype(np.float64), STEPS)
    beta, mu, recorded = betas[0], means[0], float(counts[1:].sum())
    if not settled[0] and np.abs((y - mu) @ left.X).max() > 1e-6 * recorded:
        raise NoEstimate("condition")
    if beta[0] > math.log(MOST_UNSEEN * recorded):
        raise NoEstimate("unbounded")
    information = left.X.T @ (mu[:, None] * left.X)
    scale = 1 / np.sqrt(np.diag(information))
    if np.linalg.cond(information * np.outer(scale, scale)) > WORST_CONDITION:
        raise NoEstimate("condition")
    spread = float(np.linalg.inv(information)[0, 0])
    unseen = math.exp(beta[0])
    k = 1 + t + len(terms)
    likelihood = float((xlogy(y, mu) - mu - gammaln(y + 1)).sum())
    columns = [*(1 << place for place in range(t)), *left.terms]
    return Fit(
        t,
        terms,
        n=recorded + unseen,
        se=math.sqrt(unseen + unseen**2 * spread),
        intercept=float(beta[0]),
        coefficients=dict(zip(columns, beta[1:].tolist(), strict=True)),
        dropped=left.dropped,
        deviance=2 * float((xlogy(y, y) - xlogy(y, mu) - (y - mu)).sum()),
        parameters=k,
        aic=-2 * likelihood + 2 * k,
        bic=-2 * likelihood + k * math.log(recorded),
    )
