"""A whole study: ranges that hold what they should, and what stands beside them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nasab.estimation import Overlaps, Plan, average, chao, study
from nasab.estimation.linkage import draw_histories, histories_of, likeliest_children
from nasab.estimation.sensitivity import most_alike, of_strata, two_lists
from nasab.simulation.overlapping import linked_records, listed
from tests.estimation.published import KOREA, KOSOVO, table


def test_the_ranges_are_those_of_the_main_method_and_the_rest_stands_beside():
    found = study(table(KOREA), 1, plan=Plan(burn=500, draws=100, thin=10), resamples=100)
    assert found.ranges.likely == (126, 278)
    assert found.ranges.wide == (123, 440)
    assert found.at_least.n == pytest.approx(136.9344, rel=1e-6)
    assert found.chosen.fit.model == "[12,23]"
    kinds = [one.kind for one in found.alternatives]
    assert kinds == ["without"] * 3 + ["merged"] + ["tie"] * 4


def test_the_same_seed_gives_the_same_study():
    told = [study(table(KOREA), 7, plan=Plan(burn=50, draws=20, thin=2), resamples=60) for _ in range(2)]
    assert told[0].chosen.honest.draws.tolist() == told[1].chosen.honest.draws.tolist()
    assert told[0].latent.draws.tolist() == told[1].latent.draws.tolist()


def test_another_tie_among_all_lists_multiplies_the_unseen():
    found = study(table(KOREA), 1, plan=Plan(chains=0), resamples=0)
    low, high = found.ranges.wide
    tie = next(one for one in found.alternatives if one.kind == "tie" and one.names == ("2.7",))
    assert tie.wide == pytest.approx((123 + (low - 123) * math.e, 123 + (high - 123) * math.e))


def test_the_two_lists_with_most_in_common():
    assert most_alike(table(KOREA)) == (0, 1)


def test_two_lists_are_chapmans_with_a_range():
    likely, wide = two_lists(Overlaps.of("ab", {1: 781, 2: 254, 3: 167}))
    assert wide[0] < likely[0] < 2382.8 < likely[1] < wide[1]
    assert two_lists(Overlaps.of("ab", {3: 20})) == ((20, 20), (20, 20))


def test_strata_are_added_as_numbers_that_do_not_know_each_other():
    parts = [Overlaps.of("abc", {1: 40, 2: 35, 4: 30, 3: 15, 5: 12, 6: 10, 7: 6}) for _ in range(2)]
    (summed,) = of_strata({"age": parts})
    low, high = average(parts[0]).interval(0.95)
    assert 2 * low < summed.wide[0] < summed.wide[1] < 2 * high
    assert not list(of_strata({"age": [parts[0], Overlaps.of("abc", {1: 5, 3: 5, 7: 2})]}))
    assert not list(of_strata({"age": parts[:1]}))


@pytest.mark.parametrize(
    ("situation", "bar"), [("independent", 0.90), ("copied", 0.90), ("places", 0.90), ("small", 0.90)]
)
def test_ranges_hold_the_truth_as_often_as_they_should(situation, bar):
    """Forty invented populations each; `make bench-estimation` does it on more."""
    inside = 0
    for k in range(40):
        world = listed(situation, np.random.default_rng([k, 7]))
        low, high = average(world.overlaps).interval(0.95)
        inside += low <= world.size <= high
    assert inside >= bar * 40


def test_with_links_drawn_the_range_holds_the_truth_which_one_linkage_misses():
    pooled = single = 0
    for k in range(12):
        rng = np.random.default_rng([k, 5])
        world = listed("links", rng)
        links = linked_records(world, rng)
        one = histories_of(links, likeliest_children(links))
        draws = [draw_histories(links, rng) for _ in range(15)]
        found = study(one, 1, link_draws=draws, plan=Plan(chains=0), resamples=0)
        pooled += found.ranges.wide[0] <= world.size <= found.ranges.wide[1]
        low, high = average(one).interval(0.95)
        single += low <= world.size <= high
    assert pooled >= 10
    assert single < pooled


def test_of_more_lists_than_can_be_averaged_it_is_said_that_links_are_not_in_the_range():
    rng = np.random.default_rng(9)
    counts = rng.integers(3, 30, size=63)
    six = Overlaps.of("ABCDEF", {number + 1: int(count) for number, count in enumerate(counts)})
    found = study(six, 1, link_draws=[six, six], plan=Plan(chains=0), resamples=0)
    warned = [one for one in found.findings if one.code == "links_not_pooled"]
    assert [one.blanks for one in warned] == [{"lists": 6}]
    assert found.links_drawn == 0


def test_the_bound_is_averaged_over_draws_of_the_linkage():
    rng = np.random.default_rng(8)
    world = listed("links", rng)
    links = linked_records(world, rng)
    one = histories_of(links, likeliest_children(links))
    draws = [draw_histories(links, rng) for _ in range(10)]
    found = study(one, 1, link_draws=draws, plan=Plan(chains=0), resamples=0)
    assert found.at_least.n == pytest.approx(np.mean([chao(drawn).n for drawn in draws]))
    assert found.at_least.n < chao(one).n  # missed links make the unseen too many


def test_two_kinds_of_children_are_more_than_the_range_says_and_at_least_is_said():
    below = 0
    for k in range(20):
        world = listed("kinds", np.random.default_rng([k, 7]))
        found = study(world.overlaps, 1, plan=Plan(chains=0), resamples=0)
        below += found.ranges.wide[1] < world.size
        assert found.at_least.n < world.size
    assert below > 10  # so the report always says "or more" (tests/report/test_estimate.py)


def test_those_out_of_scope_are_what_does_harm_and_leaving_them_out_heals_it():
    world = listed("outside", np.random.default_rng(11))
    with_them, without = (average(one).quantile(0.5) for one in (world.overlaps, world.overlaps_of_population))
    assert with_them > 1.15 * without
    low, high = average(world.overlaps_of_population).interval(0.95)
    assert low <= world.size <= high


def test_names_of_lists_and_zero_histories_change_nothing():
    renamed = Overlaps.of(
        "wxyz", list(zip(table(KOSOVO).histories.tolist(), table(KOSOVO).counts.tolist(), strict=True))
    )
    told = [study(one, 1, plan=Plan(chains=0), resamples=0) for one in (renamed, table(KOSOVO))]
    assert told[0].ranges == told[1].ranges
    assert told[0].at_least == told[1].at_least
