"""Are probabilities what they say?  Of the pairs given 0.8, eight of ten should be true.

Pairs are put into ten bins of equal width by their probability, and in each the share that is true is set against the
mean probability, with its 95 % interval (Wilson, JASA 22, 1927, 209-212: it holds for small counts and near 0 and 1).
Two scores say it in one number, both the smaller the better: Brier's, the mean squared error (Monthly Weather Review
78, 1950, 1-3), and the log loss, the mean surprise in bits.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["BINS", "SMALLEST", "Bin", "Reliability", "measure", "wilson"]

BINS: Final = 10

#: Probabilities are written with six decimals; what is written as 0 is taken for half of the last.
SMALLEST: Final = 5e-7

_Z: Final = 1.959963984540054  # the normal deviate of a two-sided 95 %


@dataclass(frozen=True, slots=True)
class Bin:
    """The pairs whose probability is from `low` up to `high`: how many, and said against true.

    `said` is their mean probability, `true` the share that is true, `least` and `most` the ends of its 95 % interval;
    all None where the bin is empty.
    """

    low: float
    high: float
    count: int
    said: float | None = None
    true: float | None = None
    least: float | None = None
    most: float | None = None

    @property
    def fits(self) -> bool:
        """Whether what is said lies within what chance explains."""
        if self.said is None or self.least is None or self.most is None:
            return True
        return self.least <= self.said <= self.most


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far probabilities are what they say; the measures are None where there is nothing to measure.

    - `count`, `true`, `expected`: how many pairs, how many of them true, and the sum of their probabilities.
    - `calibration_error`: the mean gap between said and true over the bins, `Σ n_b/n |true_b - said_b|` (Naeini, Cooper
      and Hauskrecht 2015).
    - `brier` = `reliability` - `resolution` + `uncertainty` + `within`.  Murphy (Journal of Applied Meteorology 12,
      1973, 595-600): how far the bins miss the diagonal; how far they tell pairs apart; how uncertain the lists are by
      themselves.  `within` is what the widths of the bins hide: their variance less twice their covariance (Stephenson,
      Coelho and Jolliffe, Weather and Forecasting 23, 2008, 752-757).
    - `log_loss`: the mean of -log2 of the probability given to what is true, in bits.
    """

    bins: tuple[Bin, ...]
    count: int
    true: int
    expected: float
    calibration_error: float | None = None
    brier: float | None = None
    reliability: float | None = None
    resolution: float | None = None
    uncertainty: float | None = None
    within: float | None = None
    log_loss: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The measures by name, ready for JSON."""
        return asdict(self)


def measure(probability: ArrayLike, truth: ArrayLike) -> Reliability:
    """The reliability of probabilities (0 to 1) of things that are true or not; both of one length."""
    p = np.asarray(probability, dtype=np.float64)
    t = np.asarray(truth, dtype=bool).astype(np.float64)
    if p.shape != t.shape or p.ndim != 1:
        raise ValueError("a probability and a truth for each pair")
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("probabilities are from 0 to 1")
    number = np.minimum((p * BINS).astype(np.int64), BINS - 1)
    count, said_sum, true_sum = (
        np.bincount(number, weights=weights, minlength=BINS) for weights in (np.ones_like(p), p, t)
    )
    bins = tuple(_bin(k, int(count[k]), said_sum[k], int(true_sum[k])) for k in range(BINS))
    if not len(p):
        return Reliability(bins, 0, 0, 0.0)
    filled = np.maximum(count, 1)
    said, true, share = said_sum / filled, true_sum / filled, count / len(p)
    base = float(t.mean())
    apart, beside = p - said[number], t - true[number]
    return Reliability(
        bins=bins,
        count=len(p),
        true=int(t.sum()),
        expected=float(p.sum()),
        calibration_error=float((share * np.abs(true - said)).sum()),
        brier=float(np.mean((p - t) ** 2)),
        reliability=float((share * (said - true) ** 2).sum()),
        resolution=float((share * (true - base) ** 2).sum()),
        uncertainty=base * (1 - base),
        within=float(np.mean(apart**2) - 2 * np.mean(apart * beside)),
        log_loss=_log_loss(p, t),
    )


def wilson(true: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share of which `true` of `count` were seen."""
    share, room = true / count, _Z * _Z / count
    middle = share + room / 2
    reach = _Z * math.sqrt(share * (1 - share) / count + room / (4 * count))
    least, most = (middle - reach) / (1 + room), (middle + reach) / (1 + room)
    return (least if true else 0.0), (most if true < count else 1.0)  # where arithmetic misses the ends by a hair


def _bin(number: int, count: int, said: float, true: int) -> Bin:
    low, high = number / BINS, (number + 1) / BINS
    if not count:
        return Bin(low, high, 0)
    return Bin(low, high, count, float(said / count), true / count, *wilson(true, count))


def _log_loss(p: NDArray[np.float64], t: NDArray[np.float64]) -> float:
    of_truth = np.clip(np.where(t > 0, p, 1 - p), SMALLEST, 1)
    return float(-np.log2(of_truth).mean())
