from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.simulation import Candidates, evaluate


def made(*rows: tuple[str, str, int, float]) -> Candidates:
    return Candidates(
        [row[0] for row in rows],
        [row[1] for row in rows],
        np.array([row[2] for row in rows], dtype=np.int64),
        np.array([row[3] for row in rows], dtype=np.float64),
    )


# Bilal is first and sure; Amina is second; Heda was never a candidate; Raghad is on no list.
TRUTH = (("bilal", "s1"), ("amina", "s2"), ("heda", "s3"))
RUN = made(("bilal", "s1", 1, 0.95), ("amina", "s9", 1, 0.6), ("amina", "s2", 2, 0.3), ("raghad", "s8", 1, 0.05))


def test_the_true_child_first_counts_among_the_children_who_have_a_truth():
    accuracy = evaluate(RUN, TRUTH)
    assert accuracy.recall_at_1 == 1 / 3
    assert accuracy.recall_at_10 == 2 / 3


def test_the_eleventh_candidate_is_not_among_ten():
    run = made(*[("bilal", f"s{n}", n, 1 / (n + 1)) for n in range(1, 12)])
    assert evaluate(run, [("bilal", "s11")]).recall_at_10 == 0.0
    assert evaluate(run, [("bilal", "s11")]).never_candidates == 0.0
    assert evaluate(run, [("bilal", "s10")]).recall_at_10 == 1.0


def test_precision_and_recall_at_a_threshold_are_of_the_best_candidates():
    accuracy = evaluate(RUN, TRUTH)
    assert (accuracy.precision_at_50, accuracy.recall_at_50, accuracy.best_at_50) == (1 / 2, 1 / 3, 2)
    assert (accuracy.precision_at_90, accuracy.recall_at_90, accuracy.best_at_90) == (1.0, 1 / 3, 1)


def test_a_pair_that_was_never_proposed_is_counted():
    assert evaluate(RUN, TRUTH).never_candidates == 1 / 3


def test_the_calibration_error_is_the_weighted_gap_in_each_tenth():
    # 0.95 true (gap .05), 0.6 false (gap .6), 0.05 false (gap .05), each a third of the best candidates.
    assert evaluate(RUN, TRUTH).calibration_error == pytest.approx((0.05 + 0.6 + 0.05) / 3)
    assert evaluate(RUN, TRUTH).calibration_error_of_pairs == pytest.approx((0.05 + 0.6 + 0.7 + 0.05) / 4)


def test_two_of_one_tenth_may_balance_one_another():
    run = made(("a", "s1", 1, 0.5), ("b", "s2", 1, 0.5))
    assert evaluate(run, [("a", "s1")]).calibration_error == 0.0


def test_certainty_falls_into_the_last_tenth():
    assert evaluate(made(("a", "s1", 1, 1.0)), [("a", "s1")]).calibration_error == 0.0


def test_the_brier_score_is_of_the_best_candidates():
    assert evaluate(RUN, TRUTH).brier == pytest.approx((0.05**2 + 0.6**2 + 0.05**2) / 3)


def test_recall_at_99_percent_precision_stops_before_the_second_of_two_is_wrong():
    run = made(("a", "s1", 1, 0.9), ("b", "s2", 1, 0.8), ("c", "s9", 1, 0.7), ("d", "s4", 1, 0.6))
    assert evaluate(run, [("a", "s1"), ("b", "s2"), ("c", "s3"), ("d", "s4")]).recall_at_99_precision == 2 / 4


def test_one_wrong_pair_in_a_hundred_is_allowed():
    rows = [(f"f{n}", f"s{n}", 1, 0.9) for n in range(99)]
    truth = [(f, s) for f, s, _, _ in rows]
    assert evaluate(made(("x", "y", 1, 0.99), *rows), truth).recall_at_99_precision == 1.0
    assert evaluate(made(("x", "y", 1, 0.99), *rows[1:]), truth).recall_at_99_precision == 0.0


def test_pairs_of_one_probability_stand_or_fall_together():
    run = made(("a", "s1", 1, 0.9), ("b", "s9", 1, 0.9))
    assert evaluate(run, [("a", "s1")]).recall_at_99_precision == 0.0


def test_a_child_sought_by_two_families_is_served_by_either():
    accuracy = evaluate(made(("safiya", "s8", 1, 0.9)), [("safiya", "s7"), ("safiya", "s8")])
    assert accuracy.recall_at_1 == 1.0
    assert accuracy.never_candidates == 0.5


def test_nothing_proposed_is_no_recall_and_no_calibration():
    accuracy = evaluate(made(), TRUTH)
    assert accuracy.recall_at_1 == 0.0
    assert accuracy.recall_at_99_precision == 0.0
    assert accuracy.never_candidates == 1.0
    assert accuracy.calibration_error is None
    assert accuracy.precision_at_90 is None


def test_where_nobody_is_on_both_lists_there_is_no_recall_to_measure():
    accuracy = evaluate(RUN, ())
    assert accuracy.recall_at_1 is None
    assert accuracy.recall_at_99_precision is None
    assert accuracy.precision_at_50 == 0.0


def test_the_measures_have_their_names_as_json_keys():
    told = evaluate(RUN, TRUTH).as_dict()
    assert told["true_pairs"] == 3
    assert told["children_with_candidates"] == 3
    assert "recall_at_99_precision" in told


_ids = st.sampled_from("abcd")


@given(
    st.lists(st.tuples(_ids, _ids, st.integers(1, 12), st.floats(0, 1)), unique_by=lambda row: row[:2]),
    st.lists(st.tuples(_ids, _ids), unique=True),
)
def test_every_measure_is_a_share(rows: list[tuple[str, str, int, float]], truth: list[tuple[str, str]]):
    accuracy = evaluate(made(*rows), truth)
    for name, value in accuracy.as_dict().items():
        if isinstance(value, float):
            assert 0.0 <= value <= 1.0, name
    if accuracy.recall_at_1 is not None and accuracy.recall_at_50 is not None:
        assert accuracy.recall_at_50 <= accuracy.recall_at_1


@given(st.lists(st.tuples(_ids, _ids, st.integers(1, 12), st.floats(0, 1)), unique_by=lambda row: row[:2]))
def test_the_order_of_the_file_changes_nothing_when_ranks_differ(rows: list[tuple[str, str, int, float]]):
    ranked = [(f, s, at, p) for at, (f, s, _, p) in enumerate(rows, 1)]
    truth = [("a", "b"), ("c", "d")]
    told, again = (evaluate(made(*some), truth).as_dict() for some in (ranked, ranked[::-1]))
    assert told == {name: pytest.approx(value) for name, value in again.items()}
