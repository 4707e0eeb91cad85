"""An index answers for one child as a run over two lists does, and a list that changes as one that is read anew."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab import simulation
from nasab.errors import WrongUse
from nasab.matching import index as indexing
from nasab.matching import match_lists
from nasab.matching.engine import Matching
from nasab.matching.index import Index
from nasab.matching.judgements import Judgement
from nasab.matching.reasons import Reader
from nasab.records import ChildList
from tests.cast import listed
from tests.matching.indexing import FOUND, answer, built, rows_of
from tests.matching.making import Row

FAMILY: Row = {"family": "R-1", "father": "Руслан Тагиров", "mother": "Аминат", "origin": "Грозный"}
SOUGHT: list[Row] = [
    {"id": "S-1", **FAMILY, "name": "Билал", "sex": "m", "age": "5", "as_of": "2017-01-01", "languages": "che"},
    {"id": "S-2", **FAMILY, "name": "Зарема", "sex": "f"},
    {"id": "S-3", "name": "Юсуф", "father": "Ахмед", "inquirer": "Магомед", "relation": "дядя"},
    {"id": "S-4", "name": "Bilal", "father": "Ismail", "origin": "Mosul"},
    {"id": "S-5", "family": "R-2", "name": "Тимур", "mother": "Малика", "siblings": "Ислам", "marks": "ожог на руке"},
]


def refused(code: str):
    return pytest.raises(WrongUse, check=lambda error: error.code == code)


def of_the_run(run: Matching) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """The probability of each pair before groups compete, and its weight."""
    laid = run.compared.blocks
    ids = run.both.found.children.children.columns["id"], run.both.sought.children.children.columns["id"]
    pairs = [(ids[0][i], ids[1][j]) for i, j in zip(laid.i.tolist(), laid.j.tolist(), strict=True)]
    reasons = Reader(run.both, run.priors, run.given).read(run.compared, np.arange(len(laid.i)))
    weights = [sum(reason.bits for reason in why) for why in reasons]
    return dict(zip(pairs, run.alone.same.tolist(), strict=True)), dict(zip(pairs, weights, strict=True))


def groups_of(found: ChildList) -> list[list[Row]]:
    """The rows by the group that they are said to be of."""
    rows = rows_of(found)
    named = [row for row in rows if row.get("group", "").strip()]
    named.sort(key=lambda row: row["group"])
    alone = [[row] for row in rows if not row.get("group", "").strip()]
    return [list(group) for _, group in groupby(named, key=lambda row: row["group"])] + alone


def some_lists(children: int, seed: int) -> tuple[ChildList, ChildList]:
    """Two simulated lists without those who did not consent."""
    world = simulation.simulate(children=children, seed=seed)
    sides = (world.found, world.sought)
    found, sought = (listed(one.side, *(row for row in rows_of(one) if row.get("consent") != "no")) for one in sides)
    return found, sought


@pytest.mark.parametrize("learn", [True, False])
def test_weights_and_probabilities_are_those_of_a_run_over_the_same_lists(learn: bool):
    found, sought = some_lists(150, seed=11)
    probability, weight = of_the_run(match_lists(found, sought, learn=learn))
    index = Index(sought, found, learn=learn)
    asked = 0
    for group in groups_of(found):
        for row, candidates in zip(group, index.candidates_of(group, most=30), strict=True):
            for one in candidates:
                pair = row["id"], one.sought_id
                assert one.probability == pytest.approx(probability[pair], abs=1e-4)
                assert one.weight == pytest.approx(weight[pair], abs=1e-3)
                asked += 1
    assert asked > 100


def test_a_search_over_a_longer_list_finds_nearly_what_a_run_finds():
    found, sought = some_lists(1500, seed=3)
    probability, _ = of_the_run(match_lists(found, sought))
    index = Index(sought, found)
    assert len(index._standing.families(index.learned)) > indexing.FEW
    off = [
        abs(one.probability - probability.get((row["id"], one.sought_id), 0.0))
        for group in groups_of(found)[:150]
        for row, candidates in zip(group, index.candidates_of(group), strict=True)
        for one in candidates
    ]
    assert len(off) > 200
    assert float(np.mean(off)) < 1e-4
    assert max(off) < 0.02


@pytest.mark.parametrize("few", [0, 600])
def test_a_child_that_has_just_come_is_found_at_once_and_after_the_list_is_put_in_order(few, monkeypatch):
    monkeypatch.setattr(indexing, "FEW", few)
    index = built(row for row in SOUGHT if row["id"] != "S-1")
    assert "S-1" not in [one.sought_id for one in index.candidates(FOUND[0])]
    index.add(SOUGHT[0])
    best = index.candidates(FOUND[0])[0]
    assert best.sought_id == "S-1"
    assert index.unsettled == 1
    index.settle()
    assert index.unsettled == 0
    assert index.candidates(FOUND[0])[0].sought_id == "S-1"
    assert index.candidates(FOUND[0])[0].weight == pytest.approx(best.weight, abs=1e-3)


def test_a_child_of_a_family_that_is_there_joins_it():
    index = built(SOUGHT)
    index.add({"id": "S-6", **FAMILY, "name": "Амина"})
    asked = {"id": "M-9", "name": "Amina", "mother": "Aminat", "siblings": "Bilal; Zarema"}
    explained = index.explain(asked, "S-6")
    assert {"siblings", "is_sibling"} & {reason.kind for reason in explained.reasons_for}
    assert answer(index, asked) == answer(built([*SOUGHT, {"id": "S-6", **FAMILY, "name": "Амина"}]), asked)


def test_brothers_and_sisters_found_together_speak_for_one_another():
    index = built(SOUGHT)
    bilal, zarema = {"id": "M-1", "name": "Bilal", "sex": "m"}, {"id": "M-2", "name": "Zarema", "sex": "f"}
    alone = {one.sought_id: one.probability for one in index.candidates(bilal)}
    together = [{one.sought_id: one.probability for one in some} for some in index.candidates_of([bilal, zarema])]
    assert together[0]["S-1"] > alone["S-1"]
    assert max(together[1], key=lambda child: together[1][child]) == "S-2"


def test_what_is_known_of_a_child_may_be_anything_or_nothing():
    index = built(SOUGHT)
    for nothing in ({}, {"id": "M-1"}):
        candidates = index.candidates(nothing)
        assert len({one.probability for one in candidates}) == 1  # each as likely as any other
        assert not any(one.reasons for one in candidates)
    assert index.child({"age": "6"}).found_id == "?"
    assert index.child({"name": "Ali", "father": "Hussein"}).probability_on_no_list > 0.5


def test_the_likest_are_the_candidates_first_and_then_whoever_else_was_compared():
    index = built(SOUGHT)
    likest = index.likest(FOUND[0], 10)
    assert likest[0] == index.candidates(FOUND[0])[0].sought_id
    assert set(likest) > {one.sought_id for one in index.candidates(FOUND[0])}
    assert index.likest(FOUND[0], 2) == likest[:2]
    assert Index().likest(FOUND[0]) == ()


def test_an_index_of_nobody_answers_that_nobody_is_there():
    index = Index()
    assert len(index) == 0
    assert index.child(FOUND[0]).probability_on_no_list == 1
    index.add(SOUGHT[0])
    assert index.candidates(FOUND[0])[0].sought_id == "S-1"
    index.withdraw("S-1")
    assert index.candidates_of([FOUND[0], FOUND[1]]) == ((), ())


# Any sequence of changes.

WORDS = ("Билал", "Bilal", "Зарема", "Аминат", "Тимур", "Юсуф", "محمد", "")
ROWS = st.fixed_dictionaries(
    {"id": st.sampled_from([f"S-{k}" for k in range(8)])},
    optional={
        "family": st.sampled_from(["R-1", "R-2", " "]),
        "name": st.sampled_from(WORDS),
        "father": st.sampled_from(["Руслан", "Ahmed", "Абу Билал", "Ruslan Tagirov"]),
        "mother": st.sampled_from(["Аминат", "Malika Tagirova"]),
        "siblings": st.sampled_from(["Bilal", "Timur; Islam"]),
        "relatives": st.sampled_from(["дядя: Магомед", "grandmother: Zaira"]),
        "sex": st.sampled_from(["m", "f"]),
        "age": st.sampled_from(["5", "7 months"]),
        "as_of": st.just("2017-01-01"),
        "origin": st.sampled_from(["Grozny", "Mosul"]),
        "languages": st.sampled_from(["che", "ara; rus"]),
        "marks": st.sampled_from(["burn, hand", "scar, left cheek"]),
        "belongings": st.sampled_from(["doll", "blue coat; doll"]),
        "last_seen_date": st.just("2017-03-01"),
        "last_seen_place": st.just("Mosul"),
    },
)
CHANGES = st.lists(st.one_of(ROWS, st.sampled_from([f"S-{k}" for k in range(8)])), max_size=14)


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, max_size=5, unique_by=lambda row: row["id"]), CHANGES)
def test_after_any_changes_the_answers_are_those_of_an_index_built_anew(begun, changes):
    index = built(begun)
    now = {row["id"]: row for row in begun}
    for change in changes:
        if isinstance(change, dict):
            index.correct(change) if change["id"] in now else index.add(change)
            now.pop(change["id"], None)
            now[change["id"]] = change
        elif change in now:
            index.withdraw(change)
            del now[change]
    anew = built(now.values())
    assert len(index) == len(anew) == len(now)
    expected = [answer(anew, record) for record in FOUND]
    assert [answer(index, record) for record in FOUND] == expected
    index.settle()
    assert [answer(index, record) for record in FOUND] == expected


# Judgements.


def test_a_pair_judged_different_does_not_come_back():
    index = built(SOUGHT)
    assert index.candidates(FOUND[0])[0].sought_id == "S-1"
    seen = index.seen(FOUND[0], "S-1")
    index.judge(Judgement("M-1", "S-1", "different", by="Amina", seen=seen))
    assert "S-1" not in [one.sought_id for one in index.candidates(FOUND[0])]
    assert index.explain(FOUND[0], "S-1").rank == 0
    assert index.candidates({**FOUND[0], "id": "M-8"})[0].sought_id == "S-1"  # of another child nothing was judged


def test_it_comes_back_once_something_new_is_said_and_says_what():
    index = built(SOUGHT)
    index.judge(Judgement("M-1", "S-1", "different", seen=index.seen(FOUND[0], "S-1")))
    index.correct({**SOUGHT[0], "marks": "ожог на руке"})  # the child has none that is known: nothing new of the two
    assert "S-1" not in [one.sought_id for one in index.candidates(FOUND[0])]
    back = next(one for one in index.candidates({**FOUND[0], "marks": "burn, hand"}) if one.sought_id == "S-1")
    assert back.returned is not None
    judged, new = back.returned
    assert judged.verdict == "different"
    assert [one.kind for one in new] == ["marks"]


def test_a_pair_judged_the_same_leads_whatever_the_lists_say():
    index = built(SOUGHT)
    index.judge(Judgement("M-4", "S-5", "same", by="Amina"))
    best = index.candidates(FOUND[3])[0]
    assert best.sought_id == "S-5"
    assert best.probability > 0.99
    assert best.reasons[0].kind == "judged"


@pytest.mark.parametrize(("child", "side"), [("S-1", "sought"), ("M-1", "found")])
def test_what_was_judged_of_a_child_that_is_withdrawn_is_forgotten(child, side):
    index = built(SOUGHT)
    index.judge(Judgement("M-1", "S-1", "different"))
    index.withdraw(child, side)
    assert index._judged.told() == []
    if child == "S-1":
        index.add(SOUGHT[0])
    assert index.candidates(FOUND[0])[0].sought_id == "S-1"


# What is refused.


@pytest.mark.parametrize("consent", ["no", "perhaps", "Нет"])
def test_a_child_without_consent_is_not_taken_in_and_not_asked_for(consent):
    index = built(SOUGHT)
    with refused("LIST-02"):
        index.add({"id": "S-7", "name": "Ali", "consent": consent})
    with refused("LIST-02"):
        index.candidates({"id": "M-7", "name": "Ali", "consent": consent})
    with refused("LIST-02"):
        built([{"id": "S-7", "consent": consent}])
    assert "S-7" not in index


def test_a_record_that_cannot_be_used_changes_nothing():
    index = built(SOUGHT)
    with refused("LIST-04"):
        index.add({"id": "S-7", "photograph": "face.jpg"})
    with refused("INDEX-09"):
        index.add({"name": "Ali"})
    with refused("LIST-03"):
        index.correct({"id": "S-7", "name": "Ali"})
    for ask in (index.withdraw, lambda child: index.explain(FOUND[0], child)):
        with refused("LIST-03"):
            ask("S-7")
    assert len(index) == len(SOUGHT)


def test_what_was_learned_of_two_lists_is_used_for_others():
    found, sought = some_lists(120, seed=2)
    taught = Index(sought, found).learned
    assert taught.parameters.learned_from.endswith("groups")
    index = built(SOUGHT, learned=taught)
    assert index.learned is taught
    assert index.candidates(FOUND[0])[0].sought_id == "S-1"
    assert answer(index, FOUND[0]) != answer(built(SOUGHT), FOUND[0])


def test_common_words_that_were_compared_beforehand_change_no_answer():
    index, cold = built(SOUGHT), built(SOUGHT)
    index.warm(100)
    assert [answer(index, record) for record in FOUND] == [answer(cold, record) for record in FOUND]


def test_children_who_share_an_id_with_nobody_are_listed_once():
    rows = rows_of(listed("sought", *SOUGHT))
    assert [row["id"] for row in built(rows)._standing.records()] == [row["id"] for row in SOUGHT]
