"""Small invented families at random, and their likelihood by going through every possibility: true by definition."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st

from nasab.kinship import Evidence, Locus, Member, Mutation, Pedigree

MODELS = (
    (Mutation(), Mutation()),
    (Mutation("equal", 0.02, transform=""), Mutation("equal", 0.05, transform="")),
    (Mutation("stepwise", 0.03, 0.01, 0.2, transform=""), Mutation("stepwise", 0.05, 0.02, 0.1, transform="PM")),
    (Mutation("proportional", 0.05), Mutation("onestep", 0.1, transform="")),
)


@st.composite
def pedigrees(draw, most: int = 5) -> Pedigree:
    """A family of up to `most`, loops and half-known parents included; the names are numbers."""
    members: list[Member] = []
    for k in range(draw(st.integers(2, most))):
        men = [m.id for m in members if m.sex == "M"]
        women = [m.id for m in members if m.sex == "F"]
        father = draw(st.sampled_from([None, *men]))
        mother = draw(st.sampled_from([None, *women]))
        members.append(Member(str(k), draw(st.sampled_from("MF")), father, mother))
    order = draw(st.permutations(members))
    return Pedigree(order)


@st.composite
def loci(draw, chromosome: str = "autosomal", silent: bool = False, most: int = 3) -> Locus:
    """A locus of two or three alleles, one of them perhaps a microvariant, perhaps with a silent one."""
    alleles = ["10", "11", "11.3", "13"][: draw(st.integers(2, most))]
    weights = draw(st.lists(st.integers(1, 9), min_size=len(alleles) + 1, max_size=len(alleles) + 1))
    p = np.array(weights[: len(alleles)] + ([weights[-1]] if silent else []), dtype=float)
    maternal, paternal = draw(st.sampled_from(MODELS))
    names = (*alleles, "silent") if silent else tuple(alleles)
    return Locus("L", names, p / p.sum(), chromosome, maternal, paternal, "silent" if silent else None)


@st.composite
def questions(draw, chromosome: str = "autosomal", silent: bool = False, most: int = 5):
    """(family, locus, genotypes): some typed, as likely as not impossible."""
    family = draw(pedigrees(most))
    locus = draw(loci(chromosome, silent))
    seen = [allele for allele in locus.alleles if allele != "silent"]
    genotypes = {}
    for member in family.members:
        if draw(st.booleans()) or (not genotypes and member is family.members[-1]):
            a, b = draw(st.sampled_from(seen)), draw(st.sampled_from(seen))
            genotypes[member.id] = {"L": [a] if chromosome == "X" and member.sex == "M" else [a, b]}
    return family, locus, genotypes


def by_counting(family: Pedigree, locus: Locus, evidence: Evidence, at: int = 0, theta: float = 0.0) -> float:
    """The sum over every allele of every person; founders' alleles are drawn in sequence where theta is not 0."""
    one, weights = evidence.plain_weights(family, at)
    n = len(locus.alleles)
    p, mothers, fathers = locus.frequencies, locus.mothers, locus.fathers
    chosen: dict[int, tuple[int, int]] = {}

    def drawn(counts: np.ndarray, allele: int) -> float:
        if theta == 0:
            return float(p[allele])
        seen = counts.sum()
        return float(
            p[allele] if not seen else (counts[allele] * theta + (1 - theta) * p[allele]) / (1 + (seen - 1) * theta)
        )

    def go(at: int, counts: np.ndarray) -> float:
        if at == len(one.order):
            return 1.0
        k = one.order[at]
        member = one.members[k]
        single = locus.is_x and one.is_male[k] == 1
        weight = weights.get(member.id)
        total = 0.0
        for u, w in product(range(1 if single else n), range(n)):
            seen = 1.0 if weight is None else float(weight[w] if single else weight[u, w])
            if seen == 0:
                continue
            chance, after = 1.0, counts
            for side, allele, parent, matrix in (
                (0, u, int(one.father[k]), fathers),
                (1, w, int(one.mother[k]), mothers),
            ):
                if single and side == 0:
                    continue
                if parent < 0:
                    chance *= drawn(after, allele)
                    after = after.copy()
                    after[allele] += 1
                elif locus.is_x and side == 0:
                    chance *= matrix[chosen[parent][1], allele]
                else:
                    chance *= (matrix[chosen[parent][0], allele] + matrix[chosen[parent][1], allele]) / 2
                if chance == 0:
                    break
            if chance:
                chosen[k] = (u, w)
                total += seen * chance * go(at + 1, after)
        return total

    return go(0, np.zeros(n))
