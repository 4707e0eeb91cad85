"""The likelihood of one locus, slowly and clearly: the measure for the fast one.

A locus is a network of allele nodes: each person has an allele from the father and one from the mother.  A founder's
alleles are drawn from the population; a child's allele is one of the two of that parent, each as likely, perhaps
mutated: P(c | u, w) = (M[u, c] + M[w, c]) / 2.  What was typed gives a weight to each pair of alleles of a person.  The
likelihood is the product of all that, summed over every node, and nodes are summed out one by one, the cheapest first
(variable elimination; Lauritzen & Sheehan 2003, Graphical models for genetic analyses).  Loops need nothing special.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from nasab.kinship.arrays import Array
from nasab.kinship.locus import Locus
from nasab.kinship.pedigree import Pedigree

__all__ = ["Weights", "eliminate", "factors_of", "plain_likelihood"]

Node = tuple[int, int]
Factor = tuple[tuple[Node, ...], Array]

#: By person: P(observed | alleles from father and mother), a matrix; for a man on X a vector over his one allele.
Weights = Mapping[str, Array]


def factors_of(pedigree: Pedigree, locus: Locus, weights: Weights, frequencies: Array) -> list[Factor]:
    """The network of a locus: nodes are (person, 0) for the father's allele and (person, 1) for the mother's.

    Identical persons have to be merged before.
    """
    out: list[Factor] = []
    for k in range(len(pedigree)):
        for side, parent, matrix in (
            (0, int(pedigree.father[k]), locus.fathers),
            (1, int(pedigree.mother[k]), locus.mothers),
        ):
            if side == 0 and locus.is_x and pedigree.is_male[k] == 1:
                continue
            if parent < 0:
                out.append((((k, side),), frequencies))
            elif locus.is_x and side == 0:
                out.append((((k, 0), (parent, 1)), matrix.T))
            else:
                half = matrix.T / 2
                handed = half[:, :, None] + half[:, None, :]
                out.append((((k, side), (parent, 0), (parent, 1)), handed))
    for person, weight in weights.items():
        k = pedigree.place[person]
        out.append((((k, 1),) if weight.ndim == 1 else ((k, 0), (k, 1)), weight))
    return out


def eliminate(factors: Sequence[Factor], kept: tuple[Node, ...] = ()) -> Array:
    """The product of the factors summed over all nodes but those kept, in whose order it comes back."""
    left = list(factors)
    size = {node: table.shape[k] for scope, table in left for k, node in enumerate(scope)}
    open_ = set(size) - set(kept)
    while open_:
        node, touched = min(
            ((node, {n for scope, _ in left if node in scope for n in scope}) for node in sorted(open_)),
            key=lambda one: float(np.prod([size[n] for n in one[1]], dtype=np.float64)),
        )
        mine = [factor for factor in left if node in factor[0]]
        left = [factor for factor in left if node not in factor[0]]
        left.append(_product(mine, tuple(sorted(touched - {node}))))
        open_.remove(node)
    return _product(left, kept)[1]


def _product(factors: Sequence[Factor], scope: tuple[Node, ...]) -> Factor:
    """Factors multiplied and summed over what is not in the scope."""
    number = {node: k for k, node in enumerate(sorted({n for s, _ in factors for n in s}))}
    operands: list[object] = []
    for nodes, table in factors:
        operands += [table, [number[node] for node in nodes]]
    return scope, np.asarray(np.einsum(*operands, [number[node] for node in scope], optimize="greedy"))  # type: ignore[call-overload]


def plain_likelihood(pedigree: Pedigree, locus: Locus, weights: Weights, frequencies: Array | None = None) -> float:
    """P(what was observed at the locus | the family); `frequencies` in place of those of the locus."""
    p = locus.frequencies if frequencies is None else frequencies
    return float(eliminate(factors_of(pedigree, locus, weights, p)))
