"""From two lists to candidates with probabilities and reasons: the whole path, in order.

    facts → names alike → pairs → levels → learned parameters → duplicates → posterior

Each step is a module of its own; this one only hands the arrays on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse
from nasab.matching import duplicates, facts, likeness, parameters, posterior, retrieval, scoring, training
from nasab.matching.evidence import Chance, Comparison, list_comparisons
from nasab.matching.facts import Facts, Knowledge
from nasab.matching.results import Parameters
from nasab.matching.retrieval import LEADING
from nasab.matching.scoring import Graded
from nasab.matching.training import Priors
from nasab.records import ChildList

__all__ = ["Matching", "judge", "match_lists", "may_be_matched"]

#: So many children found are learned from at most, evenly spread; more changes nothing that can be seen.
LEARNED_FROM: Final = 20_000

#: Pairs less probable than this are left out of the competition (their sum is counted as "on no list").
NEGLIGIBLE: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Matching:
    """The outcome as arrays: what every result is made from.

    `graded`: the pairs that were compared, sorted by child found and family.  For each pair `weight`
    (bits, same child against strangers), `probability` (marginal posterior), `household`.
    `starts`: where the pairs of each child found begin.  `on_no_list`: for each child found.
    `doubles`: rows of one list that are probably one child; `has_double`: for each child found whether
    it has one.  `words`: the words of the vocabulary.
    """

    found: Facts
    sought: Facts
    comparisons: Sequence[Comparison]
    chances: Sequence[Chance]
    priors: Priors
    graded: Graded
    starts: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float32]
    probability: npt.NDArray[np.float32]
    household: npt.NDArray[np.float32]
    on_no_list: npt.NDArray[np.float32]
    doubles: duplicates.Doubles
    has_double: npt.NDArray[np.bool_]
    words: list[str]
    capped: int
    unreached: int
    learned_from: int

    @property
    def parameters(self) -> Parameters:
        """What was learned, by name."""
        kinds = [comparison.kind for comparison in self.comparisons]
        return Parameters(
            version=parameters.shipped().version,
            levels={comparison.kind: tuple(comparison.levels) for comparison in self.comparisons},
            same={kind: tuple(map(float, row)) for kind, row in zip(kinds, self.priors.same, strict=True)},
            household={kind: tuple(map(float, row)) for kind, row in zip(kinds, self.priors.household, strict=True)},
            prior_on_list=self.priors.on_list,
            prior_household=self.priors.household_on_list,
            seen=self.priors.seen,
            summed=self.priors.summed,
            worth=self.priors.worth,
        )


def may_be_matched(children: ChildList) -> npt.NDArray[np.bool_]:
    """For each child, whether consent allows it: everything but empty and `yes` is a no."""
    consent = children.columns.get("consent")
    if consent is None:
        return np.ones(len(children), dtype=bool)
    return np.array([value.strip().casefold() in ("", "yes") for value in consent], dtype=bool)


def match_lists(found: ChildList, sought: ChildList, *, threads: int = 2, learn: bool = True) -> Matching:
    """Matches a list of children found with a list of children sought.

    Children without consent take no part: they must have been left out (`may_be_matched`), or the
    call is refused.  `learn`: learn from these lists (else the shipped parameters are used as they are).
    """
    for children in (found, sought):
        if not len(children):
            raise WrongUse(Problem("LIST-01", file=children.file))
        if not may_be_matched(children).all():
            raise WrongUse(Problem("LIST-02", file=children.file))
    knowledge = Knowledge.empty()
    left, right = facts.read_facts(found, knowledge), facts.read_facts(sought, knowledge)
    alike = likeness.find_likeness(knowledge.tokens, left.spelt, right.spelt)
    comparisons = list_comparisons(left, right, alike, knowledge)
    shipped = parameters.shipped()
    pairs = retrieval.find_pairs(left, right, alike, shipped.same, threads=threads)
    i, j = _by_family(pairs.i, pairs.j, right.household)
    capped, unreached = pairs.capped, pairs.unreached
    del pairs  # a long list's pairs take memory, and are in order now
    chances = [comparison.chance() for comparison in comparisons]
    graded = scoring.grade(comparisons, chances, i, j, threads=threads)
    kinds = [comparison.kind for comparison in comparisons]
    priors = training.as_priors(shipped, kinds)
    starts = training.starts_of(i, len(left))
    learned_from = 0
    if learn and len(i):
        priors, learned_from = _learn(graded, priors, comparisons, starts, right)
    family = right.household[j]
    belief = training.expect(graded, priors, starts, family, len(right))
    weight = scoring.weigh(graded, scoring.table_of(priors.same))
    doubles = duplicates.find(left, right, alike, chances, priors, knowledge, graded, belief)
    probability, on_no_list = _compete(graded, belief, priors, left, right, doubles)
    household = np.maximum(np.minimum(belief.household, 1 - probability), 0).astype(np.float32)
    return Matching(
        left, right, comparisons, chances, priors, graded, starts, weight, probability, household, on_no_list,
        doubles, _has_double(doubles, len(left)), knowledge.tokens.values,
        capped, unreached, learned_from,
    )  # fmt: skip


def judge(matching: Matching, priors: Priors) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The posterior of pairs compared before, under other parameters: (probability, on no list)."""
    left, right, graded = matching.found, matching.sought, matching.graded
    belief = training.expect(graded, priors, matching.starts, right.household[graded.j], len(right))
    return _compete(graded, belief, priors, left, right, matching.doubles)


