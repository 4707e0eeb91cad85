"""Two families laid side by side: which child of one is which child of the other, summed over all ways.

If a found group and a requesting family are one household, each child found is one of the children
sought or none of them (born since, or not asked for), and no two are the same one.  The evidence of
the children is summed over all such alignments, weighted by how likely each is before anything is
known (`docs/reference/model.md`):

    P(a) = rho^k (1 - rho)^(n - k) (m - k)! / m! / c        k children of n aligned, m sought

so a brother who is on one side alone costs what he should, and no more.  The sum runs over subsets of
the children sought, as for a permanent (Ryser 1963): exact, and cheap for the families there are.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["MOST_ALIGNED", "align", "chances_by_count"]

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

#: So many children sought of one family are laid beside a found group, those with the strongest evidence.
#: More would double the work with each; a twelfth child of weak evidence changes nothing that can be seen.
MOST_ALIGNED = 8


@njit(cache=True, nogil=True)
def chances_by_count(n: int, m: int, rho: float) -> Doubles:
    """P(a) of one alignment by the number of children it aligns, 0 to min(n, m)."""
    most = min(n, m)
    out = np.zeros(most + 1)
    total = 0.0
    ways = 1.0  # n choose k times m! / (m - k)!
    for k in range(most + 1):
        out[k] = rho**k * (1.0 - rho) ** (n - k)
        down = 1.0
        for step in range(k):
            down *= m - step
        out[k] /= down
        total += ways * out[k]
        ways *= (n - k) / (k + 1.0) * (m - k)
    return out / total


@njit(cache=True, nogil=True)
def align(
    own: Doubles, beside: Doubles, n: int, m: int, rho: float, out: Doubles, forward: Doubles, backward: Doubles
) -> float:
    """log2 of the sum over alignments; fills `out` with P(child a is child b | one household).

    `own`: likelihood ratios of child a found being child b sought, (n, m) in one row; `beside`: of child a being none
    of them; each between 2**-150 and 2**150.  `out`: like `own`.  `forward`, `backward`: room for
    (n + 1) * 2**MOST_ALIGNED numbers each.
    """
    if n == 1:
        total = (1.0 - rho) * beside[0]
        for b in range(m):
            out[b] = rho / m * own[b]
            total += out[b]
        for b in range(m):
            out[b] /= total
        return float(np.log2(total))
    chosen = np.arange(min(m, MOST_ALIGNED))
    if m > MOST_ALIGNED:
        best = np.full(m, -np.inf)
        for a in range(n):
            for b in range(m):
                best[b] = max(best[b], own[a * m + b])
        chosen = np.sort(np.argsort(-best)[:MOST_ALIGNED])
    width = len(chosen)
    sets = 1 << width
    chance = chances_by_count(n, m, rho)
    scale = 0.0
    forward[: (n + 1) * sets] = 0.0
    forward[0] = 1.0
    each = np.empty((n, width + 1))
    for a in range(n):
        top = beside[a]
        for b in range(width):
            top = max(top, own[a * m + chosen[b]])
        for b in range(width):
            each[a, b] = own[a * m + chosen[b]] / top
        each[a, width] = beside[a] / top
        scale += np.log2(top)
        here, after = a * sets, (a + 1) * sets
        for used in range(sets):
            held = forward[here + used]
            if held == 0.0:
                continue
            forward[after + used] += held * each[a, width]
            for b in range(width):
                if used & (1 << b) == 0:
                    forward[after + (used | (1 << b))] += held * each[a, b]
    total = 0.0
    last = n * sets
    for used in range(sets):
        k = 0
        rest = used
        while rest:
            rest &= rest - 1
            k += 1
        backward[last + used] = chance[k] if k < len(chance) else 0.0
        total += forward[last + used] * backward[last + used]
    out[: n * m] = 0.0
    for a in range(n - 1, -1, -1):
        here, after = a * sets, (a + 1) * sets
        for used in range(sets):
            back = backward[after + used] * each[a, width]
            for b in range(width):
                if used & (1 << b) == 0:
                    through = each[a, b] * backward[after + (used | (1 << b))]
                    back += through
                    out[a * m + chosen[b]] += forward[here + used] * through
            backward[here + used] = back
    for p in range(n * m):
        out[p] /= total
    return float(scale + np.log2(total))
