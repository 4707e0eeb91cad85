"""The compiled loops of `joint`: exact sums and maxima over all ways to match, and sampling where they are too many.

Families are gone through in an order.  Each makes one claim or none; a claim takes children, who are bits of a
number; two claims that take one child cannot stand together.  A state is the set of children taken so far who may yet
be claimed by a later family: a child whom no later family claims is forgotten (`retire`), so that the sets stay
small.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["extremes", "sample", "sums"]

Longs = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def sums(
    start: Longs, mask: Longs, weight: Doubles, nobody: Doubles, retire: Longs, room: Longs, inner: Longs,
    forward: Doubles, out_claim: Doubles, out_nobody: Doubles,
) -> float:  # fmt: skip
    """The sum over all ways to match, and of those with each claim, and with none for each family.

    `start`: first claim of each family; `mask`: the children of each claim; `weight`, `nobody`: of each claim, and of
    none, of each family; `retire`: bits forgotten after a family; `room`: number of states before it; `inner`: during
    it; `forward`: working room for all states before each family, one after the other, and the last.
    """
    families = len(start) - 1
    at = np.zeros(families + 2, dtype=np.int64)
    widest = 1
    for k in range(families + 1):
        at[k + 1] = at[k] + room[k]
        widest = max(widest, inner[k]) if k < families else widest
    forward[:] = 0.0
    forward[0] = 1.0
    grown = np.zeros(widest)
    for k in range(families):
        before, states = at[k], room[k]
        grown[: inner[k]] = 0.0
        for m in range(states):
            grown[m] = nobody[k] * forward[before + m]
        for c in range(start[k], start[k + 1]):
            taken, w = mask[c], weight[c]
            for m in range(states):
                if m & taken == 0 and forward[before + m] != 0.0:
                    grown[m | taken] += w * forward[before + m]
        kept = ~retire[k]
        for m in range(inner[k]):
            if grown[m] != 0.0:
                forward[at[k + 1] + (m & kept)] += grown[m]
    total = forward[at[families]]
    behind, ahead = np.zeros(widest), np.ones(widest)
    for k in range(families - 1, -1, -1):
        kept = ~retire[k]
        for m in range(inner[k]):
            behind[m] = ahead[m & kept]
        before, states = at[k], room[k]
        sum_nobody = 0.0
        for m in range(states):
            sum_nobody += forward[before + m] * behind[m]
            ahead[m] = nobody[k] * behind[m]
        out_nobody[k] = nobody[k] * sum_nobody
        for c in range(start[k], start[k + 1]):
            taken, w = mask[c], weight[c]
            part = 0.0
            for m in range(states):
                if m & taken == 0:
                    part += forward[before + m] * behind[m | taken]
                    ahead[m] += w * behind[m | taken]
            out_claim[c] = w * part
    return float(total)


@njit(cache=True, nogil=True)
def _joined(a: float, b: float, is_most: bool) -> float:
    if is_most:
        return max(a, b)
    if a < b:
        a, b = b, a
    return a if b == -np.inf else a + np.log2(1.0 + 2.0 ** (b - a))


@njit(cache=True, nogil=True)
def extremes(
    start: Longs, mask: Longs, bits: Doubles, retire: Longs, room: Longs, inner: Longs, is_most: bool, forward: Doubles,
    out_claim: Doubles, out_nobody: Doubles, chosen: Longs,
) -> float:  # fmt: skip
    """As `sums`, in bits: the largest term in place of the sum (`is_most`), or the sum where it would be too small.

    None weighs 0 bits.  With `is_most`, `chosen` becomes the claim of each family in the best way to match, -1 for
    none.
    """
    families = len(start) - 1
    at = np.zeros(families + 2, dtype=np.int64)
    widest = 1
    for k in range(families + 1):
        at[k + 1] = at[k] + room[k]
        widest = max(widest, inner[k]) if k < families else widest
    forward[:] = -np.inf
    forward[0] = 0.0
    grown = np.zeros(widest)
    for k in range(families):
        before, states = at[k], room[k]
        grown[: inner[k]] = -np.inf
        for m in range(states):
            grown[m] = forward[before + m]
        for c in range(start[k], start[k + 1]):
            for m in range(states):
                if m & mask[c] == 0 and forward[before + m] != -np.inf:
                    to = m | mask[c]
                    grown[to] = _joined(grown[to], bits[c] + forward[before + m], is_most)
        for m in range(inner[k]):
            if grown[m] != -np.inf:
                to = at[k + 1] + (m & ~retire[k])
                forward[to] = _joined(forward[to], grown[m], is_most)
    total = forward[at[families]]
    ahead = np.zeros((families + 1, widest)) if is_most else np.zeros((2, widest))
    behind = np.zeros(widest)
    for k in range(families - 1, -1, -1):
        last, this = (k + 1, k) if is_most else ((k + 1) % 2, k % 2)
        for m in range(inner[k]):
            behind[m] = ahead[last, m & ~retire[k]]
        before, states = at[k], room[k]
        out_nobody[k] = -np.inf
        for m in range(states):
            out_nobody[k] = _joined(out_nobody[k], forward[before + m] + behind[m], is_most)
            ahead[this, m] = behind[m]
        for c in range(start[k], start[k + 1]):
            out_claim[c] = -np.inf
            for m in range(states):
                if m & mask[c] == 0:
                    then = bits[c] + behind[m | mask[c]]
                    out_claim[c] = _joined(out_claim[c], forward[before + m] + then, is_most)
                    ahead[this, m] = _joined(ahead[this, m], then, is_most)
    if is_most:
        state = 0
        for k in range(families):
            chosen[k] = -1
            best = ahead[k + 1, state & ~retire[k]]
            for c in range(start[k], start[k + 1]):
                if state & mask[c] == 0:
                    then = bits[c] + ahead[k + 1, (state | mask[c]) & ~retire[k]]
                    if then > best:
                        best = then
                        chosen[k] = c
            taken = mask[chosen[k]] if chosen[k] >= 0 else 0
            state = (state | taken) & ~retire[k]
    return float(total)


@njit(cache=True, nogil=True)
def _is_free(child_start: Longs, child: Longs, owner: Longs, c: int, f: int, g: int) -> bool:
    """Whether no family but these two has a child of the claim."""
    for at in range(child_start[c], child_start[c + 1]):
        of = owner[child[at]]
        if of >= 0 and of != f and of != g:
            return False
    return True


@njit(cache=True, nogil=True)
def _meet(child_start: Longs, child: Longs, a: int, b: int) -> bool:
    """Whether two claims take one child."""
    for i in range(child_start[a], child_start[a + 1]):
        for j in range(child_start[b], child_start[b + 1]):
            if child[i] == child[j]:
                return True
    return False


@njit(cache=True, nogil=True)
def _give(child_start: Longs, child: Longs, owner: Longs, choice: Longs, f: int, c: int) -> None:
    """The claim of a family becomes `c`, -1 for none."""
    old = choice[f]
    if old >= 0:
        for at in range(child_start[old], child_start[old + 1]):
            owner[child[at]] = -1
    choice[f] = c


@njit(cache=True, nogil=True)
def sample(
    start: Longs, child_start: Longs, child: Longs, bits: Doubles, beside_start: Longs, beside: Longs, heat: Doubles,
    choices: Longs, owners: Longs, chance: Doubles, out_claim: Doubles, out_nobody: Doubles,
) -> None:  # fmt: skip
    """Sweeps of block Gibbs sampling over ways to match, at several temperatures that exchange their states.

    Two families that claim a child in common (`beside`) choose anew together, given all others; what they may choose
    is weighed exactly, and these probabilities are summed, not the choices (Rao-Blackwell).  `heat`: powers of the
    weights, from 1 down; `choices`, `owners`: the states, one row for each; `chance`: random numbers in [0, 1), of
    shape (sweeps, temperatures, families, 2); `out_claim`, `out_nobody`: sums over the sweeps at power 1, which are
    added to.
    """
    families, temperatures = len(start) - 1, len(heat)
    widest = 0
    for f in range(families):
        widest = max(widest, start[f + 1] - start[f])
    table = np.zeros((widest + 1, widest + 1))
    mine, its = np.zeros(widest + 1, dtype=np.int64), np.zeros(widest + 1, dtype=np.int64)
    for sweep in range(chance.shape[0]):
        for t in range(temperatures):
            choice, owner = choices[t], owners[t]
            for f in range(families):
                others = beside_start[f + 1] - beside_start[f]
                pick = min(int(chance[sweep, t, f, 0] * others), others - 1)
                g = beside[beside_start[f] + pick] if others else -1
                mine[0], its[0] = -1, -1
                own, theirs = 1, 1
                for c in range(start[f], start[f + 1]):
                    if _is_free(child_start, child, owner, c, f, g):
                        mine[own] = c
                        own += 1
                if g >= 0:
                    for c in range(start[g], start[g + 1]):
                        if _is_free(child_start, child, owner, c, f, g):
                            its[theirs] = c
                            theirs += 1
                top = 0.0
                for i in range(own):
                    for j in range(theirs):
                        a, b = mine[i], its[j]
                        if i > 0 and j > 0 and _meet(child_start, child, a, b):
                            table[i, j] = -np.inf
                            continue
                        table[i, j] = heat[t] * ((bits[a] if i > 0 else 0.0) + (bits[b] if j > 0 else 0.0))
                        top = max(top, table[i, j])
                total = 0.0
                for i in range(own):
                    for j in range(theirs):
                        table[i, j] = 2.0 ** (table[i, j] - top)
                        total += table[i, j]
                left = chance[sweep, t, f, 1] * total
                found_i, found_j, is_found = 0, 0, False
                for i in range(own):
                    row = 0.0
                    for j in range(theirs):
                        row += table[i, j]
                        left -= table[i, j]
                        if not is_found and left < 0.0 and table[i, j] > 0.0:
                            found_i, found_j, is_found = i, j, True
                    if t == 0 and i > 0:
                        out_claim[mine[i]] += row / total
                    elif t == 0:
                        out_nobody[f] += row / total
                if not is_found:
                    continue
                _give(child_start, child, owner, choice, f, mine[found_i])
                if g >= 0:
                    _give(child_start, child, owner, choice, g, its[found_j])
                for h in (f, g):
                    if h >= 0 and choice[h] >= 0:
                        for at in range(child_start[choice[h]], child_start[choice[h] + 1]):
                            owner[child[at]] = h
        for t in range(sweep % 2, temperatures - 1, 2):
            warm, cold = 0.0, 0.0
            for f in range(families):
                cold += bits[choices[t, f]] if choices[t, f] >= 0 else 0.0
                warm += bits[choices[t + 1, f]] if choices[t + 1, f] >= 0 else 0.0
            if np.log2(max(chance[sweep, t, 0, 0], 1e-300)) < (heat[t] - heat[t + 1]) * (warm - cold):
                for f in range(families):
                    choices[t, f], choices[t + 1, f] = choices[t + 1, f], choices[t, f]
                for c in range(owners.shape[1]):
                    owners[t, c], owners[t + 1, c] = owners[t + 1, c], owners[t, c]
