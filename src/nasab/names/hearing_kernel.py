"""The compiled weighted edit distance of `hearing`: what it costs to take one sound for another."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from nasab.names.sounds import LONGEST, NAMES, A, B, D, H, I, J, K, L, M, N, R, U, V, Z

__all__ = ["LOST", "TAKEN", "alike", "distance"]


def _costs() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What it costs to take one sound for another, and to lose or add one."""
    size = len(NAMES)
    taken = np.full((size, size), 1.3, dtype=np.float32)
    near = {
        (A, I): 0.3, (A, U): 0.3, (I, U): 0.35, (U, V): 0.3, (B, V): 0.6, (B, M): 0.8, (D, Z): 0.7, (Z, J): 0.5,
        (D, J): 0.8, (K, H): 0.6, (K, J): 0.8, (M, N): 0.5, (L, R): 0.7, (L, N): 0.9, (R, N): 1.0, (H, V): 1.0,
        (D, N): 1.0, (H, A): 0.4, (I, J): 0.9, (B, D): 1.1, (K, D): 1.0,
    }  # fmt: skip
    for (one, other), cost in near.items():
        taken[one, other] = taken[other, one] = cost
    np.fill_diagonal(taken, 0.0)
    lost = np.full(size, 0.95, dtype=np.float32)
    lost[[A, I, U]] = 0.3
    lost[H] = 0.4
    lost[[V, R, L, N]] = 0.85
    return taken, lost


TAKEN, LOST = _costs()

#: A consonant lost at the end costs this part of one lost elsewhere: small children drop ends.
END = np.float32(0.7)


@njit(cache=True, nogil=True)
def distance(
    a: NDArray[np.uint8], n: int, b: NDArray[np.uint8], m: int, taken: NDArray[np.float32], lost: NDArray[np.float32]
) -> float:
    """The least cost of turning the first `n` sounds of `a` into the first `m` of `b`."""
    before = np.zeros(LONGEST + 1, dtype=np.float32)
    now = np.zeros(LONGEST + 1, dtype=np.float32)
    for y in range(m):
        before[y + 1] = before[y] + lost[b[y]]
    for x in range(n):
        end_a = END if x == n - 1 else np.float32(1.0)
        now[0] = before[0] + lost[a[x]]
        for y in range(m):
            end_b = END if y == m - 1 else np.float32(1.0)
            best = before[y] + taken[a[x], b[y]]
            best = min(best, before[y + 1] + lost[a[x]] * end_a)
            best = min(best, now[y] + lost[b[y]] * end_b)
            now[y + 1] = best
        before, now = now, before
    return before[m]


@njit(cache=True, nogil=True)
def _alike(
    a: NDArray[np.uint8],
    la: NDArray[np.int32],
    b: NDArray[np.uint8],
    lb: NDArray[np.int32],
    i: NDArray[np.int32],
    j: NDArray[np.int32],
    taken: NDArray[np.float32],
    lost: NDArray[np.float32],
) -> NDArray[np.float32]:
    out = np.zeros(len(i), dtype=np.float32)
    for p in range(len(i)):
        n, m = la[i[p]], lb[j[p]]
        if n == 0 or m == 0:
            continue
        whole = np.float32(0.0)
        for x in range(n):
            whole += lost[a[i[p], x]]
        for y in range(m):
            whole += lost[b[j[p], y]]
        cost = distance(a[i[p]], n, b[j[p]], m, taken, lost)
        out[p] = max(np.float32(1.0) - np.float32(2.0) * cost / whole, np.float32(0.0))
    return out


def alike(
    a: NDArray[np.uint8],
    la: NDArray[np.int32],
    b: NDArray[np.uint8],
    lb: NDArray[np.int32],
    i: NDArray[np.int32],
    j: NDArray[np.int32],
) -> NDArray[np.float32]:
    """How alike the rows `i` of `a` and `j` of `b` sound, 0 to 1."""
    return _alike(a, la, b, lb, i, j, TAKEN, LOST)
