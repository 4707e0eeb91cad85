"""What is known of a name beside its letters: that Магомед is Muhammad, and that Hasan and Husayn are two.

The letter model judges any two spellings. The lexicon knows what no letters show: forms and short forms of one name,
and that two well-known names are two. It adds to the letters; it does not replace them. All is in likelihood ratios,
LR = P(a, b | one name) / P(a) P(b), log2 of which is bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.names import lexicon
from nasab.names.channel import FLOOR

__all__ = ["APART", "BY_LEXICON", "OTHER_FORM", "KnownNames", "with_lexicon"]

OTHER_FORM: Final = 4.0
"""Bits that a listed form stays below what its letters could reach: half of the people of a name are written in another
of its eight or so forms (`data/given.tsv` has 9,000 of 1,084 names). An estimate (K)."""

BY_LEXICON: Final = 12.0
"""Bits that the lexicon alone can give: less than letters that agree throughout. An estimate (K)."""

APART: Final = 6.0
"""Bits against one name, if the lexicon holds its two spellings for two: K, on the careful side. Of the published pairs
of which it knows both sides it parts 8 of 1,450 (`data/KNOWLEDGE.md`), but those were looked at."""


class KnownNames:
    """Tokens with the identities of the lexicon that they may stand for: `ids[starts[k]:starts[k + 1]]` of token k."""

    def __init__(self, tokens: Sequence[str]) -> None:
        found = [lexicon.ids(token) for token in tokens]
        self.count = np.array([len(ids) for ids in found], dtype=np.int64)
        self.starts = np.zeros(len(found) + 1, dtype=np.int64)
        np.cumsum(self.count, out=self.starts[1:])
        self.ids = np.array([identity for ids in found for identity in ids], dtype=np.int32)

    def ids_of(self, token: int) -> NDArray[np.int32]:
        """The identities of one token."""
        return self.ids[self.starts[token] : self.starts[token + 1]]


def _shared(a: KnownNames, ia: NDArray[np.int32], b: KnownNames, ib: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which pairs may stand for one name of the lexicon."""
    shared = np.zeros(len(ia), dtype=bool)
    # A token stands for few names: every identity of the left with every one of the right, by position.
    for x in range(int(a.count[ia].max(initial=0))):
        at = a.starts[ia] + x
        left = at < a.starts[ia + 1]
        for y in range(int(b.count[ib].max(initial=0))):
            other = b.starts[ib] + y
            both = np.flatnonzero(left & (other < b.starts[ib + 1]))
            shared[both] |= a.ids[at[both]] == b.ids[other[both]]
    return shared


def with_lexicon(
    letters: NDArray[np.float64],
    most: NDArray[np.float64],
    a: KnownNames,
    ia: NDArray[np.int32],
    b: KnownNames,
    ib: NDArray[np.int32],
) -> NDArray[np.float64]:
    """Bits of listed token pairs, from the bits that their `letters` weigh and `most` that any agreement could.

    If the lexicon holds both for one name, LR grows by 2^(most - OTHER_FORM), at most 2^BY_LEXICON, shared among the
    names that either may stand for; if it can only hold them for two, it falls by APART bits, to no less than the
    floor of the letters.
    """
    bits = letters.copy()
    both = np.flatnonzero((a.count[ia] > 0) & (b.count[ib] > 0))
    if len(both):
        same = _shared(a, ia[both], b, ib[both])
        one, two = both[same], both[~same]
        names = np.log2(a.count[ia[one]] * b.count[ib[one]])
        bits[one] = np.logaddexp2(letters[one], np.minimum(most[one] - OTHER_FORM, BY_LEXICON) - names)
        bits[two] = np.maximum(letters[two] - APART, FLOOR)
    return bits
