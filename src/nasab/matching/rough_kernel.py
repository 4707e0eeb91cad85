"""The compiled ranking of `retrieval`: how well families fit beside their names, and which fit best.

What a list tells of a family lies together in memory (`rough.Told`), because a search looks at thousands of families
in no order, and would have to fetch each fact from an array of its own.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["BINS", "CHILD", "HEAD", "fit", "strongest"]

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Levels = npt.NDArray[np.int8]

#: How many numbers are told of a family, and of each of its children after them; which, `rough.Told` says.
HEAD = 4
CHILD = 5

#: Weights are sorted into bins of a quarter of a bit to find the best without sorting all.
BINS = 400

#: A child is not held to fit worse than this: it may be another child of the family, whom nobody seeks.
WORST = -4.0


@njit(cache=True, nogil=True, inline="always")
def _dated(dates: Floats, found: float, lost: float) -> float:
    """Bits for the years from loss to finding."""
    gap = found - lost
    return float(dates[int(gap < -0.1) + 4 * int(gap >= -0.1) - int(gap > 1.0) - int(gap > 3.0)])


@njit(cache=True, nogil=True, inline="always")
def _child_fits(a: Floats, at: int, b: Floats, to: int, sexes: Floats, ages: Floats) -> float:
    """Bits, roughly, for sex and age of two children: enough to rank, the full comparison follows."""
    gap = max(a[at + 2] - b[to + 3], b[to + 2] - a[at + 3])
    unit = 0.75 + a[at + 4] + b[to + 4]
    level = int(gap <= 0.0) + 2 * int(gap > 0.0) + int(gap > unit) + int(gap > 2 * unit)
    return float(sexes[int(a[at]), int(b[to])] + ages[level])


@njit(cache=True, nogil=True)
def fit(
    g: int, r: int, found_start: Longs, found: Floats, sought_start: Longs, sought: Floats,
    places: Levels, languages: Levels, marked: Levels, origin: Floats, language: Floats, seen: Floats, dates: Floats,
    sexes: Floats, ages: Floats, marks: Floats,
) -> float:  # fmt: skip
    """Bits, roughly, for all but the names of a family found and one sought; each child as well as it fits anybody.

    Nearly without branches, which a processor would guess wrong for every other family.  The tables are those of
    `rough.tables`.
    """
    x, y = found_start[g], sought_start[r]
    bits = origin[places[int(found[x]), int(sought[y])]] + seen[places[int(found[x + 2]), int(sought[y + 2])]]
    bits += language[languages[int(found[x + 1]), int(sought[y + 1])]] + _dated(dates, found[x + 3], sought[y + 3])
    for at in range(x + HEAD, found_start[g + 1], CHILD):
        best = WORST
        mark = int(found[at + 1])
        for to in range(y + HEAD, sought_start[r + 1], CHILD):
            fits = _child_fits(found, at, sought, to, sexes, ages)
            if mark >= 0 and sought[to + 1] >= 0:
                fits += marks[marked[mark, int(sought[to + 1])] + 1]
            best = max(best, fits)
        bits += best
    return float(bits)


@njit(cache=True, nogil=True)
def strongest(bits: Floats, count: int, wanted: int, bins: Longs, out: Ints) -> int:
    """The places of the `wanted` with most bits, never negative, by bins of a quarter of a bit; of equals the first."""
    bins[:] = 0
    for k in range(count):
        bins[min(int(bits[k] * 4), BINS - 1)] += 1
    least = BINS - 1
    above = bins[least]
    while least > 0 and above + bins[least - 1] <= wanted:
        least -= 1
        above += bins[least]
    size = 0
    for k in range(count):
        if min(int(bits[k] * 4), BINS - 1) >= least and size < wanted:
            out[size] = k
            size += 1
    if least > 0:  # fill up from the next bin
        for k in range(count):
            if size >= wanted:
                break
            if min(int(bits[k] * 4), BINS - 1) == least - 1:
                out[size] = k
                size += 1
    return size
