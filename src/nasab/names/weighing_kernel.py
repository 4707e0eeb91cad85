"""The compiled half of weighing whole names: which tokens meet, and the sum over all alignments of the parts."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from nasab.names.parts import Role
from nasab.names.sounds import A, I, U
from nasab.names.whole import MOST_PARTS

__all__ = ["token_pairs", "weigh"]

GIVEN, INITIAL, KUNYA = (tuple(Role).index(role) for role in (Role.GIVEN, Role.INITIAL, Role.KUNYA))
FITS = 2.5
"""Bits of an initial with the sound that the name begins with: nine of ten fit, and one name in six by chance."""
DIFFERS = -3.0
"""Bits of an initial with another sound: one in ten, since a letter is taken for another, against eight of ten."""
JOINED = 0.3
"""Odds of two neighbouring parts being one name written apart, for each way to read them as two."""
AS_IT_STANDS = 0.75
"""Share of names of which both writers kept the whole form; the rest differ in what depends on sex or habit."""


@njit(cache=True, nogil=True)
def token_pairs(
    ia: NDArray[np.int32],
    counts_a: NDArray[np.int64],
    whole_a: NDArray[np.int32],
    plain_a: NDArray[np.int32],
    joined_a: NDArray[np.int32],
    ib: NDArray[np.int32],
    counts_b: NDArray[np.int64],
    whole_b: NDArray[np.int32],
    plain_b: NDArray[np.int32],
    joined_b: NDArray[np.int32],
) -> NDArray[np.int64]:
    """Token pairs (left << 32 | right) that each pair of names needs, in the order in which `weigh` uses them."""
    room = 0
    for pair in range(len(ia)):
        n, m = counts_a[ia[pair]], counts_b[ib[pair]]
        room += 2 * n * m
        if n > m:
            room += (n - 1) * m
        elif m > n:
            room += (m - 1) * n
    keys = np.empty(room, dtype=np.int64)
    at = 0
    for pair in range(len(ia)):
        x, y = ia[pair], ib[pair]
        n, m = counts_a[x], counts_b[y]
        for i in range(n):
            for j in range(m):
                keys[at] = np.int64(whole_a[x, i]) << 32 | whole_b[y, j]
                keys[at + 1] = np.int64(plain_a[x, i]) << 32 | plain_b[y, j]
                at += 2
        if n > m:
            for i in range(n - 1):
                left = joined_a[x, i] if joined_a[x, i] >= 0 else whole_a[x, i]
                for j in range(m):
                    keys[at] = np.int64(left) << 32 | whole_b[y, j]
                    at += 1
        elif m > n:
            for i in range(n):
                for j in range(m - 1):
                    right = joined_b[y, j] if joined_b[y, j] >= 0 else whole_b[y, j]
                    keys[at] = np.int64(whole_a[x, i]) << 32 | right
                    at += 1
    return keys


@njit(cache=True, nogil=True)
def _near(one: np.uint8, other: np.uint8) -> bool:
    """Whether two first sounds may be one: any vowel for any other."""
    return bool(one == other or (one in (A, I, U) and other in (A, I, U)))


@njit(cache=True, nogil=True)
def _sum(n: int, m: int, ways: NDArray[np.float64], longer: NDArray[np.float64]) -> float:
    """Sum over all alignments of the product of `ways` (n, m), n >= m, and of `longer`: two of n with one of m."""
    masks = 1 << m
    held = np.zeros((n + 2, masks))
    held[0, 0] = 1.0
    for i in range(n):
        for mask in range(masks):
            before = held[i, mask]
            if before == 0.0:
                continue
            held[i + 1, mask] += before
            for j in range(m):
                if mask >> j & 1:
                    continue
                held[i + 1, mask | 1 << j] += before * ways[i, j]
                if i + 1 < n and longer[i, j] > 0.0:
                    held[i + 2, mask | 1 << j] += before * longer[i, j]
    total = 0.0
    for mask in range(masks):
        total += held[n, mask]
    return total


@njit(cache=True, nogil=True)
def weigh(
    ia: NDArray[np.int32],
    counts_a: NDArray[np.int64],
    whole_a: NDArray[np.int32],
    plain_a: NDArray[np.int32],
    joined_a: NDArray[np.int32],
    roles_a: NDArray[np.int8],
    certain_a: NDArray[np.bool_],
    sound_a: NDArray[np.uint8],
    limit_a: NDArray[np.float64],
    ceiling_a: NDArray[np.float64],
    ib: NDArray[np.int32],
    counts_b: NDArray[np.int64],
    whole_b: NDArray[np.int32],
    plain_b: NDArray[np.int32],
    joined_b: NDArray[np.int32],
    roles_b: NDArray[np.int8],
    certain_b: NDArray[np.bool_],
    sound_b: NDArray[np.uint8],
    limit_b: NDArray[np.float64],
    ceiling_b: NDArray[np.float64],
    bits: NDArray[np.float64],
    turned: NDArray[np.bool_],
    odds: NDArray[np.float64],
    uncertain: float,
) -> NDArray[np.float64]:
    """Bits of each pair of names; `bits` are those of the token pairs in the order of `token_pairs`.

    `turned`: pairs to be summed from the other side, so that both ways round give the same digits.
    """
    out = np.zeros(len(ia))
    at = 0
    ratio, chance = np.zeros((MOST_PARTS, MOST_PARTS)), np.zeros((MOST_PARTS, MOST_PARTS))
    long_ratio, long_chance = np.zeros((MOST_PARTS, MOST_PARTS)), np.zeros((MOST_PARTS, MOST_PARTS))
    for pair in range(len(ia)):
        x, y = ia[pair], ib[pair]
        n, m = counts_a[x], counts_b[y]
        if n == 0 or m == 0:
            continue
        a_longer = n > m or (n == m and not turned[pair])
        for i in range(n):
            for j in range(m):
                whole, plain = bits[at], bits[at + 1]
                at += 2
                weight = whole
                kunyas = np.int64(roles_a[x, i] == KUNYA) + np.int64(roles_b[y, j] == KUNYA)
                if kunyas == 2:
                    weight = plain
                elif kunyas == 1:
                    weight = whole  # Aboubakar is a given name to one writer and Abu Bakr to the other
                elif whole_a[x, i] != plain_a[x, i] or whole_b[y, j] != plain_b[y, j]:
                    weight = np.log2(AS_IT_STANDS * 2.0**whole + (1.0 - AS_IT_STANDS) * 2.0**plain)
                most = min(ceiling_a[whole_a[x, i]], ceiling_b[whole_b[y, j]])
                if roles_a[x, i] == INITIAL or roles_b[y, j] == INITIAL:
                    weight = FITS if _near(sound_a[x, i], sound_b[y, j]) else DIFFERS
                weight = min(weight, most)
                if kunyas != 1:
                    weight = min(weight, limit_a[x, i], limit_b[y, j])
                fits = odds[roles_a[x, i], roles_b[y, j]]
                if n == 1 and m == 1 and kunyas == 0:
                    fits = odds[GIVEN, GIVEN]  # which name of a person one word is does not show in it
                elif not (certain_a[x, i] and certain_b[y, j]):
                    fits = np.sqrt(fits * uncertain)
                r, c = (i, j) if a_longer else (j, i)
                ratio[r, c], chance[r, c] = fits * 2.0**weight, fits
                long_ratio[r, c] = long_chance[r, c] = 0.0
        if n > m:
            for i in range(n - 1):
                for j in range(m):
                    if joined_a[x, i] >= 0:
                        fits = JOINED * odds[roles_a[x, i], roles_b[y, j]]
                        most = ceiling_a[whole_a[x, i]] + ceiling_a[whole_a[x, i + 1]]
                        long_chance[i, j] = fits
                        long_ratio[i, j] = fits * 2.0 ** min(bits[at], most)
                    at += 1
        elif m > n:
            for i in range(n):
                for j in range(m - 1):
                    if joined_b[y, j] >= 0:
                        fits = JOINED * odds[roles_a[x, i], roles_b[y, j]]
                        most = ceiling_b[whole_b[y, j]] + ceiling_b[whole_b[y, j + 1]]
                        long_chance[j, i] = fits
                        long_ratio[j, i] = fits * 2.0 ** min(bits[at], most)
                    at += 1
        rows, columns = max(n, m), min(n, m)
        found = _sum(rows, columns, ratio, long_ratio) / _sum(rows, columns, chance, long_chance)
        out[pair] = np.log2(found)
    return out
