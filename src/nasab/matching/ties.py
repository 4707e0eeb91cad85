"""Found groups that may be one household though nobody said so: proposed by the engine, weighed both ways.

Brothers are brought to two orphanages and get two numbers.  Each alone says too little to be found; together they
name a father, a mother and a village.  Where two found groups look like one household by what they say
themselves, they are also compared as the one group that they would be, and the competition decides how much of
either reading is true.  A tie is a guess: it is shown as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from nasab.matching import families, understanding
from nasab.matching.compared import Compared
from nasab.matching.competition import Ties
from nasab.matching.given import Bits, with_given
from nasab.matching.understanding import Understood
from nasab.matching.within import Kin

__all__ = ["propose", "told"]

#: Two groups are weighed as one household if they are one with at least this probability before candidates are seen.
LEAST: Final = 0.5

#: From this part of that probability on they may as well be one child registered twice; counted on `field` worlds, of
#: such pairs half are.
TWICE: Final = 0.3


def propose(both: Understood, kin: Kin, live: Compared, given: Bits, *, threads: int = 1) -> Ties | None:
    """The likeliest ties, each group in one at most; `live`: the families that the groups compete for.

    Groups that may well hold one child twice are no tie: as one group they would make two children of it.
    """
    a, b = kin.groups.T
    order = np.lexsort((b, a, -kin.household))
    is_tie = (kin.household >= LEAST) & (kin.repeated < TWICE * kin.household)
    likely = order[is_tie[order]]
    used: set[int] = set()
    groups: list[tuple[int, int]] = []
    prior: list[float] = []
    for (one, other), probability in zip(kin.groups[likely].tolist(), kin.household[likely].tolist(), strict=True):
        if not used & {one, other}:
            used |= {one, other}
            groups.append((one, other))
            prior.append(probability)
    starts = live.blocks.starts
    wanted = [
        np.unique(np.concatenate([live.blocks.r[starts[group] : starts[group + 1]] for group in members]))
        for members in groups
    ]
    if not any(len(candidates) for candidates in wanted):
        return None
    united = families.unite(both.found, groups, both.knowledge)
    by_pair = understanding.between(united, both.sought, both.likeness, both.terms)
    g = np.repeat(np.arange(len(groups), dtype=np.int32), [len(candidates) for candidates in wanted])
    compared = understanding.compare(by_pair, g, np.concatenate(wanted).astype(np.int32), threads=threads)
    rows = np.concatenate([both.found.members.row(group) for members in groups for group in members])
    compared = replace(compared, blocks=replace(compared.blocks, i=rows.astype(np.int32)[compared.blocks.i]))
    return Ties(groups, np.array(prior), _with_given(given, compared, groups))


def _with_given(given: Bits, compared: Compared, groups: Sequence[tuple[int, int]]) -> Compared:
    """What was compared, with what is given for the children, and for either of the groups."""
    laid = compared.blocks
    for members in np.array(groups, dtype=np.int32).T:
        told = with_given(given, replace(compared, blocks=replace(laid, g=members[laid.g])))
        compared = replace(compared, given_shared=told.given_shared)
    return replace(compared, given_own=told.given_own)


def told(ties: Ties, united: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Sequence[tuple[tuple[int, ...], float]]:
    """Each tie with the probability that it is one household, in the end."""
    return [(members, float(p)) for members, p in zip(ties.groups, united, strict=True)]
