"""Compiled: the likelihood of a family at one locus, from what was typed to a number, or to a table of the missing one.

`value` is for alleles drawn independently; `mean_value` is the mean over several sets of frequencies, and `alias_value`
over several ways in which founder alleles are copies of one another: the two ways of theta (`theta`).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from nasab.kinship.arrays import Array, Flags, Ints, Parts, Room
from nasab.kinship.elimination_kernel import MOST_PLACES, eliminate_all, plan
from nasab.kinship.network_kernel import CERTAIN, MASKED, UNTYPED, WEIGHED, build, lump, rooms

__all__ = ["alias_value", "founder_alleles", "joined", "linked_value", "mean_value", "seen_alleles", "value"]

_ALL_OWN = np.empty(0, dtype=np.int64)


@njit(cache=True, nogil=True)
def seen_alleles(kind: Ints, a: Ints, b: Ints, weighed: Ints, obs: Array, silent: int, n: int) -> Flags:
    """Which alleles somebody has or may have by what was typed."""
    seen = np.zeros(n, dtype=np.bool_)
    for i in range(len(kind)):
        if kind[i] == CERTAIN:
            seen[a[i]] = True
            seen[b[i]] = True
        elif kind[i] == MASKED:
            seen[a[i]] = True
            seen[silent] = True
        elif kind[i] == WEIGHED:
            for x in range(n):
                for y in range(n):
                    if obs[weighed[i], x, y] != 0:
                        seen[x] = True
                        seen[y] = True
    return seen


@njit(cache=True, nogil=True)
def joined(
    kind: Ints, a: Ints, b: Ints, weighed: Ints, obs: Array, p: Array, mothers: Array, fathers: Array, silent: int
) -> tuple[Ints, Ints, Array, Array, Array, Array, int]:
    """The same locus with unseen alleles joined where that is exact: (a, b, obs, p, mothers, fathers, silent)."""
    n = len(p)
    seen = seen_alleles(kind, a, b, weighed, obs, silent, n)
    of, pl, ml, fl = lump(p, mothers, fathers, seen)
    m = len(pl)
    al = a.copy()
    bl = b.copy()
    for i in range(len(kind)):
        if kind[i] != UNTYPED:
            al[i] = of[a[i]]
            bl[i] = of[b[i]]
    ol = np.zeros((obs.shape[0], m, m))
    for r in range(obs.shape[0]):
        for x in range(n):
            for y in range(n):
                ol[r, of[x], of[y]] = max(ol[r, of[x], of[y]], obs[r, x, y])
    return al, bl, ol, pl, ml, fl, of[silent] if silent >= 0 else -1


@njit(cache=True, nogil=True)
def _room(persons: int, m: int) -> Room:
    variables, factors, places = rooms(persons, m)
    return (
        np.zeros(4, dtype=np.int64),
        np.empty(variables, dtype=np.int64),
        np.empty((factors, 3), dtype=np.int64),
        np.empty(factors, dtype=np.int64),
        np.empty(factors, dtype=np.int64),
        np.empty(places),
        np.ones(1),
        np.empty((persons, 2), dtype=np.int64),
        np.empty((persons, 2), dtype=np.int64),
    )


@njit(cache=True, nogil=True)
def _solved(room: Room, kept: int) -> Array:
    """What is left when all is summed out but the alleles of the person kept; empty if it would take too much room."""
    count, sizes, scope, width, offset, buf, constant, node, _ = room
    stays = np.zeros(count[0], dtype=np.bool_)
    if kept >= 0:
        for side in range(2):
            if node[kept, side] >= 0:
                stays[node[kept, side]] = True
    order, places = plan(count[0], count[1], sizes, scope, width, stays)
    if places > MOST_PLACES:
        return np.empty(0)
    out: Array = eliminate_all(order, count, sizes, scope, width, offset, buf, stays)
    return out * constant[0]


@njit(cache=True, nogil=True)
def founder_alleles(
    father: Ints,
    mother: Ints,
    male: Ints,
    kind: Ints,
    a: Ints,
    b: Ints,
    weighed: Ints,
    obs: Array,
    p: Array,
    mothers: Array,
    fathers: Array,
    is_x: bool,
    silent: int,
) -> int:
    """How many alleles are drawn from the population for persons whose alleles are not known."""
    room = _room(len(father), len(p))
    count, sizes, scope, width, offset, buf, constant, node, selector = room
    build(
        father, mother, male, kind, a, b, weighed, obs, p, mothers, fathers, is_x, silent, -1, False, False, _ALL_OWN,
        count, sizes, scope, width, offset, buf, constant, node, selector,
    )  # fmt: skip
    return int(count[3])


@njit(cache=True, nogil=True)
def value(
    father: Ints,
    mother: Ints,
    male: Ints,
    kind: Ints,
    a: Ints,
    b: Ints,
    weighed: Ints,
    obs: Array,
    p: Array,
    mothers: Array,
    fathers: Array,
    is_x: bool,
    silent: int,
    kept: int,
) -> Array:
    """The likelihood as an array of one; with a person kept, over that person's alleles (from the father first)."""
    if kept < 0:
        a, b, obs, p, mothers, fathers, silent = joined(kind, a, b, weighed, obs, p, mothers, fathers, silent)
    room = _room(len(father), len(p))
    count, sizes, scope, width, offset, buf, constant, node, selector = room
    build(
        father, mother, male, kind, a, b, weighed, obs, p, mothers, fathers, is_x, silent, kept, False, False, _ALL_OWN,
        count, sizes, scope, width, offset, buf, constant, node, selector,
    )  # fmt: skip
    return _solved(room, kept)


