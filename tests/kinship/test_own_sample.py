"""A family that kept a milk tooth of the child it seeks, or in which the child's identical twin gave a sample."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.kinship import (
    DropOut,
    Evidence,
    Genotypes,
    Locus,
    Member,
    Mutation,
    Pedigree,
    Search,
    TypedChild,
    TypedFamily,
    drop_genes,
)
from nasab.kinship.elimination import eliminate, factors_of, plain_likelihood
from nasab.kinship.hypotheses import alternatives
from nasab.kinship.pedigree import Sex
from nasab.kinship.seeking import SeekingFamily
from tests.kinship.families import questions
from tests.kinship.seeking import drawn, profile, stranger, zairas_family
from tests.kinship.seeking import loci as usual_loci

Alleles = Mapping[str, Sequence[str]]

STEPS = Mutation("stepwise", 0.002, 1e-4)
ALLELES = ("10", "11", "11.2", "12", "13", "14")
P = np.array([0.1, 0.25, 0.05, 0.3, 0.2, 0.1])
X = Locus("X1", ALLELES, P, "X", STEPS, STEPS)
X_SILENT = Locus("X2", (*ALLELES, "null"), np.append(P * 0.95, 0.05), "X", silent="null")
SILENT = Locus("S", (*ALLELES, "null"), np.append(P * 0.95, 0.05), silent="null")
AUTOSOMAL = [Locus(f"L{k}", ALLELES, np.roll(P, k), "autosomal", STEPS, STEPS) for k in range(12)]
LOCI = [*AUTOSOMAL, SILENT, X, X_SILENT]
WHO = ("tooth", "twin", "a twin")


def family_of(who: str, sex: Sex) -> Pedigree:
    """Parents, the child sought, and the one whose sample is the child's; twins go by the name that sorts first."""
    own = Member(who, sex, "father", "mother")
    members = [Member("father", "M"), Member("mother", "F"), Member("sought", sex, "father", "mother"), own]
    return Pedigree(members, [("sought", who)])


def truth(sex: Sex, seed: int = 7) -> dict[str, dict[str, list[str]]]:
    return drop_genes(family_of("twin", sex), LOCI, np.random.default_rng(seed))


def search(genotypes: Genotypes, sex: Sex, children: Sequence[TypedChild], loci: Sequence[Locus] = LOCI) -> Search:
    who = next(person for person in genotypes if person in WHO)
    return Search(loci, [TypedFamily("A", family_of(who, sex), ("sought",), genotypes)], children)


def slowly(there: Search, child: int) -> float:
    """log10 of the ratio to an unrelated child, locus by locus from the plain likelihoods."""
    one, family = there.children[child], there.families["A"]
    dropping = dict(family.drop_out) | ({} if one.drop_out is None else {one.id: one.drop_out})
    evidence = Evidence(there.loci, {**family.genotypes, one.id: one.genotypes}, dropping)
    families = alternatives(family.pedigree, one.id, "sought", one.sex)
    total = 0.0
    for k, locus in enumerate(there.loci):
        same, unrelated = (
            plain_likelihood(merged, locus, weights)
            for merged, weights in (evidence.plain_weights(families[what], k) for what in ("same", "unrelated"))
        )
        total += math.log10(same / unrelated) if same else -math.inf
    return total


def agrees_with_the_plain_likelihoods(there: Search) -> None:
    """The tables, in both precisions, and what is weighed again say what the slow sum says."""
    exactly, rough = there.log10(exact=True), there.log10()
    for c in range(len(there.children)):
        expected = slowly(there, c)
        assert exactly[c, 0] == pytest.approx(expected, rel=1e-10)
        assert rough[c, 0] == pytest.approx(expected, rel=1e-5)
        assert there.weighed(c, 0).log10 == pytest.approx(expected, rel=1e-10)


def kept(locus: Locus, family: Pedigree, person: str, genotypes: Genotypes) -> np.ndarray:
    """The table of a person by plain elimination."""
    one, weights = Evidence([locus], genotypes).plain_weights(family, 0)
    k = one.place[family.merged()[1][person]]
    nodes = ((k, 1),) if locus.is_x and one.is_male[k] == 1 else ((k, 0), (k, 1))
    return eliminate(factors_of(one, locus, weights, locus.frequencies), nodes)


