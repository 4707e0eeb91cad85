from __future__ import annotations

import numpy as np
import pytest

from nasab.errors import WrongUse
from nasab.kinship import (
    DropOut,
    Evidence,
    Locus,
    Member,
    Mutation,
    Pedigree,
    Search,
    TypedChild,
    TypedFamily,
    drop_genes,
    pairs,
)
from nasab.kinship.among import SURE, groups
from nasab.kinship.hypotheses import alternatives

STEPS = Mutation("stepwise", 0.002, 1e-4)
ALLELES = ("10", "11", "11.2", "12", "13", "14")
P = np.array([0.1, 0.25, 0.05, 0.3, 0.2, 0.1])


def loci(count: int = 12, silent: bool = True) -> list[Locus]:
    out = [Locus(f"L{k}", ALLELES, np.roll(P, k), "autosomal", STEPS, STEPS) for k in range(count)]
    out.append(Locus("X1", ALLELES, P, "X", STEPS, STEPS))
    if silent:
        out.append(Locus("S", (*ALLELES, "null"), np.append(P * 0.95, 0.05), silent="null"))
    return out


FATHERS = Pedigree([Member("F", "M"), Member("M", "F"), Member("s", "F", "F", "M"), Member("d", "M", "F", "M")])
GRAND = Pedigree([Member("g", "F"), Member("F", "M", None, "g"), Member("M", "F"), Member("girl", "F", "F", "M")])


def example(seed: int = 5) -> Search:
    rng = np.random.default_rng(seed)
    here = loci()
    one, two = drop_genes(FATHERS, here, rng), drop_genes(GRAND, here, rng)
    stranger = drop_genes(Pedigree([Member("z", "F")]), here, rng)["z"]
    partial = {locus: told for k, (locus, told) in enumerate(two["girl"].items()) if k % 3}
    families = [
        TypedFamily("A", FATHERS, ("s", "d"), {"F": one["F"], "M": one["M"]}),
        TypedFamily("B", GRAND, ("girl",), {"g": two["g"], "M": {k: v for k, v in two["M"].items() if k != "X1"}}),
    ]
    children = [
        TypedChild("c1", "F", one["s"]),
        TypedChild("c2", "M", one["d"]),
        TypedChild("c3", "F", partial),
        TypedChild("c4", "F", stranger),
        TypedChild("c5", "", {k: v for k, v in stranger.items() if k != "X1"}),
        TypedChild("c6", "F", {k: v[:1] for k, v in two["girl"].items()}, DropOut(0.2, 0.05, 0.01)),
    ]
    return Search(here, families, children)


def exact(search: Search, child: int, slot: int) -> float:
    """The ratio of likelihoods, straight from the definition."""
    one, place = search.children[child], search.slots[slot]
    family = search.families[place.family]
    dropping = {} if one.drop_out is None else {one.id: one.drop_out}
    both = Evidence(search.loci, {**family.genotypes, one.id: one.genotypes}, dropping)
    there = alternatives(family.pedigree, one.id, place.missing, one.sex)
    with np.errstate(divide="ignore"):
        return float((np.log10(both.likelihoods(there["same"])) - np.log10(both.likelihoods(there["unrelated"]))).sum())


def test_the_tables_say_what_the_likelihoods_say_for_every_child_and_place():
    search = example()
    told = search.log10(exact=True)
    rough = search.log10()
    for c, child in enumerate(search.children):
        for s, slot in enumerate(search.slots):
            if child.sex and child.sex != slot.sex:
                assert np.isnan(told[c, s])
                assert np.isnan(rough[c, s])
            else:
                assert told[c, s] == pytest.approx(exact(search, c, s), rel=1e-10, abs=1e-10)
                assert rough[c, s] == pytest.approx(told[c, s], abs=1e-4)


def test_children_are_found_where_they_belong():
    search = example()
    best = {search.children[c].id: search.slots[slots[0]].missing for c, slots, _ in search.survivors() if len(slots)}
    assert (best["c1"], best["c2"], best["c3"], best["c6"]) == ("s", "d", "girl", "girl")


def test_survivors_are_the_same_however_places_are_cut_into_blocks(monkeypatch: pytest.MonkeyPatch):
    search = example()
    before = [(c, slots.tolist()) for c, slots, _ in search.survivors(kept=2)]
    monkeypatch.setattr("nasab.kinship.search._BLOCK", 1)
    assert [(c, slots.tolist()) for c, slots, _ in search.survivors(kept=2)] == before


def test_what_is_weighed_again_is_exact_and_says_what_else_could_be():
    search = example()
    one = search.weighed(0, 0)
    assert one.log10 == pytest.approx(exact(search, 0, 0), rel=1e-12)
    assert one.log10 == pytest.approx(float(np.log10(one.per_locus).sum()))
    assert one.beside["uncle_for_father"] > 0
    assert one.beside["unrelated"] == one.log10
    assert one.loci == 14
    with_theta = search.weighed(0, 0, theta=0.03)
    assert with_theta.log10 < one.log10


