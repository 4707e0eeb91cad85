"""The lower bound with list effects at the digits of Rcapture 1.4-4, and the test for kinds of children."""

from __future__ import annotations

import numpy as np
import pytest

from nasab.estimation import chao_with_lists, has_kinds
from nasab.simulation.overlapping import listed
from tests.estimation.published import BRITAIN, DIABETES, KOREA, KOSOVO, LESBIAN, table


@pytest.mark.parametrize(
    ("told", "bound"),
    [
        (LESBIAN, 4321.38461148),
        (KOSOVO, 8591.18363762),
        (DIABETES, 2318.35138707),
        (BRITAIN, 13570.02680094),
        (KOREA, 141.99264735),
    ],
)
def test_bounds_of_published_tables(told, bound):
    assert chao_with_lists(table(told)) == pytest.approx(bound, rel=1e-6)


def test_kinds_of_children_are_found_more_often_where_there_are_some():
    found = {
        situation: sum(has_kinds(listed(situation, np.random.default_rng([k, 1])).overlaps) for k in range(40))
        for situation in ("kinds", "independent")
    }
    assert found["kinds"] > 20
    assert found["independent"] < 10
