"""Two loci on one chromosome, which are mostly handed on together.

vWA and D12S391 lie six million base pairs apart: who has the father's mother's allele at one has it mostly at the
other. Founders' alleles at the two are taken to be independent (linkage equilibrium); what is not independent is which
of a parent's two chromosomes each comes from.  So the two networks meet in nothing but the selectors of each meiosis
(Lander & Green 1987).
"""

from __future__ import annotations

from nasab.errors import Problem, WrongUse
from nasab.kinship import locus_kernel
from nasab.kinship.evidence import Convention, Evidence
from nasab.kinship.pedigree import Pedigree

__all__ = ["linked_likelihood"]


def linked_likelihood(
    evidence: Evidence,
    family: Pedigree,
    first: int,
    second: int,
    recombination: float,
    theta: float = 0.0,
    convention: Convention = "full",
) -> float:
    """P(what was typed at both loci | family); `recombination` from 0 (never apart) to 0.5 (not linked).

    Raises `WrongUse`: KIN-26 for any other recombination, theta above 0, or an autosomal locus with one on X.
    """
    if not 0 <= recombination <= 0.5:
        raise WrongUse(Problem("KIN-26", value=f"{recombination}", detail="0 … 0.5"))
    loci = evidence.loci
    if theta > 0 or max(first, second) >= len(loci) or loci[first].is_x != loci[second].is_x:
        raise WrongUse(Problem("KIN-26", value=f"θ = {theta:g}", detail=", ".join(one.name for one in loci[:2])))
    frame, rows = evidence.frame(family, theta, convention)
    one, two = (evidence.at(rows, k, frame.male, loci[k]) for k in (first, second))
    value = locus_kernel.linked_value(frame, one, two, float(recombination))
    if len(value) == 0:
        raise WrongUse(Problem("KIN-17", value=f"{loci[first].name}, {loci[second].name}"))
    return float(value[0])
