"""What people bring to a run enters by one door: as bits that are added where they belong, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.matching import Run, match_lists, understanding
from nasab.matching.compared import Compared
from nasab.matching.given import BINDS, Bits, Given, as_bits, as_given, bring_in, with_given
from nasab.matching.judgements import Judgement
from nasab.matching.outside import OutsideEvidence
from nasab.matching.understanding import Understood
from tests.matching.making import Row, lists, understood

FOUND: list[Row] = [
    {"id": "M-1", "group": "G", "name": "Bilal"},
    {"id": "M-2", "name": "Timur"},
    {"id": "M-3", "group": "G", "name": "Aminat"},
    {"id": "M-4", "group": " ", "name": "Hamza"},
]
SOUGHT: list[Row] = [
    {"id": "S-1", "family": "F", "name": "Билал"},
    {"id": "S-2", "name": "Тимур"},
    {"id": "S-3", "family": "F", "name": "Аминат"},
]


def world() -> Understood:
    return understood(FOUND, SOUGHT)


def everything(both: Understood) -> Compared:
    g = np.repeat(np.arange(len(both.found), dtype=np.int32), len(both.sought))
    r = np.tile(np.arange(len(both.sought), dtype=np.int32), len(both.found))
    return understanding.compare(both, g, r)


def bits_of_children(compared: Compared) -> dict[tuple[int, int], float]:
    laid = compared.blocks
    pairs = zip(laid.i.tolist(), laid.j.tolist(), compared.given_own.tolist(), strict=True)
    return {(i, j): bits for i, j, bits in pairs if bits}


def bits_of_families(compared: Compared, both: Understood) -> dict[tuple[str, str], float]:
    """By the first child of each family."""
    laid = compared.blocks
    ids = both.found.children.children.columns["id"], both.sought.children.children.columns["id"]
    first = [
        [ids[k][side.members.row(n)[0]] for n in range(len(side))] for k, side in enumerate((both.found, both.sought))
    ]
    pairs = zip(laid.g.tolist(), laid.r.tolist(), compared.given_shared.tolist(), strict=True)
    return {(first[0][g], first[1][r]): bits for g, r, bits in pairs if bits}


def after(both: Understood, what: Given) -> Compared:
    return with_given(as_bits(what, both), everything(both))


def test_evidence_of_a_child_adds_exactly_its_bits_to_its_pair():
    both = world()
    rows = [OutsideEvidence("M-2", "S-2", 12.5, "DNA"), OutsideEvidence("M-2", "S-2", -2.0, "photograph")]
    compared = after(both, as_given(both, rows, {}))
    assert bits_of_children(compared) == {(1, 1): 10.5}
    assert bits_of_families(compared, both) == {}


@pytest.mark.parametrize("found", ["M-1", "M-3", "G"])
@pytest.mark.parametrize("sought", ["S-1", "S-3", "F"])
def test_evidence_of_a_family_adds_exactly_its_bits_to_the_family(found: str, sought: str):
    both = world()
    compared = after(both, as_given(both, [OutsideEvidence(found, sought, 9.0, "DNA", of="family")], {}))
    assert bits_of_families(compared, both) == {("M-1", "S-1"): 9.0}
    assert bits_of_children(compared) == {}


def test_a_child_whose_group_is_only_spaces_is_a_group_of_its_own():
    both = world()
    compared = after(both, as_given(both, [OutsideEvidence("M-4", "S-2", 9.0, "DNA", of="family")], {}))
    assert bits_of_families(compared, both) == {("M-4", "S-2"): 9.0}
    spaces = understood([{"group": " ", "name": "Ali"}, {"group": " ", "name": "Omar"}], [{"name": "Ali"}])
    rows = [OutsideEvidence(f"M-{k}", "S-0", float(k + 1), "DNA", of="family") for k in range(2)]
    assert bits_of_families(after(spaces, as_given(spaces, rows, {})), spaces) == {
        ("M-0", "S-0"): 1.0,
        ("M-1", "S-0"): 2.0,
    }


@pytest.mark.parametrize(("verdict", "bits"), [("same", BINDS), ("different", -BINDS), ("unsure", 0.0)])
def test_a_judgement_binds_its_pair_and_cannot_tell_does_nothing(verdict: str, bits: float):
    both = world()
    judged = Judgement("M-3", "S-3", verdict)  # type: ignore[arg-type]
    compared = after(both, as_given(both, (), {judged.pair: judged}))
    assert bits_of_children(compared) == ({(2, 2): bits} if bits else {})


def test_evidence_and_a_judgement_of_one_pair_add_up():
    both = world()
    judged = Judgement("M-2", "S-2", "same")
    what = as_given(both, [OutsideEvidence("M-2", "S-2", 3.0, "DNA")], {judged.pair: judged})
    assert bits_of_children(after(both, what)) == {(1, 1): BINDS + 3}
    assert what.bits_of(1, 1) == BINDS + 3
    assert what.bits_of(0, 0) == 0


def test_ids_that_are_on_neither_list_are_passed_over():
    both = world()
    rows = [OutsideEvidence("M-9", "S-1", 9.0, "DNA"), OutsideEvidence("M-1", "S-9", 9.0, "DNA", of="family")]
    judged = Judgement("M-9", "S-9", "same")
    what = as_given(both, rows, {judged.pair: judged})
    assert (what.children, what.families, what.judged) == ({}, {}, {})
    assert len(as_bits(what, both).families) == 0


def test_where_nothing_is_given_nothing_changes():
    both = world()
    nothing = as_bits(as_given(both, (), {}), both)
    compared = everything(both)
    told = with_given(nothing, compared)
    assert told.given_own.tolist() == compared.given_own.tolist()
    assert told.given_shared.tolist() == compared.given_shared.tolist()


def test_one_source_that_speaks_twice_of_one_pair_is_refused():
    rows = [
        OutsideEvidence("M-1", "S-1", 9.0, "DNA", of="family"),
        OutsideEvidence("M-3", "S-3", 9.0, "DNA", of="family"),
    ]
    with pytest.raises(WrongUse) as refused:
        as_given(world(), rows, {})
    assert refused.value.code == "OUTSIDE-04"


KEYS = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 2)), st.floats(-50, 50, width=32), max_size=6)


@settings(max_examples=30)
@given(KEYS, KEYS)
def test_bits_are_added_where_they_belong_and_nowhere_else(children, families):
    both = world()

    def rows(bits, names):
        return {pair: [OutsideEvidence(names[0][pair[0]], names[1][pair[1]], one, "DNA")] for pair, one in bits.items()}

    households = [pair for pair in families if pair[0] < len(both.found) and pair[1] < len(both.sought)]
    names = [["a", "b", "c", "d"], ["x", "y", "z"]]
    what = Given(rows(children, names), rows({pair: families[pair] for pair in households}, names))
    compared = after(both, what)
    assert bits_of_children(compared) == {pair: bits for pair, bits in children.items() if bits}
    laid = compared.blocks
    for g, r, bits in zip(laid.g.tolist(), laid.r.tolist(), compared.given_shared.tolist(), strict=True):
        assert bits == (families[g, r] if (g, r) in households else 0)


PAIRS = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 3)))


@given(PAIRS, PAIRS, st.sets(st.integers(0, 4)))
def test_pairs_that_are_spoken_of_are_brought_in_beside_those_that_names_lead_to(led, spoken, numbers):
    def arrays(pairs):
        return (np.array([pair[k] for pair in sorted(pairs)], dtype=np.int32) for k in range(2))

    nothing = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    bits = Bits(np.array(sorted(spoken), dtype=np.int64).reshape(-1, 2), *nothing, *nothing)
    led = {pair for pair in led if pair[0] in numbers}
    g, r = bring_in(bits, 4, *arrays(led), np.array(sorted(numbers), dtype=np.int32))
    assert list(zip(g.tolist(), r.tolist(), strict=True)) == sorted(
        led | {pair for pair in spoken if pair[0] in numbers}
    )


# In a whole run.

STRANGERS: list[Row] = [
    {"name": name, "father": father}
    for name, father in (
        ("Хамзат", "Иса"),
        ("Лечи", "Ваха"),
        ("Арби", "Султан"),
        ("Шамиль", "Адлан"),
        ("Тимур", "Руслан"),
    )
]


def run(**more) -> Run:
    found, sought = [*FOUND, *STRANGERS], [*SOUGHT, *reversed(STRANGERS)]
    return Run(match_lists(*lists(found, sought), learn=False, **more))


def chance(run: Run, found: str, sought: str) -> float:
    return {one.sought_id: one.probability for one in run.candidates(found)}.get(sought, 0.0)


def test_a_pair_judged_the_same_is_the_same_and_its_rivals_are_not():
    judged = run(judgements=[Judgement("M-4", "S-2", "same")])
    assert chance(judged, "M-4", "S-2") > 0.999
    assert chance(judged, "M-2", "S-2") < 0.001 < chance(run(), "M-2", "S-2")


def test_a_pair_judged_not_the_same_is_shut_and_its_sister_may_still_be_of_the_family():
    judged, plain = run(judgements=[Judgement("M-1", "S-1", "different")]), run()
    assert chance(plain, "M-1", "S-1") > 0.5
    assert chance(judged, "M-1", "S-1") < 0.001
    best = judged.child("M-3").best
    assert best is not None
    assert best.sought_id == "S-3"
    assert best.probability > 0.01


def test_who_cannot_tell_changes_nothing():
    unsure, plain = run(judgements=[Judgement("M-1", "S-1", "unsure")]), run()
    assert unsure.matching.outcome.same.tolist() == plain.matching.outcome.same.tolist()


def test_contested_judgements_bind_nothing():
    two = [Judgement("M-1", "S-1", "same", "Madina"), Judgement("M-1", "S-1", "different", "Omar")]
    contested = run(judgements=two)
    assert contested.matching.outcome.same.tolist() == run().matching.outcome.same.tolist()
    assert list(contested.matching.binding.contested) == [("M-1", "S-1")]


def test_strong_evidence_from_outside_finds_who_no_name_leads_to():
    proven = run(outside=[OutsideEvidence("M-4", "S-2", 25.0, "Laboratory B")])
    assert chance(run(), "M-4", "S-2") < 0.01
    assert chance(proven, "M-4", "S-2") > 0.9
    assert proven.explain("M-4", "S-2").weight == pytest.approx(run().explain("M-4", "S-2").weight + 25, abs=0.1)
