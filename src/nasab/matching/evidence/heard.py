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

#: In a list of fewer rows than this most names resemble none, whoever they are of: that says nothing of how they were
#: heard, and that they do not agree says something.
LONG: Final = 300

#: So many letters are short.
FEW_LETTERS: Final = 4


def sorts_of(
    routes: Sequence[tuple[Ragged, Bearers]], likeness: Likeness, words: Sequence[str]
) -> npt.NDArray[np.int8]:
    """The sort of each row found: that of its surest name in any route (words found, who bears words sought)."""
    out = np.zeros(len(routes[0][0]), dtype=np.int8)
    for found, sought in routes:
        if not len(found.values):
            continue
        rows, values = found.pairs()
        used, place = np.unique(values, return_inverse=True)
        alike = likeness.has_alike(sought, used.astype(np.int32), SIMILAR)
        if int(sought.told.sum()) < LONG:
            alike = np.ones_like(alike)
        by_word = np.where(alike, _of_words(likeness, words, used), UNMATCHED).astype(np.int8)
        np.maximum.at(out, rows, by_word[place])
    return out


def _of_words(likeness: Likeness, words: Sequence[str], used: npt.NDArray[np.int32]) -> npt.NDArray[np.int8]:
    """The sort of some words, as far as they tell themselves."""
    letters = np.fromiter((len(words[word]) for word in used.tolist()), dtype=np.int64, count=len(used))
    unknown = np.where(letters <= FEW_LETTERS, SHORT, UNUSUAL)
    return np.where(likeness.known[used] > 0, USUAL, unknown).astype(np.int8)
