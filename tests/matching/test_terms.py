"""How well values agree is the same, whether the whole table is made or a row that was asked for before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import languages, marks, names, places
from nasab.matching.facts import Knowledge
from nasab.matching.terms import TABLES, Kept, Terms

PLACES = [places.find(name)[0] for name in ("Grozny", "Mosul", "Urus-Martan", "Iraq", "Kayseri")]
LANGUAGES = [languages.parse(text) for text in ("che; rus", "ara", "tur; che")]
BYNAMES = [
    tuple(sorted(names.origins(word).items())) for word in ("shishani", "daghestani", "iraqi") if names.origins(word)
]
MARKS = [marks.parse(text) for text in ("burn, hand", "scar, left cheek", "missing tooth")]
WHAT = {"places": PLACES, "languages": LANGUAGES, "bynames": BYNAMES, "marks": MARKS}


def knowledge(chosen: dict[str, list[int]]) -> Knowledge:
    known = Knowledge.empty()
    for name, values in WHAT.items():
        for at in chosen.get(name, []):
            getattr(known, name).number(values[at % len(values)])
    return known


CHOSEN = st.fixed_dictionaries({name: st.lists(st.integers(0, 9), max_size=3) for name in WHAT})


def test_there_is_something_to_compare():
    assert all(WHAT.values())


@given(CHOSEN, CHOSEN)
def test_a_table_says_how_every_value_found_agrees_with_every_value_sought(found, sought):
    terms = Terms(knowledge(found), knowledge(sought))
    table = terms.table("places")
    for i, one in enumerate(terms.found.places.values):
        for j, other in enumerate(terms.sought.places.values):
            assert table[i, j] == places.closeness(one, other)
    for name in TABLES:
        assert terms.table(name) is terms.table(name)


@given(st.lists(CHOSEN, min_size=1, max_size=3), CHOSEN, CHOSEN, st.integers(1, 4))
def test_rows_kept_are_right_as_the_list_becomes_longer_and_when_they_are_forgotten(found, sought, late, most):
    known = knowledge(sought)
    kept = Kept(known, most=most)
    for one in found:
        asked = knowledge(one)
        for name in TABLES:
            assert np.array_equal(Terms(asked, known, kept).table(name), Terms(asked, known).table(name))
        for name, values in WHAT.items():
            for at in late[name]:
                getattr(known, name).number(values[at % len(values)])


@pytest.mark.parametrize("name", TABLES)
def test_where_nothing_is_said_there_is_no_table_to_speak_of(name):
    assert Terms(Knowledge.empty(), Knowledge.empty()).table(name).shape == (0, 0)
