"""Estimates that are one formula: two lists, and the least that three or more lists allow.

*Chapman* takes two lists for two independent looks at the same children.  *Chao* makes no such demand: however much
likelier some children are to be listed than others, there are at least about so many.  So it is printed first, as
"at least".

Sources: D. G. Chapman, University of California Publications in Statistics 1 (1951) 131; G. A. F. Seber, The
Estimation of Animal Abundance (1982) 60; A. Chao, Biometrics 43 (1987) 783 and 45 (1989) 427; L.-P. Rivest and
T. Levesque, Canadian Journal of Statistics 29 (2001) 555.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from nasab.estimation.loglinear.fitting import fit
from nasab.estimation.overlaps import Overlaps

__all__ = ["Bound", "Figure", "chao", "chapman", "independent", "lincoln_petersen"]

_NORMAL_95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Figure:
    """How many children there are, on lists or not, and the standard error of that."""

    n: float
    se: float


@dataclass(frozen=True, slots=True)
class Bound:
    """The least that the lists allow: a figure, and its 95 % interval.

    `low` is never below the number recorded.
    """

    n: float
    se: float
    low: float
    high: float


def chapman(first: int, second: int, both: int) -> Figure:
    """Chapman's estimate from the sizes of two lists and how many children are on both.

    N = (n1+1)(n2+1)/(m+1) - 1; the variance is Seber's, (n1+1)(n2+1)(n1-m)(n2-m) / ((m+1)^2 (m+2)).
    """
    a, b, m = first + 1, second + 1, both + 1
    spread = a * b * (first - both) * (second - both) / (m * m * (m + 1))
    return Figure(a * b / m - 1, math.sqrt(spread))


def lincoln_petersen(first: int, second: int, both: int) -> float:
    """The oldest estimate from two lists, n1 n2 / m; infinite if nobody is on both."""
    return first * second / both if both else math.inf


def chao(overlaps: Overlaps) -> Bound:
    """Chao's lower bound, corrected for bias: n + (t-1)/t f1(f1-1) / (2(f2+1)).

    f1 and f2 are the children on exactly one list and on exactly two.  The standard error is that of the delta method
    (Chao 1989); the interval is logarithmic in the children unseen T, n + T/C to n + T C, with
    C = exp(1.96 sqrt(ln(1 + se^2/T^2))), so that it never falls below n.
    """
    t, n = overlaps.t, overlaps.n
    f1, f2 = (int(f) for f in overlaps.frequencies[:2])
    share = (t - 1) / t
    unseen = share * f1 * (f1 - 1) / (2 * (f2 + 1))
    by_f1 = share * (2 * f1 - 1) / (2 * (f2 + 1))
    by_f2 = -share * f1 * (f1 - 1) / (2 * (f2 + 1) ** 2)
    # The counts are Poisson, and so is the number recorded: variance of n + T(f1, f2) about its mean, less that of N.
    spread = by_f1**2 * f1 + by_f2**2 * f2 + unseen
    se = math.sqrt(max(spread, 0.0))
    if unseen <= 0:
        return Bound(float(n), se, float(n), float(n))
    factor = math.exp(_NORMAL_95 * math.sqrt(math.log1p((se / unseen) ** 2)))
    return Bound(n + unseen, se, n + unseen / factor, n + unseen * factor)


def independent(overlaps: Overlaps) -> float:
    """The estimate if all lists were independent of one another, corrected for bias (Rivest and Levesque 2001).

    The Poisson regression on the lists alone, with (t-2)/(2t) added to each history of one list and 2/(t(t-1)) to each
    history of two; for two lists it is Chapman's.
    """
    t = overlaps.t
    if t == 2:
        first, second = overlaps.totals.tolist()
        return chapman(first, second, int(overlaps.pairs[0, 1])).n
    counts = overlaps.laid_out().astype(float)
    for history in range(1, 1 << t):
        on = history.bit_count()
        counts[history] += (t - 2) / (2 * t) if on == 1 else 2 / (t * (t - 1)) if on == 2 else 0.0
    return overlaps.n + math.exp(fit(counts, t, ()).intercept)
