from __future__ import annotations

import numpy as np
import pytest

from nasab.errors import WrongUse
from nasab.kinship import Evidence, Locus, Member, Mutation, Pedigree, exclusion_power, next_relative, power

P = np.array([0.2, 0.3, 0.5])
LOCI = [Locus(f"L{k}", ("a", "b", "c"), P) for k in range(6)]
FAMILY = Pedigree(
    [
        Member("gf", "M"), Member("gm", "F"), Member("F", "M", "gf", "gm"), Member("U", "M", "gf", "gm"),
        Member("M", "F"), Member("MP", "F", "F", "M"), Member("cousin", "F", "U", None),
    ]
)  # fmt: skip


def evidence(loci: list[Locus] | None = None, **typed: str) -> Evidence:
    here = LOCI if loci is None else loci
    return Evidence(here, {person: {locus.name: told for locus in here} for person, told in typed.items()})


def test_a_father_who_is_homozygous_excludes_all_who_lack_his_allele():
    """P(a stranger has no a) = (1 - p)², exactly."""
    np.testing.assert_allclose(exclusion_power(evidence(F="aa"), FAMILY, "MP"), (1 - 0.2) ** 2, rtol=1e-14)
    np.testing.assert_allclose(exclusion_power(evidence(F="ab"), FAMILY, "MP"), (1 - 0.2 - 0.3) ** 2, rtol=1e-14)
    np.testing.assert_allclose(exclusion_power(evidence(U="aa"), FAMILY, "MP"), 0, atol=1e-14)


def test_the_expected_weight_now_is_the_mean_over_the_missing_persons_genotypes():
    """A typed father aa: the child has a for sure and another from the population."""
    told = power(evidence(F="aa"), FAMILY, "MP", (), np.random.default_rng(1), 50)
    logs = np.log10([1 / 0.2, 1 / (2 * 0.2), 1 / (2 * 0.2)])
    assert told.expected == pytest.approx(6 * float((logs * P).sum()), rel=1e-12)
    assert told.error == pytest.approx(0, abs=1e-12)


def test_simulated_and_exact_power_agree_for_one_relative():
    """Over the genotypes of the mother one can sum instead of drawing."""
    here = [Locus("L", ("a", "b"), np.array([0.3, 0.7]), maternal=Mutation("equal", 0.01), paternal=Mutation())]
    known = evidence(here, F="ab")
    expected = 0.0
    for mother, chance in (("aa", 0.09), ("ab", 0.42), ("bb", 0.49)):
        both = evidence(here, F="ab", M=mother)
        expected += chance * power(both, FAMILY, "MP", (), np.random.default_rng(0), 2).expected
    told = power(known, FAMILY, "MP", ("M",), np.random.default_rng(7), 4000)
    assert told.expected == pytest.approx(expected, abs=4 * told.error)
    assert 0 < told.error < 0.02


def test_the_mother_is_worth_more_than_a_cousin_and_the_father_knows_already_what_his_parents_do():
    now, each = next_relative(evidence(F="ab"), FAMILY, "MP", np.random.default_rng(2), 60)
    by_name = {one.relatives[0]: one for one in each}
    assert each[0].relatives == ("M",)
    assert set(by_name) == {"gf", "gm", "U", "M", "cousin"}
    assert by_name["gm"].expected == pytest.approx(now.expected, abs=1e-9)
    assert by_name["M"].excluding > now.excluding


def test_power_can_be_known_before_anybody_is_typed():
    now, each = next_relative(evidence(), FAMILY, "MP", np.random.default_rng(2), 60, ["F", "cousin"])
    assert now.expected == pytest.approx(0, abs=1e-12)
    assert [one.relatives for one in each] == [("F",), ("cousin",)]
    assert each[0].expected > each[1].expected > 0


def test_the_same_seed_gives_the_same_power():
    told = [power(evidence(F="ab"), FAMILY, "MP", ("U",), np.random.default_rng(9), 20) for _ in range(2)]
    assert told[0] == told[1]


def test_strangers_reach_a_ratio_as_rarely_as_they_must():
    """P(LR ≥ x | unrelated) ≤ 1/x whatever the family (Turing; Good 1950)."""
    here = [Locus(f"L{k}", ("a", "b", "c"), P) for k in range(20)]
    told = power(evidence(here, F="ab", M="ac"), FAMILY, "MP", (), np.random.default_rng(4), 2000)
    assert told.false <= 1e-3
    assert told.strong > 0.3


def test_who_is_not_in_the_family_cannot_be_missing():
    with pytest.raises(WrongUse) as told:
        exclusion_power(evidence(F="aa"), FAMILY, "nobody")
    assert told.value.code == "KIN-22"
