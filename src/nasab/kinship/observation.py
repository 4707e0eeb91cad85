"""What a laboratory saw of a person at a locus, and how probable that is for each true genotype.

Mostly two alleles were seen, and those are the genotype.  One allele alone may hide a silent one.  From a bone or a
swab that lay in the sun alleles may be missing (drop-out) or be there that are nobody's (drop-in); then each genotype
gets the chance of what was seen (Haned, Slooten & Gill 2012, Exploratory data analysis for the interpretation of low
template DNA mixtures).  The family computation needs to know nothing of the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nasab.errors import Problem, WrongUse
from nasab.kinship.arrays import Array
from nasab.kinship.locus import Locus
from nasab.kinship.network_kernel import CERTAIN, MASKED, UNTYPED

__all__ = ["DropOut", "alleles_seen", "coded", "weights_of"]


@dataclass(frozen=True, slots=True)
class DropOut:
    """Chances that an allele is not seen: `het` of one copy, `hom` of both; `drop_in` that a foreign one is seen."""

    het: float
    hom: float
    drop_in: float = 0.0

    def __post_init__(self) -> None:
        for what in ("het", "hom", "drop_in"):
            if not 0 <= getattr(self, what) <= 1:
                raise WrongUse(Problem("KIN-20", value=f"{getattr(self, what)}", detail=what))

    def weights(self, locus: Locus, seen: Sequence[str]) -> Array:
        """P(these alleles and no others were seen | alleles from father and mother)."""
        n = len(locus.alleles)
        absent = np.array([1.0, self.het, self.hom])[:, None] * (1 - self.drop_in * locus.frequencies)[None, :]
        chance = absent.copy()
        codes = [locus.code[allele] for allele in seen]
        chance[:, codes] = 1 - absent[:, codes]
        if locus.silent is not None:
            chance[:, locus.code[locus.silent]] = 1.0
        none = chance[0]
        copies = np.zeros((n, n, n), dtype=np.int64)
        at = np.arange(n)
        copies[at, :, at] += 1
        copies[:, at, at] += 1
        picked = np.where(copies == 0, none, np.where(copies == 1, chance[1], chance[2]))
        return np.asarray(picked.prod(axis=2))


def alleles_seen(told: Sequence[str] | None) -> tuple[str, ...]:
    """The alleles in a cell of a profile; what is empty was not typed."""
    return tuple(str(allele).strip() for allele in told or () if str(allele).strip())


def coded(locus: Locus, person: str, seen: Sequence[str]) -> tuple[int, int, int]:
    """(kind, one allele, the other) of what was seen without drop-out.

    Messages name the person and the locus, and no alleles: they may end in a log.  Raises `WrongUse`: KIN-13 for three
    alleles, KIN-15 for a single one, which may be a homozygote or half a genotype.
    """
    if not seen:
        return UNTYPED, 0, 0
    if len(seen) > 2:
        raise WrongUse(Problem("KIN-13", value=person, detail=locus.name))
    if len(seen) == 1 and not locus.is_x:
        raise WrongUse(Problem("KIN-15", value=person, detail=locus.name))
    a, b = locus.code[seen[0]], locus.code[seen[-1]]
    masked = locus.silent is not None and a == b != locus.code[locus.silent]
    return (MASKED if masked else CERTAIN), a, b


def weights_of(locus: Locus, kind: int, a: int, b: int, is_single: bool = False) -> Array:
    """The same as a matrix over the alleles from father and mother (a vector for a man on X): the plain form."""
    n = len(locus.alleles)
    if is_single:
        out = np.zeros(n)
        out[a] = 1.0
        return out
    out = np.zeros((n, n))
    out[a, b] = out[b, a] = 1.0
    if kind == MASKED and locus.silent is not None:
        s = locus.code[locus.silent]
        out[a, s] = out[s, a] = 1.0
    return out
