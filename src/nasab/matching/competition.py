"""From evidence to probabilities: which of these, or none of these, with every child in one family only.

The candidates of a found group compete with one another, with the families not looked at and with "on no
list"; and a child sought is at most one child found, so a strong claim elsewhere weakens a weak one here.
What is reported is the marginal probability of each pair over all ways of matching the two lists.

The probability of a group by itself, all alignments summed, is exact (`training.expect`).  Between groups
messages are passed until they rest (sum-product for bipartite matchings: Huang and Jebara, arXiv 0908.1769,
2009): each group tells a child sought how strongly it claims it, and the child tells each group how free
it is of the others (`voices`: brothers of one group are no rivals).  This is exact where claims form no circle.

Two found groups that may be one household, though nobody said so, are weighed both ways: by themselves, when
they are not of one family, and as the one group that they would be.
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
from nasab.matching.within import clusters

__all__ = ["Claims", "Outcome", "Ties", "compete", "for_second_requests", "whereabouts", "worth_competing"]

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

    `groups`: pairs of groups, none in two pairs; `prior`: P(one household) before their candidates are looked at;
    `compared`: the groups that they would be, one for each pair, compared as groups are.
    """

    groups: Sequence[tuple[int, int]]
    prior: Doubles
    compared: Compared


@dataclass(frozen=True, slots=True)
class Outcome:
    """Marginal probabilities: of each pair of children, of each pair of families, of each tie being one household."""

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
    own = np.exp2(np.concatenate([_bounded(priors.own_bits(part)) + unclaimed for part in parts]))
    beside = np.exp2(np.concatenate([_bounded(priors.beside_bits(part)) for part in parts]))
    tied, tie = _tied(laid.groups, ties)
    if ties is not None:  # the family of the better known brother is missed less often
        rest = np.concatenate([rest, rest[tied[:, :2]].min(axis=1)])
    unit = np.arange(len(rest), dtype=np.int32)
    unit[tied] = tied[:, 2:]
    said = voices.gather([part.blocks for part in parts], unit, claims.found, claims.sought)
    family, same, united = np.empty(sum(map(len, shared))), np.empty(len(own)), np.zeros(len(tie))
    competition_kernel.propagate(
        run_on([part.blocks.starts for part in parts]), run_on([part.blocks.first for part in parts]),
        np.concatenate([part.wide for part in parts]), _households(parts, claims.sought), np.concatenate(shared), own,
        beside, rest, priors.aligned, tied, tie, said.of_pair, said.demand, said.child, said.claim, said.claim_start,
        said.claim_voices, said.first, family, same, united,
    )  # fmt: skip
    if ties is not None:
        tie_of = np.full(laid.groups, -1, dtype=np.int32)
        tie_of[tied[:, :2]] = np.arange(len(tied))[:, None]
        together = ties.compared.blocks
        family = _mixed(tie_of[laid.group], laid.r, together.group, together.r, family, united)
        of, also = tie_of[laid.group[laid.within]], together.group[together.within]
        same = _mixed(of, _key(laid), also, _key(together), same, united)
    return Outcome(same.astype(np.float32), family.astype(np.float32), united)


def for_second_requests(compared: Compared, outcome: Outcome, claims: Claims) -> Outcome:
    """A child sought twice, by its grandmother and by its uncle, is one child: both requests get its probability.

    In the competition two requests for one child share what is one; here each gets the sum of both.
    """
    asked = np.flatnonzero(_is_repeated(claims.sought)[compared.blocks.j])
    if not len(asked):
        return outcome
    _, edge = np.unique(_claims_of(compared.blocks, claims.sought, asked), return_inverse=True)
    same = outcome.same.copy()
    same[asked] = np.minimum(np.bincount(edge, weights=same[asked])[edge], 1.0)
    return replace(outcome, same=same)


