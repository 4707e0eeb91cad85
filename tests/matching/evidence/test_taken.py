"""A kunya that many take without such a child says less of a child."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.evidence.named import NameComparison
from nasab.matching.evidence.taken import seldom_real
from nasab.matching.likeness import SAME, SIMILAR
from nasab.matching.ragged import Ragged
from nasab.names.kunyas import AT_HOME, REAL, is_famous_kunya, kunya_truth
from tests.matching.making import comparison_of

WORDS = ("zelimkhan", "hamza", "حمزه", "bilal")


def test_agreement_on_a_famous_kunya_weighs_less_than_on_another_of_a_name_as_common():
    children = [{"name": "Hamza"}, {"name": "Salman"}, {"name": "Timur"}] * 200
    fathers = [{"father_alias": "Abu Hamza"}, {"father_alias": "Abu Timur"}]
    comparison = comparison_of("kunya_child", fathers, children)
    assert isinstance(comparison, NameComparison)
    chance = comparison.chance()
    hamza, timur = chance.table[chance.row, 0, SAME]
    assert comparison.share(0) == pytest.approx(comparison.share(1), rel=0.05)
    assert hamza > timur * (1 + 0.5 * is_famous_kunya("hamza") / (REAL * 0.33))


def test_from_a_child_to_the_kunyas_of_the_other_list_nothing_is_added():
    fathers = [{"father_alias": "Abu Hamza"}, {"father_alias": "Abu Timur"}] * 50
    comparison = comparison_of("kunya_child", [{"name": "Hamza"}], fathers)
    assert isinstance(comparison, NameComparison)
    assert comparison.chance().table[0, 0, SAME] == pytest.approx(comparison.share(0))


@pytest.mark.parametrize("copies", [1, 10, 100])
@pytest.mark.parametrize("kunya", ["Abu Hamza", "أبو حمزة", "Abu Ibrahim", "Abu Khalid", "Abu Dujana", "Abu Zelimkhan"])
def test_a_kunya_that_does_not_agree_never_speaks_for_a_child(kunya: str, copies: int):
    children = [{"name": name} for name in ("Timur", "Zaira", "Aminat", "Rustam", "Khava", "Zarema", "Ruslan")] * copies
    comparison = comparison_of("kunya_child", [{"father_alias": kunya}], children)
    chance = comparison.chance().table[0, 0]
    with mock.patch("nasab.names.is_famous_kunya", return_value=0.0):
        of_others = comparison.chance().table[0, 0]
    assert chance[:SIMILAR].tolist() == of_others[:SIMILAR].tolist()
    assert (chance[SIMILAR:] >= of_others[SIMILAR:]).all()
    assert chance[0] > 0.8


@given(
    st.lists(st.floats(1e-4, 1), min_size=len(WORDS), max_size=len(WORDS)),
    st.lists(st.lists(st.integers(0, 3), max_size=3), min_size=1, max_size=4),
)
def test_only_famous_kunyas_agree_more_often_by_chance(shares: list[float], rows: list[list[int]]):
    kunyas = Ragged.from_pairs(
        [k for k, row in enumerate(rows) for _ in row], [word for row in rows for word in row], len(rows)
    )
    times = seldom_real(np.array(shares)[:, None], WORDS, kunyas)
    assert times.shape == (len(rows), 1)
    assert (times >= 1).all()
    for row, got in zip(rows, times[:, 0].tolist(), strict=True):
        famous = [word for word in row if is_famous_kunya(WORDS[word]) > 0]
        assert got == 1 or famous
        real = [kunya_truth(WORDS[word], child_share=shares[word]) / AT_HOME for word in famous]
        assert got == pytest.approx(max([1.0, *(1 / one for one in real)]))
