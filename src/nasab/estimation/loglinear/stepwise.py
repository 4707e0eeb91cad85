"""A model found step by step, for tables with too many models to look at all of them.

It begins with the lists by themselves.  For each pair of lists not in the model yet, the children on both are compared
with how many the model expects; the pair that is least explained by chance comes in, as long as p < 0.02 and the
estimate still exists.

Source: L. Chan, B. W. Silverman and K. Vincent, Journal of the American Statistical Association 116 (2021) 1297.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.stats import poisson

from nasab.estimation.loglinear.existence import existence_code
from nasab.estimation.loglinear.fitting import Fit, NoEstimate, fit
from nasab.estimation.loglinear.models import design

__all__ = ["THRESHOLD", "stepwise"]

Floats = npt.NDArray[np.float64]

#: A pair comes in if chance explains it with less than this probability.
THRESHOLD: Final = 0.02


def stepwise(counts: Floats, t: int, threshold: float = THRESHOLD) -> Fit:
    """The model reached step by step; `counts` of all 2^t histories.

    Raises `NoEstimate` if not even the lists by themselves can be fitted.
    """
    histories = np.arange(1, 1 << t, dtype=np.int64)
    absent = [1 << a | 1 << b for a in range(t) for b in range(a + 1, t)]
    reached = fit(counts, t, ())
    while absent:
        expected = _means(reached, histories)
        chances = []
        for pair in absent:
            both = histories & pair == pair
            seen, mean = counts[1:][both].sum(), expected[both].sum()
            chances.append((min(poisson.cdf(seen, mean), poisson.sf(seen - 1, mean)), pair))
        for chance, pair in sorted(chances):
            if chance >= threshold:
                return reached
            terms = (*reached.terms, pair)
            if existence_code(t, terms, counts):
                continue
            try:
                reached = fit(counts, t, terms)
            except NoEstimate:
                continue
            absent.remove(pair)
            break
        else:
            return reached
    return reached


def _means(fitted: Fit, histories: npt.NDArray[np.int64]) -> Floats:
    """What the model expects of each history; nothing of those that hold a dropped pair."""
    terms = tuple(fitted.coefficients)[fitted.t :]
    X = design(fitted.t, terms, histories)
    beta = np.array([fitted.intercept, *fitted.coefficients.values()])
    means: Floats = np.exp(X @ beta)
    for term in fitted.dropped:
        means[histories & term == term] = 0.0
    return means
