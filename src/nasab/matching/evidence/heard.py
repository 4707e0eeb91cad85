"""How surely was a name heard and written as it is?

A name that staff recognised is written as everyone writes it, and nine times in ten the family's own
spelling agrees with it.  A name that nobody recognised, three letters as a small child said them, agrees
in one case of four even where it is the same child: that it does not agree says little.  So how often
names agree is learned for each of these sorts by itself.  The sort is told from the written name alone,
and from whether the other list holds any name like it: if it holds none, no agreement was to be had.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching.counted import Bearers
from nasab.matching.likeness import SIMILAR, Likeness
from nasab.matching.ragged import Ragged

__all__ = ["SORTS", "sorts_of"]

#: No name of the other list is like it; not in the lexicon, and short; not in the lexicon; in the lexicon.
SORTS: Final = ("unmatched", "short", "unusual", "usual")
UNMATCHED, SHORT, UNUSUAL, USUAL = range(4)

#: So many letters are short.
FEW_LETTERS: Final = 4


def sorts_of(
    routes: Sequence[tuple[Ragged, Bearers]], likeness: Likeness, words: Sequence[str]
) -> npt.NDArray[np.int8]:
    """The sort of each row found: that of its surest name in any route (words found, who bears words sought)."""
    by_word = _of_words(likeness, words)
    out = np.zeros(len(routes[0][0]), dtype=np.int8)
    for found, sought in routes:
        alike = _has_alike(likeness, sought)
        rows, values = found.pairs()
        np.maximum.at(out, rows, np.where(alike[values], by_word[values], UNMATCHED).astype(np.int8))
    return out


def _of_words(likeness: Likeness, words: Sequence[str]) -> npt.NDArray[np.int8]:
    letters = np.fromiter((len(word) for word in words), dtype=np.int64, count=len(words))
    unknown = np.where(letters <= FEW_LETTERS, SHORT, UNUSUAL)
    return np.where(likeness.known > 0, USUAL, unknown).astype(np.int8)


def _has_alike(likeness: Likeness, sought: Bearers) -> npt.NDArray[np.bool_]:
    """Whether the other list holds, in this role, a name at least similar to each word."""
    near = sought.has(likeness.words) & (likeness.level >= SIMILAR)
    size = len(likeness.start) - 1
    row = np.repeat(np.arange(size), np.diff(likeness.start))
    out = np.zeros(size, dtype=bool)
    out[row[near]] = True
    return out
