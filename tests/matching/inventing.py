"""Pairs of families whose evidence is written down as bits, and the sums over them in plain Python.

The engine's sums are compiled and never list what they sum over.  Here everything is listed: every way in which
the children of a group may be children of a family or nobody, and every way of matching all groups at once.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from nasab.matching.blocks import Blocks
from nasab.matching.compared import Compared
from nasab.matching.scoring import UNTOLD, Graded
from nasab.matching.training import Priors

Way = tuple[int | None, ...]
Members = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Bits:
    """What one pair of families says: of the family, of each child as each child (rows: found), of each as nobody."""

    shared: float
    own: Sequence[Sequence[float]]
    beside: Sequence[float]


Pairs = Mapping[tuple[int, int], Bits]


def ways(n: int, m: int) -> Iterator[Way]:
    """For each of `n` children which of `m` it is, or None; no two are the same one."""
    for way in itertools.product([None, *range(m)], repeat=n):
        taken = [b for b in way if b is not None]
        if len(taken) == len(set(taken)):
            yield way


def before(way: Way, m: int, rho: float) -> float:
    """What a way counts for before anything is known, still to be divided by the sum over all ways."""
    k = sum(b is not None for b in way)
    return rho**k * (1 - rho) ** (len(way) - k) * math.factorial(m - k) / math.factorial(m)


def weights(bits: Bits, rho: float) -> dict[Way, float]:
    """P(way) times what the evidence says, for each way of two families of one household."""
    n, m = len(bits.own), len(bits.own[0])
    chance = {way: before(way, m, rho) for way in ways(n, m)}
    whole = sum(chance.values())
    return {
        way: p / whole * math.prod(2.0 ** (bits.beside[a] if b is None else bits.own[a][b]) for a, b in enumerate(way))
        for way, p in chance.items()
    }


@dataclass(frozen=True)
class State:
    """One thing that can be true of a group: which family (None: none), and which children are which."""

    weight: float
    family: int | None
    pairs: frozenset[tuple[int, int]]


def states(
    group: int, found: Members, sought: Members, pairs: Pairs, rest: float, listed: float, rho: float
) -> list[State]:
    """Everything that can be true of a group by itself; `rest`: the weight of no family looked at."""
    children = sum(map(len, sought))
    out = [State(rest, None, frozenset())]
    for (g, r), bits in pairs.items():
        if g != group:
            continue
        prior = listed * len(sought[r]) / children * 2.0**bits.shared
        for way, weight in weights(bits, rho).items():
            joined = frozenset((found[g][a], sought[r][b]) for a, b in enumerate(way) if b is not None)
            out.append(State(prior * weight, r, joined))
    return out


def compared_of(found: Members, sought: Members, pairs: Pairs) -> Compared:
    """The same as the arrays of the engine: one kind of evidence of children, of which nothing is told, and bits."""
    order = sorted(pairs)
    sizes = [len(found[g]) * len(sought[r]) for g, r in order]
    first = np.cumsum([0, *sizes]).astype(np.int64)
    i = [a for g, r in order for a in found[g] for _ in sought[r]]
    j = [b for g, r in order for _ in found[g] for b in sought[r]]
    own = [bit for pair in order for row in pairs[pair].own for bit in row]
    beside = [bit for pair in order for row, bit in zip(pairs[pair].own, pairs[pair].beside, strict=True) for _ in row]
    group = np.array([g for g, _ in order], dtype=np.int32)
    family = np.array([r for _, r in order], dtype=np.int32)
    starts = np.searchsorted(group, np.arange(len(found) + 1)).astype(np.int64)
    numbers = np.arange(len(found), dtype=np.int32)
    laid = Blocks(group, family, starts, first, as_rows(i), as_rows(j), numbers, group)
    wide = np.array([len(sought[r]) for _, r in order], dtype=np.int32)
    left = 1 - np.bincount(group, weights=wide, minlength=len(found)) / sum(map(len, sought))
    return Compared(
        laid, wide, sum(map(len, sought)),
        Graded(np.empty((0, len(order)), dtype=np.uint8), as_bits([pairs[pair].shared for pair in order])),
        Graded(np.full((1, len(i)), UNTOLD, dtype=np.uint8), as_bits(own)),
        as_bits(beside), as_bits([0.0] * len(order)), as_bits([0.0] * len(i)),
        np.zeros(len(found), dtype=np.int32), left,
    )  # fmt: skip


def priors_of(listed: float = 0.5, aligned: float = 0.8) -> Priors:
    """Nothing is learned of levels that are never told."""
    return Priors((), (np.ones(1),), np.ones(1), listed, aligned, is_sibling=0)


def as_rows(numbers: Sequence[int]) -> np.ndarray:
    return np.array(numbers, dtype=np.int32)


def as_bits(numbers: Sequence[float]) -> np.ndarray:
    return np.array(numbers, dtype=np.float32)


def bits_of(n: int, m: int, low: float = -12, high: float = 12) -> st.SearchStrategy[Bits]:
    """Any evidence between `n` children found and `m` sought."""
    bit = st.floats(low, high, width=32)
    row = st.lists(bit, min_size=m, max_size=m)
    return st.builds(Bits, bit, st.lists(row, min_size=n, max_size=n), st.lists(bit, min_size=n, max_size=n))


def members_of(sizes: Sequence[int]) -> list[list[int]]:
    """Rows of families of these sizes, one after the other."""
    ends = list(itertools.accumulate(sizes))
    return [list(range(end - size, end)) for size, end in zip(sizes, ends, strict=True)]


@st.composite
def worlds(
    draw: st.DrawFn, groups: int = 3, families: int = 3, children: int = 3, low: float = -12, high: float = 12
) -> tuple[list[list[int]], list[list[int]], dict[tuple[int, int], Bits]]:
    """Some groups, some families, and evidence between some of them."""
    sizes = st.integers(1, children)
    found = members_of(draw(st.lists(sizes, min_size=1, max_size=groups)))
    sought = members_of(draw(st.lists(sizes, min_size=1, max_size=families)))
    every = [(g, r) for g in range(len(found)) for r in range(len(sought))]
    chosen = draw(st.lists(st.sampled_from(every), min_size=1, unique=True, max_size=6))
    return found, sought, {(g, r): draw(bits_of(len(found[g]), len(sought[r]), low, high)) for g, r in sorted(chosen)}