@settings(max_examples=80)
@given(
    st.one_of(
        questions(most=4), questions(silent=True, most=4), questions("X", most=4), questions("X", silent=True, most=4)
    ),
    st.data(),
)
def test_the_table_of_a_person_whose_twin_is_typed_is_the_elimination_with_their_alleles_kept(question, data):
    family, here, genotypes = question
    who = data.draw(st.sampled_from([family[person] for person in genotypes]))
    name = data.draw(st.sampled_from(["twin", " twin"]))  # the twins go by the name that sorts first
    both = Pedigree([*family.members, Member(name, who.sex, who.father, who.mother)], [(who.id, name)])
    told = {name if person == who.id else person: seen for person, seen in genotypes.items()}
    table = Evidence([here], told).tables(both, who.id)[0]
    plain = kept(here, both, who.id, told)
    assert table.shape == plain.shape
    np.testing.assert_allclose(table + table.T, plain + plain.T, rtol=1e-10)


@settings(max_examples=30)
@given(st.one_of(questions(most=4), questions("X", most=4)), st.data())
def test_so_it_is_where_somebody_else_is_degraded(question, data):
    family, here, genotypes = question
    who = data.draw(st.sampled_from([family[person] for person in genotypes]))
    both = Pedigree([*family.members, Member("twin", who.sex, who.father, who.mother)], [(who.id, "twin")])
    told = {"twin" if person == who.id else person: seen for person, seen in genotypes.items()}
    degraded = {person: DropOut(0.2, 0.1) for person in told if person != "twin"}
    evidence = Evidence([here], told, degraded)
    one, weights = evidence.plain_weights(both, 0)
    total = plain_likelihood(one, here, weights)
    assert evidence.tables(both, who.id)[0].sum() == pytest.approx(total, rel=1e-10, abs=1e-300)
    assert evidence.likelihoods(both)[0] == pytest.approx(total, rel=1e-10, abs=1e-300)


def test_a_milk_tooth_alone_weighs_one_over_the_chance_of_meeting_the_profile():
    child = truth("M")["sought"]
    here = [name for name in child if name.startswith("L")]
    profile_at = {name: child[name] for name in here}
    there = search({"tooth": profile_at}, "M", [TypedChild("M-1", "M", profile_at)], AUTOSOMAL)
    agrees_with_the_plain_likelihoods(there)
    still = [Locus(locus.name, locus.alleles, locus.frequencies) for locus in AUTOSOMAL]
    alone = Evidence(still, {"M-1": profile_at}).likelihoods(Pedigree([Member("M-1", "M")]))
    without_mutation = search({"tooth": profile_at}, "M", [TypedChild("M-1", "M", profile_at)], still)
    assert without_mutation.log10(exact=True)[0, 0] == pytest.approx(-np.log10(alone).sum(), rel=1e-12)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("sex", ["M", "F"])
@pytest.mark.parametrize("relatives", [(), ("mother",), ("father", "mother")])
def test_a_milk_tooth_or_a_twin_weighs_what_the_plain_likelihoods_say(who: str, sex: Sex, relatives: tuple[str, ...]):
    told = truth(sex)
    partial = {name: seen for k, (name, seen) in enumerate(told["sought"].items()) if k % 3}
    children = [TypedChild("M-1", sex, told["sought"]), TypedChild("M-2", sex, partial)]
    there = search({who: told["sought"], **{person: told[person] for person in relatives}}, sex, children)
    agrees_with_the_plain_likelihoods(there)
    assert there.log10(exact=True)[0, 0] > there.log10(exact=True)[1, 0] > 0


@pytest.mark.parametrize("sex", ["M", "F"])
def test_on_x_the_one_allele_of_a_son_and_the_two_of_a_daughter_are_weighed(sex: Sex):
    told = {person: {x: seen[x] for x in ("X1", "X2")} for person, seen in truth(sex, seed=3).items()}
    here = told["sought"]
    there = search({"tooth": here, "mother": told["mother"]}, sex, [TypedChild("M-1", sex, here)], [X, X_SILENT])
    agrees_with_the_plain_likelihoods(there)
    assert there.log10(exact=True)[0, 0] > 0


