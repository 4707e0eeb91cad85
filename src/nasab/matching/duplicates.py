"""The same child entered twice in one list, found by the same evidence as everything else.

Two children found who both look like one child sought are either rivals or one child registered in
two places; two requests that both fit one child found are rivals or two relatives seeking it.  The
two rows are compared with each other by the same comparisons; where they are probably one child,
they compete as one instead of halving each other's probability.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching import evidence, likeness, scoring, training
from nasab.matching.facts import Facts, Knowledge, take
from nasab.matching.scoring import Graded

__all__ = ["Doubles", "find"]

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

#: Log2 odds that two rivals are one child: so many before anything is known and for each doubling of
#: the list, so many for each bit by which their rows are of one child and of one household, and for each
#: bit of the weaker one's odds for the partner they share.  A logistic regression on the rivals of nine
#: simulated field worlds of 100 to 10,000 children, 117 of them one child; of those it calls one child,
#: three of four are.
BEFORE: Final = -7.8
PER_DOUBLING: Final = -0.11
PER_BIT: Final = 0.75
PER_HOUSEHOLD_BIT: Final = -0.48
PER_ODDS: Final = 0.34

#: So many rivals on either side, in row order, are compared with each.
RIVALS: Final = 8

#: Two rows are compared if both have at least this probability for one and the same partner.
SHARED: Final = 0.2

#: Two rows are treated as one child from this probability on.
ONE_CHILD: Final = 0.5


@dataclass(frozen=True, slots=True)
class Doubles:
    """For each row the number of the child it stands for, and how surely (1 where it stands alone).

    `found`: (row, row, probability) of the pairs that are probably one child.
    """

    found: Sequence[tuple[int, int, float]]
    sought: Sequence[tuple[int, int, float]]
    found_node: Ints
    sought_node: Ints
    found_sure: Floats
    sought_sure: Floats


def find(
    found: Facts,
    sought: Facts,
    alike: likeness.Likeness,
    chances: Sequence[evidence.Chance],
    priors: training.Priors,
    knowledge: Knowledge,
    graded: Graded,
    belief: training.Belief,
) -> Doubles:
    """Looks for one child behind two rows, on both sides, among those who share a partner.

    `alike`, `chances`: from the comparison of the two lists.  How often strangers agree is counted
    against the other list, as it was there: a stranger is a stranger in either.
    """
    neither = belief.neither(graded.i)
    strong = belief.same > SHARED
    i, j = graded.i[strong], graded.j[strong]
    odds = np.log2(belief.same[strong] / np.maximum(neither[i], 1e-6))

    def chances_found(rows: Ints) -> list[evidence.Chance]:
        return [evidence.Chance(chance.table, chance.row[rows]) for chance in chances]

    def chances_sought(rows: Ints) -> list[evidence.Chance]:
        back = alike.turned(len(knowledge.tokens))
        return [c.chance() for c in evidence.list_comparisons(take(sought, rows), found, back, knowledge)]

    twice_found = _probably_one(found, _rivals(j, i, odds), chances_found, priors, knowledge, alike.known)
    twice_sought = _probably_one(sought, _rivals(i, j, odds), chances_sought, priors, knowledge, alike.known)
    found_node, found_sure = _nodes(twice_found, len(found))
    sought_node, sought_sure = _nodes(twice_sought, len(sought))
    return Doubles(twice_found, twice_sought, found_node, sought_node, found_sure, sought_sure)


def _rivals(shared: Ints, rows: Ints, odds: Floats) -> tuple[Ints, Floats]:
    """Distinct pairs of rows that share a partner, (pairs, 2), and the weaker one's odds for it in bits."""
    order = np.lexsort((rows, shared))
    shared, rows, odds = shared[order], rows[order], odds[order]
    pairs = [np.empty((0, 2), dtype=np.int32)]
    weaker = [np.empty(0, dtype=np.float32)]
    for step in range(1, min(len(rows), RIVALS)):
        together = shared[step:] == shared[:-step]
        pairs.append(np.stack([rows[:-step][together], rows[step:][together]], axis=1))
        weaker.append(np.minimum(odds[:-step], odds[step:])[together])
    distinct, place = np.unique(np.sort(np.concatenate(pairs), axis=1), axis=0, return_inverse=True)
    least = np.full(len(distinct), -np.inf, dtype=np.float32)
    np.maximum.at(least, place.ravel(), np.concatenate(weaker))
    return distinct.astype(np.int32), least


def _probably_one(
    side: Facts,
    rivals: tuple[Ints, Floats],
    chances_of: Callable[[Ints], list[evidence.Chance]],
    priors: training.Priors,
    knowledge: Knowledge,
    known: npt.NDArray[np.float64],
) -> list[tuple[int, int, float]]:
    pairs, odds = rivals
    apart = side.household[pairs[:, 0]] != side.household[pairs[:, 1]]  # children of one group are not one child
    pairs, odds = pairs[apart], odds[apart]
    if not len(pairs):
        return []
    rows, places = np.unique(pairs, return_inverse=True)
    some = take(side, rows)
    i, j = (places.reshape(pairs.shape)[:, side_of].astype(np.int32) for side_of in (0, 1))
    alike = likeness.find_likeness(knowledge.tokens, some.spelt, some.spelt, known)
    comparisons = evidence.list_comparisons(some, some, alike, knowledge)
    graded = scoring.grade(comparisons, chances_of(rows), i, j)
    bits = BEFORE + PER_DOUBLING * np.log2(len(side)) + PER_ODDS * odds
    bits += PER_BIT * priors.same_bits(graded) + PER_HOUSEHOLD_BIT * priors.household_bits(graded)
    probability = 1 / (1 + 2.0**-bits)
    sure = probability >= ONE_CHILD
    return [
        (int(a), int(b), float(p)) for (a, b), p in zip(pairs[sure].tolist(), probability[sure].tolist(), strict=True)
    ]


def _nodes(doubles: Sequence[tuple[int, int, float]], n: int) -> tuple[Ints, Floats]:
    node = np.arange(n, dtype=np.int32)
    sure = np.ones(n, dtype=np.float32)
    if not doubles:
        return node, sure
    a = np.array([pair[0] for pair in doubles], dtype=np.int32)
    b = np.array([pair[1] for pair in doubles], dtype=np.int32)
    p = np.array([pair[2] for pair in doubles], dtype=np.float32)
    for _ in range(len(doubles)):  # few rounds: chains of duplicates are short
        before = node.copy()
        lower = np.minimum(node[a], node[b])
        np.minimum.at(node, a, lower)
        np.minimum.at(node, b, lower)
        if (node == before).all():
            break
    least = np.zeros(n, dtype=np.float32)
    np.maximum.at(least, a, p)
    np.maximum.at(least, b, p)
    sure[least > 0] = least[least > 0]
    return node, sure
