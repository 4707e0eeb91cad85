"""Who of one list may be the same child, or of the same family, though the list does not say so.

A child may be registered in two places, and be sought by its grandmother and by its uncle; brothers may be
in two orphanages, under two numbers.  The rows of one list are compared with one another by the same evidence
as the rows of two, group against group: that they are one household, and that this child of one is that
child of the other, are the same hypotheses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching import alike, families, scoring, training, understanding
from nasab.matching.compared import Compared
from nasab.matching.counted import shares_of
from nasab.matching.evidence import COMPARED, own_comparisons, shared_comparisons
from nasab.matching.families import Families
from nasab.matching.likeness import Likeness
from nasab.matching.meeting import words_met
from nasab.matching.scoring import Scales
from nasab.matching.training import Belief, Priors
from nasab.matching.understanding import Understood

__all__ = ["Kin", "clusters", "each_by_itself", "kin_among", "rivals"]

Rows = npt.NDArray[np.int32]
Doubles = npt.NDArray[np.float64]
Pairs = tuple[Rows, Rows]

#: Two groups are compared if both may be of one family, at least with this probability each, the strongest first.
SHARED: Final = 0.02
RIVALS: Final = 6

#: Of the groups of a list, the share that has another one of its household on the list, under another number, and the
#: share of the children of such a group who stand there again.  Children found are often apart and seldom registered
#: twice; families seek a child a second time through another relative.  Estimates, set on `field` worlds.
ELSEWHERE: Final = {"found": 0.4, "sought": 0.05}
REPEATED: Final = {"found": 0.02, "sought": 0.4}

#: Two rows are treated as one child from this probability on; less than an even chance would do more harm than good,
#: since who is taken for one child twice claims a sought child with the stronger of two voices.
ONE_CHILD: Final = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Kin:
    """Pairs of groups and of rows of one list.

    `groups`: int32 (pairs, 2), the smaller number first; `household`: for each P(one household), and `repeated` P(a
    child of one is a child of the other).  `rows`: (row, row, P(one child)), of those that are likely (`ONE_CHILD`).
    """

    groups: Rows
    household: Doubles
    repeated: Doubles
    rows: Sequence[tuple[int, int, float]]


def rivals(shared: Rows, groups: Rows, probability: npt.NDArray[np.float32]) -> Pairs:
    """Pairs of groups (smaller number first) that may both be of one family, `shared`."""
    strong = probability >= SHARED
    shared, groups, probability = shared[strong], groups[strong], probability[strong]
    order = np.lexsort((-probability, shared))
    shared, groups = shared[order], groups[order]
    place = np.arange(len(shared)) - np.searchsorted(shared, shared)
    shared, groups = shared[place < RIVALS], groups[place < RIVALS]
    pairs = [np.empty((0, 2), dtype=np.int64)]
    for step in range(1, min(len(groups), RIVALS)):
        together = shared[step:] == shared[:-step]
        pairs.append(np.stack([groups[:-step][together], groups[step:][together]], axis=1))
    distinct = np.unique(np.sort(np.concatenate(pairs), axis=1), axis=0)
    distinct = distinct[distinct[:, 0] != distinct[:, 1]]
    return distinct[:, 0].astype(np.int32), distinct[:, 1].astype(np.int32)


def kin_among(both: Understood, side: str, pairs: Pairs, priors: Priors, *, threads: int = 1) -> Kin:
    """How probably the groups of each pair are one household, and their rows one child.

    How often strangers agree is counted against the other list, as it was there: a stranger is a stranger in either.
    Each pair is compared from either side, since how well a name was heard is asked of one side only.
    """
    a, b = pairs
    if not len(a):
        return Kin(np.empty((0, 2), dtype=np.int32), np.empty(0), np.empty(0), [])
    families_of_side = both.found if side == "found" else both.sought
    chosen = np.unique(np.concatenate([a, b]))
    some = families.only(families_of_side, chosen)
    beside = both.likeness if side == "found" else both.likeness.turned(len(both.knowledge.tokens))
    one, other = (np.searchsorted(chosen, numbers).astype(np.int32) for numbers in pairs)
    meet = partial(words_met, some.shared, one, other, COMPARED)
    near = alike.within_list(both.knowledge.tokens, some.shared.spelt, beside, meet)
    shared = shared_comparisons(some.shared, some.shared, near, both.terms)
    own = own_comparisons(some.children, some.children, near, both.terms)
    if side == "found":
        rows = families_of_side.members.take(chosen).values
        scales, shares = (both.shared.taken(chosen, shared), both.own.taken(rows, own)), both.shares
    else:
        scales, shares = _turned(both, some, beside), shares_of(both.found.shared)
        scales = replace(scales[0], comparisons=shared), replace(scales[1], comparisons=own)
    among = understanding.put_together(some, some, both.terms, near, *scales, shares)
    g, r = np.concatenate([one, other]), np.concatenate([other, one])
    order = np.lexsort((r, g))
    compared = understanding.compare(among, g[order], r[order], threads=threads)
    return _judged(compared, side, chosen, families_of_side, priors)


def _turned(both: Understood, some: Families, beside: Likeness) -> tuple[Scales, Scales]:
    """How often strangers among the found agree with some of the sought."""
    return (
        scoring.scales_of(shared_comparisons(some.shared, both.found.shared, beside, both.terms)),
        scoring.scales_of(own_comparisons(some.children, both.found.children, beside, both.terms)),
    )


def each_by_itself(compared: Compared, among: int, priors: Priors) -> tuple[Doubles, Doubles]:
    """P(one household) for each pair of groups, and P(one child) for each pair of rows; all alignments are summed.

    Each pair of groups is held against strangers alone, not against other groups: a child may stand in a list three
    times, and all three are it.  `among`: how many groups the list has; `priors.listed`: the share of its groups with
    another of their household on it, `priors.aligned`: the share of their children who stand there again.
    """
    laid = compared.blocks
    every = np.arange(len(laid.g), dtype=np.int32)
    apart = replace(laid, numbers=laid.g, group=every, starts=np.arange(len(every) + 1))
    belief: Belief = training.expect(replace(compared, blocks=apart), replace(priors, listed=0.5))
    prior = priors.listed / max(among, 2)
    odds = np.log2(prior / (1 - prior)) + belief.weight
    household = 1 / (1 + 2.0 ** -np.clip(odds, -500, 500))
    aligned = belief.same / np.maximum(belief.family, 1e-30)[laid.within]
    return household, household[laid.within] * aligned


def _judged(compared: Compared, side: str, chosen: Rows, whole: Families, priors: Priors) -> Kin:
    """What is believed of pairs of groups of one list, each once."""
    laid = compared.blocks
    among = replace(priors, listed=ELSEWHERE[side], aligned=REPEATED[side])
    household, same = each_by_itself(compared, len(whole), among)
    rows = whole.members.take(chosen).values
    repeated = np.minimum(np.bincount(laid.within, weights=same, minlength=len(laid.g)), household)
    groups, (together, twice) = _both_ways(chosen[laid.g], chosen[laid.r], household, repeated)
    children, (one_child,) = _both_ways(rows[laid.i], rows[laid.j], same)
    likely = one_child >= ONE_CHILD
    told = zip(children[likely].tolist(), one_child[likely].tolist(), strict=True)
    return Kin(groups, together, twice, [(one, other, p) for (one, other), p in told])


def _both_ways(a: Rows, b: Rows, *believed: Doubles) -> tuple[Rows, list[Doubles]]:
    """Each pair once, the smaller number first, with the means of what is believed from either side."""
    key = np.minimum(a, b).astype(np.int64) << 32 | np.maximum(a, b)
    pairs, place, count = np.unique(key, return_inverse=True, return_counts=True)
    means: list[Doubles] = [np.bincount(place, weights=one) / count for one in believed]
    return np.stack([pairs >> 32, pairs & 0xFFFFFFFF], axis=1).astype(np.int32), means


def clusters(pairs: Sequence[tuple[int, int, float]], n: int) -> Rows:
    """For each row the number of the child it stands for: the smallest row it is joined with, directly or not.

    So there is no A that is B and B that is C where A is not C.
    """
    node = np.arange(n, dtype=np.int32)

    def root(k: int) -> int:
        while node[k] != k:
            node[k] = node[node[k]]
            k = int(node[k])
        return k

    for a, b, _ in sorted(pairs, key=lambda pair: -pair[2]):
        x, y = root(a), root(b)
        node[max(x, y)] = min(x, y)
    return np.array([root(k) for k in range(n)], dtype=np.int32) if pairs else node
