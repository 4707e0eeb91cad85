"""Two lists understood: any pairs of families can be compared, in any order and in pieces, with the same outcome."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasab.matching import compared as comparing
from nasab.matching import understanding
from nasab.matching.compared import Compared
from nasab.matching.evidence.comparison import LEAST_CHANCE
from nasab.matching.scoring import UNTOLD
from nasab.matching.understanding import Understood
from tests import cast
from tests.matching.making import Row, averaged, priors_for, understood

FOUND: list[Row] = [{**cast.BILAL, "group": "G"}, {**cast.AMINAT, "group": "G"}, cast.YUSUF, cast.KHADIJA, cast.ALI]
SOUGHT: list[Row] = [cast.SOUGHT_BILAL, cast.SOUGHT_AMINAT, cast.SOUGHT_YUSUF, cast.SOUGHT_KHADIJA, cast.SOUGHT_OTHER]


@pytest.fixture(scope="module")
def both() -> Understood:
    return understood(FOUND, SOUGHT)


def rows(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    g, r = (np.array([pair[k] for pair in pairs], dtype=np.int32) for k in range(2))
    return g, r


def every(both: Understood) -> list[tuple[int, int]]:
    return [(g, r) for g in range(len(both.found)) for r in range(len(both.sought))]


def by_pair(compared: Compared) -> dict[tuple[int, int], tuple[object, ...]]:
    """Everything that was compared of each pair of children."""
    laid = compared.blocks
    within = laid.within
    return {
        (int(laid.i[q]), int(laid.j[q])): (
            compared.shared.level[:, within[q]].tolist(), float(compared.shared.chance_bits[within[q]]),
            compared.own.level[:, q].tolist(), float(compared.own.chance_bits[q]), float(compared.beside[q]),
            int(compared.wide[within[q]]),
        )
        for q in range(len(laid.i))
    }  # fmt: skip


@settings(max_examples=30)
@given(st.data())
def test_in_pieces_and_in_any_order_the_outcome_is_that_of_comparing_all_at_once(data: st.DataObject):
    both = understood(FOUND, SOUGHT)
    whole = by_pair(understanding.compare(both, *rows(every(both))))
    some = sorted(data.draw(st.sets(st.sampled_from(every(both)), min_size=1)), key=lambda pair: pair[0])
    part = understanding.compare(both, *rows(some), threads=data.draw(st.integers(1, 3)))
    assert by_pair(part).items() <= whole.items()
    assert len(part.blocks.g) == len(some)


@settings(max_examples=15)
@given(st.integers(0, 4))
def test_pieces_put_together_are_the_whole(cut: int):
    both = understood(FOUND, SOUGHT)
    numbers = [range(min(cut, len(both.found))), range(min(cut, len(both.found)), len(both.found))]
    parts = [
        understanding.compare(
            both, *rows([pair for pair in every(both) if pair[0] in some]), numbers=np.array(list(some), dtype=np.int32)
        )
        for some in numbers
    ]
    joined, whole = comparing.together(parts), understanding.compare(both, *rows(every(both)))
    assert by_pair(joined) == by_pair(whole)
    assert joined.stratum.tolist() == whole.stratum.tolist()
    assert joined.left.tolist() == pytest.approx(whole.left.tolist())


def test_what_families_share_is_compared_once_and_what_is_a_childs_child_by_child(both: Understood):
    compared = understanding.compare(both, *rows([(0, 0)]))
    assert len(compared.blocks.g) == 1
    assert len(compared.blocks.i) == 4
    assert compared.wide.tolist() == [2]
    assert compared.sought == len(SOUGHT)
    shared, own = both.shared.kinds, both.own.kinds
    assert {"father_name", "mother_name", "origin", "kunya"} <= set(shared)
    assert {"child_name", "sex", "age", "marks"} <= set(own)
    assert not set(shared) & set(own)
    name = compared.own.level[own.index("child_name")]
    assert name[0] == name[3]  # both are the same name as their own
    assert name[0] > max(name[1], name[2])


def test_of_whom_not_all_was_looked_at_it_is_known_how_much_was_not(both: Understood):
    compared = understanding.compare(both, *rows([(0, 0), (0, 1), (2, 3)]))
    children = both.sought.members.lengths
    assert compared.left.tolist() == pytest.approx(
        [1 - (children[0] + children[1]) / 5, 1.0, 1 - children[3] / 5, 1.0][: len(both.found)]
    )


def test_how_surely_a_child_is_named_as_a_brother_is_weighed_by_the_chance_of_it(both: Understood):
    compared = understanding.compare(both, *rows(every(both)))
    chance, level = both.own.comparisons[both.is_sibling].chance(), compared.own.level[both.is_sibling]
    average = averaged(chance, both.shares)
    told = 0
    for q, (i, one) in enumerate(zip(compared.blocks.i.tolist(), level.tolist(), strict=True)):
        if one == UNTOLD:
            assert compared.beside[q] == 0
        else:
            u = max(average[chance.row[i], one % average.shape[1]], LEAST_CHANCE)
            assert compared.beside[q] == pytest.approx(-np.log2(u), abs=1e-4)
            told += 1
    assert told > 0


def test_the_shares_of_the_peoples_are_one_whole(both: Understood):
    assert both.shares.sum() == pytest.approx(1)


def test_two_lists_of_children_of_whom_nothing_is_known_weigh_nothing():
    both = understood([{}, {}], [{}])
    compared, priors = understanding.compare(both, *rows([(0, 0), (1, 0)])), priors_for(both)
    assert priors.shared_bits(compared) == pytest.approx([0, 0], abs=1e-6)
    assert priors.own_bits(compared).tolist() == [0, 0]
    assert priors.beside_bits(compared).tolist() == [0, 0]
