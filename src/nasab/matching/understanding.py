"""Two lists as they are understood: families, names alike, and how often strangers agree.

Everything that is the same for all pairs is made here once; then any pairs of families can be compared,
in any order and in pieces, on one machine or on many, with the same outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nasab.matching import alike, blocks, facts, families, scoring, unseen
from nasab.matching.compared import Compared
from nasab.matching.counted import shares_of, standing_of
from nasab.matching.evidence import own_comparisons, shared_comparisons
from nasab.matching.facts import Knowledge
from nasab.matching.families import Families
from nasab.matching.likeness import Likeness
from nasab.matching.scoring import Scales
from nasab.matching.terms import Terms
from nasab.matching.unseen import Aside
from nasab.records import ChildList

__all__ = ["Understood", "between", "by_chance", "compare", "put_together", "understand"]

Rows = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Understood:
    """Both lists as families, and the comparisons between them.

    `shared`, `own`: what families and children are compared by.  `shares`: of each people in the list of the sought.
    `terms`: what the numbers of both stand for.
    """

    found: Families
    sought: Families
    terms: Terms
    likeness: Likeness
    shared: Scales
    own: Scales
    shares: npt.NDArray[np.float64]

    @property
    def knowledge(self) -> Knowledge:
        """What the numbers of the list of the sought stand for, and those of both where the two were read together."""
        return self.terms.sought

    @property
    def is_sibling(self) -> int:
        """The number of the comparison by which a child is told from its brothers and sisters."""
        return self.own.kinds.index("is_sibling")


def understand(found: ChildList, sought: ChildList, *, threads: int = 1) -> Understood:
    """Reads both lists, and counts how often strangers agree."""
    knowledge = Knowledge.empty()
    left, right = (families.as_families(facts.read_facts(side, knowledge), knowledge) for side in (found, sought))
    near = alike.find_likeness(knowledge.tokens, left.shared.spelt, right.shared.spelt, threads=threads)
    return between(left, right, near, Terms(knowledge, knowledge))


def between(left: Families, right: Families, near: Likeness, terms: Terms) -> Understood:
    """The comparisons between families that have been read."""
    shared = scoring.scales_of(shared_comparisons(left.shared, right.shared, near, terms))
    own = scoring.scales_of(own_comparisons(left.children, right.children, near, terms))
    return put_together(left, right, terms, near, shared, own, shares_of(right.shared))


def put_together(
    found: Families, sought: Families, terms: Terms, near: Likeness, shared: Scales, own: Scales,
    shares: npt.NDArray[np.float64],
) -> Understood:  # fmt: skip
    """Two lists and what they are compared by, with what is the same for all pieces made once."""
    return Understood(found, sought, terms, near, shared, own, shares)


def compare(both: Understood, g: Rows, r: Rows, *, numbers: Rows | None = None, threads: int = 1) -> Compared:
    """Compares pairs of families, sorted by family found, and their children.

    `numbers`: the families found that these are all pairs of; all, if it is not given.
    """
    laid = blocks.lay_out(g, r, both.found, both.sought, numbers)
    shared, own = scoring.grade(both.shared, both.own, laid, both.shares, threads=threads)
    level = own.level[both.is_sibling]
    told = level != scoring.UNTOLD
    beside = np.zeros(len(level), dtype=np.float32)
    beside[told] = both.own.bits_at(both.is_sibling, laid.i[told], level[told], both.shares)
    wide = both.sought.members.sizes(r).astype(np.int32)
    sought = standing_of(both.sought.children)
    left = 1 - np.bincount(laid.group, weights=wide, minlength=laid.groups) / sought
    return Compared(
        laid, wide, sought, shared, own, beside, np.zeros(len(g), dtype=np.float32),
        np.zeros(len(laid.i), dtype=np.float32), unseen.strata_of(laid, shared, own), np.maximum(left, 0.0),
    )  # fmt: skip


def by_chance(both: Understood, compared: Compared, *, among: Rows | None = None, threads: int = 1) -> Aside | None:
    """Families taken by chance beside those brought in, so that it is known what was missed; None if nothing was.

    `among`: the families to take, for each found group, in place of a few for each.
    """
    if not (compared.left > 0).any():
        return None
    laid = compared.blocks
    g, r = unseen.taken_by_chance(laid, len(both.sought), among)
    stands = ~np.isin(r, both.sought.gone)
    if not stands.any():
        return None
    taken = compare(both, g[stands], r[stands], numbers=laid.numbers, threads=threads)
    families_standing = len(both.sought) - len(both.sought.gone)
    return Aside(taken, compared.stratum[taken.blocks.group], compared.sought / families_standing)
