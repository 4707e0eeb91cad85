from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from nasab.kinship import Evidence, Locus, Member, Mutation, Pedigree, drop_genes

TRIO = Pedigree(
    [Member("f", "M"), Member("m", "F"), Member("c", "F", "f", "m"), Member("t", "F", "f", "m")], [("c", "t")]
)


def test_genotypes_come_as_often_as_their_likelihood_says():
    """4000 trios against P(genotypes | family): Pearson's statistic within its usual range."""
    steps = Mutation("equal", 0.1)
    locus = Locus("L", ("a", "b", "s"), np.array([0.3, 0.5, 0.2]), "autosomal", steps, steps, "s")
    rng = np.random.default_rng(8)
    count: Counter[tuple[str, ...]] = Counter()
    for _ in range(4000):
        told = drop_genes(TRIO, [locus], rng)
        count[tuple("".join(sorted(told[x].get("L", []))) for x in "fmc")] += 1
    statistic, cells = 0.0, 0
    for seen, times in count.items():
        if "" in seen:
            continue
        expected = (
            4000 * Evidence([locus], {x: {"L": g} for x, g in zip("fmc", seen, strict=True)}).likelihoods(TRIO)[0]
        )
        statistic += (times - expected) ** 2 / expected
        cells += 1
    assert cells > 20
    assert statistic < cells + 4 * np.sqrt(2 * cells)


def test_twins_have_the_same_and_sons_have_their_mothers_x():
    here = [Locus(f"X{k}", ("a", "b", "c"), np.array([0.3, 0.3, 0.4]), "X") for k in range(30)]
    family = Pedigree([*TRIO.members, Member("s", "M", "f", "c")], TRIO.identical)
    told = drop_genes(family, here, np.random.default_rng(1))
    assert told["c"] == told["t"]
    for locus in here:
        assert len(set(told["s"][locus.name])) == 1
        assert told["s"][locus.name][0] in told["c"][locus.name]
        assert told["f"][locus.name][0] in told["c"][locus.name]


def test_a_strangers_ratio_is_one_on_average_whatever_the_family():
    """E[LR | unrelated] = 1 (Good 1950), here exactly: Σ P(g) T[g] over the genotypes of a table."""
    from nasab.kinship.tables import chances, seen_ratios

    steps = Mutation("stepwise", 0.05, 0.01)
    locus = Locus("L", ("10", "11", "11.2", "null"), np.array([0.3, 0.4, 0.2, 0.1]), "autosomal", steps, steps, "null")
    evidence = Evidence([locus], {"f": {"L": ["10", "11"]}, "m": {"L": ["11", "11"]}})
    ratios = seen_ratios(locus, evidence.tables(TRIO, "c")[0])
    base = chances(locus)
    both = np.where(np.eye(4, dtype=bool), base, 2 * base)
    both[[0, 1, 2], [0, 1, 2]] += 2 * base[[0, 1, 2], 3]
    both[3, :3] = 0
    assert (both[np.tril_indices(4)] * ratios).sum() == pytest.approx(1, rel=1e-12)
