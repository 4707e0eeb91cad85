"""Compiled: a family at one locus as factors over small variables, ready to be summed out.

The network is that of `elimination`, made smaller without changing its value:
* who was not typed and has no descendants that were is left out;
* a person whose two alleles are known hands on a vector; which of them came from the father is one variable of two
  values;
* an untyped parent hands on by a selector of two values, P(c | u, w) = Σ_s ½ [s=0] M[u,c] + ½ [s=1] M[w,c], so that no
  table ever joins a child's allele with both of a parent's;
* a founder's two alleles are alike before anything is known, so the first child's selector is fixed, and a founder with
  one child needs one allele only.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from nasab.kinship.arrays import Array, Frame, Ints, Room, Typed

__all__ = ["CERTAIN", "MASKED", "UNTYPED", "WEIGHED", "add_factor", "build", "new_room"]

#: What is known of a person at a locus: nothing; both alleles; one allele seen, perhaps beside a silent one; a weight
#: for each pair of alleles.
UNTYPED = 0
CERTAIN = 1
MASKED = 2
WEIGHED = 3

#: Counts kept while building: variables, factors, places used in the tables, founder alleles.
_VARIABLES = 0
_FACTORS = 1
_USED = 2
_FOUNDERS = 3


@njit(cache=True, nogil=True)
def new_room(persons: int, m: int) -> Room:
    """Room for the network of so many persons at a locus of `m` alleles."""
    factors = 12 * persons + 2
    return Room(
        np.zeros(4, dtype=np.int64),
        np.empty(6 * persons + 2, dtype=np.int64),
        np.empty((factors, 3), dtype=np.int64),
        np.empty(factors, dtype=np.int64),
        np.empty(factors, dtype=np.int64),
        np.empty(persons * (10 * m * m + 8 * m + 64) + 64),
        np.ones(1),
        np.empty((persons, 2), dtype=np.int64),
        np.empty((persons, 2), dtype=np.int64),
        np.full(2 * persons + 2, -1, dtype=np.int64),
    )


@njit(cache=True, nogil=True)
def add_factor(room: Room, scope: tuple[int, int, int]) -> int:
    """Room for a factor over up to three variables (-1: none); where its table begins."""
    f = room.counts[_FACTORS]
    k = 0
    total = 1
    for v in scope:
        if v >= 0:
            room.scope[f, k] = v
            k += 1
            total *= room.sizes[v]
    room.width[f] = k
    room.offset[f] = room.counts[_USED]
    room.counts[_FACTORS] += 1
    room.counts[_USED] += total
    return int(room.offset[f])


@njit(cache=True, nogil=True)
def _variable(room: Room, size: int) -> int:
    v = room.counts[_VARIABLES]
    room.sizes[v] = size
    room.counts[_VARIABLES] += 1
    return int(v)


@njit(cache=True, nogil=True)
def _vector(room: Room, node: int, size: int, values: Array) -> None:
    """A factor over one variable, or, where there is none, a number in the constant."""
    if node < 0:
        room.constant[0] *= values[0]
        return
    at = add_factor(room, (node, -1, -1))
    for x in range(size):
        room.buf[at + x] = values[x]


@njit(cache=True, nogil=True)
def build(frame: Frame, typed: Typed, how: Ints, alias: Ints, room: Room) -> None:
    """Adds the family at one locus to a network.

    `how` is (kept, linked, given): `kept` is a person whose alleles stay, or -1.  `linked`: each meiosis has its
    selector, without a weight.  `given`: founders whose alleles are known are a condition, and their chance counts
    elsewhere. `alias` says, for theta, which founder alleles are one; empty: all are their own.
    """
    father, mother, male = frame
    kind, a, b, weighed, obs, p, mothers, fathers, is_x, silent = typed
    kept, linked, given = how[0], how[1] == 1, how[2] == 1
    buf, constant, node, selector = room.buf, room.constant, room.node, room.selector
    persons = len(father)
    m = len(p)
    by_alias = len(alias) > 0
    needed = np.zeros(persons, dtype=np.bool_)
    handed = np.zeros(persons, dtype=np.int64)
    for i in range(persons - 1, -1, -1):
        if kind[i] != UNTYPED or i == kept:
            needed[i] = True
        if needed[i]:
            if mother[i] >= 0:
                needed[mother[i]] = True
                handed[mother[i]] += 1
            if father[i] >= 0 and not (is_x and male[i] == 1):
                needed[father[i]] = True
                handed[father[i]] += 1
    blocks = 0
    for f in range(len(alias)):
        blocks = max(blocks, alias[f] + 1)
    first_block = room.counts[_VARIABLES]
    for _ in range(blocks):
        v = _variable(room, m)
        _vector(room, v, m, p)
    size = np.zeros((persons, 2), dtype=np.int64)
    maps = np.zeros((persons, 2, max(m, 2)), dtype=np.int64)
    fresh = np.zeros(persons, dtype=np.bool_)  # a founder whose two alleles are still alike
    values = np.empty(max(m, 2))
    founder_allele = 0

    for i in range(persons):
        node[i, 0] = -1
        node[i, 1] = -1
        selector[i, 0] = -1
        selector[i, 1] = -1
        if not needed[i]:
            continue
        is_single = is_x and male[i] == 1
        is_founder = mother[i] < 0 and (is_single or father[i] < 0)
        # ---- the person's own variables
        if kind[i] == CERTAIN:
            size[i, 0] = 1
            size[i, 1] = 1
            maps[i, 0, 0] = a[i]
            maps[i, 1, 0] = b[i]
            if is_single:
                maps[i, 1, 0] = a[i]
                size[i, 0] = 0
            if is_founder and given:
                continue
            if not is_single and a[i] != b[i]:
                if is_founder and not linked:
                    constant[0] *= 2.0 * p[a[i]] * p[b[i]]
                    continue
                h = _variable(room, 2)
                for side in range(2):
                    node[i, side] = h
                    size[i, side] = 2
                maps[i, 0, 1] = b[i]
                maps[i, 1, 1] = a[i]
        else:
            single = is_single or (kind[i] == UNTYPED and is_founder and i != kept and handed[i] == 1)
            for side in range(2):
                if single and side == 0:
                    continue
                if kind[i] == MASKED and not by_alias and not is_single:
                    size[i, side] = 2
                    maps[i, side, 0] = a[i]
                    maps[i, side, 1] = silent
                else:
                    size[i, side] = m
                    for x in range(m):
                        maps[i, side, x] = x
                if is_founder and by_alias:
                    node[i, side] = first_block + alias[founder_allele]
                else:
                    node[i, side] = _variable(room, size[i, side])
                if is_founder:
                    room.owner[founder_allele] = -1 if single else i
                    founder_allele += 1
            fresh[i] = is_founder and not single and i != kept and not linked and not by_alias
            if kind[i] == MASKED or kind[i] == WEIGHED:
                if is_single or node[i, 0] == node[i, 1]:
                    for x in range(size[i, 1]):
                        k = maps[i, 1, x]
                        if kind[i] == MASKED:
                            values[x] = 1.0 if k == a[i] else 0.0
                        else:
                            values[x] = obs[weighed[i], k, k]
                    _vector(room, node[i, 1], size[i, 1], values)
                else:
                    at = add_factor(room, (node[i, 0], node[i, 1], -1))
                    for x in range(size[i, 0]):
                        for y in range(size[i, 1]):
                            k, c = maps[i, 0, x], maps[i, 1, y]
                            if kind[i] == MASKED:
                                one = (k == a[i] or c == a[i]) and (k == a[i] or k == silent)
                                one = one and (c == a[i] or c == silent)
                                buf[at] = 1.0 if one else 0.0
                            else:
                                buf[at] = obs[weighed[i], k, c]
                            at += 1
        # ---- where each allele comes from
        for side in range(2):
            if size[i, side] == 0:
                continue
            parent = father[i] if side == 0 else mother[i]
            own = node[i, side]
            if parent < 0:
                if is_founder and by_alias:
                    continue
                if by_alias:
                    z = first_block + alias[founder_allele]
                    founder_allele += 1
                    at = add_factor(room, (own, z, -1))
                    for x in range(size[i, side]):
                        for y in range(m):
                            buf[at] = 1.0 if maps[i, side, x] == y else 0.0
                            at += 1
                    continue
                if not is_founder:
                    founder_allele += 1
                for x in range(size[i, side]):
                    values[x] = p[maps[i, side, x]]
                _vector(room, own, size[i, side], values)
                continue
            matrix = fathers if side == 0 else mothers
            if kind[parent] == CERTAIN and (not linked or a[parent] == b[parent] or (is_x and male[parent] == 1)):
                one = a[parent]
                two = one if is_x and male[parent] == 1 else b[parent]
                for x in range(size[i, side]):
                    k = maps[i, side, x]
                    values[x] = 0.5 * (matrix[one, k] + matrix[two, k])
                _vector(room, own, size[i, side], values)
                continue
            if size[parent, 0] == 0 or (fresh[parent]):
                fresh[parent] = False
                at = add_factor(room, (own, node[parent, 1], -1))
                for x in range(size[i, side]):
                    for y in range(size[parent, 1]):
                        buf[at] = matrix[maps[parent, 1, y], maps[i, side, x]]
                        at += 1
                continue
            s = _variable(room, 2)
            selector[i, side] = s
            weight = 1.0 if linked else 0.5
            for which in range(2):
                at = add_factor(room, (own, node[parent, which], s))
                rows = size[i, side] if own >= 0 else 1
                for x in range(rows):
                    for y in range(size[parent, which]):
                        k = matrix[maps[parent, which, y], maps[i, side, x]]
                        if which == 0:
                            buf[at] = k * weight
                            buf[at + 1] = weight
                        else:
                            buf[at] = 1.0
                            buf[at + 1] = k
                        at += 2
    room.counts[_FOUNDERS] = founder_allele
