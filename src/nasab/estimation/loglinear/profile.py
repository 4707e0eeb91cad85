"""The interval of one model, as if nobody had chosen it: always too narrow.

The number of children in all is held fixed, the rest is fitted, and what is not much less likely than the best is
inside.  It leaves out that the model was chosen by looking at the same table, so it is only printed beside an interval
that does not (`resampling`).

Source: R. M. Cormack, Biometrics 48 (1992) 567: profile of the multinomial likelihood.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq, minimize_scalar
from scipy.special import xlogy

from nasab.estimation.loglinear.existence import empty_pairs, reduced
from nasab.estimation.loglinear.fitting import STEPS, fit
from nasab.estimation.loglinear.models import Terms, design
from nasab.estimation.loglinear.poisson_kernel import fit_tables

__all__ = ["Profile", "profile"]

Floats = npt.NDArray[np.float64]

_LESS: Final = {0.80: 0.8211872, 0.95: 1.9207294}  # half the quantile of chi-square with one degree of freedom


@dataclass(frozen=True, slots=True)
class Profile:
    """The likeliest number of children in all, and the interval around it."""

    n: float
    low: float
    high: float


def profile(counts: Floats, t: int, terms: Terms, level: float = 0.95) -> Profile:
    """The profile interval of a model at 0.80 or 0.95.  Raises `NoEstimate` as `fit` does."""
    fitted = fit(counts, t, terms)
    likelihood = _likelihood(counts, t, terms)
    recorded = float(counts[1:].sum())
    guess = fitted.n - recorded
    most = max(100.0, 100 * guess)
    best = minimize_scalar(
        lambda root: -likelihood(root * root), bounds=(0.0, math.sqrt(most)), method="bounded", options={"xatol": 1e-7}
    )
    top, unseen = -float(best.fun), float(best.x) ** 2
    if likelihood(0.0) > top:
        top, unseen = likelihood(0.0), 0.0
    cut = top - _LESS[level]
    low = 0.0 if likelihood(0.0) >= cut else brentq(lambda x: likelihood(x) - cut, 0.0, unseen, xtol=1e-6)
    beyond = max(2 * unseen, 10.0)
    while likelihood(beyond) > cut:
        beyond *= 2
        if beyond > 1e12:
            return Profile(recorded + unseen, recorded + low, math.inf)
    high = brentq(lambda x: likelihood(x) - cut, unseen, beyond, xtol=1e-6)
    return Profile(recorded + unseen, recorded + low, recorded + high)


def _likelihood(counts: Floats, t: int, terms: Terms) -> Callable[[float], float]:
    """The multinomial log likelihood by the number unseen, the rest fitted, up to a constant."""
    left = reduced(t, terms, empty_pairs(t, counts))
    cells = np.append(left.cells, 0)
    X = np.ascontiguousarray(design(t, left.terms, cells))
    recorded = float(counts[1:].sum())

    def at(unseen: float) -> float:
        y = np.append(counts[left.cells], unseen)
        _, means, _ = fit_tables(X, y[None, :], STEPS)
        mu = np.maximum(means[0], 1e-300)
        total = recorded + unseen
        fits = float((xlogy(y, mu)).sum()) - float(xlogy(total, total))
        return fits + math.lgamma(total + 1) - math.lgamma(unseen + 1)

    return at
