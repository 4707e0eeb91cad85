"""Which rows of a list are looked at where not all can be.

Always the same for the same child, whatever stands beside it: so a list that has grown by one child is looked at
as before, but for that child, and an index that takes children in one by one looks at the same as a list that is
read anew.  A number is made from each id; the rows with the lowest are looked at (bottom-k sampling: Cohen 1997).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nasab.columns import Column, Texts

__all__ = ["keys_of", "lowest"]

Keys = npt.NDArray[np.uint64]

#: The multiplier of the polynomial, and the steps of splitmix64 (Steele, Lea and Flood 2014), which mixes its sum.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def keys_of(ids: Sequence[str]) -> Keys:
    """A number for each id, made from its letters alone."""
    if isinstance(ids, Column):
        return _of_texts(ids.texts)[ids.codes]
    return _of_texts(Texts.of(ids))


def lowest(keys: Keys, most: int) -> npt.NDArray[np.int32]:
    """The rows with the lowest keys, at most so many, in list order."""
    if len(keys) <= most:
        return np.arange(len(keys), dtype=np.int32)
    return np.sort(np.argpartition(keys, most - 1)[:most]).astype(np.int32)


def _of_texts(texts: Texts) -> Keys:
    starts = texts.starts.astype(np.int64)
    lengths = np.diff(starts)
    powers = np.cumprod(np.full(int(lengths.max(initial=0)) + 1, _STEP, dtype=np.uint64))
    place = np.arange(len(texts.packed)) - np.repeat(starts[:-1], lengths)
    sums = np.zeros(len(texts.packed) + 1, dtype=np.uint64)
    np.cumsum((texts.packed.astype(np.uint64) + np.uint64(1)) * powers[place], out=sums[1:])
    key = sums[starts[1:]] - sums[starts[:-1]]
    for shift, factor in zip((30, 27), _MIX, strict=True):
        key = (key ^ (key >> np.uint64(shift))) * factor
    return key ^ (key >> np.uint64(31))
