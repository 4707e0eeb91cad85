"""What is known of a name beside its letters: that Магомед is Muhammad, and that one man in fourteen is called so.

The letter model judges any two spellings. The lexicon knows what no letters show: forms and short forms of one name,
that two well-known names are two (Hasan, Husayn), and how many people bear a name, which bounds what agreement on it
can weigh. It adds to the letters; it does not replace them. All is in likelihood ratios, LR = P(a, b | one name) /
P(a) P(b), log2 of which is bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.names import lexicon

__all__ = ["APART", "BY_LEXICON", "KnownNames", "with_lexicon"]

BY_LEXICON: Final = 0.5
"""Of the people of a name, the share whose other writer took some other listed form: K, see `data/KNOWLEDGE.md`."""

APART: Final = 8 / 1450
"""How much likelier it is of one name than of two that the lexicon holds its two spellings for two names.

Of the published pairs of which the lexicon knows both sides it parts 8 of 1,450 (`data/KNOWLEDGE.md`); of spellings of
two names nearly all.
"""


class KnownNames:
    """Folded tokens with the identities they may stand for, and the share of people who bear one of those names."""

    def __init__(self, tokens: Sequence[str]) -> None:
        found = [lexicon.ids(token) for token in tokens]
        self.starts = np.zeros(len(found) + 1, dtype=np.int64)
        np.cumsum([len(ids) for ids in found], out=self.starts[1:])
        self.ids = np.array([identity for ids in found for identity in ids], dtype=np.int32)
        self.share = np.array([min(sum(map(lexicon.frequency, ids)), 0.5) for ids in found], dtype=np.float64)

    def ids_of(self, token: int) -> NDArray[np.int32]:
        """The identities of one token."""
        return self.ids[self.starts[token] : self.starts[token + 1]]


def _shared(a: KnownNames, ia: NDArray[np.int32], b: KnownNames, ib: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which pairs may stand for one name of the lexicon."""
    shared = np.zeros(len(ia), dtype=bool)
    # A token stands for few names: compare every identity of the left with every one of the right, by position.
    most_a, most_b = (int(np.diff(side.starts).max(initial=0)) for side in (a, b))
    for x in range(most_a):
        at = a.starts[ia] + x
        left = at < a.starts[ia + 1]
        for y in range(most_b):
            other = b.starts[ib] + y
            both = left & (other < b.starts[ib + 1])
            shared[both] |= a.ids[at[both]] == b.ids[other[both]]
    return shared


def with_lexicon(
    letters: NDArray[np.float64], a: KnownNames, ia: NDArray[np.int32], b: KnownNames, ib: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Bits of listed token pairs, from the bits that their `letters` weigh.

    If the lexicon holds both for one name that a share s of people bear, LR grows by BY_LEXICON / s; if it holds them
    for two names, it is APART of what it was. Then nobody's name weighs more than it is rare: with s the larger of
    the shares of the two, LR / (1 + s LR), so that agreement reaches 1 / s and no more.
    """
    known_a, known_b = np.diff(a.starts)[ia] > 0, np.diff(b.starts)[ib] > 0
    share = np.maximum(a.share[ia], b.share[ib])
    ratio = np.exp2(np.minimum(letters, 900.0))
    both = np.flatnonzero(known_a & known_b)
    if len(both):
        same = _shared(a, ia[both], b, ib[both])
        ratio[both[same]] += BY_LEXICON / share[both[same]]
        ratio[both[~same]] *= APART
    return np.asarray(np.log2(ratio / (1.0 + share * ratio)))
