"""The compiled loops of choosing pairs to judge: a million pairs are gone through for each pair chosen.

`x`: (kinds, pairs), the numbers of the regressors that are 1; the last number stands for "not said".
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["best_pair", "lower", "one_hot_product"]

Floats = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]


@njit(cache=True, nogil=True)
def best_pair(doubt: Floats, spread: Floats, child: npt.NDArray[np.int64], is_open: npt.NDArray[np.bool_]) -> int:
    """The first pair with the largest p(1-p) x'A⁻¹x whose child is still open; -1 if there is none."""
    best, most = -1, 0.0
    for p in range(len(doubt)):
        gain = doubt[p] * spread[p]
        if gain > most and is_open[child[p]]:
            best, most = p, gain
    return best


@njit(cache=True, nogil=True)
def one_hot_product(matrix: Floats, ones: Bytes) -> Floats:
    """The matrix times a vector that is 1 at a few places: the sum of a few columns."""
    out = np.zeros(matrix.shape[0])
    for k in range(len(ones)):
        out += matrix[:, ones[k]]
    return out


@njit(cache=True, nogil=True)
def lower(spread: Floats, x: Bytes, direction: Floats, scale: float) -> None:
    """x'A⁻¹x of every pair after A⁻¹ has lost `scale · direction direction'`."""
    for p in range(len(spread)):
        along = 0.0
        for k in range(x.shape[0]):
            along += direction[x[k, p]]
        spread[p] -= scale * along * along
