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

_SIGNS = 64
"""Blocks with lower numbers are one letter."""

_BLOCKS = 1 << 15
"""More than there are blocks."""


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
def _by_first(index: NDArray[np.int32], tokens: int) -> NDArray[np.int64]:
    """The places of pairs in the order of their first tokens."""
    if 4 * len(index) < tokens:  # a name against a register
        return np.argsort(index, kind="mergesort")
    start = np.zeros(tokens + 1, dtype=np.int64)
    for token in index:
        start[token + 1] += 1
    for token in range(tokens):
        start[token + 1] += start[token]
    order = np.empty(len(index), dtype=np.int64)
    for pair in range(len(index)):
        order[start[index[pair]]] = pair
        start[index[pair]] += 1
    return order


@njit(cache=True, nogil=True)
def _most_partners(
    starts: NDArray[np.int64],
    grams: NDArray[np.int16],
    tokens: NDArray[np.int64],
    index: NDArray[np.int32],
    order: NDArray[np.int64],
) -> np.int64:
    """How many blocks stand for those of one token, at most, of the tokens of pairs in that order."""
    most, before = np.int64(0), np.int32(-1)
    for pair in order:
        token = index[pair]
        if token == before:
            continue
        before = token
        partners = np.int64(0)
        for place in range(tokens[token], tokens[token + 1]):
            for letters in range(3):
                block = np.int64(grams[place, letters])
                if block >= 0:
                    partners += starts[block + 1] - starts[block]
        most = max(most, partners)
    return most


@njit(cache=True, nogil=True)
def joint_bits(
    one: NDArray[np.float64],
    starts: NDArray[np.int64],
    right: NDArray[np.int16],
    chance: NDArray[np.float64],
    grams_a: NDArray[np.int16],
    starts_a: NDArray[np.int64],
    index_a: NDArray[np.int32],
    grams_b: NDArray[np.int16],
    starts_b: NDArray[np.int64],
    index_b: NDArray[np.int32],
    rest_a: NDArray[np.float64],
    rest_b: NDArray[np.float64],
    least: NDArray[np.float64],
) -> NDArray[np.float64]:
    """log2 of the summed probability of all alignments, for each listed pair of tokens.

    `one` (n, m): blocks of at most one letter a side, 0 standing for no letter. The larger blocks by their left side:
    left block x stands for `right[starts[x]:starts[x + 1]]`, with `chance`. `least`: empty, or for each pair the
    log2 below which its sum is not wanted; it is given up (-1000) as soon as it cannot be reached, because what is
    left of a name is never likelier with another than alone: `rest_a`, `rest_b`, see `rests`.

    Pairs are gone through by their first tokens. What the blocks of one can stand for is laid out once: each right
    block has a column, in which the chances stand by the place where the left block ends, and its letters.
    """
    out = np.empty(len(index_a), dtype=np.float64)
    grid = np.zeros((LONGEST + 1, LONGEST + 1), dtype=np.float64)
    order = _by_first(index_a, len(starts_a) - 1)
    most = 1 + _most_partners(starts, grams_a, starts_a, index_a, order)
    column_of = np.zeros(_BLOCKS, dtype=np.int16)  # 0: none
    block_of = np.zeros(most, dtype=np.int16)
    stands = np.zeros((most, LONGEST + 1, 3), dtype=np.float64)
    places = np.zeros(most, dtype=np.uint32)  # of each column, a bit for each place where it has a chance
    columns, size, laid_out = np.int64(0), np.int64(0), np.int32(-1)
    sign, added = np.empty(LONGEST, dtype=np.int64), np.empty(LONGEST, dtype=np.float64)
    count, any_place = np.empty(LONGEST, dtype=np.int64), np.empty(LONGEST, dtype=np.uint32)
    ending, letters = np.empty((LONGEST, 3), dtype=np.int16), np.empty((LONGEST, 3), dtype=np.int16)
    for pair in order:
        a0, b0 = starts_a[index_a[pair]], starts_b[index_b[pair]]
        na, nb = starts_a[index_a[pair] + 1] - a0, starts_b[index_b[pair] + 1] - b0
        if index_a[pair] != laid_out:
            for known in range(1, columns + 1):
                column_of[block_of[known]] = 0
                places[known] = 0
                stands[known, : size + 1] = 0.0
            columns, size, laid_out = np.int64(0), na, index_a[pair]
            for i in range(1, na + 1):
                for di in range(3):
                    x = np.int64(grams_a[a0 + i - 1, di])
                    if x < 0:
                        continue
                    for at in range(starts[x], starts[x + 1]):
                        y = np.int64(right[at])
                        if di == 0 and y < _SIGNS:
                            continue  # in `one`
                        column = np.int64(column_of[y])
                        if column == 0:
                            columns += 1
                            column = columns
                            column_of[y] = column
                            block_of[column] = y
                        stands[column, i, di] = chance[at]
                        places[column] |= np.uint32(1) << np.uint32(i)
        for j in range(nb):  # the columns of the blocks that end at each place, and their letters
            sign[j] = grams_b[b0 + j, 0]
            added[j] = one[0, sign[j]]
            found, met = 0, np.uint32(0)
            for dj in range(min(j + 1, 3)):
                y = np.int64(grams_b[b0 + j, dj])
                column = np.int64(column_of[y]) if y >= 0 else np.int64(0)
                if column > 0:
                    ending[j, found] = column
                    letters[j, found] = dj + 1
                    met |= places[column]
                    found += 1
            count[j], any_place[j] = found, met
        wanted = 0.0
        if len(least) > 0:
            wanted = 0.8 * np.exp2(least[pair])  # letters added after the last block are not in the rests
        reached_before, reached_last = np.inf, np.inf
        given_up = False
        reach = BAND * max(na, nb)
        grid[0, 0] = total = 1.0
        for j in range(1, nb + 1):
            total = total * added[j - 1] if j * na <= reach else 0.0
            grid[0, j] = total
        for i in range(1, na + 1):
            here = np.uint32(1) << np.uint32(i)
            left = np.int64(grams_a[a0 + i - 1, 0])
            lost = one[left, 0]
            rest = rest_a[a0 + i] if wanted > 0.0 and i < na else 0.0
            first = max((i * nb - reach + na - 1) // na, 0)  # outside of the band there is nothing
            last = min((i * nb + reach) // na, nb)
            grid[i, max(first - 3, 0) : first] = 0.0
            grid[i, last + 1 : nb + 1] = 0.0
            total, reached = 0.0, 0.0
            if first == 0:
                grid[i, 0] = total = grid[i - 1, 0] * lost
                reached = total * min(rest, rest_b[b0]) if wanted > 0.0 else 0.0
                first = 1
            for j in range(first, last + 1):
                total = grid[i - 1, j] * lost + grid[i - 1, j - 1] * one[left, sign[j - 1]] + total * added[j - 1]
                if any_place[j - 1] & here:
                    for block in range(count[j - 1]):
                        column = np.int64(ending[j - 1, block])
                        if places[column] & here:
                            for di in range(1, min(i, 3) + 1):
                                total += grid[i - di, j - letters[j - 1, block]] * stands[column, i, di - 1]
                grid[i, j] = total
                if wanted > 0.0:
                    reached += total * (min(rest, rest_b[b0 + j]) if j < nb else rest)
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
