"""The same child, or the same family, entered twice in one list.

A child is registered by the hospital and again by the orphanage; a grandmother and an uncle both ask for it.
A list is compared with itself by the same evidence, the same search and the same learning as two lists are with
each other; only that a family is never compared with itself.  Rows that are probably one child are put together
in clusters that hold no contradiction: in a cluster everybody is everybody else, and what people judged "not the
same" is never put together.  A cluster is a proposal; nothing is merged or deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse
from nasab.matching import alike, facts, families, parameters, training, understanding, within
from nasab.matching.compared import Compared
from nasab.matching.given import Given
from nasab.matching.judgements import Judgement, binding
from nasab.matching.reasons import Reader
from nasab.matching.results import Candidate
from nasab.matching.retrieval import LEADING, Search
from nasab.matching.terms import Terms
from nasab.matching.training import Priors
from nasab.matching.understanding import Understood
from nasab.records import ChildList

__all__ = ["Cluster", "Duplicates", "find_duplicates"]

Pair = tuple[int, int]

#: Rows are put together from this probability on, averaged over all pairs of the cluster.
ONE_CHILD: Final = 0.5


@dataclass(frozen=True, slots=True)
class Cluster:
    """Rows that are probably one child, in list order; or, as `household`, families that are probably one.

    `probability`: the mean over all pairs of the cluster.
    """

    ids: tuple[str, ...]
    probability: float
    household: bool = False


class Duplicates:
    """What was found in one list: clusters of children, and of families beside them."""

    def __init__(
        self, both: Understood, priors: Priors, children: Sequence[Cluster], households: Sequence[Cluster]
    ) -> None:
        self.clusters = children
        self.households = households
        self._both = both
        self._priors = priors

    @property
    def list(self) -> ChildList:
        """The list as it was compared."""
        return self._both.found.children.children

    def reasons(self, first: str, second: str) -> Candidate:
        """Why two rows may or may not be one child; an id that is not in the list is `WrongUse`."""
        ids = {name: row for row, name in enumerate(self.list.columns["id"])}
        for name in (first, second):
            if name not in ids:
                raise WrongUse(Problem("LIST-03", file=self.list.file, value=name[:200]))
        i, j = ids[first], ids[second]
        household = self._both.found.children.household
        compared = understanding.compare(
            self._both,
            household[[i]].astype(np.int32),
            household[[j]].astype(np.int32),
            numbers=household[[i]].astype(np.int32),
        )
        pair = np.flatnonzero((compared.blocks.i == i) & (compared.blocks.j == j))
        why = Reader(self._both, self._priors, Given()).read(compared, pair)[0]
        weight = sum(reason.bits for reason in why)
        together = next((one.probability for one in self.clusters if first in one.ids and second in one.ids), 0.0)
        return Candidate(first, second, 1, together, 0.0, weight, why)


def find_duplicates(
    children: ChildList, *, judgements: Iterable[Judgement] = (), threads: int = 2, learn: bool = True
) -> Duplicates:
    """Compares a list with itself.

    Children without consent must have been left out, as for a match.  `judgements`: of two ids of the list.
    """
    from nasab.matching.engine import may_be_matched

    if not len(children):
        raise WrongUse(Problem("LIST-01", file=children.file))
    if not may_be_matched(children).all():
        raise WrongUse(Problem("LIST-02", file=children.file))
    knowledge = facts.Knowledge.empty()
    side = families.as_families(facts.read_facts(children, knowledge), knowledge)
    near = alike.find_likeness(knowledge.tokens, side.shared.spelt, side.shared.spelt, threads=threads)
    both = understanding.between(side, side, near, Terms(knowledge, knowledge))
    start = training.as_priors(parameters.shipped(), both.shared.kinds, both.own.kinds)
    priors = replace(start, listed=within.ELSEWHERE[children.side], aligned=within.REPEATED[children.side])
    compared = _compared(both, threads)
    if learn and len(compared.blocks.g):
        priors = _learned(compared, priors, both)
    household, same = within.each_by_itself(compared, len(side), priors)
    ids = children.columns["id"]
    laid = compared.blocks
    rows = _clusters(_both_ways(laid.i, laid.j, same), _judged(judgements, ids))
    groups = _clusters(_both_ways(laid.g, laid.r, household), {})
    households = [
        Cluster(tuple(ids[int(row)] for group in some for row in side.members.row(group)), p, household=True)
        for some, p in groups
    ]
    return Duplicates(both, priors, [Cluster(tuple(ids[row] for row in some), p) for some, p in rows], households)


def _compared(both: Understood, threads: int) -> Compared:
    pairs = Search(both, parameters.shipped().same).pairs(np.arange(len(both.found), dtype=np.int32), threads=threads)
    other = pairs.i != pairs.j
    return understanding.compare(both, pairs.i[other], pairs.j[other], threads=threads)


def _learned(compared: Compared, priors: Priors, both: Understood) -> Priors:
    leading = [
        [int(degrees) if kind in LEADING else 0 for kind, degrees in zip(scales.kinds, scales.degrees, strict=True)]
        for scales in (both.shared, both.own)
    ]
    groups = [[comparison.groups for comparison in scales.comparisons] for scales in (both.shared, both.own)]
    aside = understanding.by_chance(both, compared)
    learned = training.learn(compared, aside, priors, groups[0], groups[1], (leading[0], leading[1]))
    return replace(learned, aligned=min(learned.aligned, 2 * priors.aligned))


def _both_ways(
    a: npt.NDArray[np.int32], b: npt.NDArray[np.int32], probability: npt.NDArray[np.float64]
) -> dict[Pair, float]:
    """Each pair once, with the mean of what is believed from either side."""
    likely = np.flatnonzero(probability >= ONE_CHILD / 4)
    out: dict[Pair, float] = {}
    for x, y, p in zip(a[likely].tolist(), b[likely].tolist(), probability[likely].tolist(), strict=True):
        pair = (min(x, y), max(x, y))
        out[pair] = out.get(pair, 0.0) + p / 2
    return out


def _judged(judgements: Iterable[Judgement], ids: Sequence[str]) -> dict[Pair, float]:
    """Judgements of two rows as certainties: 1 the same, 0 not."""
    row = {name: k for k, name in enumerate(ids)}
    bound = binding(judgements)
    out: dict[Pair, float] = {}
    for verdict, certain in ((bound.same, 1.0), (bound.different, 0.0)):
        for a, b in verdict:
            if a in row and b in row and a != b:
                out[min(row[a], row[b]), max(row[a], row[b])] = certain
    return out


def _clusters(probable: dict[Pair, float], judged: dict[Pair, float]) -> list[tuple[list[int], float]]:
    """Rows put together, likeliest pairs first, as long as the mean over all pairs of a cluster stays high.

    Average linkage: a row that is like one of a cluster and unlike the others does not join it, so there is no A
    that is B and B that is C where A is not C.  Pairs that were judged not the same are never put together.
    """
    known = {**probable, **judged}
    forbidden = {pair for pair, certain in judged.items() if certain == 0.0}
    cluster_of: dict[int, list[int]] = {}
    for (a, b), p in sorted(known.items(), key=lambda pair: (-pair[1], pair[0])):
        first, second = cluster_of.get(a, [a]), cluster_of.get(b, [b])
        if p < ONE_CHILD or first is second:
            continue
        across = [(min(x, y), max(x, y)) for x in first for y in second]
        mean = sum(known.get(pair, 0.0) for pair in across) / len(across)
        if any(pair in forbidden for pair in across) or (mean < ONE_CHILD and (a, b) not in judged):
            continue
        joined = sorted(first + second)
        for row in joined:
            cluster_of[row] = joined
    distinct = {id(cluster): cluster for cluster in cluster_of.values()}
    return [(rows, _mean(rows, known)) for rows in sorted(distinct.values())]


def _mean(rows: list[int], known: dict[Pair, float]) -> float:
    pairs = [(a, b) for a in rows for b in rows if a < b]
    return sum(known.get(pair, 0.0) for pair in pairs) / len(pairs)
