"""How much less a kunya says of a child, where many men have taken it without such a child.

Abu Hamza's child is a Hamza less often than Abu Zelimkhan's is a Zelimkhan.  The probability that they agree
if it is the same child, m, is learned as one number for all kunyas; so what one kunya holds less than
another is put to the chance that strangers agree, u, which is counted for each child found anyway, and m / u is right:

    m(X) / u(X) = m / (u(X) / P(real | Abu X)),    1 / P(real | Abu X) = 1 + t(X) / (REAL u(X))

with t the share of men who took the name (`nasab.names.kunya_truth`) and u, at level "same", the share of
children of the other list called X.  The other way round, from a child to the kunyas of the other list,
nothing is to be done: those who took the name are counted among the strangers who bear it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nasab import names
from nasab.matching.likeness import SAME
from nasab.names.kunyas import AT_HOME

__all__ = ["as_taken"]


def as_taken(
    per_word: npt.NDArray[np.float64], used: npt.NDArray[np.int32], words: Sequence[str]
) -> npt.NDArray[np.float64]:
    """The chances of kunyas, (words, levels), over the probability that each is real; at most 1.

    `used`: the numbers of the words that are kunyas of the children found; the others stay as they are.
    """
    out = per_word.copy()
    for word in np.unique(used).tolist():
        if names.is_famous_kunya(words[word]) > 0:
            truth = names.kunya_truth(words[word], child_share=float(per_word[word, SAME])) / AT_HOME
            out[word, 1:] = np.minimum(per_word[word, 1:] / truth, 1.0)
    return out
