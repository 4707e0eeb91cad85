"""The linkage drawn: as often as the probabilities say, and nobody twice on one list."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.estimation import Links, average, draw_histories, mixed
from nasab.estimation.linkage import draw_children, histories_of, likeliest_children


def links(of, pairs):
    first, second, probability = (np.array(column) for column in zip(*pairs, strict=True)) if pairs else ([], [], [])
    return Links(
        ("a", "b", "c"),
        np.array(of, dtype=np.int64),
        np.array(first, dtype=np.int64),
        np.array(second, dtype=np.int64),
        np.array(probability, dtype=float),
    )


def test_a_certain_link_is_always_drawn_and_none_where_none_is_named():
    told = links([0, 1, 2], [(0, 1, 1.0)])
    for seed in range(20):
        child = draw_children(told, np.random.default_rng(seed))
        assert child[0] == child[1] != child[2]


@pytest.mark.parametrize("probability", [0.2, 0.5, 0.9])
def test_a_link_is_drawn_as_often_as_it_is_probable(probability):
    told = links([0, 1], [(0, 1, probability)])
    rng = np.random.default_rng(1)
    drawn = [draw_children(told, rng) for _ in range(3000)]
    assert np.mean([child[0] == child[1] for child in drawn]) == pytest.approx(probability, abs=0.03)


def test_three_records_of_one_child_are_as_often_one_as_the_least_of_their_links():
    told = links([0, 1, 2], [(0, 1, 0.7), (1, 2, 0.7), (0, 2, 0.7)])
    rng = np.random.default_rng(2)
    together = [len(set(draw_children(told, rng).tolist())) for _ in range(3000)]
    assert np.mean([k == 1 for k in together]) == pytest.approx(0.55, abs=0.07)
    assert np.mean([k == 3 for k in together]) == pytest.approx(0.09, abs=0.05)


RECORDS = st.lists(st.integers(0, 2), min_size=2, max_size=10)


@given(RECORDS, st.data())
def test_no_draw_puts_two_records_of_one_list_together(of, data):
    every = [(a, b) for a in range(len(of)) for b in range(a + 1, len(of)) if of[a] != of[b]]
    chosen = data.draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    told = links(of, [(a, b, data.draw(st.floats(0, 1))) for a, b in chosen])
    for child in (draw_children(told, np.random.default_rng(0)), likeliest_children(told)):
        for one in set(child.tolist()):
            lists = [of[record] for record in np.flatnonzero(child == one)]
            assert len(lists) == len(set(lists))
        assert histories_of(told, child).n == len(set(child.tolist()))


def test_a_child_is_left_out_if_a_record_speaks_against_it_and_none_for_it():
    told = links([0, 1, 0, 1, 0], [(0, 1, 1.0), (2, 3, 1.0)])
    child = likeliest_children(told)
    fits = np.array([-1, 1, -1, 0, 0])
    assert (
        histories_of(told, child, fits).n == 2
    )  # the contradicted one stays, and so does the one of whom nothing is said
    assert histories_of(told, child, fits, certain=True).n == 1


def test_a_mixture_is_as_wide_as_what_differs():
    sure = links([0] * 40 + [1] * 40 + [2] * 40, [(k, 40 + k, 1.0) for k in range(20)])
    unsure = links(sure.of, [(k, 40 + k, 0.5) for k in range(40)] + [(40 + k, 80 + k, 0.5) for k in range(40)])
    rng = np.random.default_rng(4)
    answers = [average(draw_histories(unsure, rng)) for _ in range(20)]
    pooled = mixed(answers)
    assert pooled.probability.sum() == pytest.approx(1)
    low, high = pooled.interval(0.95)
    ends = [one.interval(0.95) for one in answers]
    assert min(one[0] for one in ends) <= low <= max(one[0] for one in ends)
    assert min(one[1] for one in ends) <= high <= max(one[1] for one in ends)


def test_recall_is_the_share_of_the_links_that_a_threshold_finds():
    told = links([0, 1, 0, 1], [(0, 1, 0.9), (2, 3, 0.3)])
    assert told.expected_recall() == pytest.approx(0.9 / 1.2)
    assert links([0, 1], []).expected_recall() == 1.0
