"""From levels of agreement to weights: one sum over the kinds of evidence, for all pairs at once.

The weight of a pair under a hypothesis is the sum over the kinds of evidence of
`log2 m(level) - log2 u(level)`, in bits (Fellegi and Sunter 1969): `m` is the probability of the
level under the hypothesis, `u` among strangers.  The `u` part is the same whatever is learned, so
it is summed once; the `m` part is a table of a few hundred numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab.matching.evidence import Chance, Comparison

__all__ = ["LEAST_CHANCE", "UNTOLD", "Graded", "allow", "grade", "table_of", "weigh"]

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

#: How an unknown is kept in a table of bytes.  Its weight is 0 in every table.
UNTOLD: Final = 255

#: No agreement is rarer among strangers than this, as far as anyone can count.
LEAST_CHANCE: Final = 1e-9
WIDTH: Final = 256


@dataclass(frozen=True, slots=True)
class Graded:
    """Pairs with their levels: `level` (kinds, pairs) bytes, `chance_bits` -Σ log2 u, float32 (pairs,)."""

    i: npt.NDArray[np.int32]
    j: npt.NDArray[np.int32]
    level: Bytes
    chance_bits: Floats

    def take(self, chosen: npt.NDArray[np.intp]) -> Graded:
        """Some of the pairs."""
        return Graded(self.i[chosen], self.j[chosen], self.level[:, chosen], self.chance_bits[chosen])


def grade(
    comparisons: Sequence[Comparison],
    chances: Sequence[Chance],
    i: npt.NDArray[np.int32],
    j: npt.NDArray[np.int32],
    *,
    threads: int = 1,
    chunk: int = 200_000,
) -> Graded:
    """Compares the pairs by every kind of evidence, in chunks, so that memory stays bounded."""
    level = np.empty((len(comparisons), len(i)), dtype=np.uint8)
    bits = np.zeros(len(i), dtype=np.float32)
    logs = [np.log2(np.maximum(chance.table, LEAST_CHANCE)) for chance in chances]

    def work(at: int) -> None:
        span = slice(at, at + chunk)
        a, b = i[span], j[span]
        for k, comparison in enumerate(comparisons):
            found = comparison.compare(a, b)
            told = found >= 0
            level[k, span] = np.where(told, found, UNTOLD)
            bits[span] -= np.where(told, logs[k][chances[k].row[a], np.maximum(found, 0)], 0.0)

    with ThreadPoolExecutor(max(threads, 1)) as pool:
        list(pool.map(work, range(0, len(i), chunk)))
    return Graded(i, j, level, bits)


def table_of(probabilities: Sequence[npt.NDArray[np.float64]]) -> Floats:
    """log2 of each kind's level probabilities, padded to bytes: (kinds, 256), 0 for the unknown."""
    table = np.zeros((len(probabilities), WIDTH), dtype=np.float32)
    for k, row in enumerate(probabilities):
        table[k, : len(row)] = np.log2(row)
    return table


def weigh(graded: Graded, table: Floats) -> Floats:
    """The weight of each pair in bits."""
    out = graded.chance_bits.copy()
    _add(graded.level, table, out)
    return out


def allow(weight: Floats, summed: Sequence[float], worth: Sequence[float]) -> Floats:
    """What a sum of reasons is worth, allowing for facts that depend on one another.

    Reasons are added as if facts were independent.  They are not: who misheard one name misheard the
    next, and strangers of one people share names, languages and towns at once.  So very high sums are
    worth less than they say and low ones more.  `summed` and `worth` are the knots of the curve that
    was counted on simulated lists, on a log2 scale; between them it is straight, beyond them it goes
    on with the slope of the last piece.
    """
    if not summed:
        return weight
    x, y = np.asarray(summed, dtype=np.float64), np.asarray(worth, dtype=np.float64)
    inside = np.interp(weight, x, y)
    below = y[0] + (weight - x[0]) * (y[1] - y[0]) / (x[1] - x[0])
    above = y[-1] + (weight - x[-1]) * (y[-1] - y[-2]) / (x[-1] - x[-2])
    return np.where(weight < x[0], below, np.where(weight > x[-1], above, inside)).astype(np.float32)


@njit(cache=True, nogil=True)
def _add(level: Bytes, table: Floats, out: Floats) -> None:
    for k in range(level.shape[0]):
        for p in range(level.shape[1]):
            out[p] += table[k, level[k, p]]
