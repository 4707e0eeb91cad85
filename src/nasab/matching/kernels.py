"""The compiled loops over pairs of children: how well do their names agree?

Written as plain Python and compiled by Numba; each has one line of arithmetic that matters and
holds no opinion of its own.  Arrays: `start`/`words` are the rows of a `Ragged`, `near_start`/
`near_words`/`near_level` a `Likeness`, `i`/`j` the rows of the pairs.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["age_levels", "best_agreement", "best_relative", "count_agreements", "shared_concepts"]

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Levels = npt.NDArray[np.int8]


@njit(cache=True, nogil=True, inline="always")
def _level(near_start: Longs, near_words: Ints, near_level: npt.NDArray[np.uint8], a: int, b: int) -> int:
    """Agreement of word `a` found with word `b` sought: binary search in the row of `a`."""
    low, high = near_start[a], near_start[a + 1]
    while low < high:
        middle = (low + high) >> 1
        if near_words[middle] < b:
            low = middle + 1
        else:
            high = middle
    if low < near_start[a + 1] and near_words[low] == b:
        return int(near_level[low])
    return 0


@njit(cache=True, nogil=True)
def best_agreement(
    i: Ints,
    j: Ints,
    found_start: Longs,
    found_words: Ints,
    sought_start: Longs,
    sought_words: Ints,
    near_start: Longs,
    near_words: Ints,
    near_level: npt.NDArray[np.uint8],
    level: Levels,
) -> None:
    """Raises `level` to the best agreement of any word of child `i` with any word of child `j`.

    Stays as it is (-1: unknown) where either has no word.
    """
    for p in range(len(i)):
        a0, a1 = found_start[i[p]], found_start[i[p] + 1]
        b0, b1 = sought_start[j[p]], sought_start[j[p] + 1]
        if a0 == a1 or b0 == b1:
            continue
        best = max(level[p], -1)
        for a in range(a0, a1):
            for b in range(b0, b1):
                found = _level(near_start, near_words, near_level, found_words[a], sought_words[b])
                best = max(best, found)
        level[p] = best


@njit(cache=True, nogil=True)
def count_agreements(
    i: Ints,
    j: Ints,
    found_start: Longs,
    found_words: Ints,
    sought_start: Longs,
    sought_words: Ints,
    near_start: Longs,
    near_words: Ints,
    near_level: npt.NDArray[np.uint8],
    least: int,
    count: Levels,
    faint: Levels,
) -> None:
    """How many names of child `i` have a partner at level `least`, and how many one level below.

    Words that agree with one and the same word are spellings of one name and count once.  -1 where unknown.
    """
    for p in range(len(i)):
        a0, a1 = found_start[i[p]], found_start[i[p] + 1]
        b0, b1 = sought_start[j[p]], sought_start[j[p] + 1]
        if a0 == a1 or b0 == b1:
            count[p] = -1
            continue
        sure, perhaps = 0, 0
        taken = np.int64(0)  # which words sought have a partner already, of the first 62
        for a in range(a0, a1):
            best = 0
            partners = np.int64(0)
            for b in range(b0, b1):
                level = _level(near_start, near_words, near_level, found_words[a], sought_words[b])
                best = max(best, level)
                if level >= least:
                    partners |= np.int64(1) << min(b - b0, 62)
            sure += best >= least and not partners & taken
            perhaps += best == least - 1
            taken |= partners
        count[p] = min(sure, 100)
        faint[p] = min(perhaps, 100)


@njit(cache=True, nogil=True)
def shared_concepts(
    i: Ints,
    j: Ints,
    found_start: Longs,
    found_values: Ints,
    sought_start: Longs,
    sought_values: Ints,
    frequent: npt.NDArray[np.bool_],
    everything: Levels,
    particular: Levels,
) -> None:
    """How many values the rows share (rows are sorted), and how many of these are not frequent; -1 where unknown.

    Nothing particular is unknown where something else is: it is 0 then.
    """
    for p in range(len(i)):
        a, a1 = found_start[i[p]], found_start[i[p] + 1]
        b, b1 = sought_start[j[p]], sought_start[j[p] + 1]
        if a == a1 or b == b1:
            everything[p] = -1
            continue
        shared, rare = 0, 0
        while a < a1 and b < b1:
            if found_values[a] == sought_values[b]:
                shared += 1
                rare += not frequent[found_values[a]]
                a += 1
                b += 1
            elif found_values[a] < sought_values[b]:
                a += 1
            else:
                b += 1
        everything[p] = min(shared, 100)
        particular[p] = min(rare, 100)


@njit(cache=True, nogil=True)
def best_relative(
    i: Ints,
    j: Ints,
    found_start: Longs,
    found_kin: Ints,
    sought_start: Longs,
    sought_kin: Ints,
    near_start: Longs,
    near_words: Ints,
    near_level: npt.NDArray[np.uint8],
    same: int,
    bits: int,
    compatible: npt.NDArray[np.bool_],
    level: Levels,
) -> None:
    """0 no relative agrees, 1 one is similar, 2 one has the same name, 3 and may be the same relative; -1 unknown.

    `found_kin`, `sought_kin`: `roles.kin_number`s; `same`: the level of names from which on they are the same.
    """
    lowest = (1 << bits) - 1
    for p in range(len(i)):
        a0, a1 = found_start[i[p]], found_start[i[p] + 1]
        b0, b1 = sought_start[j[p]], sought_start[j[p] + 1]
        if a0 == a1 or b0 == b1:
            continue
        best = 0
        for a in range(a0, a1):
            for b in range(b0, b1):
                name = _level(near_start, near_words, near_level, found_kin[a] >> bits, sought_kin[b] >> bits)
                if name >= same:
                    best = max(best, 3 if compatible[found_kin[a] & lowest, sought_kin[b] & lowest] else 2)
                elif name == same - 1:
                    best = max(best, 1)
        level[p] = best


@njit(cache=True, nogil=True)
def age_levels(
    i: Ints, j: Ints, found: npt.NDArray[np.float32], sought: npt.NDArray[np.float32], unit: float, precise: float,
    level: npt.NDArray[np.int16],
) -> None:  # fmt: skip
    """How near the spans of birth of children `i` and `j` come, from 0, more than four units apart, to 4, touching.

    The same from 5 to 9 if both are dates and shorter than `precise`. `found`, `sought`: first and last year and
    spread.  Stays as it is where either is unknown.
    """
    for p in range(len(i)):
        a, b = i[p], j[p]
        gap = max(found[a, 0] - sought[b, 1], sought[b, 0] - found[a, 1])
        if np.isnan(gap):
            continue
        units = max(gap, 0.0) / (unit + np.hypot(found[a, 2], sought[b, 2]))
        are_dates = found[a, 2] == 0 and sought[b, 2] == 0
        best = 9 if are_dates and max(found[a, 1] - found[a, 0], sought[b, 1] - sought[b, 0]) < precise else 4
        level[p] = best - (int(units > 0.0) + int(units > 1.0) + int(units > 2.0) + int(units > 4.0))
