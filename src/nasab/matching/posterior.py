"""From weights to probabilities: which of these, or none of these, with every child in one family only.

The candidates of a child found compete with one another and with "on no list"; and a child sought is
at most one child found, so a strong claim elsewhere weakens a weak one here.  What is reported is
the marginal probability of each pair over all ways of matching the two lists.

Groups of children connected by candidates are summed exactly where one side of the group is small
(a sum over matchings by dynamic programming over subsets, as for a permanent: Ryser 1963; Bax 1994);
larger ones by belief propagation (sum-product for bipartite matchings: Huang and Jebara, arXiv
0908.1769, 2009), which is exact on trees.  Each pair's odds are relative to both being alone.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["EXACT_SIDE", "components", "match_marginals"]

Ints = npt.NDArray[np.int32]
Doubles = npt.NDArray[np.float64]

#: A group is summed exactly if one of its sides has at most so many children.
EXACT_SIDE: Final = 9

#: Sweeps of belief propagation, and the share of the old message kept at each.
SWEEPS: Final = 60
DAMPING: Final = 0.3


def match_marginals(i: Ints, j: Ints, odds: Doubles, found: int, sought: int) -> Doubles:
    """P(i and j are matched) for each edge of a bipartite graph, over all matchings.

    `odds`: the edge's weight relative to leaving both ends unmatched; a matching's probability is
    proportional to the product of its edges' odds.  `found`, `sought`: how many there are on each side.
    """
    out = odds / (1 + odds)  # right where the two ends have no other edge
    label = components(i, j, found, sought)
    sizes = np.bincount(label, minlength=1)
    order = np.argsort(label, kind="stable")
    order = order[sizes[label[order]] > 1]
    edges = np.flatnonzero(np.diff(label[order])) + 1
    loopy = []
    for group in np.split(order, edges) if len(order) else ():
        left, a = np.unique(i[group], return_inverse=True)
        right, b = np.unique(j[group], return_inverse=True)
        if min(len(left), len(right)) > EXACT_SIDE:
            loopy.append(group)
            continue
        if len(right) > len(left):
            a, b, left, right = b, a, right, left
        by_row = np.argsort(a, kind="stable")
        out[group[by_row]] = _exact(a[by_row], b[by_row], odds[group[by_row]], len(left), len(right))
    if loopy:
        rest = np.concatenate(loopy)
        out[rest] = _propagate(i[rest], j[rest], odds[rest], found, sought)
    return out


def components(i: Ints, j: Ints, found: int, sought: int) -> Ints:
    """For each edge the number of the connected group it lies in."""
    return _components(i, j, found, sought)


@njit(cache=True, nogil=True)
def _components(i: Ints, j: Ints, found: int, sought: int) -> Ints:
    parent = np.arange(found + sought)
    for e in range(len(i)):
        a, b = i[e], found + j[e]
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        parent[max(a, b)] = min(a, b)
    out = np.empty(len(i), dtype=np.int32)
    for e in range(len(i)):
        a = i[e]
        while parent[a] != a:
            a = parent[a]
        out[e] = a
    return out


@njit(cache=True, nogil=True)
def _exact(a: npt.NDArray[np.int64], b: npt.NDArray[np.int64], odds: Doubles, rows: int, columns: int) -> Doubles:
    """Edges sorted by row; `columns` is the small side.  Forward and backward sums over sets of columns used."""
    sets = 1 << columns
    start = np.searchsorted(a, np.arange(rows + 1))
    forward = np.zeros((rows + 1, sets))
    backward = np.zeros((rows + 1, sets))
    forward[0, 0] = 1.0
    for r in range(rows):
        forward[r + 1] = forward[r]
        for e in range(start[r], start[r + 1]):
            bit = 1 << b[e]
            for used in range(sets):
                if used & bit == 0:
                    forward[r + 1, used | bit] += forward[r, used] * odds[e]
        forward[r + 1] /= forward[r + 1].max()
    backward[rows] = 1.0
    for r in range(rows - 1, -1, -1):
        backward[r] = backward[r + 1]
        for e in range(start[r], start[r + 1]):
            bit = 1 << b[e]
            for used in range(sets):
                if used & bit == 0:
                    backward[r, used] += backward[r + 1, used | bit] * odds[e]
        backward[r] /= backward[r].max()
    out = np.zeros(len(a))
    for r in range(rows):
        alone = 0.0
        for used in range(sets):
            alone += forward[r, used] * backward[r + 1, used]
        total = alone
        for e in range(start[r], start[r + 1]):
            bit = 1 << b[e]
            for used in range(sets):
                if used & bit == 0:
                    out[e] += forward[r, used] * odds[e] * backward[r + 1, used | bit]
            total += out[e]
        for e in range(start[r], start[r + 1]):
            out[e] /= total
    return out


@njit(cache=True, nogil=True)
def _propagate(i: Ints, j: Ints, odds: Doubles, found: int, sought: int) -> Doubles:
    """Belief propagation.  `to_found[e]`: chance that j is free for i; `to_sought[e]`: i's pull on j."""
    to_found = np.ones(len(i))
    to_sought = np.zeros(len(i))
    for _ in range(SWEEPS):
        pull = np.ones(found)
        for e in range(len(i)):
            pull[i[e]] += odds[e] * to_found[e]
        claim = np.ones(sought)
        for e in range(len(i)):
            fresh = odds[e] / max(pull[i[e]] - odds[e] * to_found[e], 1e-300)
            to_sought[e] = DAMPING * to_sought[e] + (1 - DAMPING) * min(fresh, 1e15)
            claim[j[e]] += to_sought[e]
        for e in range(len(i)):
            to_found[e] = 1.0 / max(claim[j[e]] - to_sought[e], 1e-300)
            to_found[e] = min(to_found[e], 1.0)
    pull = np.ones(found)
    for e in range(len(i)):
        pull[i[e]] += odds[e] * to_found[e]
    out = np.empty(len(i))
    for e in range(len(i)):
        out[e] = odds[e] * to_found[e] / pull[i[e]]
    return out
