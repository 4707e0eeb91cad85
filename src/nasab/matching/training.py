"""Learning from the two lists at hand how their facts behave: expectation and maximisation.

Of a found group and a requesting family three things can be true: they are one household and a given
child found is a given child sought; they are one household and it is not; or they are strangers.  Two
are not enough: brothers share a father's name, a village and a language, and a model without
households calls them the same child.

Each found group belongs to at most one family, or to none on the list, so the hypotheses of one group
compete (the expectation step is a distribution over all its candidates, over the families that were
not looked at, and "on no list"), and what is believed most is learned from most.  The shipped
parameters enter as Dirichlet priors worth `PRIOR_PAIRS` pairs, so that ten children do not overrule
the world.

More than two classes: Winkler 1993; Larsen and Rubin, JASA 96 (2001) 32-41.  Competition with "none":
Sadinle, JASA 112 (2017) 600-612.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nasab.matching import belief_kernel
from nasab.matching.accounts import weigh_accounts
from nasab.matching.compared import Compared
from nasab.matching.evidence.comparison import strangers_of
from nasab.matching.results import Parameters
from nasab.matching.scoring import UNTOLD, Graded, table_of, weigh
from nasab.matching.unseen import Aside

__all__ = ["PRIOR_PAIRS", "Belief", "Priors", "as_priors", "expect", "learn", "missing_of", "together"]

Floats = npt.NDArray[np.float32]
Probabilities = tuple[npt.NDArray[np.float64], ...]

#: How many unjudged pairs the shipped parameters are worth.  Unjudged pairs teach slowly: among those
#: believed to be one child are some that are not, and what is learned from them is believed again.
PRIOR_PAIRS: Final = 2000.0

#: The share of families on the list is learned from the found groups of whom most is known, all but this part of them:
#: of who knows nothing it can be seen least whether his family is there, and what is not seen counts as not there.
UNTELLING: Final = 0.8

#: A pair that people judged the same teaches as much as so many that are only believed to be.
JUDGED: Final = 10.0
BOUND: Final = 60.0

#: No list is believed to hold the families of more than this share of the found groups.
MOST_LISTED: Final = 0.98

#: Families less probable than this by themselves do not compete (their sum is counted as "none of these").
NEGLIGIBLE: Final = 1e-3

#: However it looks, so many of the children of a family found may not be among those it seeks, and so many are: a
#: child left over in both families is not the same child for that alone.
MOST_ALIGNED: Final = 0.97
LEAST_ALIGNED: Final = 0.02

#: No share that is given is taken for more than this, so that nothing is impossible before it is looked at.
CERTAIN: Final = 0.9999

#: How many found groups the shipped shares (of families on the list, of children aligned in them) count for.
PRIOR_GROUPS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Priors:
    """What is believed of two lists before their pairs are looked at.

    `shared`, `own`: level probabilities of each comparison if it is the same household, the same child, in
    order.  `beside`: those of `is_sibling` if it is one household and another child.  `listed`: share of
    the found groups whose family is on the list; `aligned`: share of their children who are sought there.
    `strangers`: level probabilities of what families share among strangers (`accounts`); empty where accounts never
    stray.  `shared_corrections`, `own_corrections`: bits by which the weight of each level is put right, or nothing.
    """

    shared: Probabilities
    own: Probabilities
    beside: npt.NDArray[np.float64]
    listed: float
    aligned: float
    is_sibling: int = 1
    strangers: Probabilities = ()
    shared_corrections: Probabilities = ()
    own_corrections: Probabilities = ()

    def shared_weight(self, graded: Graded) -> Floats:
        """What families share as the lists tell it is worth for "one household", in bits."""
        return weigh_accounts(graded, self.shared, self.strangers, self.shared_corrections)

    def own_weight(self, graded: Graded) -> Floats:
        """What children are as the lists tell it is worth for "the same child" of a household, in bits."""
        return weigh(graded, table_of(self.own, self.own_corrections))

    def shared_bits(self, compared: Compared) -> Floats:
        """The same with what was given from outside."""
        bits: Floats = self.shared_weight(compared.shared) + compared.given_shared
        return bits

    def own_bits(self, compared: Compared) -> Floats:
        """The same with what was given from outside."""
        bits: Floats = self.own_weight(compared.own) + compared.given_own
        return bits

    def beside_bits(self, compared: Compared) -> Floats:
        """What it is worth for a child of the household who is not sought by a row of its own, in bits."""
        bits: Floats = compared.beside + table_of([self.beside])[0, compared.own.level[self.is_sibling]]
        return bits


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of each group by itself, before groups compete for the children sought.

    `family`: P(one household) for each pair of families; `same`: P(the same child) for each pair of
    children; `weight`: bits of each pair of families for "one household", all alignments summed.
    `unseen`: for each found group P(its family is on the list and was not looked at); `nobody`: P(on no list).
    `rest`: for each found group P(none of the families worth competing), summed from its parts, for 1 less what is
    nearly 1 is all rounding.
    `likelihood`: log2 of the likelihood of all groups, against that of all being on no list.
    """

    family: Floats
    same: Floats
    weight: Floats
    unseen: Floats
    nobody: Floats
    rest: npt.NDArray[np.float64]
    likelihood: float


