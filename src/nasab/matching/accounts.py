"""How well a family is told of: whoever gets one thing wrong often gets the next wrong too.

A grandmother who writes the father's name as it stands in his passport writes the village right as well.  A child
of three, asked through an interpreter, has the father, the mother and the place all wrong.  Taken one by one, facts
that disagree would be held against such a pair as often as there are facts, and its family would be taken for one
on no list.  So what one household says on both sides is a mixture of two accounts, a plain one and a strayed one in
which a part of everything is as it is among strangers:

    P(pattern | one household) = (1 - S) prod over kinds k of a_k(level_k)
                               + S prod over kinds k of ((1 - A) a_k(level_k) + A s_k(level_k))

S and A are `STRAYED` and `ASTRAY`, s_k the levels among strangers.  `a_k` is what makes the share of each level over
both accounts m_k, the one that is learned and shown: a single fact weighs what it always did.  Facts that are
dependent given a match: Winkler, Proceedings of the Section on Survey Research Methods, ASA 1993, 274-279; Daggy et
al., JAMIA 21 (2014) e81-e89.  Two accounts are the simplest such dependence (a latent class within the matches).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching.scoring import Graded, table_of, weigh

__all__ = ["ASTRAY", "STRAYED", "plain_account", "weigh_accounts"]

Floats = npt.NDArray[np.float32]
Probabilities = Sequence[npt.NDArray[np.float64]]

#: So many accounts stray, and of such an account so much is as it is among strangers.  Set on `field` worlds, where
#: with them, and not without, the share of families on the list is learned as it is at every overlap.
STRAYED: Final = 0.3
ASTRAY: Final = 0.5

#: A level that a strayed account explains all by itself keeps so much of its share in a plain one.
LEAST: Final = 0.1


def plain_account(same: npt.NDArray[np.float64], strangers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The levels of one kind in a plain account, given those over both, `same`: shares of the same sum."""
    whole = STRAYED * ASTRAY
    plain: npt.NDArray[np.float64] = np.maximum(same - whole * strangers, LEAST * same) / (1 - whole)
    return plain


def weigh_accounts(
    graded: Graded, same: Probabilities, strangers: Probabilities, corrections: Probabilities = ()
) -> Floats:
    """The weight of each pair of families for "one household", in bits; without `strangers` facts are independent.

    `corrections`: bits by which each level's weight is put right (`Parameters.corrections`).
    """
    if not len(strangers):
        return weigh(graded, table_of(same, corrections))
    plain = [plain_account(of_kind, far) for of_kind, far in zip(same, strangers, strict=True)]
    strayed = [(1 - ASTRAY) * of_kind + ASTRAY * far for of_kind, far in zip(plain, strangers, strict=True)]
    either: Floats = np.logaddexp2(
        weigh(graded, table_of(plain, corrections)) + np.float32(np.log2(1 - STRAYED)),
        weigh(graded, table_of(strayed, corrections)) + np.float32(np.log2(STRAYED)),
    )
    return either
