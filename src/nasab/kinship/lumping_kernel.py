"""Compiled: alleles that nobody has joined into classes, where that changes nothing."""

from __future__ import annotations

import numpy as np
from numba import njit

from nasab.kinship.arrays import Array, Flags, Ints

__all__ = ["lump"]


@njit(cache=True, nogil=True)
def _alike(flow: Array, i: int, j: int, own: int, classes: int) -> bool:
    """Whether two alleles go to each class but their own with the same chance, up to rounding."""
    for c in range(classes):
        if c == own:
            continue
        for sex in range(2):
            x, y = flow[sex, i, c], flow[sex, j, c]
            if abs(x - y) > 1e-13 * (abs(x) + abs(y)):
                return False
    return True


@njit(cache=True, nogil=True)
def lump(p: Array, mothers: Array, fathers: Array, seen: Flags) -> tuple[Ints, Array, Array, Array]:
    """Alleles never seen joined where that is exact: (class of each allele, p, mothers, fathers) by class.

    Classes begin as the seen alleles and one of all others, and are split until all alleles of a class go to each other
    class with the same chance: the coarsest lumpable partition (Kemeny & Snell 1960, 6.3).
    """
    n = len(p)
    of = np.empty(n, dtype=np.int64)
    count = 0
    for k in range(n):
        if seen[k]:
            of[k] = count
            count += 1
    rest = count
    for k in range(n):
        if not seen[k]:
            of[k] = rest
            count = rest + 1
    flow = np.zeros((2, n, n))
    leader = np.empty(n, dtype=np.int64)  # the first allele of each class
    changed = rest < count
    while changed:
        changed = False
        flow[:] = 0.0
        for i in range(n):
            if of[i] >= rest:
                for j in range(n):
                    flow[0, i, of[j]] += mothers[i, j]
                    flow[1, i, of[j]] += fathers[i, j]
        old = of.copy()
        before = count
        leader[:] = -1
        for i in range(n):
            if old[i] < rest:
                continue
            placed = False
            for c in range(rest, count):
                j = leader[c]
                if j < 0 or old[j] != old[i] or not _alike(flow, i, j, old[i], before):
                    continue
                of[i] = c
                placed = True
                break
            if not placed:
                if leader[old[i]] < 0:
                    leader[old[i]] = i
                else:
                    leader[count] = i
                    of[i] = count
                    count += 1
                    changed = True
    pl = np.zeros(count)
    ml = np.zeros((count, count))
    fl = np.zeros((count, count))
    for i in range(n):
        pl[of[i]] += p[i]
    done = np.zeros(count, dtype=np.bool_)
    for i in range(n):
        if done[of[i]]:
            continue
        done[of[i]] = True
        for j in range(n):
            ml[of[i], of[j]] += mothers[i, j]
            fl[of[i], of[j]] += fathers[i, j]
    return of, pl, ml, fl
