from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import places

CHOICE = st.integers(0, 3000).map(lambda number: places.shipped().places[number % len(places.shipped().places)])


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("IQ-mosul", "IQ-mosul", 5),
        ("IQ-al-maydan-mosul", "IQ-mosul", 4),  # in the town
        ("IQ-al-maydan-mosul", "IQ-west-mosul-mosul", 4),  # both in one town
        ("IQ-tal-afar", "IQ-tal-afar-district", 4),  # in the district
        ("SY-al-hol", "SY-al-hol-camp", 4),  # less than 15 km
        ("SY-baghuz", "SY-abu-kamal-district", 4),
        ("GE-duisi", "GE-pankisi", 4),
        ("SY-baghuz", "SY-hajin", 3),  # in one district
        ("RU-urus-martan", "RU-grozny", 3),  # less than 60 km
        ("RU-nazran", "RU-vladikavkaz", 3),
        ("RU-grozny", "RU-chechnya", 2),  # only the region that holds it
        ("RU-grozny", "RU-khasavyurt", 2),  # less than 200 km
        ("IQ-mosul", "SY-al-hol", 2),
        ("RU-grozny", "RU-moscow", 1),
        ("RU-grozny", "RU", 1),
        ("RU", "RU-chechnya", 1),
        ("IQ", "SY", 0),
        ("RU-grozny", "FR-strasbourg", 0),
        ("RU-grozny", "IQ-mosul", 0),
    ],
)
def test_levels_go_from_the_same_place_to_countries_far_apart(a, b, level):
    assert places.closeness(places.get(a), places.get(b)) == level
    assert places.closeness(places.get(b), places.get(a)) == level


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        # Great-circle distances as commonly published, to the kilometres in brackets.
        ("FR-paris", "GB-london", 344),
        ("RU-moscow", "RU-saint-petersburg", 634),
        ("IQ-baghdad", "SY-damascus", 753),
        ("IQ-mosul", "IQ-erbil", 81),
    ],
)
def test_distances_are_those_that_are_published(a, b, km):
    assert places.distance_km(places.get(a), places.get(b)) == pytest.approx(km, rel=0.02)


@given(st.lists(st.none() | CHOICE, max_size=6), st.lists(st.none() | CHOICE, max_size=6))
def test_the_matrix_holds_the_level_of_every_pair_and_minus_one_for_unknown(a, b):
    matrix = places.closeness_matrix(a, b)
    assert matrix.shape == (len(a), len(b))
    assert matrix.dtype == np.int8
    for i, mine in enumerate(a):
        for j, theirs in enumerate(b):
            known = mine is not None and theirs is not None
            assert matrix[i, j] == (_level(mine, theirs) if known else -1)


@given(CHOICE, CHOICE)
def test_closeness_is_the_same_from_both_sides_and_highest_for_the_place_itself(a, b):
    assert places.closeness(a, b) == places.closeness(b, a)
    assert places.closeness(a, a) == 5
    assert (places.closeness(a, b) == 5) == (a.id == b.id)


def test_a_large_matrix_is_worked_on_in_pieces_and_comes_out_the_same():
    many = list(places.shipped().places[:700])
    matrix = places.closeness_matrix(many, many[:40])
    assert matrix[600:610].tolist() == places.closeness_matrix(many[600:610], many[:40]).tolist()
    assert np.array_equal(np.diag(matrix[:40]), np.full(40, 5))


def test_no_places_give_an_empty_matrix():
    assert places.closeness_matrix([], []).shape == (0, 0)
    assert places.closeness_matrix([None], []).shape == (1, 0)
    assert places.closeness_matrix([None], [places.get("IQ")]).tolist() == [[-1]]


def _level(a: places.Place, b: places.Place) -> int:
    """The levels as the documentation words them, pair by pair."""
    if a.id == b.id:
        return 5
    kinds = {place.id: place.kind for place in map(places.get, {a.id, b.id, *a.within, *b.within})}
    mine, theirs = {a.id, *a.within}, {b.id, *b.within}
    common = {kinds[id] for id in mine & theirs}
    holds = {kinds[a.id]} if a.id in theirs else {kinds[b.id]} if b.id in mine else set()
    if common & {"town", "village", "camp"} or "district" in holds:
        return 4
    limit = min({"country": 0, "region": 2, "district": 3}.get(place.kind, 4) for place in (a, b))
    km = places.distance_km(a, b)
    by_distance = min(limit, 4 if km < 15 else 3 if km < 60 else 2 if km < 200 else 0)
    by_nesting = 3 if "district" in common else 2 if "region" in common else 1 if "country" in common else 0
    return max(by_distance, by_nesting)
