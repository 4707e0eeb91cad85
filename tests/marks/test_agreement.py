"""How far two descriptions of marks agree."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.marks import Mark, agreement, agreement_matrix, parse
from nasab.marks.body import kinds, parts

ONE_BURN = ["burn, left forearm", "ожог на левом предплечье", "حرق في الساعد الأيسر", "brûlure à l'avant-bras gauche"]


@pytest.mark.parametrize("found", ONE_BURN)
@pytest.mark.parametrize("sought", ONE_BURN)
def test_the_same_burn_agrees_across_languages(found: str, sought: str) -> None:
    assert agreement(parse(found), parse(sought)) == 2


@pytest.mark.parametrize(
    ("found", "sought", "level"),
    [
        ("ожог на левой руке", "burn, left forearm", 2),  # рука is the hand or the whole arm
        ("حرق في اليد اليسرى", "brûlure au bras gauche", 2),
        ("scar on the chin", "шрам на подбородке", 2),
        ("scar on the jaw", "шрам на подбородке", 2),
        ("scar on the left cheek", "шрам на щеке", 2),
        ("missing front tooth", "нет переднего зуба", 2),
        ("limps on the right leg", "хромает", 2),
        ("blue eyes", "عيون زرقاء", 2),
        ("burn on right forearm", "ожог левого предплечья", 1),  # the onlooker's left
        ("scar on the forearm", "ожог на предплечье", 1),
        ("scar", "шрам на щеке", 1),
        ("scar", "cicatrice", 1),
        ("broken tooth", "missing tooth", 1),
        ("mark on the cheek", "scar on the cheek", 1),
        ("mark on the cheek", "mark on the cheek", 1),
        ("cheek", "mole on the cheek", 1),
        ("brown eyes", "карие глаза", 1),  # as most children's
        ("pierced ears", "проколоты уши", 1),
        ("BCG scar", "след прививки", 1),
        ("scar on the knee", "шрам на щеке", 0),
        ("scar on right hand", "burn on left hand", 0),
        ("blue eyes", "brown eyes", 0),
        ("blue eyes", "scar on the eye", 0),
        ("limps", "шрам на щеке", 0),
        ("scar on the knee; mole on the chin", "родинка на подбородке; ожог на спине", 2),
        ("", "scar", -1),
        ("no marks", "scar", -1),
        ("", "", -1),
    ],
)
def test_two_descriptions_agree_as_far_as_their_best_marks(found: str, sought: str, level: int) -> None:
    assert agreement(parse(found), parse(sought)) == level


MARKS = st.builds(
    Mark,
    st.sampled_from(["", "no such kind", *kinds()]),
    st.sampled_from(["", "no such part", "blue", "brown", *parts()]),
    st.sampled_from(["", "left", "right", "both"]),
)
DESCRIPTIONS = st.lists(MARKS, max_size=4).map(tuple)


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_who_is_found_and_who_is_sought_does_not_matter(a: tuple[Mark, ...], b: tuple[Mark, ...]) -> None:
    assert agreement(a, b) == agreement(b, a)


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_only_an_empty_description_is_unknown(a: tuple[Mark, ...], b: tuple[Mark, ...]) -> None:
    assert (agreement(a, b) == -1) == (not a or not b)


@given(DESCRIPTIONS, DESCRIPTIONS, MARKS)
def test_one_more_mark_never_lessens_agreement(a: tuple[Mark, ...], b: tuple[Mark, ...], mark: Mark) -> None:
    assert agreement((*a, mark), b) >= agreement(a, b)


@given(st.lists(DESCRIPTIONS, max_size=5), st.lists(DESCRIPTIONS, max_size=5))
def test_the_matrix_holds_the_agreement_of_each_pair(a: list[tuple[Mark, ...]], b: list[tuple[Mark, ...]]) -> None:
    levels = agreement_matrix(a, b)
    assert levels.dtype == np.int8
    assert levels.shape == (len(a), len(b))
    assert levels.tolist() == [[agreement(x, y) for y in b] for x in a]


@given(st.lists(DESCRIPTIONS, max_size=5), st.lists(DESCRIPTIONS, max_size=5))
def test_how_many_are_compared_at_a_time_changes_nothing(a: list[tuple[Mark, ...]], b: list[tuple[Mark, ...]]) -> None:
    whole = agreement_matrix(a, b).tolist()
    with mock.patch("nasab.marks.agreement.AT_ONCE", 2):
        assert agreement_matrix(a, b).tolist() == whole
