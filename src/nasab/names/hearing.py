"""Which names may be one name that somebody misheard.

The letter model knows how names are respelt by people who know them.  A name told by a frightened
child to a stranger is respelt otherwise: consonants are taken for their neighbours, vowels for any
vowel, ends are lost.  So names are also compared by their sounds, with a weighted edit distance
(Wagner and Fischer 1974): one minus its cost over the cost of losing everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.names.sounds import LONGEST, skeleton, sounds

__all__ = ["heard", "misheard"]

#: A key shared by more pairs than this is left out: such names are short and sound like half the list.
CROWDED: Final = 400_000


def misheard(a: Sequence[str], b: Sequence[str]) -> NDArray[np.float32]:
    """How alike two lists of folded names sound, pair by pair: 1 the same sounds, 0 nothing in common."""
    from nasab.names import hearing_kernel

    left, right = _encoded(a), _encoded(b)
    rows = np.arange(len(a), dtype=np.int32)
    return hearing_kernel.alike(*left, *right, rows, rows)


def heard(
    queries: Sequence[str], candidates: Sequence[str], *, floor: float
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """Pairs (query, candidate, likeness) that sound at least so much alike.

    Compared are names that share their coarse consonants, or all of them but one; keys shared by more
    than `CROWDED` pairs are left out.
    """
    from nasab.names import hearing_kernel

    left, right = _encoded(queries), _encoded(candidates)
    pairs = _sharing_a_key(_keys(queries), _keys(candidates))
    i, j = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    alike = hearing_kernel.alike(*left, *right, i, j)
    near = alike >= floor
    return i[near], j[near], alike[near]


def _encoded(names: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """(names, LONGEST) sounds, and how many each has."""
    spoken = [sounds(name) for name in names]
    table = np.zeros((len(spoken), LONGEST), dtype=np.uint8)
    length = np.array([len(name) for name in spoken], dtype=np.int32)
    for row, name in enumerate(spoken):
        table[row, : len(name)] = np.frombuffer(name, dtype=np.uint8)
    return table, length


def _keys(names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(key, name) for the skeleton of each name, and for the skeleton with one consonant left out."""
    keys: list[int] = []
    owners: list[int] = []
    for owner, name in enumerate(names):
        spoken = sounds(name)
        bones = skeleton(spoken)
        if len(bones) < 2:
            if spoken:  # too little to leave anything out: the sounds themselves
                keys.append(-1 - int.from_bytes(spoken[:7], "big"))
                owners.append(owner)
            continue
        variants = {bones}
        if len(bones) >= 4:
            variants |= {bones[:k] + bones[k + 1 :] for k in range(len(bones))}
        elif len(bones) == 3:
            variants |= {bones[:2] + b"\x07"}  # an end that was lost
        else:
            variants |= {bones + b"\x07"}
        for variant in variants:
            keys.append(int.from_bytes(variant[:15], "big", signed=False) % (1 << 62))
            owners.append(owner)
    return np.array(keys, dtype=np.int64), np.array(owners, dtype=np.int64)


def _sharing_a_key(
    left: tuple[NDArray[np.int64], NDArray[np.int64]], right: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> NDArray[np.int64]:
    """Distinct pairs of owners that share a key: query << 32 | candidate."""
    order_left, order_right = np.argsort(left[0], kind="stable"), np.argsort(right[0], kind="stable")
    keys_left, owners_left = left[0][order_left], left[1][order_left]
    keys_right, owners_right = right[0][order_right], right[1][order_right]
    shared = np.intersect1d(keys_left, keys_right)
    a0, a1 = np.searchsorted(keys_left, shared), np.searchsorted(keys_left, shared, side="right")
    b0, b1 = np.searchsorted(keys_right, shared), np.searchsorted(keys_right, shared, side="right")
    roomy = (a1 - a0) * (b1 - b0) <= CROWDED
    found = [np.empty(0, dtype=np.int64)]
    for p, q, r, s in zip(a0[roomy], a1[roomy], b0[roomy], b1[roomy], strict=True):
        found.append(((owners_left[p:q, None] << 32) | owners_right[None, r:s]).ravel())
    return np.unique(np.concatenate(found))
