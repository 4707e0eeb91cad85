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

from nasab.kinship.arrays import Array, Flags, Frame, Ints, Room, Typed

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
def _needed(frame: Frame, typed: Typed, kept: int) -> tuple[Flags, Ints]:
    """Who is typed, kept, or has descendants that are; and how many alleles each of them hands on to such."""
    persons = len(frame.father)
    needed = np.zeros(persons, dtype=np.bool_)
    handed = np.zeros(persons, dtype=np.int64)
    for i in range(persons - 1, -1, -1):
        if typed.kind[i] != UNTYPED or i == kept:
            needed[i] = True
        if not needed[i]:
            continue
        for side in range(2):
            parent = frame.mother[i] if side else frame.father[i]
            if parent >= 0 and (side or not (typed.is_x and frame.male[i] == 1)):
                needed[parent] = True
                handed[parent] += 1
    return needed, handed


@njit(cache=True, nogil=True)
def _observe(i: int, typed: Typed, size: Ints, maps: Ints, room: Room) -> None:
    """The chance of what was seen of a person, over the alleles from father and mother."""
    kind, a = typed.kind[i], typed.a[i]
    own = room.node[i]
    if own[0] < 0 or own[0] == own[1]:
        values = np.empty(size[i, 1])
        for x in range(size[i, 1]):
            k = maps[i, 1, x]
            values[x] = (1.0 if k == a else 0.0) if kind == MASKED else typed.obs[typed.weighed[i], k, k]
        _vector(room, own[1], size[i, 1], values)
        return
    at = add_factor(room, (own[0], own[1], -1))
    for x in range(size[i, 0]):
        for y in range(size[i, 1]):
            k, c = maps[i, 0, x], maps[i, 1, y]
            if kind == MASKED:
                fits = (k == a or k == typed.silent) and (c == a or c == typed.silent)
                room.buf[at] = 1.0 if fits and (k == a or c == a) else 0.0
            else:
                room.buf[at] = typed.obs[typed.weighed[i], k, c]
            at += 1


@njit(cache=True, nogil=True)
def _meiosis(
    i: int, side: int, parent: int, frame: Frame, typed: Typed, size: Ints, maps: Ints, fresh: Flags, linked: bool,
    room: Room,
) -> None:  # fmt: skip
    """How a person's allele came from a parent: as a vector, from the one allele there is, or by a selector."""
    own, buf = room.node[i, side], room.buf
    matrix = typed.mothers if side else typed.fathers
    is_only = typed.is_x and frame.male[parent] == 1
    a, b = typed.a[parent], typed.a[parent] if is_only else typed.b[parent]
    if typed.kind[parent] == CERTAIN and (not linked or a == b):
        values = np.empty(size[i, side])
        for x in range(size[i, side]):
            k = maps[i, side, x]
            values[x] = 0.5 * (matrix[a, k] + matrix[b, k])
        _vector(room, own, size[i, side], values)
        return
    if size[parent, 0] == 0 or fresh[parent]:
        fresh[parent] = False
        at = add_factor(room, (own, room.node[parent, 1], -1))
        for x in range(size[i, side]):
            for y in range(size[parent, 1]):
                buf[at] = matrix[maps[parent, 1, y], maps[i, side, x]]
                at += 1
        return
    s = _variable(room, 2)
    room.selector[i, side] = s
    weight = 1.0 if linked else 0.5
    for which in range(2):
        at = add_factor(room, (own, room.node[parent, which], s))
        for x in range(size[i, side]):
            for y in range(size[parent, which]):
                k = matrix[maps[parent, which, y], maps[i, side, x]]
                buf[at + which] = k * (1.0 if which else weight)
                buf[at + 1 - which] = 1.0 if which else weight
                at += 2


@njit(cache=True, nogil=True)
def build(frame: Frame, typed: Typed, how: Ints, alias: Ints, room: Room) -> None:
    """Adds the family at one locus to a network.

    `how` is (kept, linked, given): `kept` is a person whose alleles stay, or -1.  `linked`: each meiosis has its
    selector, without a weight.  `given`: founders whose alleles are known are a condition, and their chance counts
    elsewhere. `alias` says, for theta, which founder alleles are one; empty: all are their own.
    """
    father, mother, male = frame
    kind, a, b, p = typed.kind, typed.a, typed.b, typed.p
    kept, linked, given = how[0], how[1] == 1, how[2] == 1
    node = room.node
    node[:] = -1
    room.selector[:] = -1
    persons = len(father)
    m = len(p)
    by_alias = len(alias) > 0
    needed, handed = _needed(frame, typed, kept)
    first_block = room.counts[_VARIABLES]
    for _ in range(alias.max() + 1 if by_alias else 0):
        _vector(room, _variable(room, m), m, p)
    size = np.zeros((persons, 2), dtype=np.int64)
    maps = np.zeros((persons, 2, max(m, 2)), dtype=np.int64)
    fresh = np.zeros(persons, dtype=np.bool_)  # a founder whose two alleles are still alike
    values = np.empty(max(m, 2))
    founder_allele = 0

    for i in range(persons):
        if not needed[i]:
            continue
        is_single = typed.is_x and male[i] == 1
        is_founder = mother[i] < 0 and (is_single or father[i] < 0)
        # ---- the person's own variables
        if kind[i] == CERTAIN:
            size[i, 0] = 0 if is_single else 1
            size[i, 1] = 1
            maps[i, 0, 0] = a[i]
            maps[i, 1, 0] = a[i] if is_single else b[i]
            if is_founder and given:
                continue
            if not is_single and a[i] != b[i]:
                if is_founder and not linked:
                    room.constant[0] *= 2.0 * p[a[i]] * p[b[i]]
                    continue
                h = _variable(room, 2)
                for side in range(2):
                    node[i, side] = h
                    size[i, side] = 2
                maps[i, 0, 1] = b[i]
                maps[i, 1, 1] = a[i]
        else:
            single = is_single or (kind[i] == UNTYPED and is_founder and i != kept and handed[i] == 1)
            for side in range(1 if single else 0, 2):
                if kind[i] == MASKED and not by_alias and not is_single:
                    size[i, side] = 2
                    maps[i, side, 0] = a[i]
                    maps[i, side, 1] = typed.silent
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
            if kind[i] != UNTYPED:
                _observe(i, typed, size, maps, room)
        # ---- where each allele comes from
        for side in range(2):
            parent = mother[i] if side else father[i]
            if size[i, side] == 0 or (by_alias and is_founder):
                continue
            if parent >= 0:
                _meiosis(i, side, parent, frame, typed, size, maps, fresh, linked, room)
            elif by_alias:  # a population allele as it is
                at = add_factor(room, (node[i, side], first_block + alias[founder_allele], -1))
                founder_allele += 1
                for x in range(size[i, side]):
                    for y in range(m):
                        room.buf[at] = 1.0 if maps[i, side, x] == y else 0.0
                        at += 1
            else:
                founder_allele += 0 if is_founder else 1
                for x in range(size[i, side]):
                    values[x] = p[maps[i, side, x]]
                _vector(room, node[i, side], size[i, side], values)
    room.counts[_FOUNDERS] = founder_allele
