"""The compiled sums of `training` and `posterior`: what a found group may be, over all its candidate families."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab.matching.alignment import MOST_ALIGNED, align

__all__ = ["expect"]

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

#: No sum of the evidence of a child or a family counts for more than so many bits, so that no product overflows.
MOST_BITS = 80.0


@njit(cache=True, nogil=True, inline="always")
def _bounded(bits: float) -> float:
    return min(max(bits, -MOST_BITS), MOST_BITS)


@njit(cache=True, nogil=True)
def expect(
    starts: Longs,
    first: Longs,
    wide: Ints,
    shared: Floats,
    own: Floats,
    beside: Floats,
    sought: int,
    listed: float,
    aligned: float,
    missed: Doubles,
    out_family: Floats,
    out_weight: Floats,
    out_same: Floats,
    out_unseen: Floats,
    out_nobody: Floats,
) -> float:
    """See `training.expect`; `wide`: children sought of each pair of families; bits of families and children."""
    room = 64
    block, marginal, alone = np.empty(room), np.empty(room), np.empty(room)
    sets = 1 << MOST_ALIGNED
    forward, backward = np.empty(2 * sets), np.empty(2 * sets)
    likelihood = 0.0
    for g in range(len(starts) - 1):
        a, z = starts[g], starts[g + 1]
        top = np.log2(1.0 - listed)
        for p in range(a, z):
            m = wide[p]
            begin, size = first[p], first[p + 1] - first[p]
            n = size // m
            if size > room or (n + 1) * sets > len(forward):
                room = max(size, room)
                block, marginal, alone = np.empty(room), np.empty(room), np.empty(room)
                forward, backward = np.empty((n + 1) * sets), np.empty((n + 1) * sets)
            for q in range(size):
                block[q] = 2.0 ** _bounded(own[begin + q])
            for q in range(n):
                alone[q] = 2.0 ** _bounded(beside[begin + q * m])
            bits = align(block, alone, n, m, aligned, marginal, forward, backward)
            out_weight[p] = _bounded(shared[p]) + bits
            for q in range(size):
                out_same[begin + q] = marginal[q]
            out_family[p] = out_weight[p] + np.log2(listed * m / sought)
            top = max(top, out_family[p])
        rest = listed * missed[g]
        if rest > 0:
            top = max(top, np.log2(rest))
        nobody = 2.0 ** (np.log2(1.0 - listed) - top)
        hidden = rest * 2.0**-top
        total = nobody + hidden
        for p in range(a, z):
            out_family[p] = 2.0 ** (out_family[p] - top)
            total += out_family[p]
        likelihood += top + np.log2(total)
        out_nobody[g] = nobody / total
        out_unseen[g] = hidden / total
        for p in range(a, z):
            out_family[p] /= total
            for q in range(first[p], first[p + 1]):
                out_same[q] *= out_family[p]
    return likelihood