def test_a_stranger_is_excluded_at_many_loci_and_a_mutation_at_one():
    search = example()
    assert search.weighed(0, 0).excluding == ()
    assert len(search.weighed(3, 0).excluding) >= 3
    child = search.children[0]
    genotypes = {name: list(told) for name, told in child.genotypes.items()}
    parents = search.families["A"].genotypes
    strange = next(a for a in ALLELES if a not in (*parents["F"]["L0"], *parents["M"]["L0"]))
    genotypes["L0"] = [strange, genotypes["L0"][1]]
    changed = Search(search.loci, search.families.values(), [TypedChild("c1", "F", genotypes)])
    assert changed.weighed(0, 0).excluding == ("L0",)
    assert np.isfinite(changed.weighed(0, 0).log10)


def test_without_mutation_an_exclusion_is_minus_infinity_and_no_survivor():
    still = [Locus("L", ("a", "b", "c"), np.array([0.2, 0.3, 0.5]))]
    family = TypedFamily("A", FATHERS, ("s",), {"F": {"L": "aa"}})
    search = Search(still, [family], [TypedChild("c", "F", {"L": "bc"}), TypedChild("e", "F", {"L": "ab"})])
    assert search.log10().tolist() == [[-np.inf], [pytest.approx(np.log10(2.5))]]
    assert [len(slots) for _, slots, _ in search.survivors()] == [0, 1]


def test_a_family_of_whom_nobody_is_typed_and_ids_given_twice_are_refused():
    family = TypedFamily("A", FATHERS, ("s",), {})
    child = TypedChild("c", "F", {"L0": ["10", "10"]})
    for families, children, code in (
        ([family], [child], "KIN-21"),
        ([TypedFamily("A", FATHERS, ("nobody",), {"F": {"L0": ["10", "11"]}})], [child], "KIN-22"),
        ([], [child, child], "KIN-01"),
    ):
        with pytest.raises(WrongUse) as told:
            Search(loci(), families, children)
        assert told.value.code == code


def test_nothing_to_compare_is_an_empty_answer():
    search = Search(loci(), [], [])
    assert search.log10().shape == (0, 0)
    assert list(search.survivors()) == []
    some = Search(loci(), [], [TypedChild("c", "F", {"L0": ["10", "10"]})])
    assert [len(slots) for _, slots, _ in some.survivors()] == [0]


def test_an_allele_of_one_child_alone_is_in_the_table_of_all():
    search = Search(
        loci(2, silent=False),
        [TypedFamily("A", FATHERS, ("s",), {"F": {"L0": ["10", "11"]}})],
        [TypedChild("c", "F", {"L0": ["10", "17"]})],
    )
    assert [note.code for note in search.notes] == ["KIN-24"]
    assert search.log10(exact=True)[0, 0] == pytest.approx(exact(search, 0, 0), abs=1e-12)


def test_brothers_and_sisters_are_found_before_any_family_is_known():
    rng = np.random.default_rng(3)
    here = loci(20, silent=False)[:20]
    family = Pedigree([*FATHERS.members, Member("e", "M", "F", "M")])
    told = drop_genes(family, here, rng)
    others = [drop_genes(Pedigree([Member("z", "F")]), here, rng)["z"] for _ in range(12)]
    children = [
        TypedChild("s", "F", told["s"]), *(TypedChild(f"z{k}", "F", one) for k, one in enumerate(others)),
        TypedChild("d", "M", told["d"]), TypedChild("e", "M", told["e"]),
    ]  # fmt: skip
    found = pairs(here, children, least=2.5)
    assert groups(found) == [("d", "e", "s")]
    for pair in found:
        both = Evidence(here, {x.id: x.genotypes for x in children if x.id in (pair.first, pair.second)})
        related = Pedigree([Member("f", "M"), Member("m", "F"), *(Member(x, "", "f", "m") for x in both.typed)])
        apart = Pedigree([Member(x) for x in both.typed])
        expected = float(np.log10(both.likelihoods(related) / both.likelihoods(apart)).sum())
        assert pair.relation == "full_siblings"
        assert pair.log10 == pytest.approx(expected, abs=1e-4)


def test_a_profile_with_drop_out_or_on_x_only_makes_no_siblings():
    here = loci(20, silent=False)
    told = {locus.name: ["10", "10"] for locus in here}
    degraded = [TypedChild(x, "F", told, DropOut(0.1, 0.01)) for x in "ab"]
    assert pairs(here, degraded) == []
    only_x = [TypedChild(x, "F", {"X1": ["10", "10"]}) for x in "ab"]
    assert pairs(here, only_x, least=0.1) == []
    assert SURE > 3
