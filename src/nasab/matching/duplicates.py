"""The same child entered twice in one list, found by the same evidence as everything else.

Two children found who both look like one child sought are either rivals or one child registered in
two places; two requests that both fit one child found are rivals or two relatives seeking it.  The
two rows are compared with each other by the same comparisons; where they are probably one child,
they compete as one instead of halving each other's probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching import evidence, likeness, scoring, training
from nasab.matching.facts import Facts, Knowledge, take
from nasab.matching.roles import DERIVED
from nasab.matching.scoring import Graded

__all__ = ["Doubles", "find"]

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

#: Share of children in a list who stand in it twice, before any evidence (field lists: a few percent).
TWICE: Final = 0.03

#: Two rows are compared if both have at least this probability for one and the same partner.
SHARED: Final = 0.1

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
    comparisons: Sequence[evidence.Comparison],
    priors: training.Priors,
    knowledge: Knowledge,
    graded: Graded,
    same: Floats,
) -> Doubles:
    """Looks for one child behind two rows, on both sides, among those who share a partner."""
    kinds = [comparison.kind for comparison in comparisons]
    strong = same > SHARED
    by_sought = _rivals(graded.j[strong], graded.i[strong])
    by_found = _rivals(graded.i[strong], graded.j[strong])
    twice_found = _probably_one(found, by_sought, kinds, priors, knowledge)
    twice_sought = _probably_one(sought, by_found, kinds, priors, knowledge)
    found_node, found_sure = _nodes(twice_found, len(found))
    sought_node, sought_sure = _nodes(twice_sought, len(sought))
    return Doubles(twice_found, twice_sought, found_node, sought_node, found_sure, sought_sure)


def _rivals(shared: Ints, rows: Ints) -> npt.NDArray[np.int32]:
    """Distinct pairs of rows that share a partner: (pairs, 2), first smaller."""
    order = np.lexsort((rows, shared))
    shared, rows = shared[order], rows[order]
    pairs = []
    step = 1
    while step < min(len(rows), 8):  # at most eight rivals on either side in row order
        together = shared[step:] == shared[:-step]
        pairs.append(np.stack([rows[:-step][together], rows[step:][together]], axis=1))
        step += 1
    if not pairs:
        return np.empty((0, 2), dtype=np.int32)
    both = np.concatenate(pairs)
    return np.unique(both[both[:, 0] < both[:, 1]], axis=0).astype(np.int32)


def _probably_one(
    side: Facts, pairs: Ints, kinds: Sequence[str], priors: training.Priors, knowledge: Knowledge
) -> list[tuple[int, int, float]]:
    apart = side.household[pairs[:, 0]] != side.household[pairs[:, 1]]  # children of one group are not one child
    pairs = pairs[apart]
    if not len(pairs):
        return []
    rows = np.unique(pairs)
    some = take(side, rows)
    alike = likeness.find_likeness(
        knowledge.tokens,
        [names for slot, names in some.names.items() if slot not in DERIVED],
        [names for slot, names in side.names.items() if slot not in DERIVED],
    )
    comparisons = [c for c in evidence.list_comparisons(some, side, alike, knowledge) if c.kind in kinds]
    chances = [comparison.chance() for comparison in comparisons]
    i, j = np.searchsorted(rows, pairs[:, 0]).astype(np.int32), pairs[:, 1]
    order = np.lexsort((j, i))
    graded = scoring.grade(comparisons, chances, i[order], j[order])
    n = len(side)
    one = priors.same_bits(graded) + np.log2(TWICE / n)
    household = priors.household_bits(graded) + np.log2(1 / n)
    top = np.maximum(np.maximum(one, household), 0)
    probability = 2.0 ** (one - top) / (2.0 ** (one - top) + 2.0 ** (household - top) + 2.0 ** (-top))
    sure = probability >= ONE_CHILD
    return [
        (int(a), int(b), float(p))
        for (a, b), p in zip(pairs[order][sure].tolist(), probability[sure].tolist(), strict=True)
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
