"""Fits at the digits of Rcapture 1.4-4 and SparseMSE 2.0.1, and refusals where there is nothing to fit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.estimation import NoEstimate, fit, profile, ranked, stepwise
from nasab.estimation.loglinear import existence_code, terms_of
from nasab.estimation.loglinear.selection import best_of_each
from tests.estimation.published import ARTIFICIAL, BRITAIN, KOREA, KOSOVO, NEW_ORLEANS, WESTERN, table


def counts_of(told):
    return table(told).laid_out().astype(float)


@pytest.mark.parametrize(
    ("told", "model", "n", "aic", "bic"),
    [
        (KOSOVO, "[123,14,34]", 10356.51895725, 132.74667473, 203.02963275),
        (KOSOVO, "[123,134]", 12740.96774194, 126.44105914, 203.11337697),
        (BRITAIN, "[12,13,23,25,34]", 22991.33, None, 196.54),
        (NEW_ORLEANS, "[35,1,2,4]", 878.2653197, 75.11178112, 97.69200783),
        (NEW_ORLEANS, "[35,45,1,2]", 827.35326504, 74.96871417, 100.77468756),  # two pairs at minus infinity
        (KOREA, "[12,23]", 157.16666667, None, 57.14),
    ],
)
def test_one_model_on_one_table(told, model, n, aic, bic):
    found = fit(counts_of(told), table(told).t, terms_of(model))
    assert found.n == pytest.approx(n, rel=1e-4)
    assert found.bic == pytest.approx(bic, abs=0.01)
    assert aic is None or found.aic == pytest.approx(aic, abs=0.01)
    assert found.model == model


def test_the_best_of_all_models():
    assert [(one.model, round(one.n)) for one in ranked(counts_of(KOSOVO), 4)[:3]] == [
        ("[123,14,34]", 10357), ("[123,134]", 12741), ("[134,12,23]", 18393)
    ]  # fmt: skip


@pytest.mark.parametrize(("model", "code"), [("[12,3]", 1), ("[13,23]", 0), ("[12,13,23]", 2), ("[1,2,3]", 0)])
def test_existence_is_asked_before_anything_is_fitted(model, code):
    """Chan, Silverman and Vincent (2021): AB alone has no estimate, AC and BC have, all three are not identified."""
    assert existence_code(3, terms_of(model), counts_of(ARTIFICIAL)) == code
    if code:
        with pytest.raises(NoEstimate):
            fit(counts_of(ARTIFICIAL), 3, terms_of(model))


@pytest.mark.parametrize("model", ["[12,13,23]", "[12,13]"])
def test_a_number_at_the_edge_is_refused_where_others_print_it(model):
    """Rcapture prints 1.8e11 for the first of these."""
    with pytest.raises(NoEstimate) as told:
        fit(counts_of(KOREA), 3, terms_of(model))
    assert told.value.because == "existence"


@pytest.mark.parametrize(
    ("told", "n", "pairs"),
    [
        (WESTERN, 2483.38392023, {"AE"}),
        (NEW_ORLEANS, 981.43136699, set()),
        (KOREA, 268.77777778, {"bc"}),
    ],
)
def test_step_by_step(told, n, pairs):
    overlaps = table(told)
    found = stepwise(counts_of(told), overlaps.t)
    assert found.n == pytest.approx(n, rel=1e-6)
    named = {"".join(overlaps.lists[k] for k in range(overlaps.t) if term >> k & 1) for term in found.terms}
    assert named == pairs


@pytest.mark.parametrize(
    ("told", "low", "high"), [(KOSOVO, 7147.74889204, 7656.19534809), (BRITAIN, 11985.11559289, 15165.89886952)]
)
def test_the_interval_of_a_model_that_is_taken_for_known(told, low, high):
    found = profile(counts_of(told), table(told).t, ())
    assert found.low == pytest.approx(low, rel=1e-5)
    assert found.high == pytest.approx(high, rel=1e-5)


def test_the_profile_of_two_lists():
    """Rcapture, closedpCI.t on the example of Seber (1982) 107."""
    found = profile(np.array([0, 781, 254, 167.0]), 2, ())
    assert (found.n, found.low, found.high) == pytest.approx((2386.269, 2155.997, 2670.327), rel=1e-6)


@given(st.lists(st.integers(0, 40), min_size=7, max_size=7), st.permutations(range(3)))
def test_the_order_of_lists_changes_no_fit(cells, order):
    counts = np.array([0, *cells], dtype=float)
    turned = np.zeros(8)
    for history in range(8):
        turned[sum((history >> old & 1) << new for new, old in enumerate(order))] = counts[history]
    for model in ((), (3,), (3, 6)):
        other = tuple(sum((term >> old & 1) << new for new, old in enumerate(order)) for term in model)
        try:
            found = fit(counts, 3, model)
        except NoEstimate:
            with pytest.raises(NoEstimate):
                fit(turned, 3, other)
            continue
        assert fit(turned, 3, other).n == pytest.approx(found.n, rel=1e-6)


@given(st.lists(st.integers(0, 12), min_size=7, max_size=7).filter(any))
def test_choosing_for_many_tables_is_choosing_for_each(cells):
    """The quick choice of the bootstrap against the slow clear one."""
    counts = np.array([0, *cells], dtype=float)
    slow = ranked(counts, 3)
    found, which = best_of_each(counts[None, :], 3, [(), (3,), (5,), (6,), (3, 5), (3, 6), (5, 6), (3, 5, 6)])
    if slow:
        assert found[0] == pytest.approx(slow[0].n, rel=1e-5)
    else:
        assert which[0] == -1
