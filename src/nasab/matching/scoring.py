"""From levels of agreement to weights: one sum over the kinds of evidence, for all pairs at once.

The weight of a pair under a hypothesis is the sum over the kinds of evidence of `log2 m(level)`, less
`log2 u`, in bits (Fellegi and Sunter 1969): `m` is the probability of the level under the hypothesis, `u`
that of the whole pattern of levels among strangers.  Strangers are not strangers in every respect: among
people of one origin, names, languages and places agree together.  So `u` is a mixture over the peoples of
the list, within each of which facts are taken to be independent:

    u(pattern) = sum over peoples c of P(c) prod over kinds k of u_k(level_k | c)

The `u` part is the same whatever is learned, so it is summed once; the `m` part is a table of a few
hundred numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab.matching.blocks import Blocks
from nasab.matching.evidence import Chance, Comparison
from nasab.matching.evidence.comparison import LEAST_CHANCE

__all__ = ["UNTOLD", "Graded", "Scales", "grade", "scales_of", "table_of", "weigh"]

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

#: How an unknown is kept in a table of bytes.  Its weight is 0 in every table.
UNTOLD: Final = 255

WIDTH: Final = 256


@dataclass(frozen=True, slots=True)
class Scales:
    """The comparisons of one sort (families or children) and how often strangers agree, ready for the loop.

    `flat`: log2 u of all kinds in one array, that of kind k from `begins[k]` on (kinds + 1); `at`: (kinds, rows found)
    where the row's part begins, rows that say the same having the same; `step`: for each kind the distance from one
    people to the next, 0 where all are alike; `degrees`: how many degrees of agreement it has (a level tells the sort
    of the row found too, which is the same for all strangers).  `usual`: for each kind `Chance.usual`.
    """

    comparisons: Sequence[Comparison]
    flat: Floats
    begins: npt.NDArray[np.int64]
    at: npt.NDArray[np.int64]
    step: npt.NDArray[np.int64]
    degrees: npt.NDArray[np.int64]
    usual: Sequence[Floats]

    @property
    def kinds(self) -> list[str]:
        """The kinds of evidence, in order."""
        return [comparison.kind for comparison in self.comparisons]

    def taken(self, rows: Rows, comparisons: Sequence[Comparison]) -> Scales:
        """Some of the rows found, with the comparisons of these; `flat` is the same."""
        return replace(self, comparisons=comparisons, at=self.at[:, rows])

    def bits_at(self, kind: int, rows: Rows, level: Bytes, shares: npt.NDArray[np.float64]) -> Floats:
        """-log2 of the chance of a level of each row, over all peoples, which have these shares."""
        place, step = self.at[kind, rows] + level % self.degrees[kind], int(self.step[kind])
        if not step:
            bits: Floats = -self.flat[place]
            return bits
        total = np.zeros(len(place))
        for people, share in enumerate(shares.tolist()):
            total += share * np.exp2(self.flat[place + people * step].astype(np.float64))
        averaged: Floats = -np.log2(np.maximum(total, LEAST_CHANCE)).astype(np.float32)
        return averaged


@dataclass(frozen=True, slots=True)
class Graded:
    """Pairs with their levels: `level` (kinds, pairs) bytes, `chance_bits` -log2 u of the pattern, float32 (pairs,)."""

    level: Bytes
    chance_bits: Floats

    def take(self, chosen: npt.NDArray[np.integer]) -> Graded:
        """Some of the pairs."""
        return Graded(self.level[:, chosen], self.chance_bits[chosen])


def scales_of(comparisons: Sequence[Comparison], chances: Sequence[Chance] | None = None) -> Scales:
    """Counts chance for each kind of evidence, if it has not been counted."""
    if chances is None:
        chances = [comparison.chance() for comparison in comparisons]
    begins = np.cumsum([0, *(chance.table.size for chance in chances)])
    rows = [chance.row.astype(np.int64) * chance.table[0].size for chance in chances]
    at = np.stack([row + size for row, size in zip(rows, begins.tolist(), strict=False)])
    step = [chance.table.shape[2] if chance.table.shape[1] > 1 else 0 for chance in chances]
    degrees = np.array([chance.table.shape[2] for chance in chances], dtype=np.int64)
    flat = np.empty(begins[-1], dtype=np.float32)
    for first, last, chance in zip(begins[:-1].tolist(), begins[1:].tolist(), chances, strict=True):
        np.maximum(chance.table.ravel(), np.float32(LEAST_CHANCE), out=flat[first:last])
    np.log2(flat, out=flat)
    usual = [chance.usual for chance in chances]
    return Scales(comparisons, flat, begins, at, np.array(step, dtype=np.int64), degrees, usual)


def grade(
    shared: Scales,
    own: Scales,
    blocks: Blocks,
    shares: npt.NDArray[np.float64],
    *,
    threads: int = 1,
    chunk: int = 50_000,
) -> tuple[Graded, Graded]:
    """Compares families and their children by every kind of evidence, in chunks, so that memory stays bounded.

    `shares`: P(c), the share of each people in the list of the sought.  A child's names are judged among the
    peoples that the family may be of, given what the families share.
    """
    families, children = len(blocks.g), len(blocks.i)
    out = tuple(
        Graded(np.empty((len(scales.comparisons), size), dtype=np.uint8), np.empty(size, dtype=np.float32))
        for scales, size in ((shared, families), (own, children))
    )
    before = np.log2(shares).astype(np.float32)

    def work(at: int) -> None:
        span = slice(at, min(at + chunk, families))
        inner = slice(int(blocks.first[span.start]), int(blocks.first[span.stop]))
        _compare(shared, blocks.g[span], blocks.r[span], out[0].level[:, span])
        _compare(own, blocks.i[inner], blocks.j[inner], out[1].level[:, inner])
        first = blocks.first[span.start : span.stop + 1] - inner.start
        _chances(
            shared.flat, shared.at, shared.step, shared.degrees, blocks.g[span], out[0].level[:, span],
            own.flat, own.at, own.step, own.degrees, blocks.i[inner], out[1].level[:, inner],
            first, before, out[0].chance_bits[span], out[1].chance_bits[inner],
        )  # fmt: skip

    pieces = range(0, families, chunk)
    if threads > 1 and len(pieces) > 1:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, pieces))
    else:
        for at in pieces:
            work(at)
    return out[0], out[1]


def _compare(scales: Scales, i: Rows, j: Rows, level: Bytes) -> None:
    for k, comparison in enumerate(scales.comparisons):
        if comparison.is_silent:
            level[k] = UNTOLD
            continue
        found = comparison.compare(i, j)
        level[k] = np.where(found >= 0, found, UNTOLD)


@njit(cache=True, nogil=True)
def _chances(
    flat: Floats, at: Longs, step: Longs, degrees: Longs, g: Rows, level: Bytes, own_flat: Floats, own_at: Longs,
    own_step: Longs, own_degrees: Longs, i: Rows, own_level: Bytes, first: Longs, before: Floats,
    out: Floats, own_out: Floats,
) -> None:  # fmt: skip
    """-log2 u of each pair of families, and of each pair of children given that of their families."""
    peoples = len(before)
    sums = np.empty(peoples, dtype=np.float32)
    inner = np.empty(peoples, dtype=np.float32)
    for p in range(len(g)):
        sums[:] = before
        for k in range(level.shape[0]):
            if level[k, p] != 255:
                place = at[k, g[p]] + level[k, p] % degrees[k]
                for c in range(peoples):
                    sums[c] += flat[place + c * step[k]]
        whole = _log_sum(sums)
        out[p] = -whole
        for q in range(first[p], first[p + 1]):
            inner[:] = sums
            for k in range(own_level.shape[0]):
                if own_level[k, q] != 255:
                    place = own_at[k, i[q]] + own_level[k, q] % own_degrees[k]
                    for c in range(peoples):
                        inner[c] += own_flat[place + c * own_step[k]]
            own_out[q] = whole - _log_sum(inner)


@njit(cache=True, nogil=True, inline="always")
def _log_sum(bits: Floats) -> float:
    top = bits[0]
    for c in range(1, len(bits)):
        top = max(top, bits[c])
    total = 0.0
    for c in range(len(bits)):
        total += 2.0 ** (bits[c] - top)
    return float(top + np.log2(total))


def table_of(
    probabilities: Sequence[npt.NDArray[np.float64]], corrections: Sequence[npt.NDArray[np.float64]] = ()
) -> Floats:
    """log2 of each kind's level probabilities, padded to bytes: (kinds, 256), 0 for the unknown.

    `corrections`: bits that are added for each level (`corrections`); none if there are none.
    """
    table = np.zeros((len(probabilities), WIDTH), dtype=np.float32)
    for k, row in enumerate(probabilities):
        table[k, : len(row)] = np.log2(row)
    for k, bits in enumerate(corrections):
        table[k, : len(bits)] += bits.astype(np.float32)
    return table


def weigh(graded: Graded, table: Floats) -> Floats:
    """The weight of each pair in bits."""
    out = graded.chance_bits.copy()
    _add(graded.level, table, out)
    return out


@njit(cache=True, nogil=True)
def _add(level: Bytes, table: Floats, out: Floats) -> None:
    for k in range(level.shape[0]):
        for p in range(level.shape[1]):
            out[p] += table[k, level[k, p]]
