"""How much is missed by not comparing everything: the families that are on the list and were not looked at.

Of a child who knows his father's name and his own, hardly anything is missed; of one who knows nothing,
nearly everything, and to take him for a child on no list would be wrong, and would teach the wrong share.
So some families that were *not* brought in are compared too, taken by chance.  The mean of their likelihood
ratios, times their part of the list, is what the families not looked at weigh against those that were
(importance sampling; likelihood ratios of strangers average 1 over the whole list).  It is taken over
found groups of whom equally much is known, since a single one's mean would be all chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching.blocks import Blocks
from nasab.matching.compared import Compared
from nasab.matching.scoring import UNTOLD, Graded

__all__ = ["Aside", "strata_of", "taken_by_chance"]

Rows = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

#: So many found groups at most have families compared by chance, so many each.
GROUPS: Final = 20_000
EACH: Final = 12

#: So many pairs of the average group are added to those of each stratum.
POOLED: Final = 20.0

#: No family taken by chance counts for more bits than this: one true family among them would outweigh all others.
MOST_BITS: Final = 11.0

#: Groups of whom more than this many kinds of evidence are known are taken together.
MOST_KNOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Aside:
    """Families taken by chance and compared; `of_pair`: the stratum of the found group of each pair."""

    compared: Compared
    of_pair: Rows
    mean_wide: float

    def means(self, weight: Floats) -> npt.NDArray[np.float64]:
        """By stratum the mean likelihood ratio of families not looked at; a whole list's is 1.

        `weight`: bits of the pairs taken by chance, all alignments summed.
        """
        ratio = 2.0 ** np.minimum(weight.astype(np.float64), MOST_BITS) * self.compared.wide / self.mean_wide
        sums = np.bincount(self.of_pair, weights=ratio, minlength=MOST_KNOWN + 1)
        counts = np.bincount(self.of_pair, minlength=MOST_KNOWN + 1)
        whole = (sums.sum() + 1) / (counts.sum() + 1)
        means = (sums + POOLED * whole) / (counts + POOLED)
        # who is better known is missed less often: a sample that says otherwise says so by chance
        falling: npt.NDArray[np.float64] = np.minimum(np.minimum.accumulate(means), 1.0)
        return falling


def strata_of(blocks: Blocks, shared: Graded, own: Graded) -> Rows:
    """For each found group how many kinds of evidence are known of it and of any of its candidates."""
    told = (shared.level != UNTOLD).sum(axis=0).astype(np.int32)
    of_child = (own.level != UNTOLD).sum(axis=0).astype(np.int32)
    inner = np.zeros(len(blocks.g), dtype=np.int32)
    np.maximum.at(inner, blocks.within, of_child)
    out = np.zeros(blocks.groups, dtype=np.int32)
    np.maximum.at(out, blocks.group, told + inner)
    return np.minimum(out, MOST_KNOWN).astype(np.int32)


def taken_by_chance(blocks: Blocks, families: int, among: Rows | None = None) -> tuple[Rows, Rows]:
    """Pairs of families that were not brought in: always the same for the same lists; `among`: those to take."""
    step = -(-blocks.groups // GROUPS)
    chosen = blocks.numbers[::step].astype(np.int64)
    if among is None:
        g = np.repeat(chosen, EACH)
        r = (g * EACH + np.tile(np.arange(EACH), len(chosen)) + 1) * 0x9E3779B1 % (1 << 32) * families >> 32
    else:
        g, r = np.repeat(chosen, len(among)), np.tile(among, len(chosen))
    key = np.unique(g * families + r)
    looked_at = blocks.g.astype(np.int64) * families + blocks.r
    key = key[~np.isin(key, looked_at)]
    return (key // families).astype(np.int32), (key % families).astype(np.int32)
