"""Families of one people share names: how common a name is, is counted among them."""

from __future__ import annotations

import numpy as np

from nasab.matching.communities import LEAST_FAMILIES, MOST
from nasab.matching.facts import Slot
from nasab.matching.likeness import SAME
from tests.matching.making import Row, averaged, understood

CHECHEN = ("Рамзан", "Аслан", "Хамзат", "Турпал", "Лечи", "Адлан", "Сулим", "Ваха")
TURKISH = ("Mehmet", "Emre", "Murat", "Serkan", "Burak", "Orhan", "Tuncay", "Kerem")


def families(names: tuple[str, ...], home: str, language: str, count: int) -> list[Row]:
    n = len(names)
    return [
        {
            "name": names[k % n], "father": names[(k // n + k + 3) % n], "origin": home if k % 4 else "",
            "languages": language if k % 3 else "",
        }
        for k in range(count)
    ]  # fmt: skip


def divided(rows: list[Row]) -> tuple[list[int], int]:
    shared = understood([{}], rows).sought.shared
    return shared.people.tolist(), shared.peoples


MANY = 2 * LEAST_FAMILIES


def test_a_short_list_is_one_people():
    people, count = divided([*families(CHECHEN, "Grozny", "che", 8), *families(TURKISH, "Kayseri", "tur", 8)])
    assert count == 1
    assert people == [0] * 16


def test_a_list_of_one_country_is_one_people():
    people, count = divided(families(CHECHEN, "Grozny", "che", MANY))
    assert (set(people), count) == ({0}, 1)


def test_two_peoples_are_told_apart_also_where_no_country_is_named():
    people, count = divided([*families(CHECHEN, "Grozny", "che", MANY), *families(TURKISH, "Kayseri", "tur", MANY)])
    assert count == 2
    assert len(set(people[:MANY])) == len(set(people[MANY:])) == 1
    assert people[0] != people[-1]


def test_a_family_is_of_the_people_whose_names_it_bears_whatever_its_country():
    rows = [*families(CHECHEN, "Grozny", "che", MANY), *families(TURKISH, "Kayseri", "tur", MANY)]
    abroad = {"name": "Хамзат", "father": "Рамзан", "origin": "Kayseri", "languages": "che"}
    people, _ = divided([*rows, abroad])
    assert people[-1] == people[0]


def test_the_order_of_the_families_changes_nothing_of_who_is_with_whom():
    rows = [*families(CHECHEN, "Grozny", "che", MANY), *families(TURKISH, "Kayseri", "tur", MANY)]
    order = np.random.default_rng(4).permutation(len(rows))
    one, other = divided(rows)[0], divided([rows[k] for k in order])[0]
    pairs = {(one[k], other[at]) for at, k in enumerate(order.tolist())}
    assert len(pairs) == 2


def test_there_are_never_more_peoples_than_can_be_counted():
    homes = (
        "Grozny", "Kayseri", "Tunis", "Cairo", "Khujand", "Tashkent", "Paris", "Berlin", "Beirut", "Amman", "Kabul",
        "Rabat", "Algiers", "Baku", "Jakarta",
    )  # fmt: skip
    rows = [{"name": f"Name{k}", "origin": home} for k, home in enumerate(homes) for _ in range(LEAST_FAMILIES)]
    people, count = divided(rows)
    assert count == MOST
    assert max(people) < MOST


def test_every_child_is_of_the_people_of_its_family():
    rows = [*families(CHECHEN, "Grozny", "che", MANY), *families(TURKISH, "Kayseri", "tur", MANY)]
    side = understood([{}], rows).sought
    assert side.children.people.tolist() == side.shared.people[side.children.household].tolist()
    assert side.children.peoples == side.shared.peoples == 2


def test_a_name_is_common_among_the_people_who_bear_it():
    rows = [*families(CHECHEN, "Grozny", "che", MANY), *families(TURKISH, "Kayseri", "tur", MANY)]
    both = understood([{"name": "Хамзат"}], rows)
    number = both.own.kinds.index("child_name")
    chance = both.own.comparisons[number].chance()
    among = chance.table[0, :, SAME]
    own, other = both.sought.shared.people[[0, -1]].tolist()
    assert among[own] > 1.5 * among[other]
    whole = averaged(chance, both.shares)[0, SAME]
    assert among[other] < whole < among[own]
    assert len(both.found.children.names[Slot.GIVEN].values) == 1
