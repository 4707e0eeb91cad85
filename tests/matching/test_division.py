"""Families that come later are of the people that the list was divided into, as those that were there are."""

from __future__ import annotations

import numpy as np

from nasab import simulation
from nasab.matching.communities import LEAST_FAMILIES, divide, division_of
from nasab.matching.facts import Knowledge, read_facts, take
from nasab.matching.families import as_families
from tests.cast import listed
from tests.matching.making import Row

CHECHENS: list[Row] = [
    {"name": "Зелимхан", "father": "Турпал", "origin": "Grozny"},
    {"name": "Хеда", "mother": "Петимат"},
]
IRAQIS: list[Row] = [{"name": "حيدر", "father": "عباس", "origin": "Mosul"}, {"name": "زهراء", "mother": "فاطمة"}]


def a_list(times: int):
    rows = [{**row, "id": f"{k}-{n}"} for n in range(times) for k, row in enumerate((*CHECHENS, *IRAQIS))]
    knowledge = Knowledge.empty()
    return as_families(read_facts(listed("sought", *rows), knowledge), knowledge), knowledge


def late(knowledge: Knowledge, *rows: Row):
    children = listed("sought", *({**row, "id": f"late-{k}"} for k, row in enumerate(rows)))
    return as_families(read_facts(children, knowledge), knowledge).shared


def test_a_list_of_few_is_of_one_people():
    families, knowledge = a_list(LEAST_FAMILIES // 3)
    assert families.shared.peoples == 1
    division = division_of(families.shared, knowledge)
    assert division.peoples == 1
    assert division.people_of(late(knowledge, *IRAQIS), knowledge).tolist() == [0, 0]


def test_a_family_that_comes_later_is_of_the_people_that_is_named_so():
    families, knowledge = a_list(2 * LEAST_FAMILIES)
    assert families.shared.peoples == 2
    ours, theirs = families.shared.people[0], families.shared.people[2]
    assert ours != theirs
    division = division_of(families.shared, knowledge)
    new = ({"name": "Zelimkhan"}, {"name": "Зелимхан", "father": "Xyzzy"}, {"name": "حيدر", "origin": "Iraq"})
    assert division.people_of(late(knowledge, *new[1:]), knowledge).tolist() == [ours, theirs]
    before = len(knowledge.tokens)
    assert division.people_of(late(knowledge, {"name": "Qwerty"}, new[1]), knowledge).tolist()[1] == ours
    assert len(knowledge.tokens) > before  # a word that was not on the list tells nothing, and is no country either


def test_who_was_divided_is_divided_the_same_way_again():
    world = simulation.simulate(children=1200, seed=4)
    knowledge = Knowledge.empty()
    families = as_families(read_facts(world.sought, knowledge), knowledge)
    people, peoples = divide(families.shared, knowledge)
    assert peoples > 2
    again = division_of(families.shared, knowledge).people_of(families.shared, knowledge)
    assert (again == people).mean() > 0.97
    some = take(families.shared, np.array([5, 3]))
    assert division_of(families.shared, knowledge).people_of(some, knowledge).tolist() == again[[5, 3]].tolist()
