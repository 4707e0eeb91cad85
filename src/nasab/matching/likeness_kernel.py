"""The compiled loops over the table of names alike."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = [
    "LEVEL_BITS",
    "WORD_BITS",
    "among",
    "any_word",
    "count_alike",
    "count_among",
    "count_pairs",
    "find_alike",
    "sum_words",
    "turn",
    "unpack",
]

#: A word sought and a degree take so many bits each in one number with a word found (28 are left for that).
WORD_BITS: Final = 32
LEVEL_BITS: Final = 3

_WORD: Final = (1 << WORD_BITS) - 1
_LEVEL: Final = (1 << LEVEL_BITS) - 1


@njit(cache=True, nogil=True)
def count_pairs(keys: npt.NDArray[np.int64], start: npt.NDArray[np.int64]) -> None:
    """Where each word found begins among the different pairs of words: `keys` in order, `start` zeros (words + 1)."""
    for k in range(len(keys)):
        if k + 1 == len(keys) or keys[k] >> LEVEL_BITS != keys[k + 1] >> LEVEL_BITS:
            start[(keys[k] >> (WORD_BITS + LEVEL_BITS)) + 1] += 1
    for word in range(len(start) - 1):
        start[word + 1] += start[word]


@njit(cache=True, nogil=True)
def unpack(keys: npt.NDArray[np.int64], words: npt.NDArray[np.int32], level: npt.NDArray[np.uint8]) -> None:
    """The word sought and the best level of each different pair of words: `keys` in order."""
    at = 0
    for k in range(len(keys)):
        if k + 1 == len(keys) or keys[k] >> LEVEL_BITS != keys[k + 1] >> LEVEL_BITS:
            words[at] = (keys[k] >> LEVEL_BITS) & _WORD
            level[at] = keys[k] & _LEVEL
            at += 1


@njit(cache=True, nogil=True)
def turn(
    start: npt.NDArray[np.int64],
    words: npt.NDArray[np.int32],
    level: npt.NDArray[np.uint8],
    place: npt.NDArray[np.int64],
    turned_words: npt.NDArray[np.int32],
    turned_level: npt.NDArray[np.uint8],
) -> None:
    """Puts each entry in the row of its word, rows rising within it.  `place`: where each row begins; ends moved on."""
    for row in range(len(start) - 1):
        for edge in range(start[row], start[row + 1]):
            at = place[words[edge]]
            place[words[edge]] = at + 1
            turned_words[at] = row
            turned_level[at] = level[edge]


@njit(cache=True, nogil=True)
def count_among(
    start: npt.NDArray[np.int64],
    near: npt.NDArray[np.int32],
    words: npt.NDArray[np.int32],
    is_chosen: npt.NDArray[np.bool_],
) -> int:
    """How many entries some words have that are chosen."""
    count = 0
    for word in words:
        for edge in range(start[word], start[word + 1]):
            count += is_chosen[near[edge]]
    return count


@njit(cache=True, nogil=True)
def among(
    start: npt.NDArray[np.int64],
    near: npt.NDArray[np.int32],
    level: npt.NDArray[np.uint8],
    words: npt.NDArray[np.int32],
    is_chosen: npt.NDArray[np.bool_],
    pairs: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.uint8]],
) -> None:
    """The entries of some words that are chosen: `pairs` has room for (word, entry, level) of each."""
    one, other, degree = pairs
    at = 0
    for word in words:
        for edge in range(start[word], start[word + 1]):
            if is_chosen[near[edge]]:
                one[at], other[at], degree[at] = word, near[edge], level[edge]
                at += 1


@njit(cache=True, nogil=True)
def count_alike(
    start: npt.NDArray[np.int64],
    near: npt.NDArray[np.int32],
    level: npt.NDArray[np.uint8],
    place: npt.NDArray[np.int32],
    by_people: npt.NDArray[np.int32],
    words: npt.NDArray[np.int32],
    counts: npt.NDArray[np.float64],
) -> None:
    """Counts, for some words, by people and level who bears a word like them: `counts` (words, peoples, levels)."""
    for k in range(len(words)):
        for edge in range(start[words[k]], start[words[k] + 1]):
            if near[edge] < len(place) and place[near[edge]] >= 0:
                for people in range(by_people.shape[1]):
                    counts[k, people, level[edge]] += by_people[place[near[edge]], people]


@njit(cache=True, nogil=True)
def find_alike(
    start: npt.NDArray[np.int64],
    near: npt.NDArray[np.int32],
    level: npt.NDArray[np.uint8],
    place: npt.NDArray[np.int32],
    by_people: npt.NDArray[np.int32],
    words: npt.NDArray[np.int32],
    least: int,
    out: npt.NDArray[np.bool_],
) -> None:
    """Whether anybody bears a word at least so much like each of some words."""
    for k in range(len(words)):
        for edge in range(start[words[k]], start[words[k] + 1]):
            if level[edge] < least or near[edge] >= len(place) or place[near[edge]] < 0:
                continue
            if by_people[place[near[edge]]].any():
                out[k] = True
                break


@njit(cache=True, nogil=True)
def sum_words(
    start: npt.NDArray[np.int64],
    words: npt.NDArray[np.int32],
    per_word: npt.NDArray[np.float64],
    out: npt.NDArray[np.float32],
) -> None:
    """Sums the chances of the words of each row: `per_word` (words, peoples, levels), `out` (rows, peoples, levels)."""
    for row in range(out.shape[0]):
        for people in range(out.shape[1]):
            out[row, people, 0] = 1.0
            for level in range(1, out.shape[2]):
                total = 0.0
                for at in range(start[row], start[row + 1]):
                    total += per_word[words[at], people, level]
                out[row, people, level] = min(total, 0.999)


@njit(cache=True, nogil=True)
def any_word(
    start: npt.NDArray[np.int64],
    words: npt.NDArray[np.int32],
    per_word: npt.NDArray[np.float64],
    out: npt.NDArray[np.float32],
) -> None:
    """The chance that any of the words of each row agrees, if they agree one by one; shapes as in `sum_words`."""
    for row in range(out.shape[0]):
        for people in range(out.shape[1]):
            for level in range(out.shape[2]):
                none = 1.0
                for at in range(start[row], start[row + 1]):
                    none *= 1.0 - per_word[words[at], people, level]
                out[row, people, level] = 1.0 - none
