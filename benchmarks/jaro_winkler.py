"""Jaro-Winkler likeness (Winkler 1990) of one word with many, compiled: what matchers compare names with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["Words", "likenesses"]

LONGEST = 32
SCALE = 0.1  # what each equal first letter, of four at most, closes of the distance
TWOS = np.uint64(0x5555555555555555)
FOURS = np.uint64(0x3333333333333333)
NIBBLES = np.uint64(0x0F0F0F0F0F0F0F0F)
BYTES = np.uint64(0x0101010101010101)


@dataclass(frozen=True, slots=True)
class Words:
    """Lower-case ASCII words as letters, cut at `LONGEST`, with what bounds how many letters two of them share.

    `once`, `twice`: letters that occur at least so often, as bits; `more`: how many letters there are beyond that.
    """

    letters: NDArray[np.uint8]
    lengths: NDArray[np.int64]
    once: NDArray[np.uint64]
    twice: NDArray[np.uint64]
    more: NDArray[np.int64]

    @classmethod
    def of(cls, words: Sequence[str]) -> Words:
        """The words made ready."""
        letters = np.zeros((len(words), LONGEST), dtype=np.uint8)
        lengths, more = np.zeros(len(words), dtype=np.int64), np.zeros(len(words), dtype=np.int64)
        once, twice = np.zeros(len(words), dtype=np.uint64), np.zeros(len(words), dtype=np.uint64)
        for row, word in enumerate(words):
            codes = word.encode("ascii")[:LONGEST]
            letters[row, : len(codes)] = list(codes)
            lengths[row] = len(codes)
            first = second = beyond = 0
            for code in codes:
                bit = 1 << (code & 63)
                beyond += bool(second & bit)
                second |= first & bit
                first |= bit
            once[row], twice[row], more[row] = first, second, beyond
        return cls(letters, lengths, once, twice, more)


@njit(cache=True)
def _bits(mask: np.uint64) -> int:
    mask = mask - ((mask >> np.uint64(1)) & TWOS)
    mask = (mask & FOURS) + ((mask >> np.uint64(2)) & FOURS)
    return np.int64((((mask + (mask >> np.uint64(4))) & NIBBLES) * BYTES) >> np.uint64(56))


@njit(cache=True)
def _jaro(a: NDArray[np.uint8], n: int, b: NDArray[np.uint8], m: int) -> float:
    window = max(max(n, m) // 2 - 1, 0)
    in_a, in_b = np.uint64(0), np.uint64(0)
    shared = 0
    for i in range(n):
        for j in range(max(0, i - window), min(m, i + window + 1)):
            bit = np.uint64(1) << np.uint64(j)
            if a[i] == b[j] and not in_b & bit:
                in_a |= np.uint64(1) << np.uint64(i)
                in_b |= bit
                shared += 1
                break
    if not shared:
        return 0.0
    apart = j = 0
    for i in range(n):
        if in_a >> np.uint64(i) & np.uint64(1):
            while not in_b >> np.uint64(j) & np.uint64(1):
                j += 1
            apart += a[i] != b[j]
            j += 1
    return (shared / n + shared / m + (shared - apart // 2) / shared) / 3


@njit(cache=True)
def _among(
    word: NDArray[np.uint8],
    own: tuple[int, np.uint64, np.uint64, int],
    letters: NDArray[np.uint8],
    lengths: NDArray[np.int64],
    once: NDArray[np.uint64],
    twice: NDArray[np.uint64],
    more: NDArray[np.int64],
    floor: float,
) -> NDArray[np.float64]:
    n, own_once, own_twice, own_more = own
    out = np.zeros(len(lengths))
    for k in range(len(lengths)):
        m = lengths[k]
        if not n or not m:
            continue
        begin = 0
        while begin < min(n, m, 4) and word[begin] == letters[k, begin]:
            begin += 1
        rest = 1 - SCALE * begin
        shared = _bits(own_once & once[k]) + _bits(own_twice & twice[k]) + min(own_more, more[k])
        shared = min(shared, n, m)
        if 1 - (1 - (shared / n + shared / m + 1) / 3) * rest >= floor:
            out[k] = 1 - (1 - _jaro(word, n, letters[k], m)) * rest
    return out


def likenesses(words: Words, one: int, others: Words, floor: float = 0.0) -> NDArray[np.float64]:
    """The likeness of one of the words with each of the others, 0 to 1; what cannot reach `floor` may be given as 0."""
    own = (words.lengths[one], words.once[one], words.twice[one], words.more[one])
    scores: NDArray[np.float64] = _among(
        words.letters[one], own, others.letters, others.lengths, others.once, others.twice, others.more, floor
    )
    return scores
