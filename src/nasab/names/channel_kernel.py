"""The compiled inner loop of the letter model: how probable two spellings are together, over all ways to pair letters.

Imported only when a batch is computed, because the compiler behind it takes longer to load than the rest of the
package. A plain Python version of the same sums stands in `channel_alignment` and judges this one in the tests.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["BAND", "LONGEST", "alone_bits", "background_bits", "encode_grams", "joint_bits", "orders", "rests"]

BAND = 3
"""How many letters an alignment may run ahead on one side, after the longer name is brought to the shorter's length."""

LONGEST = 26
"""Letters of a name that are looked at (24), with its start and its end."""

_MIX = np.int64(-7046029254386353131)  # 2^64 / golden ratio, as a signed number: Knuth's multiplicative hash


@njit(cache=True, nogil=True)
def encode_grams(
    letters: NDArray[np.uint8], starts: NDArray[np.int64], two: NDArray[np.int16], three: NDArray[np.int16]
) -> NDArray[np.int16]:
    """For each place of each token the block of one, two and three letters that ends there; -1 if none is known."""
    grams = np.full((len(letters), 3), -1, dtype=np.int16)
    for token in range(len(starts) - 1):
        first = starts[token]
        for place in range(first, starts[token + 1]):
            last = np.int64(letters[place])
            grams[place, 0] = last
            if place > first:
                pair = np.int64(letters[place - 1]) * 64 + last
                grams[place, 1] = two[pair]
                if place > first + 1:
                    grams[place, 2] = three[np.int64(letters[place - 2]) * 4096 + pair]
    return grams


@njit(cache=True, nogil=True)
def background_bits(
    letters: NDArray[np.uint8], starts: NDArray[np.int64], table: NDArray[np.float32]
) -> NDArray[np.float64]:
    """-log2 of the probability of each token under the three-letter model `table` (bits, 64 x 64 x 64)."""
    bits = np.zeros(len(starts) - 1, dtype=np.float64)
    for token in range(len(starts) - 1):
        first = starts[token]
        before = np.int64(letters[first])
        two_before = before
        total = 0.0
        for place in range(first + 1, starts[token + 1]):
            last = np.int64(letters[place])
            total += table[two_before * 4096 + before * 64 + last]
            two_before = before
            before = last
        bits[token] = total
    return bits


@njit(cache=True, nogil=True)
def alone_bits(grams: NDArray[np.int16], starts: NDArray[np.int64], alone: NDArray[np.float64]) -> NDArray[np.float64]:
    """-log2 of the probability of each token alone, summed over all ways to cut it into blocks."""
    bits = np.empty(len(starts) - 1, dtype=np.float64)
    row = np.zeros(LONGEST + 1, dtype=np.float64)
    for token in range(len(starts) - 1):
        first = starts[token]
        size = starts[token + 1] - first
        row[0] = 1.0
        for place in range(1, size + 1):
            total = 0.0
            for letters in range(1, min(place, 3) + 1):
                block = grams[first + place - 1, letters - 1]
                if block >= 0:
                    total += row[place - letters] * alone[block]
            row[place] = total
        bits[token] = -np.log2(max(row[size], 1e-300))
    return bits


