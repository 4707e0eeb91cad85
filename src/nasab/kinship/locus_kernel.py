"""Compiled: the likelihood of a family at one locus, from what was typed to a number, or to a table of the missing one.

`value` is for alleles drawn independently, `table` the same over the alleles of one person; `mean_value` is the mean
over several sets of frequencies, and `alias_value` over several ways in which founder alleles are copies of one
another: the two ways of theta (`theta`).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from nasab.kinship.arrays import Array, Flags, Frame, Ints, Loci, Room, Typed
from nasab.kinship.elimination_kernel import MOST_PLACES, eliminate_all, plan
from nasab.kinship.lumping_kernel import lump
from nasab.kinship.network_kernel import CERTAIN, MASKED, UNTYPED, WEIGHED, add_factor, build, new_room

__all__ = ["alias_value", "founder_alleles", "joined", "linked_value", "mean_value", "table", "value", "values"]


@njit(cache=True, nogil=True)
def _seen(typed: Typed) -> Flags:
    """Which alleles somebody has or may have by what was typed."""
    n = len(typed.p)
    seen = np.zeros(n, dtype=np.bool_)
    for i in range(len(typed.kind)):
        kind = typed.kind[i]
        if kind == CERTAIN:
            seen[typed.a[i]] = True
            seen[typed.b[i]] = True
        elif kind == MASKED:
            seen[typed.a[i]] = True
            seen[typed.silent] = True
        elif kind == WEIGHED:
            for x in range(n):
                for y in range(n):
                    if typed.obs[typed.weighed[i], x, y] != 0:
                        seen[x] = True
                        seen[y] = True
    return seen


@njit(cache=True, nogil=True)
def joined(typed: Typed) -> Typed:
    """The same locus with unseen alleles joined where that is exact."""
    n = len(typed.p)
    of, p, mothers, fathers = lump(typed.p, typed.mothers, typed.fathers, _seen(typed))
    m = len(p)
    a = typed.a.copy()
    b = typed.b.copy()
    for i in range(len(typed.kind)):
        if typed.kind[i] != UNTYPED:
            a[i] = of[a[i]]
            b[i] = of[b[i]]
    obs = np.zeros((typed.obs.shape[0], m, m))
    for r in range(obs.shape[0]):
        for x in range(n):
            for y in range(n):
                obs[r, of[x], of[y]] = max(obs[r, of[x], of[y]], typed.obs[r, x, y])
    silent = of[typed.silent] if typed.silent >= 0 else -1
    return Typed(typed.kind, a, b, typed.weighed, obs, p, mothers, fathers, typed.is_x, silent)


@njit(cache=True, nogil=True)
def _how(kept: int, linked: bool, given: bool) -> Ints:
    how = np.zeros(3, dtype=np.int64)
    how[0] = kept
    how[1] = linked
    how[2] = given
    return how


@njit(cache=True, nogil=True)
def _solved(room: Room, kept: Ints) -> Array:
    """What is left when all is summed out but the alleles of the persons kept; empty if it would take too much room."""
    stays = np.zeros(room.counts[0], dtype=np.bool_)
    for i in kept:
        for side in range(2):
            if room.node[i, side] >= 0:
                stays[room.node[i, side]] = True
    order, places = plan(room, stays)
    if places > MOST_PLACES:
        return np.empty(0)
    out: Array = eliminate_all(order, room, stays)
    scaled: Array = out * room.constant[0]
    return scaled


@njit(cache=True, nogil=True)
def founder_alleles(frame: Frame, typed: Typed) -> Ints:
    """For each allele drawn from the population for somebody whose alleles are not known, its owner (see `Room`)."""
    room = new_room(len(frame.father), len(typed.p))
    build(frame, typed, _how(-1, False, False), np.empty(0, dtype=np.int64), room)
    owners: Ints = room.owner[: room.counts[3]].copy()
    return owners


@njit(cache=True, nogil=True)
def value(frame: Frame, typed: Typed) -> Array:
    """The likelihood, as an array of one."""
    less = joined(typed)
    room = new_room(len(frame.father), len(less.p))
    build(frame, less, _how(-1, False, False), np.empty(0, dtype=np.int64), room)
    return _solved(room, np.empty(0, dtype=np.int64))


@njit(cache=True, nogil=True)
def values(frame: Frame, kind: Ints, alleles: Ints, loci: Loci) -> Array:
    """The likelihood at every locus, one after the other; NaN where it would take too much room.

    `kind` (loci, persons), `alleles` (2, loci, persons): as in `Typed`; nobody is weighed.
    """
    out = np.empty(len(kind))
    nobody = np.zeros(kind.shape[1], dtype=np.int64)
    no_weights = np.zeros((0, 1, 1))
    for k in range(len(kind)):
        n = loci.sizes[k]
        at, square = loci.start[k], loci.squares[k]
        typed = Typed(
            kind[k], alleles[0, k], alleles[1, k], nobody, no_weights, loci.p[at : at + n],
            loci.mothers[square : square + n * n].reshape(n, n), loci.fathers[square : square + n * n].reshape(n, n),
            loci.is_x[k], loci.silent[k],
        )  # fmt: skip
        one = value(frame, typed)
        out[k] = one[0] if len(one) else np.nan
    return out


@njit(cache=True, nogil=True)
def table(frame: Frame, typed: Typed, kept: int) -> Array:
    """The likelihood over the alleles of the person kept, from father (rows) and mother, flat."""
    room = new_room(len(frame.father), len(typed.p))
    build(frame, typed, _how(kept, False, False), np.empty(0, dtype=np.int64), room)
    return _solved(room, np.array([kept]))


@njit(cache=True, nogil=True)
def mean_value(frame: Frame, typed: Typed, drawn: Array, chance: Array) -> float:
    """The mean over sets of frequencies `drawn` (rows) with their `chance`; NaN if it would take too much room.

    Founders whose alleles are known are a condition here: `theta` counts them.
    """
    total = 0.0
    how = _how(-1, False, True)
    alias = np.empty(0, dtype=np.int64)
    order = np.empty(0, dtype=np.int64)
    for q in range(len(drawn)):
        room = new_room(len(frame.father), len(typed.p))
        one = Typed(
            typed.kind, typed.a, typed.b, typed.weighed, typed.obs, drawn[q], typed.mothers, typed.fathers, typed.is_x,
            typed.silent,
        )  # fmt: skip
        build(frame, one, how, alias, room)
        stays = np.zeros(room.counts[0], dtype=np.bool_)
        if q == 0:
            order, places = plan(room, stays)
            if places > MOST_PLACES:
                return np.nan
        total += chance[q] * eliminate_all(order, room, stays)[0] * room.constant[0]
    return total


@njit(cache=True, nogil=True)
def alias_value(frame: Frame, typed: Typed, alias: Ints, chance: Array) -> float:
    """The mean over ways (rows of `alias`) in which founder alleles are one, each with its `chance`."""
    total = 0.0
    how = _how(-1, False, True)
    nobody = np.empty(0, dtype=np.int64)
    for q in range(len(alias)):
        room = new_room(len(frame.father), len(typed.p))
        build(frame, typed, how, alias[q], room)
        one = _solved(room, nobody)
        if len(one) == 0:
            return np.nan
        total += chance[q] * one[0]
    return total


@njit(cache=True, nogil=True)
def linked_value(frame: Frame, first: Typed, second: Typed, recombination: float) -> Array:
    """The likelihood of two loci of one chromosome together, as an array of one.

    The two networks meet in the selectors of each meiosis alone: both loci come from the same of the parent's two
    chromosomes with chance 1 - recombination.
    """
    persons = len(frame.father)
    one, two = joined(first), joined(second)
    room = new_room(3 * persons, max(len(one.p), len(two.p)))
    how = _how(-1, True, False)
    alias = np.empty(0, dtype=np.int64)
    build(frame, one, how, alias, room)
    selector = room.selector.copy()
    build(frame, two, how, alias, room)
    for i in range(persons):
        for side in range(2):
            s, t = selector[i, side], room.selector[i, side]
            if s >= 0 and t >= 0:
                at = add_factor(room, (s, t, -1))
                for x in range(4):
                    same = x == 0 or x == 3
                    room.buf[at + x] = 0.5 * (1 - recombination if same else recombination)
            elif s >= 0 or t >= 0:
                room.constant[0] *= 0.5
    return _solved(room, alias)
