from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.kinship import DropOut, Evidence, Locus, Member, Mutation, Pedigree, drop_genes
from nasab.kinship.elimination import eliminate, factors_of, plain_likelihood
from tests.kinship.families import by_counting, pedigrees, questions

TRIO = Pedigree([Member("f", "M"), Member("m", "F"), Member("c", "M", "f", "m")])


def locus(*p: float, name: str = "L", **more) -> Locus:
    return Locus(name, tuple("abcdefgh"[: len(p)]), np.array(p), **more)


def refused(loci, genotypes, family=TRIO, **more) -> str:
    with pytest.raises(WrongUse) as told:
        Evidence(loci, genotypes, more.pop("drop_out", None)).likelihoods(family, **more)
    assert told.value.problem.sentence("ar")
    return told.value.code


def test_father_and_child_who_share_an_allele_of_a_tenth_are_two_and_a_half_times_likelier():
    """1/(4p) for two heterozygotes who share an allele of frequency p (AABB Standards; Evett & Weir 1998)."""
    evidence = Evidence([locus(0.1, 0.2, 0.3, 0.4)], {"f": {"L": "ab"}, "c": {"L": "ac"}})
    related = evidence.likelihoods(TRIO)
    strangers = evidence.likelihoods(Pedigree([Member("f", "M"), Member("c", "M")]))
    assert related / strangers == pytest.approx(1 / (4 * 0.1))


@settings(max_examples=50)
@given(questions())
def test_the_compiled_elimination_is_the_plain_one(question):
    family, here, genotypes = question
    evidence = Evidence([here], genotypes)
    assert evidence.likelihoods(family)[0] == pytest.approx(by_counting(family, here, evidence), rel=1e-10)


@settings(max_examples=60)
@given(questions(most=9))
def test_so_it_is_in_larger_families_with_loops(question):
    family, here, genotypes = question
    evidence = Evidence([here], genotypes)
    one, weights = evidence.plain_weights(family, 0)
    assert evidence.likelihoods(family)[0] == pytest.approx(plain_likelihood(one, here, weights), rel=1e-10)


@settings(max_examples=40)
@given(questions("X"))
def test_on_x_a_man_has_one_allele_from_his_mother(question):
    family, here, genotypes = question
    evidence = Evidence([here], genotypes)
    assert evidence.likelihoods(family)[0] == pytest.approx(by_counting(family, here, evidence), rel=1e-10)


@settings(max_examples=40)
@given(st.one_of(questions(silent=True, most=4), questions("X", silent=True, most=4)))
def test_one_allele_seen_may_hide_a_silent_one(question):
    family, here, genotypes = question
    evidence = Evidence([here], genotypes)
    assert evidence.likelihoods(family)[0] == pytest.approx(by_counting(family, here, evidence), rel=1e-10)


@settings(max_examples=30)
@given(questions(most=4), st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.5), st.booleans())
def test_alleles_that_dropped_out_are_summed_over(question, het, hom, drop_in, nothing_seen):
    family, here, genotypes = question
    who = next(iter(genotypes))
    genotypes[who] = {"L": [] if nothing_seen else genotypes[who]["L"]}
    evidence = Evidence([here], genotypes, {who: DropOut(het, hom, drop_in)})
    expected = by_counting(family, here, evidence)
    assert evidence.likelihoods(family)[0] == pytest.approx(expected, rel=1e-10, abs=1e-300)


@settings(max_examples=30)
@given(questions(most=5), st.data())
def test_the_table_of_a_person_is_the_elimination_with_their_alleles_kept(question, data):
    family, here, genotypes = question
    person = data.draw(st.sampled_from([m.id for m in family.members]))
    evidence = Evidence([here], genotypes)
    table = evidence.tables(family, person)[0]
    without = Evidence([here], {p: g for p, g in genotypes.items() if p != person})
    one, weights = without.plain_weights(family, 0)
    k = one.place[person]
    plain = eliminate(factors_of(one, here, weights, here.frequencies), ((k, 0), (k, 1)))
    np.testing.assert_allclose(table + table.T, plain + plain.T, rtol=1e-10)


@settings(max_examples=30)
@given(questions(most=4), st.data())
def test_identical_twins_are_one_person(question, data):
    family, here, genotypes = question
    who = data.draw(st.sampled_from(family.members))
    twin = Member("twin", who.sex, who.father, who.mother)
    both = Pedigree([*family.members, twin], [(who.id, "twin")])
    told = genotypes.get(who.id)
    alone = Evidence([here], genotypes).likelihoods(family)[0]
    assert Evidence([here], genotypes).likelihoods(both)[0] == pytest.approx(alone, rel=1e-12)
    if told:
        again = Evidence([here], {**genotypes, "twin": told})
        assert again.likelihoods(both)[0] == pytest.approx(alone, rel=1e-12)
        other = [a for a in here.alleles if a not in told["L"]]
        if other:
            unlike = Evidence([here], {**genotypes, "twin": {"L": [other[0], other[0]]}})
            assert unlike.likelihoods(both)[0] == 0