@njit(cache=True, nogil=True)
def rests(grams: NDArray[np.int16], starts: NDArray[np.int64], alone: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each place of each token the probability, alone, of what stands from there to its end."""
    rest = np.empty(len(grams), dtype=np.float64)
    for token in range(len(starts) - 1):
        first, last = starts[token], starts[token + 1]
        for place in range(last - 1, first - 1, -1):
            total = 0.0
            for letters in range(1, min(last - place, 3) + 1):
                block = grams[place + letters - 1, letters - 1]
                if block >= 0:
                    total += alone[block] * (rest[place + letters] if place + letters < last else 1.0)
            rest[place] = total
    return rest


@njit(cache=True, nogil=True)
def orders(letters: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A number for each token that depends on its letters alone (FNV-1a), to put the two of a pair in a fixed order."""
    numbers = np.empty(len(starts) - 1, dtype=np.uint64)
    for token in range(len(starts) - 1):
        number = np.uint64(14695981039346656037)
        for place in range(starts[token], starts[token + 1]):
            number = (number ^ np.uint64(letters[place])) * np.uint64(1099511628211)
        numbers[token] = number
    return numbers


@njit(cache=True, nogil=True)
def joint_bits(
    one: NDArray[np.float64],
    keys: NDArray[np.int32],
    values: NDArray[np.float64],
    partners: NDArray[np.uint64],
    grams_a: NDArray[np.int16],
    starts_a: NDArray[np.int64],
    index_a: NDArray[np.int32],
    grams_b: NDArray[np.int16],
    starts_b: NDArray[np.int64],
    index_b: NDArray[np.int32],
    order_a: NDArray[np.uint64],
    order_b: NDArray[np.uint64],
    rest_a: NDArray[np.float64],
    rest_b: NDArray[np.float64],
    least: NDArray[np.float64],
) -> NDArray[np.float64]:
    """log2 of the summed probability of all alignments, for each listed pair of tokens.

    `one` (n, m): blocks of at most one letter a side, 0 standing for no letter. `keys`, `values`: open addressing table
    of the larger blocks; a key is 65536 * left + right, empty slots are -1, the size is a power of two; `partners`: a
    bit for each right block (modulo 64) that a left one is in the table with. `order_a`,
    `order_b`: within one script, the numbers of `orders`; across scripts empty. `least`: empty, or for each pair the
    log2 below which its sum is not wanted; it is given up (-1000) as soon as it cannot be reached, because what is
    left of a name is never likelier with another than alone: `rest_a`, `rest_b`, see `rests`.
    """
    out = np.empty(len(index_a), dtype=np.float64)
    grid = np.zeros((LONGEST + 1, LONGEST + 1), dtype=np.float64)
    ending = np.empty((LONGEST, 2), dtype=np.uint64)
    blocks, met_by = np.empty(4, dtype=np.int64), np.empty(4, dtype=np.uint64)
    mask = np.int64(len(keys) - 1)
    shift = np.int64(64)
    size = np.int64(len(keys))
    while size > 1:
        size >>= 1
        shift -= 1
    low = (np.int64(1) << (np.int64(64) - shift)) - 1
    for pair in range(len(index_a)):
        a0 = starts_a[index_a[pair]]
        b0 = starts_b[index_b[pair]]
        na = starts_a[index_a[pair] + 1] - a0
        nb = starts_b[index_b[pair] + 1] - b0
        first, second = grams_a, grams_b
        rest_first, rest_second = rest_a, rest_b
        wanted = 0.0
        if len(least) > 0:
            wanted = 0.8 * np.exp2(least[pair])  # letters added after the last block are not in the rests
        reached_before = reached_last = np.inf
        given_up = False
        if len(order_a) > 0 and order_a[index_a[pair]] > order_b[index_b[pair]]:
            first, second = grams_b, grams_a
            rest_first, rest_second = rest_b, rest_a
            a0, b0, na, nb = b0, a0, nb, na
        longer = max(na, nb)
        reach = BAND * longer
        for j in range(nb):  # which blocks end at each place, as bits of `partners`: any, and those of several letters
            longs = np.uint64(0)
            for dj in range(1, 3):
                y = np.int64(second[b0 + j, dj])
                if y >= 0:
                    longs |= np.uint64(1) << np.uint64(y & 63)
            ending[j, 1] = longs
            ending[j, 0] = longs | np.uint64(1) << np.uint64(np.int64(second[b0 + j, 0]) & 63)
        grid[0, 0] = 1.0
        for i in range(na + 1):
            reached = 0.0 if i > 0 else np.inf
            left = np.int64(first[a0 + i - 1, 0]) if i > 0 else np.int64(0)
            for di in range(1, 4):
                x = np.int64(first[a0 + i - 1, di - 1]) if i >= di else np.int64(-1)
                blocks[di] = x
                met_by[di] = partners[x] if x >= 0 else np.uint64(0)
            met = met_by[1] | met_by[2] | met_by[3]
            for j in range(nb + 1):
                if i == 0 and j == 0:
                    continue
                if abs(i * nb - j * na) > reach:
                    grid[i, j] = 0.0
                    continue
                total = 0.0
                if i > 0:
                    total += grid[i - 1, j] * one[left, 0]
                    if j > 0:
                        total += grid[i - 1, j - 1] * one[left, second[b0 + j - 1, 0]]
                if j > 0:
                    total += grid[i, j - 1] * one[0, second[b0 + j - 1, 0]]
                    if met & ending[j - 1, 0] != 0:
                        for di in range(1, 4):
                            if met_by[di] & ending[j - 1, int(di == 1)] == 0:
                                continue
                            for dj in range(1 + int(di == 1), min(j, 3) + 1):
                                y = np.int64(second[b0 + j - 1, dj - 1])
                                if y < 0 or (met_by[di] >> np.uint64(y & 63)) & np.uint64(1) == 0:
                                    continue
                                before = grid[i - di, j - dj]
                                if before == 0.0:
                                    continue
                                key = blocks[di] * 65536 + y
                                slot = ((key * _MIX) >> shift) & low
                                while keys[slot] != key:
                                    if keys[slot] == -1:
                                        break
                                    slot = (slot + 1) & mask
                                if keys[slot] == key:
                                    total += before * values[slot]
                grid[i, j] = total
                if wanted > 0.0 and i < na:
                    rest = rest_first[a0 + i]
                    reached += total * (min(rest, rest_second[b0 + j]) if j < nb else rest)
            # Every alignment stops in one of three rows that follow one another: blocks have three letters at most.
            if wanted > 0.0 and 2 < i < na and reached + reached_last + reached_before < wanted:
                given_up = True
                break
            reached_before, reached_last = reached_last, reached
        if given_up:
            out[pair] = -1000.0
            continue
        out[pair] = np.log2(grid[na, nb]) if grid[na, nb] > 0.0 else -1000.0
    return out