def together(beliefs: Sequence[Belief]) -> Belief:
    """What is believed of several sets of groups, one after the other."""
    if len(beliefs) == 1:
        return beliefs[0]

    def joined(name: str) -> npt.NDArray[Any]:
        return np.concatenate([getattr(belief, name) for belief in beliefs])

    return Belief(
        joined("family"), joined("same"), joined("weight"), joined("unseen"), joined("nobody"), joined("rest"),
        sum(belief.likelihood for belief in beliefs),
    )  # fmt: skip


def expect(compared: Compared, priors: Priors, missing: npt.NDArray[np.float64] | None = None) -> Belief:
    """For each found group, a distribution over candidates, families not looked at, and no list.

    The prior of a family is the share listed, times its children over all children sought.  `missing`: by stratum,
    what families not looked at weigh (`missing_of`); nothing if not given.
    """
    blocks = compared.blocks
    groups = blocks.groups
    missed = np.zeros(groups) if missing is None else missing[compared.stratum] * compared.left
    family = np.empty(len(blocks.g), dtype=np.float32)
    weight = np.empty(len(blocks.g), dtype=np.float32)
    same = np.empty(len(blocks.i), dtype=np.float32)
    unseen, nobody = np.empty(groups, dtype=np.float32), np.empty(groups, dtype=np.float32)
    likelihood = belief_kernel.expect(
        blocks.starts, blocks.first, compared.wide, priors.shared_bits(compared), priors.own_bits(compared),
        priors.beside_bits(compared), compared.sought, priors.listed, priors.aligned,
        missed, family, weight, same, unseen, nobody,
    )  # fmt: skip
    negligible = np.where(family < NEGLIGIBLE, family, 0).astype(np.float64)
    left_out = np.bincount(blocks.group, weights=negligible, minlength=groups)
    rest: npt.NDArray[np.float64] = (left_out + nobody + unseen).astype(np.float64)
    return Belief(family, same, weight, unseen, nobody, rest, float(likelihood))


def missing_of(aside: Aside | None, priors: Priors) -> npt.NDArray[np.float64] | None:
    """By stratum, the mean likelihood ratio of families that were not looked at."""
    return None if aside is None else aside.means(expect(aside.compared, priors).weight)


def learn(
    compared: Compared,
    aside: Aside | None,
    start: Priors,
    shared_groups: Sequence[Sequence[int]],
    own_groups: Sequence[Sequence[int]],
    leading: tuple[Sequence[int], Sequence[int]],
    *,
    rounds: int = 25,
    tolerance: float = 1e-3,
) -> Priors:
    """EM from the shipped parameters; stops when the share on the list stands still.

    `aside`: families compared by chance (`unseen`).  `shared_groups`, `own_groups`: for each comparison the sets of
    levels that sum to one.  `leading`: how many degrees of agreement each comparison has that can bring a pair in, 0
    for the others: such a one is learned only from pairs that another one would have brought in too, or its agreement
    would be overstated by the way the pairs were chosen.

    How facts agree is learned without the corrections, which put right what is believed of a pair and are no
    probabilities; with them the share on the list is then learned once more.
    """
    blocks = compared.blocks
    within = blocks.within
    telling = compared.stratum >= (np.quantile(compared.stratum, UNTELLING) if blocks.groups else 0)
    judged = np.where(compared.given_own >= BOUND, JUDGED, 1.0).astype(np.float32)
    usable = _brought_in_by_others(compared, leading, within)
    current = replace(start, shared_corrections=(), own_corrections=())
    for _ in range(rounds):
        belief = expect(compared, current, missing_of(aside, current))
        listed = _listed(belief, telling, start)
        per_child = belief.family / np.maximum(compared.wide, 1)
        at_home = float(per_child[within].sum())  # children found, each times P(its household is the family)
        aligned = (float(belief.same.sum()) + PRIOR_GROUPS * start.aligned) / (at_home + PRIOR_GROUPS)
        sibling = current.is_sibling
        beside = _counted(compared.own.level[sibling], _left_over(belief, compared, within), usable[1][sibling])
        same = belief.same * judged
        following = replace(
            current,
            shared=_maximise(compared.shared, belief.family, start.shared, shared_groups, usable[0]),
            own=_maximise(compared.own, same, start.own, own_groups, usable[1]),
            beside=_shares(beside[: len(start.beside)] + PRIOR_PAIRS * start.beside, own_groups[sibling]),
            listed=listed,
            aligned=min(max(aligned, LEAST_ALIGNED), MOST_ALIGNED),
        )
        settled = abs(following.listed - current.listed) < tolerance
        current = following
        if settled:
            break
    if not len(start.own_corrections):
        return current
    current = replace(current, shared_corrections=start.shared_corrections, own_corrections=start.own_corrections)
    for _ in range(rounds):
        before = current.listed
        current = replace(
            current, listed=_listed(expect(compared, current, missing_of(aside, current)), telling, start)
        )
        if abs(current.listed - before) < tolerance:
            break
    return current