def test_two_samples_of_one_person_one_of_them_degraded_weigh_together():
    here = locus(0.1, 0.2, 0.7)
    family = Pedigree([Member("a", "M"), Member("b", "M")], [("a", "b")])
    drop = DropOut(0.1, 0.01)
    evidence = Evidence([here], {"a": {"L": "ab"}, "b": {"L": "a"}}, {"b": drop})
    assert evidence.likelihoods(family)[0] == pytest.approx(2 * 0.1 * 0.2 * drop.weights(here, ["a"])[0, 1])


@settings(max_examples=30)
@given(pedigrees(5), st.data())
def test_chances_of_all_genotypes_of_two_persons_sum_to_one(family, data):
    here = locus(0.2, 0.3, 0.5, maternal=Mutation("equal", 0.1), paternal=Mutation("equal", 0.2))
    a, b = data.draw(st.permutations([m.id for m in family.members]))[:2]
    pairs = ["aa", "ab", "ac", "bb", "bc", "cc"]
    total = sum(Evidence([here], {a: {"L": x}, b: {"L": y}}).likelihoods(family)[0] for x in pairs for y in pairs)
    assert total == pytest.approx(1, rel=1e-12)


def test_alleles_nobody_has_are_joined_and_nothing_changes():
    """With a matrix that is not lumpable nothing may be joined, with others it may: the same number either way."""
    p = np.full(20, 0.05)
    names = tuple(str(k) for k in range(20))
    for mutation in (Mutation("equal", 0.01), Mutation("stepwise", 0.01), Mutation("proportional", 0.01), Mutation()):
        here = Locus("L", names, p, maternal=mutation, paternal=mutation)
        family = Pedigree([*TRIO.members, Member("d", "F", "f", "m"), Member("e", "M", None, "d")])
        evidence = Evidence([here], {"c": {"L": ["3", "4"]}, "e": {"L": ["3", "5"]}})
        one, weights = evidence.plain_weights(family, 0)
        assert evidence.likelihoods(family)[0] == pytest.approx(plain_likelihood(one, here, weights), rel=1e-12)


def test_the_two_conventions_differ_only_where_mutation_is_not_stationary():
    family, genotypes = TRIO, {"f": {"L": "aa"}, "c": {"L": "ab"}}
    for transform, is_alike in (("", False), ("PM", True)):
        mutation = Mutation("equal", 0.05, transform=transform)
        evidence = Evidence([locus(0.1, 0.2, 0.7, maternal=mutation, paternal=mutation)], genotypes)
        full = evidence.likelihoods(family)[0]
        pruned = evidence.likelihoods(family, convention="familias_pruned")[0]
        assert (full == pytest.approx(pruned, rel=1e-12)) == is_alike


def test_one_mutation_is_named_and_counts_as_one():
    steps = Mutation("proportional", 0.01)
    here = [locus(0.2, 0.3, 0.5, name=name, maternal=steps, paternal=steps) for name in "KL"]
    evidence = Evidence(here, {"f": {"K": "aa", "L": "aa"}, "c": {"K": "ab", "L": "bc"}})
    assert evidence.needing_mutation(TRIO) == ("L",)
    assert (evidence.likelihoods(TRIO) > 0).all()
    assert evidence.without_mutation.likelihoods(TRIO)[0] > 0


def test_no_message_tells_what_alleles_somebody_has():
    for loci, genotypes in (
        ([locus(0.2, 0.3, 0.5)], {"c": {"L": ["a", "b", "c"]}}),
        ([locus(0.2, 0.8)], {"c": {"L": ["a"]}}),
        ([locus(0.2, 0.8, chromosome="X")], {"c": {"L": ["a", "b"]}}),
    ):
        with pytest.raises(WrongUse) as told:
            Evidence(loci, genotypes).likelihoods(TRIO)
        problem = told.value.problem
        assert (problem.value, problem.detail) == ("c", "L")


def test_three_alleles_at_a_locus_are_refused():
    assert refused([locus(0.2, 0.3, 0.5)], {"c": {"L": "abc"}}) == "KIN-13"


def test_one_allele_where_there_are_two_is_refused():
    assert refused([locus(0.2, 0.8)], {"c": {"L": "a"}}) == "KIN-15"
    assert refused([locus(0.2, 0.8, chromosome="X")], {"m": {"L": "a"}}) == "KIN-15"


def test_a_man_with_two_alleles_on_x_is_refused_and_with_one_written_twice_is_not():
    here = locus(0.2, 0.8, chromosome="X")
    assert refused([here], {"c": {"L": "ab"}}) == "KIN-14"
    once = Evidence([here], {"c": {"L": "a"}}).likelihoods(TRIO)
    assert once == Evidence([here], {"c": {"L": "aa"}}).likelihoods(TRIO) == pytest.approx(0.2)


