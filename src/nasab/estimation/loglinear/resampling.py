"""The honest interval of a log-linear estimate: the whole choice of the model is made again on each resampled table.

The children recorded are drawn again with replacement a thousand times; on each table the best model is chosen anew
and its estimate noted.  The interval is bias-corrected and accelerated (BCa), the acceleration from leaving out one
child of each history in turn.

Sources: B. Efron, Journal of the American Statistical Association 82 (1987) 171; B. W. Silverman, L. Chan and
K. Vincent, Bootstrapping multiple systems estimates to account for model selection, Statistics and Computing 34
(2024) 44; quantiles of type 8: R. J. Hyndman and Y. Fan, American Statistician 50 (1996) 361.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

from nasab.estimation.loglinear.fitting import Fit
from nasab.estimation.loglinear.models import Terms
from nasab.estimation.loglinear.selection import Criterion, best_of_each

__all__ = ["RESAMPLES", "Resampled", "bca", "resampled"]

Floats = npt.NDArray[np.float64]

RESAMPLES: Final = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Resampled:
    """What resampling says of an estimate.

    `draws`: the estimate of each resampled table that had one, in order; `refused`: how many had none.
    """

    n: float
    draws: Floats
    acceleration: float
    refused: int

    def interval(self, level: float) -> tuple[float, float]:
        """The BCa interval at a level, such as 0.95."""
        return bca(self.n, self.draws, self.acceleration, level)


def resampled(
    counts: Floats,
    t: int,
    best: Fit,
    models: Sequence[Terms],
    rng: np.random.Generator,
    *,
    resamples: int = RESAMPLES,
    criterion: Criterion = "bic",
) -> Resampled:
    """Resamples a table (2^t counts) and chooses among `models` anew each time.

    `best`: what was chosen on the table itself.
    """
    counts = counts.astype(np.float64)
    n = int(counts[1:].sum())
    shares = counts[1:] / n
    drawn = np.zeros((resamples, len(counts)))
    drawn[:, 1:] = rng.multinomial(n, shares, size=resamples)
    found, _ = best_of_each(drawn, t, models, criterion)
    there = np.flatnonzero(counts)
    less = np.repeat(counts[None, :], len(there), axis=0)
    less[np.arange(len(there)), there] -= 1
    left_out, _ = best_of_each(less, t, models, criterion)
    weights = np.where(np.isfinite(left_out), counts[there], 0.0)
    values = np.where(np.isfinite(left_out), left_out, 0.0)
    gaps = (weights @ values) / max(weights.sum(), 1.0) - values
    square = float(weights @ gaps**2)
    acceleration = float(weights @ gaps**3) / (6 * square**1.5) if square > 0 else 0.0
    kept = np.sort(found[np.isfinite(found)])
    return Resampled(best.n, kept, acceleration, resamples - len(kept))


def bca(n: float, draws: Floats, acceleration: float, level: float) -> tuple[float, float]:
    """The BCa interval of an estimate from its sorted bootstrap draws; without draws it is NaN."""
    if not len(draws):
        return np.nan, np.nan
    below = (np.count_nonzero(draws < n) + 0.5 * np.count_nonzero(draws == n)) / len(draws)
    shift = norm.ppf(min(max(below, 0.5 / len(draws)), 1 - 0.5 / len(draws)))
    ends = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        z = shift + norm.ppf(share)
        ends.append(float(norm.cdf(shift + z / (1 - acceleration * z))))
    low, high = np.quantile(draws, np.clip(ends, 0, 1), method="median_unbiased")
    return float(low), float(high)