def _has_double(doubles: duplicates.Doubles, n: int) -> npt.NDArray[np.bool_]:
    out = np.zeros(n, dtype=bool)
    for a, b, _ in doubles.found:
        out[[a, b]] = True
    return out


def _by_family(
    i: npt.NDArray[np.int32], j: npt.NDArray[np.int32], family: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    order = np.lexsort((j, family[j], i))
    return i[order], j[order]


def _learn(
    graded: Graded, priors: Priors, comparisons: Sequence[Comparison], starts: npt.NDArray[np.int64], sought: Facts
) -> tuple[Priors, int]:
    n = len(starts) - 1
    step = -(-n // LEARNED_FROM)
    some = graded
    if step > 1:
        some = graded.take(np.flatnonzero(graded.i % step == 0))
        renumbered = (some.i // step).astype(np.int32)
        some = Graded(renumbered, some.j, some.level, some.chance_bits)
        n = -(-n // step)
    leading = [comparison.kind in LEADING for comparison in comparisons]
    groups = [comparison.groups for comparison in comparisons]
    learned = training.learn(
        some, priors, groups, leading, training.starts_of(some.i, n), sought.household[some.j], len(sought)
    )
    return learned, n


def _compete(
    graded: Graded,
    belief: training.Belief,
    priors: Priors,
    found: Facts,
    sought: Facts,
    doubles: duplicates.Doubles,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Marginal probabilities under the constraint that a child has one family.

    Children registered twice compete as one.  The odds of a pair are those against both being
    unmatched: with n matches expected among N found and M sought, n / ((N - n)(M - n)) before any
    evidence (McVeigh and Murray, arXiv 1710.10558).
    """
    n, m = len(found), len(sought)
    live = np.flatnonzero(belief.same > NEGLIGIBLE)
    i, j = graded.i[live], graded.j[live]
    matches = min(priors.on_list * n, 0.98 * min(n, m))
    prior = np.log2(matches / ((n - matches) * (m - matches)))
    neither = np.log2(1 + belief.household_mass / np.maximum(belief.neither(graded.i), 1e-9))
    bits = priors.same_bits(graded)[live].astype(np.float64)
    odds = 2.0 ** np.minimum(bits + prior - neither[i], 900)
    node_i, node_j = doubles.found_node[i], doubles.sought_node[j]
    key = node_i.astype(np.int64) * m + node_j
    edges, place = np.unique(key, return_inverse=True)
    strongest = np.zeros(len(edges))
    np.maximum.at(strongest, place, odds)
    marginal = posterior.match_marginals((edges // m).astype(np.int32), (edges % m).astype(np.int32), strongest, n, m)
    share = np.where(odds >= strongest[place], 1.0, np.maximum(doubles.found_sure[i] * doubles.sought_sure[j], 0))
    probability = np.zeros(len(graded.i), dtype=np.float32)
    probability[live] = marginal[place] * share
    # one child sought twice is one possibility, not two
    per_node = np.zeros(len(edges))
    matched = np.zeros(n)
    own = np.unique(i.astype(np.int64) * len(edges) + place)
    np.maximum.at(per_node, place, probability[live])
    np.add.at(matched, own // len(edges), per_node[own % len(edges)] if len(edges) else 0.0)
    return probability, np.clip(1 - matched, 0, 1).astype(np.float32)
