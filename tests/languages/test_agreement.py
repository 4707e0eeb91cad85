from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import languages

LISTS = st.lists(
    st.sampled_from(["che", "rus", "ara", "eng", "tgk", "lez", "tur"]), min_size=1, max_size=4, unique=True
).map(tuple)


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (("che",), ("che",), 4),
        (("che", "rus"), ("che", "ara"), 4),
        (("ara", "che"), ("che", "rus"), 3),
        (("che", "rus"), ("rus", "che"), 3),
        (("ara", "che"), ("rus", "che"), 2),
        (("che", "rus"), ("tgk", "rus"), 1),
        (("che", "ara"), ("ara",), 1),
        (("che",), ("tgk",), 0),
    ],
)
def test_levels_are_ordered_from_nothing_in_common_to_one_mother_tongue(a, b, level):
    assert languages.agreement(a, b) == level


@given(LISTS, LISTS)
def test_agreement_is_the_same_from_both_sides(a, b):
    level = languages.agreement(a, b)
    assert level == languages.agreement(b, a)
    assert (level == 0) == (not set(a) & set(b))
    assert languages.agreement(a, a) == 4


def test_an_empty_list_is_unknown_and_has_no_level():
    with pytest.raises(ValueError):
        languages.agreement((), ("che",))


def test_what_is_a_lingua_franca_depends_on_the_country():
    assert languages.is_lingua_franca("rus", "TJ")
    assert not languages.is_lingua_franca("rus", "IQ")
    assert languages.is_lingua_franca("ara", "IQ")
    assert languages.is_lingua_franca("eng", "SE")
    assert not languages.is_lingua_franca("che")