@njit(cache=True, nogil=True)
def mean_value(
    father: Ints,
    mother: Ints,
    male: Ints,
    kind: Ints,
    a: Ints,
    b: Ints,
    weighed: Ints,
    obs: Array,
    p: Array,
    mothers: Array,
    fathers: Array,
    is_x: bool,
    silent: int,
    drawn: Array,
    chance: Array,
) -> float:
    """The mean over sets of frequencies `drawn` (rows) with their `chance`; NaN if it would take too much room.

    Founders whose alleles are known are a condition here: `theta` counts them.
    """
    total = 0.0
    order = np.empty(0, dtype=np.int64)
    for q in range(len(drawn)):
        room = _room(len(father), len(p))
        count, sizes, scope, width, offset, buf, constant, node, selector = room
        build(
            father, mother, male, kind, a, b, weighed, obs, drawn[q], mothers, fathers, is_x, silent, -1, False,
            True, _ALL_OWN, count, sizes, scope, width, offset, buf, constant, node, selector,
        )  # fmt: skip
        stays = np.zeros(count[0], dtype=np.bool_)
        if q == 0:
            order, places = plan(count[0], count[1], sizes, scope, width, stays)
            if places > MOST_PLACES:
                return np.nan
        one = eliminate_all(order, count, sizes, scope, width, offset, buf, stays)[0] * constant[0]
        total += chance[q] * one
    return total


@njit(cache=True, nogil=True)
def alias_value(
    father: Ints,
    mother: Ints,
    male: Ints,
    kind: Ints,
    a: Ints,
    b: Ints,
    weighed: Ints,
    obs: Array,
    p: Array,
    mothers: Array,
    fathers: Array,
    is_x: bool,
    silent: int,
    alias: Ints,
    chance: Array,
) -> float:
    """The mean over ways (rows of `alias`) in which founder alleles are one, each with its `chance`."""
    total = 0.0
    for q in range(len(alias)):
        room = _room(len(father), len(p))
        count, sizes, scope, width, offset, buf, constant, node, selector = room
        build(
            father, mother, male, kind, a, b, weighed, obs, p, mothers, fathers, is_x, silent, -1, False, True,
            alias[q], count, sizes, scope, width, offset, buf, constant, node, selector,
        )  # fmt: skip
        one = _solved(room, -1)
        if len(one) == 0:
            return np.nan
        total += chance[q] * one[0]
    return total


@njit(cache=True, nogil=True)
def linked_value(
    father: Ints, mother: Ints, male: Ints, first: Parts, second: Parts, is_x: bool, recombination: float
) -> Array:
    """The likelihood of two loci of one chromosome together; `first`, `second` are (kind, a, b, obs, ..) of each.

    The two networks meet in the selectors of each meiosis alone: both loci come from the same of the parent's two
    chromosomes with chance 1 - recombination.
    """
    persons = len(father)
    kind1, a1, b1, weighed1, obs1, p1, mothers1, fathers1, silent1 = first
    kind2, a2, b2, weighed2, obs2, p2, mothers2, fathers2, silent2 = second
    a1, b1, obs1, p1, mothers1, fathers1, silent1 = joined(
        kind1, a1, b1, weighed1, obs1, p1, mothers1, fathers1, silent1
    )
    a2, b2, obs2, p2, mothers2, fathers2, silent2 = joined(
        kind2, a2, b2, weighed2, obs2, p2, mothers2, fathers2, silent2
    )
    room = _room(3 * persons, max(len(p1), len(p2)))
    count, sizes, scope, width, offset, buf, constant, node, selector = room
    other_node = np.empty((persons, 2), dtype=np.int64)
    other = np.empty((persons, 2), dtype=np.int64)
    build(
        father, mother, male, kind1, a1, b1, weighed1, obs1, p1, mothers1, fathers1, is_x, silent1, -1, True, False,
        _ALL_OWN, count, sizes, scope, width, offset, buf, constant, node, selector,
    )  # fmt: skip
    build(
        father, mother, male, kind2, a2, b2, weighed2, obs2, p2, mothers2, fathers2, is_x, silent2, -1, True, False,
        _ALL_OWN, count, sizes, scope, width, offset, buf, constant, other_node, other,
    )  # fmt: skip
    for i in range(persons):
        for side in range(2):
            s, t = selector[i, side], other[i, side]
            if s >= 0 and t >= 0:
                f = count[1]
                scope[f, 0], scope[f, 1] = s, t
                width[f], offset[f] = 2, count[2]
                for x in range(4):
                    same = x == 0 or x == 3
                    buf[count[2] + x] = 0.5 * (1 - recombination if same else recombination)
                count[1] += 1
                count[2] += 4
            elif s >= 0 or t >= 0:
                constant[0] *= 0.5
    return _solved(room, -1)
