"""One child found at a time against a list that changes: the same weights and probabilities as a run over two lists."""

from __future__ import annotations

import numpy as np
import pytest

from nasab import simulation
from nasab.api import allowed
from nasab.errors import WrongUse
from nasab.matching import match_lists
from nasab.matching.index import Index
from nasab.matching.run import Run
from nasab.records import ChildList
from tests.cast import listed

BILAL = {"id": "S-1", "family": "R-1", "name": "Билал", "father": "Тагиров Руслан", "sex": "m", "age": "6"}
HEDA = {"id": "S-3", "family": "R-2", "name": "Хеда", "father": "Эльмурзаев Ислам", "sex": "f", "age": "5"}
FOUND = {"id": "M-1", "name": "بلال", "father": "روسلان", "sex": "m", "age": "6"}


@pytest.fixture(scope="module")
def lists() -> tuple[ChildList, ChildList]:
    world = simulation.simulate(children=150, seed=11, difficulty="field")
    return allowed(world.found), allowed(world.sought)


def rows(children: ChildList) -> list[dict[str, str]]:
    names = list(children.columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*children.columns.values(), strict=True)]


def test_it_says_of_a_child_what_a_run_over_both_lists_says_before_groups_compete(
    lists: tuple[ChildList, ChildList],
) -> None:
    found, sought = lists
    run = Run(match_lists(found, sought))
    index = Index(sought, found)
    household = run.matching.both.found.children.household
    alone = [k for k in range(len(found)) if (household == household[k]).sum() == 1][:25]
    told = rows(found)
    laid, belief = run.matching.compared.blocks, run.matching.alone
    compared = 0
    for k in alone:
        here = {one.sought_id: one for one in index.candidates(told[k], most=100)}
        mine = np.flatnonzero(laid.i == k)
        for pair in mine[belief.same[mine] >= 0.01].tolist():
            name = sought.columns["id"][int(laid.j[pair])]
            assert here[name].probability == pytest.approx(float(belief.same[pair]), abs=1e-3)
            assert here[name].weight == pytest.approx(run.explain(told[k]["id"], name).weight, abs=1e-2)
            compared += 1
    assert compared > 20


def test_after_children_come_and_go_it_answers_as_one_that_was_built_anew(
    lists: tuple[ChildList, ChildList],
) -> None:
    found, sought = lists
    told, asked = rows(sought), rows(found)[:12]
    families = {row["family"] for row in told}
    late = sorted(families)[:8]
    grown = Index(listed("sought", *(row for row in told if row["family"] not in late)))
    for row in told:
        if row["family"] in late:
            grown.add({name: cell for name, cell in row.items() if cell})
    gone = told[0]["id"]
    grown.withdraw(gone)
    anew = Index(listed("sought", *(row for row in told if row["id"] != gone)))
    assert len(grown) == len(anew) == len(told) - 1
    for row in asked:
        one, other = ({c.sought_id: c.weight for c in index.candidates(row)} for index in (grown, anew))
        for name in set(one) & set(other):
            assert one[name] == pytest.approx(other[name], abs=0.05)
        assert next(iter(one), "") == next(iter(other), "")
    grown.settle()
    assert grown.unsettled == 0
    assert len(grown) == len(anew)


def test_an_empty_list_knows_nobody() -> None:
    result = Index().child(FOUND)
    assert result.candidates == ()
    assert result.probability_on_no_list == 1.0


def test_what_cannot_be_a_record_is_refused() -> None:
    index = Index(listed("sought", BILAL, HEDA))
    for record in ({"name": "Билал"}, {**BILAL, "colour": "red"}, {**BILAL, "consent": "no"}):
        with pytest.raises(WrongUse):
            index.add(record)
    with pytest.raises(WrongUse):
        index.correct({**BILAL, "id": "S-9"})
    with pytest.raises(WrongUse):
        index.withdraw("S-9")
    assert len(index) == 2
