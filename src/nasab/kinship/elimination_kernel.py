"""Compiled: the variables of a network summed out one by one, the cheapest first.

The order is chosen on the scopes alone, before anything is multiplied, so that what would be too large is known before
it is tried.  The plain twin is `elimination.eliminate`.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from nasab.kinship.arrays import Array, Flags, Ints, Room

__all__ = ["MOST_PLACES", "WIDEST", "eliminate_all", "plan"]

#: Variables in one table, and places in all tables of a locus: beyond, a family is refused as too interwoven.
WIDEST = 24
MOST_PLACES = 60_000_000


@njit(cache=True, nogil=True)
def _table(near: Flags, v: int, sizes: Ints) -> float:
    """The size of the table over a variable and all that share a factor with it."""
    total = float(sizes[v])
    for w in range(near.shape[1]):
        if near[v, w]:
            total *= sizes[w]
    return total


@njit(cache=True, nogil=True)
def plan(room: Room, stays: Flags) -> tuple[Ints, float]:
    """The order in which to sum out all variables that do not stay, each time the one with the smallest table.

    Also the places all tables will take (float; inf if one has too many variables).
    """
    variables, factors = room.counts[0], room.counts[1]
    sizes, scope, width = room.sizes, room.scope, room.width
    near = np.zeros((variables, variables), dtype=np.bool_)
    for f in range(factors):
        for k in range(width[f]):
            for c in range(width[f]):
                if scope[f, k] != scope[f, c]:
                    near[scope[f, k], scope[f, c]] = True
    open_ = 0
    cost = np.empty(variables)
    for v in range(variables):
        if not stays[v]:
            open_ += 1
            cost[v] = _table(near, v, sizes)
    done = stays.copy()
    order = np.empty(open_, dtype=np.int64)
    around = np.empty(variables, dtype=np.int64)
    total = 0.0
    for step in range(open_):
        best = -1
        for v in range(variables):
            if not done[v] and (best < 0 or cost[v] < cost[best]):
                best = v
        order[step] = best
        done[best] = True
        total += cost[best] / sizes[best]
        wide = 0
        for w in range(variables):
            if near[best, w]:
                around[wide] = w
                wide += 1
                near[w, best] = False
        if wide > WIDEST:
            total = np.inf
        for k in range(wide):
            for c in range(wide):
                if k != c:
                    near[around[k], around[c]] = True
        for k in range(wide):
            if not done[around[k]]:
                cost[around[k]] = _table(near, around[k], sizes)
    return order, total


@njit(cache=True, nogil=True)
def _contract(buf: Array, at: int, sizes: Ints, mine: tuple[Ints, Ints, Ints], result: Ints, v: int) -> None:
    """Factors multiplied and summed over `v` (-1: over nothing) into the place `at`; `mine` says what each factor is.

    `mine` = (offsets, steps over v, steps over each variable of the result).
    """
    starts, steps, strides = mine
    nf = len(starts)
    wide = len(result)
    total = 1
    for k in range(wide):
        total *= sizes[result[k]]
    dv = sizes[v] if v >= 0 else 1
    index = np.zeros(wide, dtype=np.int64)
    where = starts.copy()
    for place in range(total):
        acc = 0.0
        if nf == 1:
            o, s = where[0], steps[0]
            for x in range(dv):
                acc += buf[o + x * s]
        elif nf == 2:
            o, s = where[0], steps[0]
            o2, s2 = where[1], steps[1]
            for x in range(dv):
                acc += buf[o + x * s] * buf[o2 + x * s2]
        else:
            for x in range(dv):
                one = buf[where[0] + x * steps[0]]
                for f in range(1, nf):
                    one *= buf[where[f] + x * steps[f]]
                acc += one
        buf[at + place] = acc
        for k in range(wide - 1, -1, -1):
            index[k] += 1
            if index[k] < sizes[result[k]]:
                for f in range(nf):
                    where[f] += strides[f, k]
                break
            for f in range(nf):
                where[f] -= strides[f, k] * (index[k] - 1)
            index[k] = 0


@njit(cache=True, nogil=True)
def _steps(sizes: Ints, scope: Ints, width: Ints, f: int, result: Ints, v: int) -> Ints:
    """How far apart neighbours in `v` and in each variable of the result are in a factor's table (0: not in it)."""
    out = np.zeros(len(result) + 1, dtype=np.int64)
    step = 1
    for k in range(width[f] - 1, -1, -1):
        w = scope[f, k]
        if w == v:
            out[len(result)] = step
        for r in range(len(result)):
            if result[r] == w:
                out[r] = step
        step *= sizes[w]
    return out


@njit(cache=True, nogil=True)
def _grown(buf: Array, used: int, need: int) -> Array:
    if used + need <= len(buf):
        return buf
    out = np.empty(max(2 * len(buf), used + need))
    out[:used] = buf[:used]
    return out


@njit(cache=True, nogil=True)
def eliminate_all(order: Ints, room: Room, stays: Flags) -> Array:
    """Sums out the variables in that order; what is left as a table over those that stay, in their order."""
    count, sizes, scope, width, offset, buf = room.counts, room.sizes, room.scope, room.width, room.offset, room.buf
    factors = count[1]
    used = count[2]
    alive = np.zeros(factors + len(order) + 1, dtype=np.bool_)
    alive[:factors] = True
    scopes = np.zeros((factors + len(order) + 1, max(WIDEST, 3)), dtype=np.int64)
    widths = np.zeros(factors + len(order) + 1, dtype=np.int64)
    offsets = np.zeros(factors + len(order) + 1, dtype=np.int64)
    for f in range(factors):
        widths[f] = width[f]
        offsets[f] = offset[f]
        for k in range(width[f]):
            scopes[f, k] = scope[f, k]
    chosen = np.empty(factors + len(order) + 1, dtype=np.int64)
    has = np.zeros(count[0], dtype=np.bool_)
    kept = 0
    for v in range(count[0]):
        kept += stays[v]
    for step in range(len(order) + 1):
        v = order[step] if step < len(order) else -1
        nf = 0
        has[:] = False
        for f in range(factors):
            if not alive[f]:
                continue
            mine = v < 0
            for k in range(widths[f]):
                if scopes[f, k] == v:
                    mine = True
            if mine:
                chosen[nf] = f
                nf += 1
                alive[f] = False
                for k in range(widths[f]):
                    has[scopes[f, k]] = True
        wide = 0
        result = np.empty(WIDEST, dtype=np.int64)
        need = 1
        for w in range(count[0]):
            if (has[w] and w != v) if v >= 0 else stays[w]:
                result[wide] = w
                wide += 1
                need *= sizes[w]
        result = result[:wide]
        buf = _grown(buf, used, need)
        starts = np.empty(nf, dtype=np.int64)
        steps = np.empty(nf, dtype=np.int64)
        strides = np.empty((nf, wide), dtype=np.int64)
        for f in range(nf):
            starts[f] = offsets[chosen[f]]
            apart = _steps(sizes, scopes, widths, chosen[f], result, v)
            strides[f] = apart[:wide]
            steps[f] = apart[wide]
        if nf == 0:
            for x in range(need):
                buf[used + x] = float(sizes[v]) if v >= 0 else 1.0
        else:
            _contract(buf, used, sizes, (starts, steps, strides), result, v)
        for k in range(wide):
            scopes[factors, k] = result[k]
        widths[factors] = wide
        offsets[factors] = used
        alive[factors] = True
        factors += 1
        used += need
    return buf[used - need : used].copy()
