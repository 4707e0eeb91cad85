"""Learning from the two lists at hand how their facts behave: expectation and maximisation.

Three things can be true of a child found and a child sought: they are the same child, they are
children of one household, or they are strangers.  Two are not enough: brothers share a father's
name, a village and a language, and a model without households calls them the same child.

Each child found is the child of at most one family, or of none on the list, so the hypotheses of one
child compete (the expectation step is a distribution over all its candidates, their households, and
"on no list"), and what is believed most is learned from most.  The shipped parameters enter as
Dirichlet priors worth `PRIOR_PAIRS` pairs, so that ten children do not overrule the world.

More than two classes: Winkler 1993; Larsen and Rubin, JASA 96 (2001) 32-41.  Competition with "none":
Sadinle, JASA 112 (2017) 600-612.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab.matching.results import Parameters
from nasab.matching.scoring import Graded, allow, table_of, weigh

__all__ = ["PRIOR_PAIRS", "Belief", "Priors", "as_priors", "expect", "learn", "starts_of"]

Floats = npt.NDArray[np.float32]
Probabilities = tuple[npt.NDArray[np.float64], ...]

#: How many unjudged pairs the shipped parameters are worth.  Unjudged pairs teach slowly: among those
#: believed to be one child are some that are not, and what is learned from them is believed again.
PRIOR_PAIRS: Final = 2000.0

#: No list is believed to hold the families of more than this share of the children found.
MOST_ON_LIST: Final = 0.95

#: What the shipped share of families on the list is worth, as a part of the children found.  The share
#: is hard to see: children of whom nothing is known look the same on a list and on none.
PRIOR_PART: Final = 0.5

#: Of the children without a match, at most this share is believed to be on the list unseen.
UNSEEN: Final = 0.35


@dataclass(frozen=True, slots=True)
class Priors:
    """What is believed of two lists before their pairs are looked at.

    `same`, `household`: level probabilities for each comparison, in order.  `on_list`: share of the
    children found whose family seeks them on the list; `household_on_list`: share whose household is
    on the list without them.  `seen`: share of those on the list whom the facts
    can lead to at all; `summed`, `worth`: see `scoring.allow`.
    """

    same: Probabilities
    household: Probabilities
    on_list: float
    household_on_list: float
    seen: float = 1.0
    summed: tuple[float, ...] = ()
    worth: tuple[float, ...] = ()

    def same_bits(self, graded: Graded) -> Floats:
        """What the evidence of each pair is worth for "the same child", in bits."""
        return allow(weigh(graded, table_of(self.same)), self.summed, self.worth)

    def household_bits(self, graded: Graded) -> Floats:
        """What it is worth for "another child of the household", in bits."""
        return allow(weigh(graded, table_of(self.household)), self.summed, self.worth)


@dataclass(frozen=True, slots=True)
class Belief:
    """Responsibilities: P(same child) and P(one household, not the same child) for each pair.

    `household_mass`: for each child found, P(its household is on the list without it).
    """

    same: Floats
    household: Floats
    household_mass: Floats

    def neither(self, i: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
        """For each child found, P(neither it nor its household is on the list); `i` are the pairs' rows."""
        on_list = np.bincount(i, weights=self.same, minlength=len(self.household_mass))
        return np.clip(1 - on_list - self.household_mass, 0, 1)


def starts_of(i: npt.NDArray[np.int32], n: int) -> npt.NDArray[np.int64]:
    """Where the pairs of each child found begin (the pairs are sorted by child found)."""
    return np.searchsorted(i, np.arange(n + 1)).astype(np.int64)


def expect(
    graded: Graded, priors: Priors, starts: npt.NDArray[np.int64], family: npt.NDArray[np.int32], sought: int
) -> Belief:
    """For each child found, a distribution over candidates, their households, and neither.

    The pairs are sorted by child found, and within a child by family.
    `family`: the household number of each pair's child sought.  `sought`: how many children are
    sought in all; the prior of any one of them is the share on the list divided by their number.
    """
    same = priors.same_bits(graded) + np.float32(np.log2(priors.on_list / sought))
    household = priors.household_bits(graded) + np.float32(np.log2(priors.household_on_list / sought))
    neither = float(np.log2(max(1 - priors.on_list - priors.household_on_list, 1e-6)))
    out_same, out_household = np.empty_like(same), np.empty_like(same)
    mass = np.zeros(len(starts) - 1, dtype=np.float32)
    _share(starts, family, same, household, neither, out_same, out_household, mass)
    return Belief(out_same, out_household, mass)