def test_a_tooth_typed_at_few_loci_leaves_the_others_to_the_relatives():
    told = truth("F")
    few = {name: told["sought"][name] for name in ("L0", "L1", "S", "X1")}
    children = [TypedChild("M-1", "F", told["sought"])]
    agrees_with_the_plain_likelihoods(search({"tooth": few, "mother": told["mother"]}, "F", children))
    agrees_with_the_plain_likelihoods(search({"tooth": few}, "F", children))


def test_a_child_whose_alleles_may_be_missing_is_weighed_against_a_tooth():
    told = truth("M")
    seen = {name: pair[:1] for name, pair in told["sought"].items()}
    there = search(
        {"tooth": told["sought"], "mother": told["mother"]}, "M", [TypedChild("M-1", "M", seen, DropOut(0.2, 0.05))]
    )
    assert there.log10(exact=True)[0, 0] == pytest.approx(slowly(there, 0), rel=1e-10)
    assert there.log10(exact=True)[0, 0] > 0


def test_a_tooth_and_a_twin_with_one_profile_weigh_as_one_of_them_and_with_two_are_nobodys():
    told = truth("M")
    pedigree = family_of("twin", "M")
    pedigree = Pedigree(
        [*pedigree.members, Member("tooth", "M", "father", "mother")], [("sought", "twin"), ("sought", "tooth")]
    )
    child = [TypedChild("M-1", "M", told["sought"])]

    def weighed(tooth: Alleles) -> float:
        family = TypedFamily("A", pedigree, ("sought",), {"twin": told["sought"], "tooth": tooth})
        return float(Search(LOCI, [family], child).log10(exact=True)[0, 0])

    assert weighed(told["sought"]) == pytest.approx(
        search({"twin": told["sought"]}, "M", child).log10(exact=True)[0, 0], rel=1e-12
    )
    assert weighed({**told["sought"], "L0": ["14", "14"]}) == -math.inf
    other = next(allele for allele in ALLELES if allele not in told["sought"]["X1"])
    assert weighed({**told["sought"], "X1": [other]}) == -math.inf
    child = [TypedChild("M-1", "M", {name: pair[:1] for name, pair in told["sought"].items()}, DropOut(0.2, 0.05))]
    assert weighed({**told["sought"], "L0": ["14", "14"]}) == -math.inf


def test_a_tooth_of_a_son_with_two_alleles_on_x_is_refused():
    told = truth("M")
    with pytest.raises(WrongUse) as refused:
        search({"tooth": {**told["sought"], "X1": ["10", "11"]}}, "M", [TypedChild("M-1", "M", told["sought"])])
    assert refused.value.code == "KIN-14"


@pytest.mark.parametrize("kind", ["tooth", "tooth and grandmother", "twin"])
def test_the_child_itself_is_found_beyond_doubt_and_a_stranger_is_not(kind: str):
    family = zairas_family()
    people = drawn(1, family)
    profiles = {"T-1": profile("T-1", people["S-1"]), "Z-22": profile("Z-22", people["Zaira"])}
    if kind == "twin":
        own = next(member for member in family.members if member.id == "S-1")
        members = (*family.members, Member("Omar", "M", own.father, own.mother))
        family = SeekingFamily("F-1", members, {"Omar": "T-1"}, (("Omar", "S-1"),))
    else:
        family = zairas_family(**({"S-1": "T-1"} | ({"Zaira": "Z-22"} if "grandmother" in kind else {})))
    children = [TypedChild("M-1", "M", people["S-1"]), TypedChild("M-2", "M", stranger(1))]
    there = Search(usual_loci().loci, [family.typed({"S-1": "m", "S-2": "f"}, profiles)], children)
    place = [slot.missing for slot in there.slots].index("S-1")
    told = there.log10(exact=True)[:, place]
    assert told[0] > 10
    assert told[1] < -10
    for theta in (0.0, 0.01):
        assert there.weighed(0, place, theta).log10 > 10
        assert there.weighed(1, place, theta).log10 < -10
    assert [len(slots) for _, slots, _ in there.survivors()] == [1, 0]
    assert there.weighed(0, place).excluding == ()
    assert len(there.weighed(1, place).excluding) > 10
