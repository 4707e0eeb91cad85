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


#: How the next variable is chosen: the smallest table, the smallest table that is left, the least new neighbourhood.
_BY_TABLE = 0
_BY_REST = 1
_BY_FILL = 2

#: From this many products on it is worth trying all three.
_DEAR = 4000.0


@njit(cache=True, nogil=True)
def _table(near: Flags, v: int, sizes: Ints) -> float:
    """The size of the table over a variable and all that share a factor with it."""
    total = float(sizes[v])
    for w in range(near.shape[1]):
        if near[v, w]:
            total *= sizes[w]
    return total


@njit(cache=True, nogil=True)
def _price(near: Flags, v: int, sizes: Ints, rule: int) -> float:
    """What is smallest for the variable to sum out next."""
    if rule == _BY_TABLE:
        return _table(near, v, sizes)
    if rule == _BY_REST:
        return _table(near, v, sizes) / float(sizes[v])
    total = 0.0
    for w in range(near.shape[1]):
        if near[v, w]:
            for x in range(w):
                if near[v, x] and not near[w, x]:
                    total += sizes[w] * sizes[x]
    return total


@njit(cache=True, nogil=True)
def _order(room: Room, stays: Flags, rule: int) -> tuple[Ints, float, float]:
    """An order by one rule, the places all its tables take, and how many products it takes to fill them."""
    variables, factors = room.counts[0], room.counts[1]
    sizes, scope, width = room.sizes, room.scope, room.width
    near = np.zeros((variables, variables), dtype=np.bool_)
    for f in range(factors):
        for k in range(width[f]):
            for c in range(width[f]):
                if scope[f, k] != scope[f, c]:
                    near[scope[f, k], scope[f, c]] = True
    open_ = 0
    price = np.empty(variables)
    for v in range(variables):
        if not stays[v]:
            open_ += 1
            price[v] = _price(near, v, sizes, rule)
    done = stays.copy()
    order = np.empty(open_, dtype=np.int64)
    around = np.empty(variables, dtype=np.int64)
    places, products = 0.0, 0.0
    for step in range(open_):
        best = -1
        for v in range(variables):
            if not done[v] and (best < 0 or price[v] < price[best]):
                best = v
        order[step] = best
        done[best] = True
        table = _table(near, best, sizes)
        products += table
        places += table / sizes[best]
        wide = 0
        for w in range(variables):
            if near[best, w]:
                around[wide] = w
                wide += 1
                near[w, best] = False
        if wide > WIDEST:
            places = np.inf
        for k in range(wide):
            for c in range(wide):
                if k != c:
                    near[around[k], around[c]] = True
        if rule == _BY_FILL:
            for v in range(variables):
                if not done[v]:
                    price[v] = _price(near, v, sizes, rule)
        else:
            for k in range(wide):
                if not done[around[k]]:
                    price[around[k]] = _price(near, around[k], sizes, rule)
    return order, places, products


@njit(cache=True, nogil=True)
def plan(room: Room, stays: Flags) -> tuple[Ints, float]:
    """The order in which to sum out all variables that do not stay, and the places all tables will take.

    Places are inf if a table has too many variables.  Where the first order is dear, others are tried; none is best for
    all families (Koller & Friedman 2009, 9.4.3).
    """
    order, places, products = _order(room, stays, _BY_TABLE)
    if products > _DEAR or places == np.inf:
        for rule in (_BY_REST, _BY_FILL):
            other, more_places, more_products = _order(room, stays, rule)
            if more_places < np.inf and (places == np.inf or more_products < products):
                order, places, products = other, more_places, more_products
    return order, places


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
