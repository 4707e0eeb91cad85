"""Which pairs to judge next, so that a judgement teaches most.

A pair far from doubt teaches nothing, and a second pair like the first teaches little.  So pairs are chosen as in a
Bayesian D-optimal design: the weights of evidence are the unknowns of a logistic model whose regressors `x` are the
levels of a pair (one-hot); a judgement adds the Fisher information `p(1-p) x x'` to what is known, `A`; and the pair
is taken that makes the volume of what remains unknown smallest, `log det(A + p(1-p) x x') - log det A =
log(1 + p(1-p) x' A^-1 x)`.  Then the next, with what the first is expected to teach already counted.

This is about the weights and the next lists.  Whoever wants an answer for these children looks at the likely pairs.

Source: Chaloner and Verdinelli, Bayesian Experimental Design: A Review, Statistical Science 10 (1995) 273-304.  Taking
the best one by one comes within 1 - 1/e of the best set, since what a pair adds never grows (Nemhauser, Wolsey and
Fisher, Mathematical Programming 14, 1978, 265-294).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching.selection_kernel import best_pair, lower, one_hot_product

__all__ = ["LEAST_DOUBT", "MOST_REGRESSORS", "PRIOR_PRECISION", "regressors", "select"]

Floats = npt.NDArray[np.float64]

UNTOLD: Final = 255

#: Weights are believed to be known beforehand to within a bit or so: a standard deviation of ln 2.
PRIOR_PRECISION: Final = 1 / math.log(2) ** 2

#: No more regressors than this; the levels that are met least share one for each kind of evidence.
MOST_REGRESSORS: Final = 140

#: Pairs with p(1-p) below this are as good as decided: of ten thousand such judgements one would surprise.
LEAST_DOUBT: Final = 1e-4


def select(
    level: npt.NDArray[np.uint8],
    sizes: Sequence[int],
    probability: npt.NDArray[np.floating],
    i: npt.NDArray[np.integer],
    most: int,
) -> npt.NDArray[np.int64]:
    """The numbers of at most `most` pairs to be judged, the one that teaches most first.

    `level`: (kinds, pairs), 255 where a side says nothing; `sizes`: how many levels each kind has; `probability` that
    it is the same child; `i`: the row of the child found, of whom at most one pair is taken.  Of equals the first is
    taken, so the same run gives the same pairs.
    """
    p = np.asarray(probability, dtype=np.float64)
    doubt = p * (1 - p)
    live = np.flatnonzero((doubt >= LEAST_DOUBT) & (level != UNTOLD).any(axis=0))
    if not len(live) or most < 1:
        return np.zeros(0, dtype=np.int64)
    doubt = np.ascontiguousarray(doubt[live])
    child = np.unique(np.asarray(i)[live], return_inverse=True)[1].astype(np.int64)
    x, width = regressors(np.ascontiguousarray(level[:, live]), sizes, doubt)
    unknown = np.eye(width + 1) / PRIOR_PRECISION  # A^-1, with a last regressor that is always 0: what is not said
    unknown[width, width] = 0
    spread = (x < width).sum(axis=0) / PRIOR_PRECISION  # x' A^-1 x of every pair
    is_open = np.ones(int(child.max()) + 1, dtype=bool)
    taken: list[int] = []
    while len(taken) < most:
        best = best_pair(doubt, spread, child, is_open)
        if best < 0:
            break
        taken.append(best)
        is_open[child[best]] = False
        direction = one_hot_product(unknown, x[:, best])
        scale = doubt[best] / (1 + doubt[best] * spread[best])
        unknown -= scale * np.outer(direction, direction)  # Sherman and Morrison (1950)
        lower(spread, x, direction, scale)
    return live[np.array(taken, dtype=np.int64)]


def regressors(level: npt.NDArray[np.uint8], sizes: Sequence[int], doubt: Floats) -> tuple[npt.NDArray[np.uint8], int]:
    """For each kind and pair the number of its regressor, and how many regressors there are.

    What is not said has the number after the last.  The levels that are met least among the pairs in doubt, weighted
    by their doubt, share a regressor with the others of their kind.
    """
    mass = [
        np.bincount(row, weights=doubt, minlength=UNTOLD + 1)[:size] for row, size in zip(level, sizes, strict=True)
    ]
    room = max(MOST_REGRESSORS - len(sizes), 0)
    ranked = np.sort(np.concatenate(mass))[::-1]
    least = ranked[room] if len(ranked) > room else 0.0
    out = np.empty(level.shape, dtype=np.uint8)
    number = 0
    tables = np.full((len(sizes), UNTOLD + 1), UNTOLD, dtype=np.uint8)
    for table, of_kind in zip(tables, mass, strict=True):
        own = np.flatnonzero(of_kind > least)
        table[own] = number + np.arange(len(own))
        number += len(own)
        shared = np.flatnonzero((of_kind > 0) & (of_kind <= least))
        table[shared] = number
        number += bool(len(shared))
    tables[tables == UNTOLD] = number
    for row, table, numbers in zip(level, tables, out, strict=True):
        numbers[:] = table[row]
    return out, number
