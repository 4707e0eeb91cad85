"""Expectation-maximisation for the pair model: which blocks of letters stand for one another, and how often.

A pair of spellings is a row of blocks (x, y), 0 to 3 letters a side, drawn independently: a joint multigram (Deligne &
Bimbot 1997; Bisani & Ney 2008, doi:10.1016/j.specom.2008.01.002), which is a pair hidden Markov model with one state
(Durbin et al. 1998, ch. 4). The start and the end of a name are letters, so that a block can be bound to either. A pair
of the list may be no pair at all: its posterior of being one, against two unrelated names, weighs its counts.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

MIX = np.int64(-7046029254386353131)  # 2^64 / golden ratio, as a signed number: Knuth's multiplicative hash

__all__ = ["expect", "inventory", "open_table"]


def open_table(keys: NDArray[np.int64], values: NDArray[np.float64]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """`keys` and `values` in an open addressing table at most a quarter full; empty slots have the key -1."""
    size = 1 << max(6, int(4 * len(keys) - 1).bit_length())
    slots = np.full(size, -1, dtype=np.int32)
    held = np.zeros(size, dtype=np.float64)
    with np.errstate(over="ignore"):
        wanted = ((keys * MIX) >> np.int64(65 - size.bit_length())) & np.int64(size - 1)
    for key, value, start in zip(keys.tolist(), values.tolist(), wanted.tolist(), strict=True):
        slot = start
        while slots[slot] != -1:
            slot = (slot + 1) & (size - 1)
        slots[slot] = key
        held[slot] = value
    return slots, held


@njit(cache=True, nogil=True)
def inventory(la, sa, lb, sb, weight, reach):  # noqa: ANN001, ANN201
    """Codes of all block pairs near the diagonal of each pair, in an array with their weights, for counting."""
    room = 0
    for p in range(len(sa) - 1):
        room += (sa[p + 1] - sa[p]) * (sb[p + 1] - sb[p]) * 9
    codes = np.empty(room, dtype=np.int64)
    mass = np.empty(room, dtype=np.float32)
    n = 0
    for p in range(len(sa) - 1):
        a0, b0 = sa[p], sb[p]
        na, nb = sa[p + 1] - a0, sb[p + 1] - b0
        for i in range(1, na + 1):
            for j in range(1, nb + 1):
                for di in range(1, min(i, 3) + 1):
                    for dj in range(1, min(j, 3) + 1):
                        # the middles of the two blocks lie at about the same place of their names
                        off = (i - di / 2.0) / na - (j - dj / 2.0) / nb
                        if abs(off) * max(na, nb) > reach:
                            continue
                        x = np.int64(0)
                        for k in range(di):
                            x = x * 64 + la[a0 + i - di + k]
                        y = np.int64(0)
                        for k in range(dj):
                            y = y * 64 + lb[b0 + j - dj + k]
                        codes[n] = (x << 20) + y
                        mass[n] = weight[p]
                        n += 1
    return codes[:n], mass[:n]


@njit(cache=True, nogil=True)
def expect(one, keys, values, ga, sa, ia, gb, sb, ib, weight, prior, one_count, many_count, out, floor):  # noqa: ANN001, ANN201
    """Forward and backward over listed pairs: adds expected counts, fills `out` with the natural log joint.

    `prior[p]`: log of (share of no pairs x P(a) P(b) / share of pairs), so that the posterior of a true pair is
    1 / (1 + exp(prior - joint)). `weight[p]` multiplies the counts. With `floor` >= 0 the posterior is not used, the
    counts of each pair are weighted by `weight` alone (it may be negative: a gradient).
    """
    big = 30
    f = np.zeros((big, big))
    g = np.zeros((big, big))
    mask = np.int64(len(keys) - 1)
    shift = np.int64(64)
    size = np.int64(len(keys))
    while size > 1:
        size >>= 1
        shift -= 1
    low = (np.int64(1) << (np.int64(64) - shift)) - 1
    eslot = np.empty(big * big * 8, dtype=np.int64)
    efrom = np.empty(big * big * 8, dtype=np.int64)
    eto = np.empty(big * big * 8, dtype=np.int64)
    for p in range(len(ia)):
        a0, b0 = sa[ia[p]], sb[ib[p]]
        na, nb = sa[ia[p] + 1] - a0, sb[ib[p] + 1] - b0
        reach = 3 * max(na, nb)
        n = 0
        f[0, 0] = 1.0
        for i in range(na + 1):
            for j in range(nb + 1):
                g[i, j] = 0.0
                if i == 0 and j == 0:
                    continue
                if abs(i * nb - j * na) > reach:
                    f[i, j] = 0.0
                    continue
                t = 0.0
                if i > 0:
                    x1 = np.int64(ga[a0 + i - 1, 0])
                    t += f[i - 1, j] * one[x1, 0]
                    if j > 0:
                        t += f[i - 1, j - 1] * one[x1, gb[b0 + j - 1, 0]]
                if j > 0:
                    t += f[i, j - 1] * one[0, gb[b0 + j - 1, 0]]
                    for di in range(1, min(i, 3) + 1):
                        x = np.int64(ga[a0 + i - 1, di - 1])
                        if x < 0:
                            continue
                        for dj in range(1, min(j, 3) + 1):
                            if di == 1 and dj == 1:
                                continue
                            y = np.int64(gb[b0 + j - 1, dj - 1])
                            if y < 0 or f[i - di, j - dj] == 0.0:
                                continue
                            key = x * 65536 + y
                            slot = ((key * MIX) >> shift) & low
                            while keys[slot] != key:
                                if keys[slot] == -1:
                                    break
                                slot = (slot + 1) & mask
                            if keys[slot] == key:
                                t += f[i - di, j - dj] * values[slot]
                                eslot[n] = slot
                                efrom[n] = (i - di) * big + j - dj
                                eto[n] = i * big + j
                                n += 1
                f[i, j] = t
        z = f[na, nb]
        out[p] = np.log(z) if z > 0 else -700.0
        if weight[p] == 0.0 or z <= 0:
            continue
        w = weight[p]
        if floor < 0:
            w *= 1.0 / (1.0 + np.exp(min(500.0, prior[p] - out[p])))
        w /= z
        g[na, nb] = 1.0
        e = n - 1
        for i in range(na, -1, -1):
            for j in range(nb, -1, -1):
                b = g[i, j]
                if b == 0.0 or f[i, j] == 0.0:
                    while e >= 0 and eto[e] == i * big + j:
                        e -= 1
                    continue
                if i > 0:
                    x1 = np.int64(ga[a0 + i - 1, 0])
                    v = one[x1, 0]
                    g[i - 1, j] += b * v
                    one_count[x1, 0] += w * f[i - 1, j] * v * b
                    if j > 0:
                        y1 = np.int64(gb[b0 + j - 1, 0])
                        v = one[x1, y1]
                        g[i - 1, j - 1] += b * v
                        one_count[x1, y1] += w * f[i - 1, j - 1] * v * b
                if j > 0:
                    y1 = np.int64(gb[b0 + j - 1, 0])
                    v = one[0, y1]
                    g[i, j - 1] += b * v
                    one_count[0, y1] += w * f[i, j - 1] * v * b
                while e >= 0 and eto[e] == i * big + j:
                    s = eslot[e]
                    fi, fj = efrom[e] // big, efrom[e] % big
                    v = values[s]
                    g[fi, fj] += b * v
                    many_count[s] += w * f[fi, fj] * v * b
                    e -= 1
