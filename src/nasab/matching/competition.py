"""From evidence to probabilities: which of these, or none of these, with every child in one family only.

The candidates of a found group compete with one another, with the families not looked at and with "on no
list"; and a child sought is at most one child found, so a strong claim elsewhere weakens a weak one here.
What is reported is the marginal probability of each pair over all ways of matching the two lists.

The probability of a group by itself, all alignments summed, is exact (`training.expect`).  Between groups
messages are passed until they rest (sum-product for bipartite matchings: Huang and Jebara, arXiv 0908.1769,
2009): each group tells a child sought how strongly it claims it, and the child tells each group how free
it is of the others (`voices`: brothers of one group are no rivals).  This is exact where claims form no circle.

Two found groups that may be one household, though nobody said so, are weighed both ways: by themselves, and
as the one group that they would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching import competition_kernel, voices
from nasab.matching.blocks import Blocks, run_on
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
    """Marginal probabilities: of each pair of children, of each pair of families, and of each tie being one household."""

    same: npt.NDArray[np.float32]
    family: npt.NDArray[np.float32]
    united: Doubles


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
        return Outcome(belief.same, belief.family, np.zeros(0 if ties is None else len(ties.groups)))
    parts = [compared] if ties is None else [compared, ties.compared]
    # Who is claimed by one is not claimed by the rest: with a share s of the children sought expected to be found,
    # a claim is 1 / (1 - s) times likelier than without competition (n / ((N - n)(M - n)) in place of n / (N M)
    # and its complement, for single children: McVeigh and Murray, arXiv 1710.10558).
    unclaimed = -np.log2(1 - min(found, MOST_FOUND))
    shared = [_bounded(priors.shared_bits(part)) + np.log2(priors.listed * part.wide / part.sought) for part in parts]
    own = np.concatenate([_bounded(priors.own_bits(part)) + unclaimed for part in parts])
    beside = np.concatenate([_bounded(priors.beside_bits(part)) for part in parts])
    tie_of, is_united = _tied(laid.groups, ties)
    tie = np.empty(0) if ties is None else np.clip(ties.prior, 1e-9, 1 - 1e-9)
    if ties is not None:  # the family of the better known brother is missed less often
        rest = np.concatenate([rest, [rest[list(members)].min() for members in ties.groups]])
    unit = np.where(tie_of >= 0, len(rest) + tie_of, np.arange(len(rest))).astype(np.int32)
    said = voices.gather(
        [part.blocks for part in parts], unit, (tie_of >= 0) & ~is_united, claims.found, claims.sought
    )
    family, same, united = np.empty(sum(map(len, shared))), np.empty(len(own)), np.zeros(len(tie))
    competition_kernel.propagate(
        run_on([part.blocks.starts for part in parts]), run_on([part.blocks.first for part in parts]),
        np.concatenate([part.wide for part in parts]), np.concatenate(shared), own, beside, rest, priors.aligned,
        tie_of, is_united, tie, said.of_pair, said.demand, said.child, said.claim, said.claim_start,
        said.claim_voices, said.first, said.seat, said.seat_voice, family, same, united,
    )  # fmt: skip
    own_families, own_pairs = len(laid.g), len(laid.i)
    if ties is not None:
        family = _mixed(laid.group, laid.r, family[:own_families], ties.compared.blocks.group, ties.compared.blocks.r,
                        family[own_families:], united, tie_of)  # fmt: skip
        together = ties.compared.blocks
        same = _mixed(laid.group[laid.within], _key(laid), same[:own_pairs], together.group[together.within],
                      _key(together), same[own_pairs:], united, tie_of)  # fmt: skip
    return Outcome(same.astype(np.float32), family.astype(np.float32), united)


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


def _tied(groups: int, ties: Ties | None) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """For each group, and each that others would be, the tie it is part of (-1: none), and whether it unites others."""
    count = 0 if ties is None else len(ties.groups)
    tie_of = np.full(groups + count, -1, dtype=np.int32)
    tie_of[groups:] = np.arange(count)
    for k, members in enumerate(() if ties is None else ties.groups):
        tie_of[list(members)] = k
    return tie_of, np.arange(groups + count) >= groups


def _key(laid: Blocks) -> npt.NDArray[np.int64]:
    """Each pair of children in one number."""
    return (laid.i.astype(np.int64) << 32) | laid.j


def _mixed(
    group: Rows, key: npt.NDArray[np.integer], apart: Doubles, tie: Rows, tie_key: npt.NDArray[np.integer],
    together: Doubles, united: Doubles, tie_of: Rows,
) -> Doubles:  # fmt: skip
    """The probability of each pair, whether its group is one household with another or not.

    `key` tells which pair of a group, or of the groups of a tie, a probability is of.
    """
    of = tie_of[group]
    part = np.where(of >= 0, united[of], 0.0)
    known, place = np.unique(np.concatenate([key, tie_key]), return_inverse=True)
    mine = of.astype(np.int64) * len(known) + place[: len(key)]
    theirs = tie.astype(np.int64) * len(known) + place[len(key) :]
    order = np.argsort(theirs)
    at = order[np.minimum(np.searchsorted(theirs[order], mine), len(theirs) - 1)]
    hit = theirs[at] == mine
    mixed: Doubles = (1 - part) * apart + part * np.where(hit, together[at], 0.0)
    return mixed


def _bounded(bits: npt.NDArray[np.float32]) -> Doubles:
    return np.clip(bits, -MOST_BITS, MOST_BITS).astype(np.float64)
