from __future__ import annotations

from dataclasses import replace

import pytest

from nasab.matching.parameter_changes import changes, information, levels_of
from nasab.matching.parameters import shipped
from tests.matching.test_parameters import SMALL

AGE = {"age": ("far", "near")}
TWO = replace(
    SMALL,
    levels={**SMALL.levels, **AGE},
    same={**SMALL.same, "age": (0.5, 0.5)},
    household={**SMALL.household, "age": (0.5, 0.5)},
    strangers={**SMALL.strangers, "age": (0.75, 0.25)},
)


def test_a_level_weighs_how_much_more_often_it_is_reached_than_by_strangers():
    far, near = levels_of(TWO, "age")
    assert (near.name, near.same, near.strangers, near.bits) == ("near", 0.5, 0.25, 1.0)
    assert far.bits == pytest.approx(-0.585, abs=1e-3)


def test_what_a_kind_tells_on_average_is_the_mean_weight_of_true_pairs():
    assert information(TWO, "age") == pytest.approx(0.5 * 1.0 + 0.5 * -0.585, abs=1e-3)
    assert information(replace(TWO, strangers={}), "age") is None


def test_origin_tells_no_more_for_having_several_sets_of_levels():
    assert 0 < information(shipped(), "origin") < max(level.bits for level in levels_of(shipped(), "origin"))


def test_the_kind_whose_best_agreement_changed_most_is_first():
    after = replace(TWO, same={"sex": (0.04, 0.96), "age": (0.75, 0.25)})
    first, second = changes(TWO, after)
    assert (first.kind, first.top.name, first.top.bits) == ("age", "near", -1.0)
    assert (first.top.before, first.top.after) == (0.5, 0.25)
    assert second.kind == "sex"
    assert second.levels[0].bits == pytest.approx(1.0)


def test_a_change_among_strangers_changes_the_weight_too():
    after = replace(TWO, strangers={**TWO.strangers, "age": (0.875, 0.125)})
    assert changes(TWO, after)[0].top.bits == 1.0
    assert changes(TWO, after)[0].is_any


def test_without_strangers_the_change_is_that_of_m():
    after = replace(TWO, same={**TWO.same, "age": (0.75, 0.25)}, strangers={})
    assert changes(TWO, after)[0].top.bits == -1.0


def test_what_only_one_set_knows_is_the_largest_change():
    change = changes(SMALL, TWO)[0]
    assert (change.kind, change.top.before, change.top.after, change.top.bits) == ("age", None, 0.5, None)
    renamed = replace(TWO, levels={**TWO.levels, "sex": ("other", "same")})
    assert [level.name for level in changes(TWO, renamed)[0].levels] == ["differs", "same", "other"]


def test_equal_parameters_have_no_changes():
    assert not any(change.is_any for change in changes(shipped(), shipped()))
    assert {change.size for change in changes(TWO, TWO)} == {0.0}
