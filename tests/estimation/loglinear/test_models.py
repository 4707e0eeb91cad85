"""How many models there are, and how they are written."""

from __future__ import annotations

import pytest

from nasab.estimation.loglinear import all_models, notation, terms_of


@pytest.mark.parametrize(("t", "order", "many"), [(3, 2, 8), (4, 3, 113), (5, 2, 1024), (4, 2, 64), (2, 1, 1)])
def test_every_model_is_there_once(t, order, many):
    models = [frozenset(terms) for terms in all_models(t, order)]
    assert len(models) == len(set(models)) == many


def test_a_term_is_in_only_with_all_its_parts():
    for terms in all_models(4, 3):
        for term in terms:
            if term.bit_count() == 3:
                assert all(term & ~(1 << k) in terms for k in range(4) if term >> k & 1)


@pytest.mark.parametrize(
    ("t", "written"), [(4, "[123,14,34]"), (5, "[12,13,23,25,34]"), (3, "[1,2,3]"), (4, "[12,3,4]")]
)
def test_a_model_is_read_as_it_is_written(t, written):
    assert notation(t, terms_of(written)) == written
