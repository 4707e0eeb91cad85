"""The compiled sweeps of `competition`: belief propagation between found groups and the children sought."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab.matching.alignment import MOST_ALIGNED, align

__all__ = ["propagate"]

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

#: Sweeps at most, and the share of the old message kept at each.
SWEEPS = 60
DAMPING = 0.3

#: Sweeps end when no message to a child sought has changed by more than this part of itself.
SETTLED = 1e-4

#: No claim is stronger than this.
STRONGEST = 1e15


@njit(cache=True, nogil=True)
def propagate(
    starts: Longs,
    first: Longs,
    wide: Ints,
    shared: Doubles,
    own: Doubles,
    beside: Doubles,
    rest: Doubles,
    aligned: float,
    edge: Longs,
    unit: Ints,
    is_united: npt.NDArray[np.bool_],
    tie: Doubles,
    edge_claim: Longs,
    claim_child: Ints,
    children: int,
    out_family: Doubles,
    out_pair: Doubles,
    out_united: Doubles,
) -> Doubles:
    """P(a child found is a child sought), for each edge, with every child sought claimed at most once.

    `starts`, `first`, `wide`: as in `Blocks`; `shared`: log2 of prior and evidence of each family, `own`,
    `beside`: bits of each pair of children, `rest`: log2 weight of being of no family looked at.  `edge`: for
    each pair of children its edge.  `unit`: for each group the tie it is part of, or -1; a tie `k` has groups by
    themselves and one that unites them (`is_united`), which they are with probability `tie[k]` before candidates
    are looked at.  `edge_claim`: the claim of each edge: edges of one child registered twice make one claim, of
    the strongest; `claim_child`: on whom it is.
    Fills P(family | group), P(pair | group) and P(united | all) and returns the marginals of the edges.
    """
    groups = len(starts) - 1
    edges = len(edge_claim)
    free = np.ones(edges)
    pull = np.zeros(edges)
    marginal = np.zeros(edges)
    weight = np.zeros(groups)
    odds = np.zeros(len(tie))
    room = 64
    sets = 1 << MOST_ALIGNED
    block, inner, alone = np.empty(room), np.empty(room), np.empty(room)
    forward, backward = np.empty(2 * sets), np.empty(2 * sets)
    strongest = np.zeros(len(claim_child))
    for _ in range(SWEEPS):
        for g in range(groups):
            top = rest[g]
            for p in range(starts[g], starts[g + 1]):
                m = wide[p]
                begin, size = first[p], first[p + 1] - first[p]
                n = size // m
                if size > room or (n + 1) * sets > len(forward):
                    room = max(size, room)
                    block, inner, alone = np.empty(room), np.empty(room), np.empty(room)
                    forward, backward = np.empty((n + 1) * sets), np.empty((n + 1) * sets)
                for q in range(size):
                    block[q] = own[begin + q] + np.log2(free[edge[begin + q]])
                for q in range(n):
                    alone[q] = beside[begin + q * m]
                out_family[p] = shared[p] + align(block, alone, n, m, aligned, inner, forward, backward)
                for q in range(size):
                    out_pair[begin + q] = inner[q]
                top = max(top, out_family[p])
            total = 2.0 ** (rest[g] - top)
            for p in range(starts[g], starts[g + 1]):
                out_family[p] = 2.0 ** (out_family[p] - top)
                total += out_family[p]
            weight[g] = top + np.log2(total) - rest[g]
            for p in range(starts[g], starts[g + 1]):
                out_family[p] /= total
                for q in range(first[p], first[p + 1]):
                    out_pair[q] *= out_family[p]
        odds[:] = 0.0
        for g in range(groups):
            if unit[g] >= 0:
                odds[unit[g]] += weight[g] if is_united[g] else -weight[g]
        for k in range(len(tie)):
            bits = odds[k] + np.log2(tie[k]) - np.log2(1.0 - tie[k])
            out_united[k] = 1.0 / (1.0 + 2.0 ** min(max(-bits, -500.0), 500.0))
        marginal[:] = 0.0
        for g in range(groups):
            part = 1.0
            if unit[g] >= 0:
                part = out_united[unit[g]] if is_united[g] else 1.0 - out_united[unit[g]]
            for q in range(first[starts[g]], first[starts[g + 1]]):
                marginal[edge[q]] += part * out_pair[q]
        change = 0.0
        strongest[:] = 0.0
        for e in range(edges):
            fresh = marginal[e] / (max(1.0 - marginal[e], 1e-15) * free[e])
            fresh = min(DAMPING * pull[e] + (1.0 - DAMPING) * fresh, STRONGEST)
            if fresh > 1e-9:
                change = max(change, abs(fresh - pull[e]) / fresh * min(fresh, 1.0))
            pull[e] = fresh
            strongest[edge_claim[e]] = max(strongest[edge_claim[e]], fresh)
        claimed = np.ones(children)
        for c in range(len(claim_child)):
            claimed[claim_child[c]] += strongest[c]
        for e in range(edges):
            c = edge_claim[e]
            free[e] = 1.0 / max(claimed[claim_child[c]] - strongest[c], 1.0)
        if change < SETTLED:
            break
    return marginal
