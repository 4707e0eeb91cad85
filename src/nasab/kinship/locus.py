"""A place in the genome where people differ: its alleles, how common each is, and how they mutate.

Frequencies are brought to a sum of one when a locus is made, because tables with ten decimals do not sum to one and the
rest would go somewhere by accident.  A table that sums to 0.8 is another matter: alleles are missing in it, and it is
refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse
from nasab.kinship.mutation import NO_MUTATION, Matrix, Mutation, is_stationary, mutation_matrix

__all__ = ["LEAST_SEEN", "MOST_AWAY", "SAMPLED", "Chromosome", "Locus"]

Chromosome = Literal["autosomal", "X"]

#: So far from 1 a table of frequencies may sum by rounding and floors; it is then normalised.
MOST_AWAY: Final = 0.02

#: An allele that is not in the table counts as seen so often: 5/(2N) (National Research Council 1996).
LEAST_SEEN: Final = 5.0

#: Persons a table is taken to be made from where it does not say; few, so that an unseen allele weighs little.
SAMPLED: Final = 200


@dataclass(frozen=True, eq=False)
class Locus:
    """A locus with its alleles, frequencies (same order) and mutation models for mothers and fathers.

    `silent`: the name of an allele that the laboratory cannot see.  `sampled`: from how many persons the frequencies
    are.  Raises `WrongUse`: KIN-07 for frequencies that do not sum to one, KIN-08 for any that are none.
    """

    name: str
    alleles: tuple[str, ...]
    frequencies: npt.NDArray[np.float64]
    chromosome: Chromosome = "autosomal"
    maternal: Mutation = NO_MUTATION
    paternal: Mutation = NO_MUTATION
    silent: str | None = None
    sampled: int | None = None

    def __post_init__(self) -> None:
        p = _checked(self.name, self.alleles, self.frequencies)
        object.__setattr__(self, "frequencies", p / p.sum())
        if self.silent is not None and self.silent not in self.alleles:
            raise WrongUse(Problem("KIN-08", value=self.silent[:40], detail=self.name))
        if self.chromosome not in ("autosomal", "X"):
            raise WrongUse(Problem("KIN-08", value=str(self.chromosome)[:40], detail=self.name))

    @cached_property
    def code(self) -> dict[str, int]:
        """The place of each allele."""
        return {allele: k for k, allele in enumerate(self.alleles)}

    @cached_property
    def mothers(self) -> Matrix:
        """The matrix of mothers' meioses."""
        return np.ascontiguousarray(mutation_matrix(self.maternal, self.alleles, self.frequencies, self.silent))

    @cached_property
    def fathers(self) -> Matrix:
        """The matrix of fathers' meioses."""
        return np.ascontiguousarray(mutation_matrix(self.paternal, self.alleles, self.frequencies, self.silent))

    @property
    def is_x(self) -> bool:
        """Whether men have one allele only."""
        return self.chromosome == "X"

    @cached_property
    def is_stationary(self) -> bool:
        """Whether mutation leaves the frequencies as they are, in mothers and fathers."""
        return is_stationary(self.mothers, self.frequencies) and is_stationary(self.fathers, self.frequencies)

    @property
    def mutates(self) -> bool:
        """Whether a child may have an allele that neither parent has."""
        return bool((np.diag(self.mothers) < 1).any() or (np.diag(self.fathers) < 1).any())

    def with_alleles(self, seen: Iterable[str]) -> Locus:
        """The locus with alleles that were seen but are not in the table, each at 5/(2N), and all normalised.

        Raises `WrongUse`: KIN-12 if mutation is a matrix, which cannot be extended.
        """
        new = sorted({allele for allele in seen if allele not in self.code})
        if not new:
            return self
        if self.maternal.matrix is not None or self.paternal.matrix is not None:
            raise WrongUse(Problem("KIN-12", value=new[0][:40], detail=self.name))
        floor = LEAST_SEEN / (2 * (self.sampled or SAMPLED))
        alleles = [*self.alleles, *new]
        p = np.concatenate([self.frequencies, np.full(len(new), floor)])
        return replace(self, alleles=tuple(alleles), frequencies=p / p.sum())


def _checked(name: str, alleles: Sequence[str], told: Collection[float]) -> npt.NDArray[np.float64]:
    p = np.asarray(told, dtype=np.float64)
    if p.shape != (len(alleles),) or not len(alleles):
        raise WrongUse(Problem("KIN-08", value=f"{len(p)} / {len(alleles)}", detail=name))
    if len(set(alleles)) < len(alleles) or "" in alleles:
        twice = next((a for a in alleles if list(alleles).count(a) > 1), "")
        raise WrongUse(Problem("KIN-08", value=twice[:40], detail=name))
    if not np.isfinite(p).all() or p.min() < 0:
        raise WrongUse(Problem("KIN-08", value=f"{p.min():g}", detail=name))
    if abs(p.sum() - 1) > MOST_AWAY:
        raise WrongUse(Problem("KIN-07", value=f"{p.sum():.4g}", detail=name))
    return p
