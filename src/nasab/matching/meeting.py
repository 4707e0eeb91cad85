"""Which words meet where some families of one list are compared with one another.

Of a long list hundreds of thousands of words could be like each other, and most of them stand in families that are
never compared.  So the pairs of words are gathered first, by the pairs of families and by the roles in which their
names are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab.matching.facts import Facts
from nasab.matching.ragged import Ragged
from nasab.matching.roles import Slot

__all__ = ["words_met"]

Rows = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

#: So many pairs of families are gone through at a time.
AT_ONCE: Final = 100_000


def words_met(
    shared: Facts, a: Rows, b: Rows, routes: Sequence[tuple[Slot, Slot]], among: npt.NDArray[np.bool_]
) -> tuple[Rows, Rows]:
    """The different pairs of words (the smaller number first) that meet where families `a` and `b` are compared.

    `shared`: what the families tell; `routes`: the roles of which each is compared with which, from either side.
    `among`: for each word whether it is asked for; of a word with itself nobody asks.
    """
    both = dict.fromkeys([*routes, *((right, left) for left, right in routes)])
    met = np.empty(0, dtype=np.int64)
    for first in range(0, len(a), AT_ONCE):
        x, y = a[first : first + AT_ONCE], b[first : first + AT_ONCE]
        parts = [_of_route(shared.names[left], shared.names[right], x, y, among) for left, right in both]
        met = np.unique(np.concatenate([met, *parts]))
    return (met >> 32).astype(np.int32), (met & 0xFFFFFFFF).astype(np.int32)


def _of_route(left: Ragged, right: Ragged, a: Rows, b: Rows, among: npt.NDArray[np.bool_]) -> Longs:
    """Each pair once, both words in one number."""
    out = np.empty(int((left.sizes(a) * right.sizes(b)).sum()), dtype=np.int64)
    return np.unique(out[: _pairs(left.start, left.values, right.start, right.values, a, b, among, out)])


@njit(cache=True, nogil=True)
def _pairs(
    left_start: Longs, left: Rows, right_start: Longs, right: Rows, a: Rows, b: Rows,
    among: npt.NDArray[np.bool_], out: Longs,
) -> int:  # fmt: skip
    size = 0
    for k in range(len(a)):
        for x in range(left_start[a[k]], left_start[a[k] + 1]):
            if not among[left[x]]:
                continue
            for y in range(right_start[b[k]], right_start[b[k] + 1]):
                if left[x] != right[y] and among[right[y]]:
                    out[size] = np.int64(min(left[x], right[y])) << 32 | np.int64(max(left[x], right[y]))
                    size += 1
    return size
