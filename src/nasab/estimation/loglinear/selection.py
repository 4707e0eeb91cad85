"""The best of many models, on one table or on thousands at once.

The bootstrap chooses anew on each of its tables, so the choice has to be quick.  All tables that drop the same pairs
are fitted together in a compiled loop.  A fit that comes to rest with no cell near zero is itself the table without an
empty cell that proves its existence; only where it is in doubt is the linear programme asked, once for each set of
empty cells, since whether an estimate exists hangs on nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, xlogy

from nasab.estimation.loglinear.existence import Reduced, empty_pairs, has_estimate, is_identifiable, reduced
from nasab.estimation.loglinear.fitting import MOST_UNSEEN, STEPS, WORST_CONDITION, Fit, NoEstimate, fit
from nasab.estimation.loglinear.models import Terms, all_models
from nasab.estimation.loglinear.poisson_kernel import fit_tables

__all__ = ["Criterion", "best_of_each", "order_for", "ranked"]

Floats = npt.NDArray[np.float64]
Criterion = Literal["aic", "bic"]

_SURE: Final = 1e-4  # a fitted mean above this is a cell that is not empty


def order_for(t: int) -> int:
    """How many lists a term may hold so that all models can be looked at: all but one up to 4 lists, else pairs."""
    return t - 1 if t <= 4 else 2


def ranked(counts: Floats, t: int, criterion: Criterion = "bic", order: int | None = None) -> list[Fit]:
    """All models that have an estimate on a table, the best first."""
    fits = []
    for terms in all_models(t, order_for(t) if order is None else order):
        try:
            fits.append(fit(counts, t, terms))
        except NoEstimate:
            continue
    return sorted(fits, key=lambda one: (getattr(one, criterion), one.terms))


def best_of_each(
    tables: Floats, t: int, models: Sequence[Terms], criterion: Criterion = "bic"
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """For each table (rows of 2^t counts) the children in all by its best model, and which model that was.

    Where no model has an estimate it is NaN, and -1.
    """
    n = tables[:, 1:].sum(1)
    best = np.full(len(tables), np.inf)
    found = np.full(len(tables), np.nan)
    which = np.full(len(tables), -1, dtype=np.int64)
    groups: dict[tuple[int, ...], list[int]] = {}
    for row, table in enumerate(tables):
        groups.setdefault(empty_pairs(t, table), []).append(row)
    for empty, rows in groups.items():
        here = np.array(rows)
        some = tables[here]
        fitted: dict[tuple[Terms, int], tuple[Floats, Floats] | None] = {}
        for number, terms in enumerate(models):
            left = reduced(t, terms, empty)
            same = (left.terms, len(left.cells))
            if same not in fitted:
                fitted[same] = _fitted(left, some) if is_identifiable(left.X) else None
            known = fitted[same]
            if known is None:
                continue
            unseen, likelihood = known
            k = 1 + t + len(terms)
            score = -2 * likelihood + (2 * k if criterion == "aic" else k * np.log(n[here]))
            better = score < best[here] - 1e-9
            best[here[better]] = score[better]
            found[here[better]] = n[here[better]] + unseen[better]
            which[here[better]] = number
    return found, which


def _fitted(left: Reduced, tables: Floats) -> tuple[Floats, Floats]:
    """Unseen and log likelihood on each table; -inf where there is no estimate."""
    X, Y = left.X, np.ascontiguousarray(tables[:, left.cells])
    betas, means, settled = fit_tables(X, Y, STEPS)
    likelihood: Floats = (xlogy(Y, np.maximum(means, 1e-300)) - means - gammaln(Y + 1)).sum(1)
    unseen = np.exp(np.minimum(betas[:, 0], 700.0))
    likelihood[unseen > MOST_UNSEEN * tables[:, 1:].sum(1)] = -np.inf
    known: dict[bytes, bool] = {}
    for row in np.flatnonzero((~settled | (means.min(1) < _SURE)) & np.isfinite(likelihood)):
        pattern = (Y[row] > 0).tobytes()
        if pattern not in known:
            known[pattern] = has_estimate(X, Y[row])
        if not known[pattern] or _hangs_on_a_thread(X, means[row]):
            likelihood[row] = -np.inf
    return unseen, likelihood


def _hangs_on_a_thread(X: Floats, mu: Floats) -> bool:
    information = X.T @ (mu[:, None] * X)
    scale = 1 / np.sqrt(np.maximum(np.diag(information), 1e-300))
    condition = float(np.linalg.cond(information * np.outer(scale, scale)))
    return not math.isfinite(condition) or condition > WORST_CONDITION