def learn(
    graded: Graded,
    start: Priors,
    groups: Sequence[Sequence[int]],
    leading: Sequence[bool],
    starts: npt.NDArray[np.int64],
    family: npt.NDArray[np.int32],
    sought: int,
    *,
    rounds: int = 15,
    tolerance: float = 1e-3,
) -> Priors:
    """EM from the shipped parameters; stops when the share on the list stands still.

    `groups`: for each comparison the sets of levels that sum to one.  `leading`: which comparisons can
    bring a pair in: such a one is learned only from pairs that another one would have brought in too,
    or its agreement would be overstated by the way the pairs were chosen.
    """
    usable = _brought_in_by_others(graded, leading)
    current = start
    for _ in range(rounds):
        belief = expect(graded, current, starts, family, sought)
        n = len(starts) - 1
        matched = float(belief.same.sum()) / n
        listed = min(matched / start.seen, matched + (1 - matched) * UNSEEN)
        on_list = (listed + PRIOR_PART * start.on_list) / (1 + PRIOR_PART)
        beside = (float(belief.household_mass.mean()) + PRIOR_PART * start.household_on_list) / (1 + PRIOR_PART)
        following = replace(
            current,
            same=_maximise(graded, belief.same, start.same, groups, usable),
            household=_maximise(graded, belief.household, start.household, groups, usable),
            on_list=min(on_list, MOST_ON_LIST),
            household_on_list=min(max(beside, 1e-4), 0.98 - min(on_list, MOST_ON_LIST)),
        )
        settled = abs(following.on_list - current.on_list) < tolerance
        current = following
        if settled:
            break
    return current


def _maximise(
    graded: Graded,
    responsibility: Floats,
    prior: Probabilities,
    groups: Sequence[Sequence[int]],
    usable: npt.NDArray[np.bool_],
) -> Probabilities:
    out = []
    heavy = responsibility > 1e-4
    for k, shipped in enumerate(prior):
        chosen = heavy & usable[k]
        seen = np.bincount(graded.level[k, chosen], weights=responsibility[chosen], minlength=256)[: len(shipped)]
        counts = seen + PRIOR_PAIRS * shipped
        group = np.array(groups[k])
        member = (group[:, None] == group[None, :]).astype(np.float64)
        out.append(counts / (counts @ member))
    return tuple(out)


def _brought_in_by_others(graded: Graded, leading: Sequence[bool]) -> npt.NDArray[np.bool_]:
    """For each comparison, the pairs in which another leading comparison agrees at all."""
    agrees = np.zeros(graded.level.shape[1], dtype=np.int16)
    each = []
    for k, leads in enumerate(leading):
        agreement = (graded.level[k] >= 2) & (graded.level[k] < 16) & leads
        each.append(agreement)
        agrees += agreement.astype(np.int16)
    return np.stack([agrees - agreement > 0 for agreement in each])


@njit(cache=True, nogil=True)
def _share(
    starts: npt.NDArray[np.int64],
    family: npt.NDArray[np.int32],
    same: Floats,
    household: Floats,
    neither: float,
    out_same: Floats,
    out_household: Floats,
    mass: Floats,
) -> None:
    """Softmax in bits, child by child; pairs of one child lie together, and of one family within it.

    A household counts once, by its best child.  What is believed of a household is believed of all
    its children but the one who is the child found: `household` of a pair is P(the family) - P(same).
    """
    for i in range(len(starts) - 1):
        a, z = starts[i], starts[i + 1]
        top = neither
        for p in range(a, z):
            top = max(top, same[p], household[p])
        total = 2.0 ** (neither - top)
        p = a
        while p < z:
            end = p
            best = -np.inf
            of_family = 0.0
            while end < z and family[end] == family[p]:
                best = max(best, household[end])
                out_same[end] = 2.0 ** (same[end] - top)
                of_family += out_same[end]
                end += 1
            beside = 2.0 ** (best - top)
            mass[i] += beside
            total += of_family + beside
            for q in range(p, end):
                out_household[q] = of_family + beside - out_same[q]
            p = end
        mass[i] /= total
        for p in range(a, z):
            out_same[p] /= total
            out_household[p] = max(out_household[p] / total, 0.0)


def as_priors(parameters: Parameters, kinds: Sequence[str]) -> Priors:
    """Parameters by name, in the order of the comparisons."""
    return Priors(
        tuple(np.asarray(parameters.same[kind], dtype=np.float64) for kind in kinds),
        tuple(np.asarray(parameters.household[kind], dtype=np.float64) for kind in kinds),
        parameters.prior_on_list,
        parameters.prior_household,
        parameters.seen,
        tuple(parameters.summed),
        tuple(parameters.worth),
    )