def whereabouts(
    compared: Compared, outcome: Outcome, claims: Claims, household: Rows
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """For each child found P(its family was compared with it and does not ask for it), and P(neither was compared).

    What is left to one is P(it is one of the children sought). `household`: for each child found its group.
    """
    children = len(household)
    asked = np.flatnonzero(_is_repeated(claims.sought)[compared.blocks.j])
    _, first = np.unique(_claims_of(compared.blocks, claims.sought, asked), return_index=True)
    counts = np.ones(len(compared.blocks.i), dtype=bool)
    counts[np.delete(asked, first)] = False
    here = np.bincount(compared.blocks.i[counts], weights=outcome.same[counts], minlength=children)
    here = np.minimum(here, 1.0)
    families = np.bincount(compared.blocks.g, weights=outcome.family, minlength=int(household.max(initial=-1)) + 1)
    not_asked = np.clip(np.minimum(families, 1.0)[household] - here, 0, None)
    return not_asked.astype(np.float32), np.clip(1 - here - not_asked, 0, 1).astype(np.float32)


def _is_repeated(sought: Rows) -> npt.NDArray[np.bool_]:
    """For each child sought whether another row stands for it too."""
    repeated: npt.NDArray[np.bool_] = np.bincount(sought)[sought] > 1
    return repeated


def _claims_of(laid: Blocks, sought: Rows, pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For some pairs in one number the child found and the child that the one sought stands for."""
    claims: npt.NDArray[np.int64] = laid.i[pairs].astype(np.int64) << 32 | sought[laid.j[pairs]]
    return claims


def _tied(groups: int, ties: Ties | None) -> tuple[Rows, Doubles]:
    """For each tie its two groups and the one that they would be, and how probably they are it."""
    if ties is None:
        return np.empty((0, 3), dtype=np.int32), np.empty(0)
    pairs = np.array(ties.groups, dtype=np.int32).reshape(-1, 2)
    united = groups + np.arange(len(pairs), dtype=np.int32)
    return np.concatenate([pairs, united[:, None]], axis=1), np.clip(ties.prior, 1e-9, 1 - 1e-9)


def _households(parts: Sequence[Compared], sought: Rows) -> Rows:
    """For each pair of families the number of its family; families that seek one child are one household."""
    families = np.concatenate([part.blocks.r for part in parts])
    family_of = np.full(len(sought), -1, dtype=np.int32)
    for part in parts:
        family_of[part.blocks.j] = part.blocks.r[part.blocks.within]
    twice = np.flatnonzero((sought != np.arange(len(sought))) & (family_of >= 0))
    twice = twice[family_of[sought[twice]] >= 0]
    linked = [(int(family_of[row]), int(family_of[sought[row]]), 1.0) for row in twice.tolist()]
    household: Rows = clusters(linked, int(families.max(initial=0)) + 1)[families]
    return household


def _key(laid: Blocks) -> npt.NDArray[np.int64]:
    """Each pair of children in one number."""
    return (laid.i.astype(np.int64) << 32) | laid.j


def _mixed(
    tie: Rows, key: npt.NDArray[np.integer], tie_together: Rows, key_together: npt.NDArray[np.integer],
    probability: Doubles, united: Doubles,
) -> Doubles:  # fmt: skip
    """The probability of each pair, whether its group is one household with another or not.

    `tie`: for each pair the tie that its group is part of, or -1; `key` tells which pair it is.  `probability`: of the
    pairs of groups by themselves, and then of those of the groups that they would be.
    """
    mixed, together = probability[: len(key)].copy(), probability[len(key) :]
    mine = np.flatnonzero(tie >= 0)
    known, place = np.unique(np.concatenate([key[mine], key_together]), return_inverse=True)
    wanted = tie[mine].astype(np.int64) * len(known) + place[: len(mine)]
    there = tie_together.astype(np.int64) * len(known) + place[len(mine) :]
    order = np.argsort(there)
    at = order[np.minimum(np.searchsorted(there[order], wanted), len(there) - 1)]
    part = united[tie[mine]]
    mixed[mine] = (1 - part) * mixed[mine] + part * np.where(there[at] == wanted, together[at], 0.0)
    return mixed


def _bounded(bits: npt.NDArray[np.float32]) -> Doubles:
    return np.clip(bits, -MOST_BITS, MOST_BITS).astype(np.float64)
