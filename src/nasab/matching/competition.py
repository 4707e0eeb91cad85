"""From evidence to probabilities: which of these, or none of these, with every child in one family only.

The candidates of a found group compete with one another, with the families not looked at and with "on no
list"; and a child sought is at most one child found, so a strong claim elsewhere weakens a weak one here.
What is reported is the marginal probability of each pair over all ways of matching the two lists.

The probability of a group by itself, all alignments summed, is exact (`training.expect`).  Between groups
messages are passed until they rest (sum-product for bipartite matchings: Huang and Jebara, arXiv 0908.1769,
2009): each group tells a child sought how strongly it claims it, and the child tells each group how free
it is of the others.  This is exact where claims form no circle.

Two found groups that may be one household, though nobody said so, are weighed both ways: by themselves, and
as the one group that they would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching import competition_kernel
from nasab.matching.blocks import run_on
from nasab.matching.compared import Compared
from nasab.matching.training import NEGLIGIBLE, Belief, Priors

__all__ = ["Claims", "Outcome", "Ties", "compete", "for_second_requests", "on_no_list", "worth_competing"]

Rows = npt.NDArray[np.int32]
Doubles = npt.NDArray[np.float64]

#: No evidence counts for more than so many bits, so that no product overflows.
MOST_BITS: Final = 80.0

#: No more than this share of the children sought is expected to be among the children found.
MOST_FOUND: Final = 0.95


@dataclass(frozen=True, slots=True)
class Claims:
    """Whose claims are one: for each child found and each child sought the number of the child it stands for.

    Two rows of one list that are one child (`within`) have the same number.
    """

    found: Rows
    sought: Rows


@dataclass(frozen=True, slots=True)
class Ties:
    """Found groups that may be one household though nobody said so.

    `groups`: lists of groups, none in two lists; `prior`: P(one household) before their candidates are looked at;
    `compared`: the groups that they would be, one for each list, compared as groups are.
    """

    groups: Sequence[Sequence[int]]
    prior: Doubles
    compared: Compared


@dataclass(frozen=True, slots=True)
class Outcome:
    """Marginal probabilities: of each pair of children, of each pair of families, and of each tie being one household.

    `united_family`, `united_same`: P(family | one household) and P(pair | one household) of the ties' own pairs.
    """

    same: npt.NDArray[np.float32]
    family: npt.NDArray[np.float32]
    united: Doubles
    united_family: Doubles
    united_same: Doubles


def worth_competing(belief: Belief) -> npt.NDArray[np.int64]:
    """The pairs of families that are not negligible."""
    return np.flatnonzero(belief.family >= NEGLIGIBLE)


def compete(
    compared: Compared, belief: Belief, rest: Doubles, found: float, priors: Priors, claims: Claims, ties: Ties | None
) -> Outcome:
    """Marginal probabilities under the constraint that a child has one family.

    `rest`: for each found group log2 of the weight of all that is left out (on no list, not looked at, negligible).
    `found`: share of the children sought who are expected to be among the children found.
    """
    laid = compared.blocks
    if not len(laid.g):
        return Outcome(belief.same, belief.family, *(np.empty(0) for _ in range(3)))
    parts = [compared] if ties is None else [compared, ties.compared]
    # Who is claimed by one is not claimed by the rest: with a share s of the children sought expected to be found,
    # a claim is 1 / (1 - s) times likelier than without competition (n / ((N - n)(M - n)) in place of n / (N M)
    # and its complement, for single children: McVeigh and Murray, arXiv 1710.10558).
    unclaimed = -np.log2(1 - min(found, MOST_FOUND))
    shared = [_bounded(priors.shared_bits(part)) + np.log2(priors.listed * part.wide / part.sought) for part in parts]
    own = [_bounded(priors.own_bits(part)) + unclaimed for part in parts]
    beside = [_bounded(priors.beside_bits(part)) for part in parts]
    edge, claim_of_edge = _edges(parts, claims)
    width = int(claims.sought.max()) + 1
    distinct, edge_claim = np.unique(claim_of_edge, return_inverse=True)
    unit, united, tie = _units(laid.groups, ties)
    every = np.concatenate([rest, np.full(len(tie), np.log2(1 - priors.listed))]) if ties else rest
    out_family, out_pair = np.empty(len(np.concatenate(shared))), np.empty(len(edge))
    out_united = np.zeros(len(tie))
    marginal = competition_kernel.propagate(
        run_on([part.blocks.starts for part in parts]), run_on([part.blocks.first for part in parts]),
        np.concatenate([part.wide for part in parts]), np.concatenate(shared), np.concatenate(own),
        np.concatenate(beside), every, priors.aligned, edge, unit, united, tie, edge_claim.astype(np.int64),
        (distinct % width).astype(np.int32), width, out_family, out_pair, out_united,
    )  # fmt: skip
    own_pairs, own_families = len(laid.i), len(laid.g)
    family = out_family[:own_families].copy()
    if ties is not None:
        family = _mixed_families(family, out_family[own_families:], out_united, compared, ties)
    return Outcome(
        marginal[edge[:own_pairs]].astype(np.float32), family.astype(np.float32), out_united,
        out_family[own_families:], out_pair[own_pairs:],
    )  # fmt: skip


def for_second_requests(compared: Compared, outcome: Outcome, claims: Claims) -> Outcome:
    """A child sought twice, by its grandmother and by its uncle, is one child: both requests get its probability.

    In the competition two requests for one child share what is one; here each gets the sum of both.
    """
    i, j = compared.blocks.i.astype(np.int64), claims.sought[compared.blocks.j].astype(np.int64)
    if (claims.sought == np.arange(len(claims.sought))).all():
        return outcome
    _, edge = np.unique(i * len(claims.sought) + j, return_inverse=True)
    total = np.bincount(edge, weights=outcome.same)
    return replace(outcome, same=np.minimum(total[edge], 1.0).astype(np.float32))


def on_no_list(compared: Compared, outcome: Outcome, claims: Claims, children: int) -> npt.NDArray[np.float32]:
    """For each child found P(it is none of the children sought who were compared with it)."""
    i, j = compared.blocks.i.astype(np.int64), claims.sought[compared.blocks.j].astype(np.int64)
    edges, first = np.unique(i * len(claims.sought) + j, return_index=True)
    here = np.bincount(edges // len(claims.sought), weights=outcome.same[first], minlength=children)
    return np.clip(1 - here, 0, 1).astype(np.float32)


def _edges(parts: Sequence[Compared], claims: Claims) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """For each pair of children the number of its edge, and for each edge which child claims which."""
    width = int(claims.sought.max()) + 1
    i = np.concatenate([part.blocks.i for part in parts]).astype(np.int64)
    j = np.concatenate([part.blocks.j for part in parts]).astype(np.int64)
    pair, first, edge = np.unique(i * (int(j.max()) + 1) + j, return_index=True, return_inverse=True)
    del pair
    return edge.astype(np.int64), claims.found[i[first]].astype(np.int64) * width + claims.sought[j[first]]


def _units(groups: int, ties: Ties | None) -> tuple[Rows, npt.NDArray[np.bool_], Doubles]:
    count = 0 if ties is None else len(ties.groups)
    unit = np.full(groups + count, -1, dtype=np.int32)
    united = np.zeros(groups + count, dtype=bool)
    if ties is None:
        return unit, united, np.empty(0)
    for k, members in enumerate(ties.groups):
        unit[list(members)] = k
    unit[groups:] = np.arange(count)
    united[groups:] = True
    return unit, united, np.clip(ties.prior, 1e-9, 1 - 1e-9)


def _mixed_families(
    apart: Doubles, together: Doubles, united: Doubles, compared: Compared, ties: Ties
) -> npt.NDArray[np.float64]:
    """P(family) of each pair, whether its group is one household with another or not."""
    width = int(max(compared.blocks.r.max(), ties.compared.blocks.r.max())) + 1
    key = ties.compared.blocks.group.astype(np.int64) * width + ties.compared.blocks.r
    order = np.argsort(key)
    out = apart.copy()
    group = compared.blocks.group
    for k, members in enumerate(ties.groups):
        mine = np.flatnonzero(np.isin(group, list(members)))
        wanted = k * width + compared.blocks.r[mine].astype(np.int64)
        at = np.minimum(np.searchsorted(key[order], wanted), len(key) - 1)
        hit = key[order[at]] == wanted
        out[mine] = (1 - united[k]) * apart[mine] + united[k] * np.where(hit, together[order[at]], 0.0)
    return out


def _bounded(bits: npt.NDArray[np.float32]) -> Doubles:
    return np.clip(bits, -MOST_BITS, MOST_BITS).astype(np.float64)
