from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.kinship import Evidence, Locus, Member, Pedigree, linked_likelihood
from tests.kinship.families import MODELS, pedigrees


def by_counting(family: Pedigree, evidence: Evidence, rho: float) -> float:
    """Over every pair of two-locus haplotypes of every person; a haplotype handed on is made of the parent's two."""
    first, second = evidence.loci
    sizes = (len(first.alleles), len(second.alleles))
    weights = [evidence.plain_weights(family, k)[1] for k in (0, 1)]
    haplotypes = list(product(range(sizes[0]), range(sizes[1])))
    chosen: dict[int, tuple[tuple[int, int], tuple[int, int]]] = {}

    def handed(to: tuple[int, int], parent: int, side: str) -> float:
        one, two = getattr(first, side), getattr(second, side)
        a, b = chosen[parent]
        return sum(
            0.5 * (1 - rho if x is y else rho) * one[x[0], to[0]] * two[y[1], to[1]] for x in (a, b) for y in (a, b)
        )

    def go(at: int) -> float:
        if at == len(family.order):
            return 1.0
        k = family.order[at]
        person = family.members[k].id
        total = 0.0
        for u, w in product(haplotypes, repeat=2):
            chance = 1.0
            for locus in (0, 1):
                weight = weights[locus].get(person)
                chance *= 1.0 if weight is None else float(weight[u[locus], w[locus]])
            for haplotype, parent, side in (
                (u, int(family.father[k]), "fathers"),
                (w, int(family.mother[k]), "mothers"),
            ):
                if not chance:
                    break
                if parent < 0:
                    chance *= first.frequencies[haplotype[0]] * second.frequencies[haplotype[1]]
                else:
                    chance *= handed(haplotype, parent, side)
            if chance:
                # made anew, so that two copies of one haplotype are told apart by identity
                chosen[k] = ((u[0], u[1]), (w[0], w[1]))
                total += chance * go(at + 1)
        return total

    return go(0)


@settings(max_examples=25)
@given(pedigrees(4), st.floats(0, 0.5), st.data())
def test_two_linked_loci_are_the_sum_over_every_haplotype(family, rho, data):
    loci, genotypes = [], {m.id: {} for m in family.members}
    for name in ("K", "L"):
        maternal, paternal = data.draw(st.sampled_from(MODELS))
        p = np.array([0.3, 0.7])
        loci.append(Locus(name, ("10", "11"), p, "autosomal", maternal, paternal))
        for m in family.members:
            if data.draw(st.booleans()) or m is family.members[0]:
                genotypes[m.id][name] = [data.draw(st.sampled_from(["10", "11"])) for _ in range(2)]
    evidence = Evidence(loci, genotypes)
    expected = by_counting(family, evidence, rho)
    assert linked_likelihood(evidence, family, 0, 1, rho) == pytest.approx(expected, rel=1e-10)


def question() -> tuple[Evidence, Pedigree]:
    loci = [Locus(name, ("a", "b", "c"), np.array([0.2, 0.3, 0.5])) for name in ("K", "L")]
    family = Pedigree(
        [Member("f", "M"), Member("m", "F"), *(Member(x, "M", "f", "m") for x in "xyz")],
    )
    return Evidence(loci, {x: {"K": "ab", "L": "bc"} for x in "xyz"}), family


def test_loci_that_come_apart_freely_are_not_linked():
    evidence, family = question()
    joint = linked_likelihood(evidence, family, 0, 1, 0.5)
    assert joint == pytest.approx(evidence.likelihoods(family).prod(), rel=1e-12)
    assert linked_likelihood(evidence, family, 0, 1, 0.01) > 1.1 * joint


def test_what_is_no_linkage_is_refused():
    evidence, family = question()
    for rho, theta in ((0.7, 0.0), (-0.1, 0.0), (0.1, 0.01)):
        with pytest.raises(WrongUse) as told:
            linked_likelihood(evidence, family, 0, 1, rho, theta)
        assert told.value.code == "KIN-26"
    with pytest.raises(WrongUse) as told:
        linked_likelihood(evidence, family, 0, 2, 0.1)
    assert told.value.code == "KIN-26"