def test_on_x_the_sex_has_to_be_known():
    assert refused([locus(0.2, 0.8, chromosome="X")], {"p": {"L": "aa"}}, Pedigree([Member("p")])) == "KIN-23"


def test_nobody_typed_is_no_evidence():
    assert refused([locus(0.2, 0.8)], {}) == "KIN-21"
    assert refused([locus(0.2, 0.8)], {"c": {"L": []}}) == "KIN-21"
    assert refused([locus(0.2, 0.8)], {"stranger": {"L": "aa"}}) == "KIN-21"


def test_mixed_up_columns_are_noticed():
    loci = [Locus(f"L{k}", (str(10 * k), str(10 * k + 1)), np.array([0.5, 0.5])) for k in range(6)]
    moved = {f"L{k}": [str(10 * ((k + 1) % 6)), str(10 * ((k + 1) % 6) + 1)] for k in range(6)}
    assert refused(loci, {"c": moved}) == "KIN-18"


def test_an_allele_that_is_in_no_table_is_added_and_said():
    evidence = Evidence([locus(0.2, 0.8, sampled=500)], {"c": {"L": "az"}})
    assert [note.code for note in evidence.notes] == ["KIN-24"]
    assert "z" in evidence.notes[0].sentence()
    floor = 5 / 1000 / (1 + 5 / 1000)
    assert evidence.likelihoods(TRIO)[0] == pytest.approx(2 * 0.2 / 1.005 * floor)


def test_loci_not_described_or_described_twice_are_refused():
    assert refused([locus(0.2, 0.8)], {"c": {"K": "aa"}}) == "KIN-19"
    assert refused([locus(0.2, 0.8), locus(0.2, 0.8)], {"c": {"L": "aa"}}) == "KIN-19"


def test_wrong_numbers_and_words_are_refused():
    good = ([locus(0.2, 0.8)], {"c": {"L": "aa"}})
    assert refused(*good, theta=1.0) == "KIN-16"
    assert refused(*good, theta=-0.1) == "KIN-16"
    assert refused(*good, convention="mine") == "KIN-22"
    with pytest.raises(WrongUse) as told:
        DropOut(1.2, 0.1)
    assert told.value.code == "KIN-20"


def test_a_whole_village_with_loops_is_computed_as_the_plain_elimination_does():
    """Three generations, cousins married, some typed; alleles few, so that the plain form can follow."""
    rng = np.random.default_rng(4)
    members = [Member(f"m{k}", "M") for k in range(3)] + [Member(f"w{k}", "F") for k in range(3)]
    members += [Member(f"s{i}{k}", "MF"[k % 2], f"m{i}", f"w{i}") for i in range(3) for k in range(3)]
    members += [Member(f"c{i}{k}", "MF"[k], f"s{i}0", f"s{(i + 1) % 3}1") for i in range(3) for k in range(2)]
    village = Pedigree(members)
    here = locus(0.2, 0.3, 0.5, maternal=Mutation("equal", 0.01), paternal=Mutation("equal", 0.02))
    for _ in range(6):
        told = drop_genes(village, [here], rng)
        evidence = Evidence([here], {p: g for p, g in told.items() if rng.random() < 0.4})
        one, weights = evidence.plain_weights(village, 0)
        assert evidence.likelihoods(village)[0] == pytest.approx(plain_likelihood(one, here, weights), rel=1e-10)


def test_more_typed_persons_than_a_number_can_hold_are_refused():
    crowd = Pedigree([Member(f"p{k}", "M") for k in range(121)])
    rare = [locus(0.001, 0.999)]
    assert refused(rare, {m.id: {"L": "aa"} for m in crowd.members}, crowd) == "KIN-17"
    assert Evidence(rare, {m.id: {"L": "ab"} for m in crowd.members[:80]}).likelihoods(crowd)[0] > 0
    father = [Member("f", "M"), *(Member(m.id, "M", "f") for m in crowd.members)]
    evidence = Evidence(rare, {"f": {"L": "bb"}, **{m.id: {"L": "aa"} for m in crowd.members}})
    assert evidence.likelihoods(Pedigree(father)).tolist() == [0]  # impossible, and not merely small


def test_a_family_too_interwoven_is_refused_and_not_tried():
    """Everybody's child with everybody, nobody of them typed, and their children all typed: wide tables only."""
    p = np.full(60, 1 / 60)
    steps = Mutation("stepwise", 0.01)
    here = Locus("L", tuple(str(k) for k in range(60)), p, maternal=steps, paternal=steps)
    men = [Member(f"m{k}", "M") for k in range(9)]
    women = [Member(f"w{k}", "F") for k in range(9)]
    children = [Member(f"c{i}{j}", "M", f"m{i}", f"w{j}") for i in range(9) for j in range(9)]
    genotypes = {c.id: {"L": [str(k % 59), str(k % 59 + 1)]} for k, c in enumerate(children)}
    assert refused([here], genotypes, Pedigree([*men, *women, *children])) == "KIN-17"