def _listed(belief: Belief, telling: npt.NDArray[np.bool_], start: Priors) -> float:
    """The share of families on the list, from the groups of whom most is known."""
    here = float((1 - belief.nobody[telling]).sum())
    listed = (here + PRIOR_GROUPS * start.listed) / (int(telling.sum()) + PRIOR_GROUPS)
    return min(max(listed, 1e-3), MOST_LISTED)


def _left_over(belief: Belief, compared: Compared, within: npt.NDArray[np.int32]) -> Floats:
    """P(one household, and the child found is none of those sought there), for each child beside its first pair."""
    at = np.arange(len(within)) - compared.blocks.first[within]
    heads = np.flatnonzero(at % compared.wide[within] == 0)
    out = np.zeros(len(within), dtype=np.float32)
    out[heads] = np.maximum(belief.family[within[heads]] - np.add.reduceat(belief.same, heads), 0)
    return out


def _shares(counts: npt.NDArray[np.float64], groups: Sequence[int]) -> npt.NDArray[np.float64]:
    """Counts as probabilities within each set of levels."""
    group = np.array(groups)
    shares: npt.NDArray[np.float64] = counts / (counts @ (group[:, None] == group[None, :]).astype(np.float64))
    return shares


def _counted(
    level: npt.NDArray[np.uint8], responsibility: Floats, usable: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    chosen = usable & (responsibility > 1e-4)
    weights = responsibility[chosen].astype(np.float64)
    return np.bincount(level[chosen], weights=weights, minlength=256)[:255].astype(np.float64)


def _maximise(
    graded: Graded,
    responsibility: Floats,
    prior: Probabilities,
    groups: Sequence[Sequence[int]],
    usable: npt.NDArray[np.bool_],
) -> Probabilities:
    counts = [
        _counted(graded.level[k], responsibility, usable[k])[: len(shipped)] + PRIOR_PAIRS * shipped
        for k, shipped in enumerate(prior)
    ]
    return tuple(_shares(of_kind, groups[k]) for k, of_kind in enumerate(counts))


def _brought_in_by_others(
    compared: Compared, leading: tuple[Sequence[int], Sequence[int]], within: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For each comparison the pairs in which another leading comparison agrees at all: of families, of children."""
    shared = _agreements(compared.shared, leading[0])
    own = _agreements(compared.own, leading[1])
    together = shared.sum(axis=0, dtype=np.int16)
    by_children = np.zeros(len(together), dtype=np.int16)
    for agreement in own:
        by_children += np.bincount(within[agreement], minlength=len(together)).astype(np.int16) > 0
    of_families = np.stack([together - agreement + by_children > 0 for agreement in shared])
    of_children = np.stack([together[within] > 0 for _ in own])
    return of_families, of_children


def _agreements(graded: Graded, leading: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Where a leading comparison agrees at all; `leading`: how many degrees it has, 0 where it does not lead."""
    out = np.zeros(graded.level.shape, dtype=bool)
    for k, degrees in enumerate(leading):
        if degrees:
            out[k] = (graded.level[k] != UNTOLD) & (graded.level[k] % degrees >= 2)
    return out


def as_priors(parameters: Parameters, shared: Sequence[str], own: Sequence[str]) -> Priors:
    """Parameters by name, in the order of the comparisons."""
    return Priors(
        tuple(np.asarray(parameters.same[kind], dtype=np.float64) for kind in shared),
        tuple(np.asarray(parameters.same[kind], dtype=np.float64) for kind in own),
        np.asarray(parameters.household["is_sibling"], dtype=np.float64),
        min(parameters.prior_listed, CERTAIN),
        min(parameters.prior_aligned, CERTAIN),
        list(own).index("is_sibling"),
        tuple(np.asarray(strangers_of(kind), dtype=np.float64) for kind in shared),
        _corrections(parameters, shared),
        _corrections(parameters, own),
    )


def _corrections(parameters: Parameters, kinds: Sequence[str]) -> tuple[npt.NDArray[np.float64], ...]:
    """The corrections of some kinds of evidence, of each level; nothing where there are none at all."""
    if not parameters.corrections:
        return ()
    none = {kind: np.zeros(len(parameters.levels[kind])) for kind in kinds}
    return tuple(np.asarray(parameters.corrections.get(kind, none[kind]), dtype=np.float64) for kind in kinds)
