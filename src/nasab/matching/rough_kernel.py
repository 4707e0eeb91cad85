"""The compiled ranking of `retrieval`: how well families fit beside their names, and which fit best.

What a list tells of a family lies together in memory (`rough.Told`), because a search looks at thousands of families
in no order, and would have to fetch each fact from an array of its own.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["BINS", "CHILD", "HEAD", "SLOPE", "children_of", "fits", "least_bits", "strongest"]

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Levels = npt.NDArray[np.int8]

#: How many numbers are told of a family, and of each of its children after them; which, `rough.Told` says.
HEAD = 4
CHILD = 5

#: Weights are sorted into bins of a quarter of a bit to find the best without sorting all.
BINS = 400

BINS_A_BIT = 4

#: So much of a bit each rough bit is worth when families are held against one another: names that agree are counted
#: here as if nothing went with them.  Of 0.3 to 1 the one that kept most true families at as many pairs.
SLOPE = 0.45

#: So many families are fetched from memory before they are looked at.
AT_ONCE = 64

#: A child is not held to fit worse than this: it may be another child of the family, whom nobody seeks.
WORST = -4.0


@njit(cache=True, nogil=True, inline="always")
def _dated(dates: Floats, found: float, lost: float) -> float:
    """Bits for the years from loss to finding."""
    gap = found - lost
    return float(dates[int(gap < -0.1) + 4 * int(gap >= -0.1) - int(gap > 1.0) - int(gap > 3.0)])


@njit(cache=True, nogil=True, inline="always")
def children_of(start: Longs, family: int) -> int:
    """How many children a family has, of which is told from `start[family]` on."""
    return int((start[family + 1] - start[family] - HEAD) // CHILD)


@njit(cache=True, nogil=True)
def fits(
    g: int, families: Ints, places_of: Ints, count: int, found_start: Longs, found: Floats, sought_start: Longs,
    sought: Floats, places: Levels, languages: Levels, marked: Levels, origin: Floats, language: Floats, seen: Floats,
    dates: Floats, sexes: Floats, ages: Floats, marks: Floats, out: Floats,
) -> None:  # fmt: skip
    """Bits, roughly, for all but the names of a family found and of several sought; into `out`.

    The sought are the first `count` of `families[places_of]`.  Each child found counts as well as it fits anybody, by
    sex, age and marks: enough to rank, the full comparison follows.  Nearly without branches, which a processor would
    guess wrong for every other family.  The tables are those of `rough.tables`.
    """
    x = found_start[g]
    from_here, speaks = places[int(found[x])], languages[int(found[x + 1])]
    was_at, when = places[int(found[x + 2])], found[x + 3]
    begin, end = np.empty(AT_ONCE, dtype=np.int64), np.empty(AT_ONCE, dtype=np.int64)
    fetched = np.empty((AT_ONCE, 2), dtype=np.float32)
    for first in range(0, count, AT_ONCE):
        some = min(AT_ONCE, count - first)
        for k in range(some):  # fetched from all over the memory at once, not one after the other
            r = families[places_of[first + k]]
            begin[k], end[k] = sought_start[r], sought_start[r + 1]
            fetched[k, 0], fetched[k, 1] = sought[begin[k]], sought[end[k] - 1]
        for k in range(some):
            y = begin[k]
            bits = origin[from_here[int(fetched[k, 0])]] + seen[was_at[int(sought[y + 2])]]
            bits += language[speaks[int(sought[y + 1])]] + _dated(dates, when, sought[y + 3])
            for at in range(x + HEAD, found_start[g + 1], CHILD):
                sex, mark = sexes[int(found[at])], int(found[at + 1])
                earliest, latest, spread = found[at + 2], found[at + 3], np.float32(0.75) + found[at + 4]
                best = np.float32(WORST)
                for to in range(y + HEAD, end[k], CHILD):
                    gap = max(earliest - sought[to + 3], sought[to + 2] - latest)
                    unit = spread + sought[to + 4]
                    level = int(gap <= 0.0) + 2 * int(gap > 0.0) + int(gap > unit) + int(gap > 2 * unit)
                    child = sex[int(sought[to])] + ages[level]
                    if mark >= 0 and sought[to + 1] >= 0:
                        child += marks[marked[mark, int(sought[to + 1])] + 1]
                    best = max(best, child)
                bits += best
            out[first + k] = bits


@njit(cache=True, nogil=True)
def strongest(bits: Floats, count: int, wanted: int, bins: Longs, out: Ints) -> int:
    """The places of the `wanted` with most bits, never negative, by bins of a quarter of a bit; of equals the first."""
    bins[:] = 0
    for k in range(count):
        bins[min(int(bits[k] * BINS_A_BIT), BINS - 1)] += 1
    least = BINS - 1
    above = bins[least]
    while least > 0 and above + bins[least - 1] <= wanted:
        least -= 1
        above += bins[least]
    size = 0
    for k in range(count):
        if min(int(bits[k] * BINS_A_BIT), BINS - 1) >= least and size < wanted:
            out[size] = k
            size += 1
    if least > 0:  # fill up from the next bin
        for k in range(count):
            if size >= wanted:
                break
            if min(int(bits[k] * BINS_A_BIT), BINS - 1) == least - 1:
                out[size] = k
                size += 1
    return size


@njit(cache=True, nogil=True)
def least_bits(bins: Longs, share: float) -> float:
    """The bits from which a family has that share of all that weigh something; `bins`: as `strongest` leaves them."""
    total = 0.0
    for place in range(BINS):
        if bins[place] > 0:
            total += bins[place] * 2.0 ** (SLOPE * place / BINS_A_BIT)
    return float(np.log2(max(share * total, 1e-300)) / SLOPE)
