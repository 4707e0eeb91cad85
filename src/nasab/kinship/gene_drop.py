"""Genotypes of a whole family drawn by chance: founders from the population, children from their parents.

For benchmarks, for tests against a known truth, and for anybody who wants to know what a family like theirs would show
(gene dropping; MacCluer et al. 1986).  Chance comes from a generator that the caller hands in.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nasab.kinship.arrays import Array
from nasab.kinship.locus import Locus
from nasab.kinship.pedigree import Pedigree

__all__ = ["drop_genes"]


def drop_genes(
    family: Pedigree, loci: Sequence[Locus], generator: np.random.Generator
) -> dict[str, dict[str, list[str]]]:
    """Alleles seen of every member at every locus; identical persons have the same, a silent allele is not seen.

    Loci are handed on independently.  Whoever has silent alleles only is as if not typed there.
    """
    one, goes_by = family.merged()
    seen: dict[str, dict[str, list[str]]] = {member.id: {} for member in one.members}
    for locus in loci:
        pairs: dict[int, tuple[int, int]] = {}
        for k in one.order:
            single = locus.is_x and one.is_male[k] == 1
            pair = [
                _handed(locus, parent, matrix, pairs, generator, locus.is_x and side == 0)
                for side, parent, matrix in (
                    (0, int(one.father[k]), locus.fathers),
                    (1, int(one.mother[k]), locus.mothers),
                )
            ]
            pairs[k] = (pair[1], pair[1]) if single else (pair[0], pair[1])
            told = [locus.alleles[x] for x in pairs[k] if locus.alleles[x] != locus.silent]
            if told:
                seen[one.members[k].id][locus.name] = [told[0], told[-1]]
    return {member.id: dict(seen[goes_by[member.id]]) for member in family.members}


def _handed(
    locus: Locus,
    parent: int,
    matrix: Array,
    pairs: dict[int, tuple[int, int]],
    generator: np.random.Generator,
    is_only: bool,
) -> int:
    if parent < 0:
        chances = locus.frequencies
    else:
        which = 1 if is_only else int(generator.integers(2))
        chances = matrix[pairs[parent][which]] / matrix[pairs[parent][which]].sum()
    return int(generator.choice(len(chances), p=chances))
