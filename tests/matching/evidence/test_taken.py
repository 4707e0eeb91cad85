"""A kunya that many take without such a child says less of a child."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.matching.evidence.named import NameComparison
from nasab.matching.evidence.taken import as_taken
from nasab.matching.likeness import LEVELS, SAME
from nasab.names.kunyas import REAL, is_famous_kunya
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


@given(
    st.lists(st.floats(1e-4, 1), min_size=len(LEVELS), max_size=len(LEVELS)), st.lists(st.integers(0, 3), max_size=4)
)
def test_chances_stay_chances_and_only_those_of_famous_kunyas_grow(chances: list[float], used: list[int]):
    per_word = np.array([sorted(chances, reverse=True)] * len(WORDS))
    assert per_word.shape[1] == len(LEVELS)
    out = as_taken(per_word, np.array(used, dtype=np.int32), WORDS)
    assert (out >= per_word).all()
    assert (out <= 1).all()
    assert (np.diff(out[:, 1:], axis=1) <= 0).all()
    for word, name in enumerate(WORDS):
        grown = (out[word] > per_word[word]).any()
        assert not grown or (word in used and is_famous_kunya(name) > 0)
