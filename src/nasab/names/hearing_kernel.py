"""The compiled weighted edit distance of `hearing`: what it costs to take one sound for another."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from nasab.names.sounds import LONGEST, NAMES, A, B, D, H, I, J, K, L, M, N, R, U, V, Z

__all__ = ["LOST", "TAKEN", "alike", "distance", "listed", "search", "whole"]


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
    a: NDArray[np.uint8],
    n: int,
    b: NDArray[np.uint8],
    m: int,
    taken: NDArray[np.float32],
    lost: NDArray[np.float32],
    most: float,
    row: NDArray[np.float32],
) -> float:
    """The least cost of turning the first `n` sounds of `a` into the first `m` of `b`; given up above `most`.

    `row` is room for `LONGEST + 1` numbers: one row of the table, overwritten from the left.
    """
    row[0] = 0.0
    for y in range(m):
        row[y + 1] = row[y] + lost[b[y]]
    for x in range(n):
        end_a = END if x == n - 1 else np.float32(1.0)
        loss = lost[a[x]]
        corner = row[0]
        row[0] += loss
        least = row[0]
        for y in range(m):
            end_b = END if y == m - 1 else np.float32(1.0)
            best = min(corner + taken[a[x], b[y]], row[y + 1] + loss * end_a, row[y] + lost[b[y]] * end_b)
            corner = row[y + 1]
            row[y + 1] = best
            least = min(least, best)
        if least > most:
            return float(least)
    return float(row[m])


@njit(cache=True, nogil=True)
def _whole(a: NDArray[np.uint8], n: int, lost: NDArray[np.float32]) -> float:
    total = 0.0
    for x in range(n):
        total += lost[a[x]]
    return total


@njit(cache=True, nogil=True)
def _alike(
    a: NDArray[np.uint8],
    la: NDArray[np.int32],
    b: NDArray[np.uint8],
    lb: NDArray[np.int32],
    taken: NDArray[np.float32],
    lost: NDArray[np.float32],
) -> NDArray[np.float32]:
    out = np.zeros(len(la), dtype=np.float32)
    row = np.empty(LONGEST + 1, dtype=np.float32)
    for p in range(len(la)):
        n, m = la[p], lb[p]
        if n == 0 or m == 0:
            continue
        whole = _whole(a[p], n, lost) + _whole(b[p], m, lost)
        cost = distance(a[p], n, b[p], m, taken, lost, 1e9, row)
        out[p] = max(1.0 - 2.0 * cost / whole, 0.0)
    return out


@njit(cache=True, nogil=True, inline="always")
def _row(
    before: NDArray[np.float32],
    row: NDArray[np.float32],
    a: NDArray[np.uint8],
    n: int,
    costs: NDArray[np.float32],
    lost: NDArray[np.float32],
    sound: int,
    loss: float,
) -> float:
    """The next row of the table of `distance`, for one more sound of the other name; gives the least in it.

    `costs`: what it costs to take this sound for each other; `loss`: to lose it where it stands.
    """
    row[0] = before[0] + lost[sound]
    least = row[0]
    for x in range(n):
        end = END if x == n - 1 else np.float32(1.0)
        best = min(before[x] + costs[a[x]], before[x + 1] + loss, row[x] + lost[a[x]] * end)
        row[x + 1] = best
        least = min(least, best)
    return float(least)


@njit(cache=True, nogil=True)
def _search(
    a: NDArray[np.uint8],
    la: NDArray[np.int32],
    whole_a: NDArray[np.float32],
    b: NDArray[np.uint8],
    lb: NDArray[np.int32],
    whole_b: NDArray[np.float32],
    first: NDArray[np.int64],
    bucket: NDArray[np.int64],
    start: NDArray[np.int64],
    owners: NDArray[np.int32],
    shared: NDArray[np.uint8],
    floor: float,
    begin: int,
    end: int,
    of_one_list: bool,
    taken: NDArray[np.float32],
    lost: NDArray[np.float32],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    room = 1 << 16
    out_i, out_j = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32)
    out = np.empty(room, dtype=np.float32)
    size = 0
    seen = np.full(len(lb), -1, dtype=np.int32)
    # Row y of the table after y sounds of the other name, and the least of each; the last in room of its own.
    rows = np.zeros((LONGEST + 1, LONGEST + 1), dtype=np.float32)
    least = np.zeros(LONGEST + 1, dtype=np.float32)
    last = np.empty(LONGEST + 1, dtype=np.float32)
    for i in range(begin, end):
        n = la[i]
        for x in range(n):
            rows[0, x + 1] = rows[0, x] + lost[a[i, x]]
        for at in range(first[i], first[i + 1]):
            ready = 0  # so many rows are those of the name at hand
            for k in range(start[bucket[at]], start[bucket[at] + 1]):
                j = owners[k]
                ready = min(ready, shared[k])
                if seen[j] == i or (of_one_list and j < i):
                    continue
                seen[j] = i
                m = lb[j]
                ready = min(ready, m - 1)  # the last row is another, since ends are lost more easily
                both = whole_a[i] + whole_b[j]
                most = (1.0 - floor) * both / 2.0
                if least[ready] > most:
                    continue
                while ready < m - 1:
                    here = b[j, ready]
                    ready += 1
                    least[ready] = _row(rows[ready - 1], rows[ready], a[i], n, taken[here], lost, here, lost[here])
                    if least[ready] > most:
                        break
                if least[ready] > most:
                    continue
                here = b[j, m - 1]
                _row(rows[m - 1], last, a[i], n, taken[here], lost, here, lost[here] * END)
                if last[n] > most:
                    continue
                if size == room:
                    room *= 2
                    more_i, more_j = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32)
                    more = np.empty(room, dtype=np.float32)
                    more_i[:size], more_j[:size], more[:size] = out_i, out_j, out
                    out_i, out_j, out = more_i, more_j, more
                out_i[size], out_j[size] = i, j
                out[size] = 1.0 - 2.0 * last[n] / both
                size += 1
    return out_i[:size].copy(), out_j[:size].copy(), out[:size].copy()


@njit(cache=True, nogil=True)
def _listed(
    table: NDArray[np.uint8],
    length: NDArray[np.int32],
    whole: NDArray[np.float32],
    i: NDArray[np.int32],
    j: NDArray[np.int32],
    floor: float,
    taken: NDArray[np.float32],
    lost: NDArray[np.float32],
) -> NDArray[np.float32]:
    out = np.full(len(i), -1.0, dtype=np.float32)
    row = np.empty(LONGEST + 1, dtype=np.float32)
    for p in range(len(i)):
        a, b = i[p], j[p]
        if a < 0 or b < 0:
            continue
        both = whole[a] + whole[b]
        most = (1.0 - floor) * both / 2.0
        cost = distance(table[a], length[a], table[b], length[b], taken, lost, most, row)
        if cost <= most:
            out[p] = 1.0 - 2.0 * cost / both
    return out


def alike(
    a: NDArray[np.uint8], la: NDArray[np.int32], b: NDArray[np.uint8], lb: NDArray[np.int32]
) -> NDArray[np.float32]:
    """How alike the rows of `a` and `b` sound, 0 to 1, row by row."""
    out: NDArray[np.float32] = _alike(a, la, b, lb, TAKEN, LOST)
    return out


def whole(table: NDArray[np.uint8], length: NDArray[np.int32]) -> NDArray[np.float32]:
    """What it costs to lose each row of sounds as a whole."""
    kept = np.arange(table.shape[1]) < length[:, None]
    costs: NDArray[np.float32] = np.where(kept, LOST[table], np.float32(0)).sum(axis=1, dtype=np.float32)
    return costs


def search(
    a: NDArray[np.uint8],
    la: NDArray[np.int32],
    whole_a: NDArray[np.float32],
    b: NDArray[np.uint8],
    lb: NDArray[np.int32],
    whole_b: NDArray[np.float32],
    first: NDArray[np.int64],
    bucket: NDArray[np.int64],
    start: NDArray[np.int64],
    owners: NDArray[np.int32],
    shared: NDArray[np.uint8],
    floor: float,
    begin: int,
    end: int,
    *,
    of_one_list: bool,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """For rows `begin` to `end` of `a` the rows of `b` in their buckets that sound so much alike: (a, b, likeness).

    `whole_a`, `whole_b`: what it costs to lose each row.  Buckets of row i: `bucket[first[i]:first[i + 1]]`; rows in
    bucket k: `owners[start[k]:start[k + 1]]`, in the order of their sounds; each begins with the `shared` first sounds
    of the one before it, for which the table is not filled anew.  `of_one_list`: `a` and `b` are the same rows, and
    each pair is told once, the earlier row first.
    """
    found: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]] = _search(
        a, la, whole_a, b, lb, whole_b, first, bucket, start, owners, shared, floor, begin, end, of_one_list,
        TAKEN, LOST,
    )  # fmt: skip
    return found


def listed(
    table: NDArray[np.uint8],
    length: NDArray[np.int32],
    whole: NDArray[np.float32],
    i: NDArray[np.int32],
    j: NDArray[np.int32],
    floor: float,
) -> NDArray[np.float32]:
    """How alike the rows `i` and `j` of one table sound, pair by pair; -1 below the floor.

    A row below 0 is no row, and like nothing.
    """
    out: NDArray[np.float32] = _listed(table, length, whole, i, j, floor, TAKEN, LOST)
    return out
