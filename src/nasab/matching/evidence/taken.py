"""How much less a kunya says of a child, where many men have taken it without such a child.

Abu Hamza's child is a Hamza less often than Abu Zelimkhan's is a Zelimkhan.  The probability that they agree
if it is the same child, m, is learned as one number for all kunyas; so what one kunya holds less than
another is put to the chance that strangers agree, u, which is counted for each child found anyway, and m / u is right:

    m(X) / u(X) = m / (u(X) / P(real | Abu X)),    1 / P(real | Abu X) = 1 + t(X) / (REAL u(X))

with t the share of men who took the name (`nasab.names.kunya_truth`) and u, at level "same", the share of
children of the other list called X.  Only names that agree are weighed so: that Abu Hamza's child is no Hamza says as
little as it does of others, and never speaks for a child.  The other way round, from a child to the kunyas of the other
list, nothing is to be done: those who took the name are counted among the strangers who bear it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nasab import names
from nasab.matching.ragged import Ragged
from nasab.names.kunyas import AT_HOME

__all__ = ["seldom_real"]

Doubles = npt.NDArray[np.float64]


def seldom_real(share: Doubles, words: Sequence[str], kunyas: Ragged) -> Doubles:
    """For each row found how many times likelier its kunyas agree by chance, for not all are real; at least 1.

    `share`: of the children among each people of the other list who are called so, (words, peoples); `kunyas`: the
    kunyas of each row, numbers into `words`.  Of several the one most often taken counts.  (rows, peoples).
    """
    of_word = np.ones_like(share)
    for number, word in enumerate(words):
        if names.is_famous_kunya(word) > 0:
            real = [names.kunya_truth(word, child_share=one) / AT_HOME for one in share[number].tolist()]
            of_word[number] = 1 / np.minimum(real, 1.0)
    out = np.ones((len(kunyas), share.shape[1]))
    told = kunyas.lengths > 0
    out[told] = np.maximum.reduceat(of_word[kunyas.values], kunyas.start[:-1][told])
    return out
