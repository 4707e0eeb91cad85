"""The latent classes: where twenty chains agree they say what LCMCR 0.4.14 says; where they do not, they say so."""

from __future__ import annotations

import numpy as np
import pytest

from nasab.estimation import Plan, estimate_latent
from nasab.estimation.latent import split_r_hat
from tests.estimation.published import BRITAIN, KOREA, NEW_ORLEANS, SPINA_BIFIDA, table

SHORT = Plan(burn=3000, draws=400, thin=20)


@pytest.mark.parametrize(
    ("told", "low", "median", "high"),
    [(KOREA, 124, 137, 202), (SPINA_BIFIDA, 686, 733, 822), (NEW_ORLEANS, 555, 799, 1288)],
)
def test_chains_that_settle(told, low, median, high):
    found = estimate_latent(table(told), np.random.default_rng(1), SHORT)
    assert found.is_settled
    assert found.quantile(0.5) == pytest.approx(median, rel=0.04)
    assert found.quantile(0.025) == pytest.approx(low, rel=0.04)
    assert found.quantile(0.975) == pytest.approx(high, rel=0.10)


def test_chains_that_do_not_settle_say_so():
    """Five British lists: medians of LCMCR's own twenty chains run from 12,403 to 22,883."""
    assert not estimate_latent(table(BRITAIN), np.random.default_rng(1), SHORT).is_settled


def test_the_same_seed_gives_the_same_draws_on_any_number_of_threads():
    plan = Plan(chains=3, burn=50, draws=20, thin=2)
    draws = [estimate_latent(table(KOREA), np.random.default_rng(5), plan, threads=n).draws.tolist() for n in (1, 3)]
    assert draws[0] == draws[1]


def test_no_draw_is_below_the_recorded_or_above_what_is_taken_for_granted():
    found = estimate_latent(table(KOREA), np.random.default_rng(2), Plan(chains=2, burn=0, draws=500, thin=1))
    assert found.draws.min() >= 123
    assert found.draws.max() <= 21 * 123


def test_r_hat_of_chains_from_one_law_is_one_and_of_chains_apart_is_large():
    rng = np.random.default_rng(3)
    alike = rng.normal(size=(8, 1000))
    assert split_r_hat(alike) == pytest.approx(1, abs=0.01)
    assert split_r_hat(alike + np.arange(8)[:, None]) > 2
    assert split_r_hat(np.ones((4, 10))) == 1
    drifting = np.linspace(0, 5, 1000) + alike
    assert split_r_hat(drifting) > 1.3
