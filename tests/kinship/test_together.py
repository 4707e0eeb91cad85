"""What the DNA of several children says together of one family."""

from __future__ import annotations

import numpy as np
import pytest

from nasab.errors import WrongUse
from nasab.kinship import Evidence, Member, Pedigree, Search, TypedChild, drop_genes, identify, together, weigh
from nasab.kinship.together import OfFamily, all_ways, claims_of, of_one_couple
from tests.kinship.seeking import drawn, loci, profile, stranger, zairas_family

SOUGHT = {"S-1": "m", "S-2": "f"}


def search(seed: int, *, are_hers: bool = True) -> Search:
    family = zairas_family(Zaira="Z-22")
    truth = drawn(seed, family)
    typed = family.typed(SOUGHT, {"Z-22": profile("Z-22", truth["Zaira"])})
    alleles = [truth["S-1"], truth["S-2"]] if are_hers else [stranger(seed), stranger(seed + 1)]
    children = [TypedChild("M-1", "M", alleles[0]), TypedChild("M-2", "F", alleles[1])]
    return Search(loci().loci, [typed], children)


def test_the_ratio_is_that_of_the_whole_family_with_both_in_their_places():
    there = search(3)
    told = OfFamily(there, "F-1", theta=0.01).log10({"M-1": "S-1", "M-2": "S-2"})
    family = there.families["F-1"]
    everybody = {**family.genotypes, "M-1": there.children[0].genotypes, "M-2": there.children[1].genotypes}
    families = {
        "both": family.pedigree.renamed({"S-1": "M-1", "S-2": "M-2"}),
        "neither": family.pedigree.with_members(Member("M-1", "M"), Member("M-2", "F")),
    }
    expected = weigh(Evidence(there.loci, everybody), families, reference="neither", theta=0.01).log10_ratio("both")
    assert told == pytest.approx(expected, abs=1e-9)


def test_without_theta_what_each_says_by_itself_is_the_sum_of_the_pairs():
    there = search(4)
    (told,) = all_ways(there, "F-1", ["M-1", "M-2"])
    pairs = there.log10(exact=True)
    slots = [slot.missing for slot in there.slots]
    apart = pairs[0, slots.index("S-1")] + pairs[1, slots.index("S-2")]
    assert told.apart == pytest.approx(apart, abs=1e-9)


def test_brother_and_sister_say_more_together_than_apart_and_two_strangers_less():
    hers = [one for seed in range(8) for one in all_ways(search(seed), "F-1", ["M-1", "M-2"])]
    others = [one for seed in range(8) for one in all_ways(search(seed, are_hers=False), "F-1", ["M-1", "M-2"])]
    assert np.mean([one.log10 - one.apart for one in hers]) > 2
    assert np.mean([one.log10 - one.apart for one in others]) < -1


@pytest.mark.parametrize("theta", [0.0, 0.02])
def test_one_child_in_its_place_weighs_what_the_search_weighs_whoever_else_is_looked_at(theta: float):
    there = search(5)
    of_family = OfFamily(there, "F-1", theta)
    exactly = there.weighed(0, [slot.missing for slot in there.slots].index("S-1"), theta).log10
    assert of_family.log10({"M-1": "S-1"}) == pytest.approx(exactly, abs=1e-9)
    with_another = of_family.log10({"M-1": "S-1"}, ["M-1", "M-2"])
    assert with_another == pytest.approx(exactly, abs=1e-9 if theta == 0 else 0.3)


def test_what_children_say_of_one_another_is_the_ratio_of_siblings():
    there = search(3)
    (told,) = all_ways(there, "F-1", ["M-1", "M-2"])
    assert told.among == pytest.approx(of_one_couple(there, ["M-1", "M-2"]), abs=1e-9)
    assert told.beyond == pytest.approx(told.log10 - told.among)


def test_siblings_of_no_family_here_are_not_drawn_into_one_by_being_alike():
    """A sister and a brother who are strangers to Zaira: her two places would suit them as they suit each other."""
    family = zairas_family(Zaira="Z-22")
    beliefs = []
    for seed in range(12):
        zaira, others = drawn(seed, family), drawn(100 + seed, family)
        typed = family.typed(SOUGHT, {"Z-22": profile("Z-22", zaira["Zaira"])})
        children = [TypedChild("M-1", "M", others["S-1"]), TypedChild("M-2", "F", others["S-2"])]
        claims = claims_of(Search(loci().loci, [typed], children))
        told = [
            identify(
                claims.weights, claims.places, claims.children, prior=0.01, together=claims.together, siblings=siblings
            ).posterior[0, 0]
            for siblings in ((), claims.siblings)
        ]
        beliefs.append(told)
    without, with_siblings = np.mean(beliefs, axis=0)
    assert with_siblings < without / 2


def test_three_of_one_couple_are_one_set_and_each_two_of_them():
    there = search(6)
    family = zairas_family(Zaira="Z-22")
    children = [
        TypedChild(f"M-{k}", "", drop_genes(Pedigree(family.members), there.loci, np.random.default_rng(6))[person])
        for k, person in enumerate(("S-1", "S-2"))
    ]
    twin = TypedChild("M-9", "", children[0].genotypes)
    told = claims_of(Search(there.loci, there.families.values(), [*children, twin])).siblings
    assert {one.children for one in told} >= {("M-0", "M-9")}
    assert all(one.bits > 0 for one in told)
    sets = [one for one in told if len(one.children) == 3]
    assert len(sets) == (1 if len(told) == 4 else 0)


def test_all_claims_are_those_of_pairs_and_of_every_set_that_can_be():
    there = search(6)
    told = claims_of(there)
    assert told.children == ("M-1", "M-2")
    assert [place.id for place in told.places] == ["S-1", "S-2"]
    assert np.isneginf(told.weights).tolist() == [[False, True], [True, False]]  # a boy is not a missing girl
    (both,) = told.together
    assert both.pairs == (("M-1", "S-1"), ("M-2", "S-2"))
    assert both.bits / np.log2(10) == pytest.approx(all_ways(there, "F-1", ["M-1", "M-2"])[0].log10, abs=1e-9)
    assert claims_of(there, least=100.0).together == ()
    ((impossible),) = claims_of(
        there, least=float(np.log10(2)) * min(told.weights[0, 0], told.weights[1, 1])
    ).together or (both,)
    assert impossible.pairs == both.pairs
    close = claims_of(there, theta=0.01)
    assert close.weights[0, 0] < told.weights[0, 0]


def test_a_family_with_more_sets_than_can_be_weighed_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(together, "MOST_SETS", 2)
    with pytest.raises(WrongUse) as refused:
        claims_of(search(6))
    assert (refused.value.code, refused.value.problem.value) == ("JOINT-08", "F-1")


def test_the_sexes_say_who_can_be_where_and_more_children_than_places_have_no_way():
    there = search(5)
    assert [dict(one.places) for one in all_ways(there, "F-1", ["M-1", "M-2"])] == [{"M-1": "S-1", "M-2": "S-2"}]
    three = Search(there.loci, there.families.values(), [*there.children, TypedChild("M-3", "", stranger(1))])
    assert all_ways(three, "F-1", ["M-1", "M-2", "M-3"]) == []


def test_more_ways_than_can_be_gone_through_are_left(monkeypatch: pytest.MonkeyPatch):
    there = search(6)
    assert all_ways(there, "F-1", ["M-1", "M-2"])
    monkeypatch.setattr(together, "MOST_WAYS", 1)
    assert all_ways(there, "F-1", ["M-1", "M-2"]) == []
