"""The compiled half of the search for neighbours: keys of each token, and the pairs that share one."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["VOWEL", "key_rows", "pairs_sharing"]

VOWEL = 12
"""Sixteenths of a sound that one vowel more or less counts."""


@njit(cache=True, nogil=True)
def key_rows(
    packed: NDArray[np.int64], counts: NDArray[np.int8], shortest: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """(keys, token of each key): the whole skeleton, and with one sound left out where at least `shortest` remain."""
    room = 0
    for token in range(len(packed)):
        room += 1 + counts[token]
    keys = np.empty(room, dtype=np.int64)
    owners = np.empty(room, dtype=np.int32)
    n = 0
    for token in range(len(packed)):
        count = counts[token]
        whole = packed[token]
        keys[n] = whole
        owners[n] = token
        n += 1
        if count - 1 < shortest:
            continue
        before = np.int64(-1)
        for left_out in range(count):
            low = whole & ((np.int64(1) << (4 * left_out)) - 1)
            key = low | ((whole >> (4 * (left_out + 1))) << (4 * left_out))
            if key != before:
                keys[n] = key
                owners[n] = token
                n += 1
            before = key
    return keys[:n], owners[:n]


@njit(cache=True, nogil=True, inline="always")
def _ones(bits: np.int64) -> np.int64:
    """How many bits are set, of at most 62 (Warren, Hacker's Delight, 5-1)."""
    bits = bits - ((bits >> 1) & np.int64(0x5555555555555555))
    bits = (bits & np.int64(0x3333333333333333)) + ((bits >> 2) & np.int64(0x3333333333333333))
    bits = (bits + (bits >> 4)) & np.int64(0x0F0F0F0F0F0F0F0F)
    bits = bits + (bits >> 8)
    bits = bits + (bits >> 16)
    bits = bits + (bits >> 32)
    return bits & np.int64(0x7F)


@njit(cache=True, nogil=True)
def pairs_sharing(
    first: int,
    last: int,
    keys: NDArray[np.int64],
    key_starts: NDArray[np.int64],
    bucket_keys: NDArray[np.int64],
    bucket_starts: NDArray[np.int64],
    members: NDArray[np.int32],
    query_signs: NDArray[np.int64],
    member_signs: NDArray[np.int64],
    query_leaves_out: NDArray[np.bool_],
    member_leaves_out: NDArray[np.bool_],
    consonants: int,
    stamp: NDArray[np.int32],
    room: int,
    share: int,
    slack: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32], int]:
    """Pairs (query, candidate) of queries first to last that share a key, each once, until `room` is used up.

    Returns the pairs and the query to go on with. Left out are pairs whose signatures differ in more sixteenths of a
    sound than `share` for each sound and `slack` beside; a vowel counts VOWEL sixteenths. `query_leaves_out`,
    `member_leaves_out`: in a script that leaves vowels out. `consonants`: the bits of a signature that count them.
    """
    left = np.empty(room, dtype=np.int32)
    right = np.empty(room, dtype=np.int32)
    n = 0
    for query in range(first, last):
        begun = n
        for k in range(key_starts[query], key_starts[query + 1]):
            slot = np.searchsorted(bucket_keys, keys[k])
            if slot >= len(bucket_keys) or bucket_keys[slot] != keys[k]:
                continue
            for place in range(bucket_starts[slot], bucket_starts[slot + 1]):
                member = members[place]
                if stamp[member] == query:
                    continue
                stamp[member] = query
                one, two = query_signs[query], member_signs[member]
                apart = one ^ two
                vowels = apart & ~consonants
                if query_leaves_out[query] != member_leaves_out[member]:
                    # A script that leaves vowels out can only be caught writing one that the other has not.
                    vowels &= one if query_leaves_out[query] else two
                cost = 16 * _ones(apart & consonants) + VOWEL * _ones(vowels)
                if cost > share * _ones(one | two) + slack:
                    continue
                if n == room:
                    for undone in range(begun, n):
                        stamp[right[undone]] = -1
                    return left[:begun], right[:begun], query
                left[n] = query
                right[n] = member
                n += 1
    return left[:n], right[:n], last
