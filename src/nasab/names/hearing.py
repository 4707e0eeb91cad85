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

#: So many pairs of names are compared at most, those with the rarest keys first: names behind crowded keys are
#: short and sound like half the list.
MOST_PAIRS: Final = 60_000_000


def misheard(a: Sequence[str], b: Sequence[str]) -> NDArray[np.float32]:
    """How alike two lists of folded names sound, pair by pair: 1 the same sounds, 0 nothing in common."""
    from nasab.names import hearing_kernel

    left, right = _encoded(a), _encoded(b)
    return hearing_kernel.alike(*left, *right)


def heard(
    queries: Sequence[str], candidates: Sequence[str], *, floor: float
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """Pairs (query, candidate, likeness) that sound at least so much alike.

    Compared are names that share their coarse consonants, or all of them but one, up to `MOST_PAIRS`.
    """
    from nasab.names import hearing_kernel

    left, right = _encoded(queries), _encoded(candidates)
    keys, owners = _keys(candidates)
    order = np.lexsort((owners, keys))
    buckets, start = np.unique(keys[order], return_index=True)
    start = np.append(start, len(keys)).astype(np.int64)
    asked, askers = _keys(queries)
    bucket = np.searchsorted(buckets, asked)
    bucket[bucket == len(buckets)] = 0
    met = (buckets[bucket] == asked) if len(buckets) else np.zeros(0, dtype=bool)
    roomy = _roomy(bucket[met], np.diff(start))
    bucket, askers = bucket[met][roomy], askers[met][roomy]
    first = np.searchsorted(askers, np.arange(len(queries) + 1)).astype(np.int64)
    return hearing_kernel.search(*left, *right, first, bucket.astype(np.int64), start, owners[order], floor)


def _roomy(bucket: NDArray[np.int64], size: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which (query, key) are followed: those of the emptiest buckets, up to `MOST_PAIRS` pairs in all."""
    asked = np.bincount(bucket, minlength=len(size)) * size
    order = np.argsort(asked, kind="stable")
    kept = np.zeros(len(size), dtype=bool)
    kept[order[np.cumsum(asked[order]) <= MOST_PAIRS]] = True
    return kept[bucket]


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
        if not spoken:
            continue
        variants = {bones}
        if len(bones) >= 2:
            variants |= {bones[:k] + bones[k + 1 :] for k in range(len(bones))}
        if len(bones) <= 1:  # little but vowels: the sounds themselves
            variants.add(b"\x0f" + spoken[:7])
        keys.extend(int.from_bytes(variant[:7], "big") for variant in variants)
        owners.extend([owner] * len(variants))
    return np.array(keys, dtype=np.int64), np.array(owners, dtype=np.int64)
