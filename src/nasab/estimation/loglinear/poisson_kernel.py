"""The compiled loop that fits one Poisson regression to many tables of counts.

Newton's method, which for these models is iteratively reweighted least squares (J. A. Nelder and R. W. M. Wedderburn,
Journal of the Royal Statistical Society A 135 (1972) 370), with steps that are halved until the likelihood grows.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["fit_tables"]

Floats = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def _solved(A: Floats, b: Floats, k: int) -> bool:
    """Solves A x = b by Cholesky in place, x into b; False if A is not positive."""
    for j in range(k):
        pivot = A[j, j]
        for m in range(j):
            pivot -= A[j, m] * A[j, m]
        if not pivot > 1e-300:
            return False
        pivot = np.sqrt(pivot)
        A[j, j] = pivot
        for i in range(j + 1, k):
            rest = A[i, j]
            for m in range(j):
                rest -= A[i, m] * A[j, m]
            A[i, j] = rest / pivot
    for i in range(k):
        rest = b[i]
        for m in range(i):
            rest -= A[i, m] * b[m]
        b[i] = rest / A[i, i]
    for i in range(k - 1, -1, -1):
        rest = b[i]
        for m in range(i + 1, k):
            rest -= A[m, i] * b[m]
        b[i] = rest / A[i, i]
    return True


@njit(cache=True, nogil=True)
def _likelihood(X: Floats, y: Floats, beta: Floats, mu: Floats) -> float:
    """Sum of y eta - mu; fills mu."""
    total = 0.0
    for c in range(X.shape[0]):
        eta = 0.0
        for j in range(X.shape[1]):
            eta += X[c, j] * beta[j]
        mu[c] = np.exp(min(eta, 60.0))
        total += y[c] * eta - mu[c]
    return total


@njit(cache=True, nogil=True)
def _fit(X: Floats, y: Floats, beta: Floats, mu: Floats, steps: int) -> bool:
    """Fits one table; beta and mu are filled.  True if it came to rest."""
    cells, k = X.shape
    A = np.empty((k, k))
    b = np.empty(k)
    trial = np.empty(k)
    # The first step: least squares on the logarithms of the counts, weighted by them.
    for j in range(k):
        b[j] = 0.0
        for m in range(k):
            A[j, m] = 0.0
    for c in range(cells):
        w = y[c] + 0.5
        z = np.log(w)
        for j in range(k):
            if X[c, j] != 0.0:
                b[j] += w * z * X[c, j]
                for m in range(j + 1):
                    A[j, m] += w * X[c, j] * X[c, m]
    if not _solved(A, b, k):
        return False
    for j in range(k):
        beta[j] = b[j]
    reached = _likelihood(X, y, beta, mu)
    scale = 1.0
    for c in range(cells):
        scale += y[c]
    for _ in range(steps):
        for j in range(k):
            b[j] = 0.0
            for m in range(j + 1):
                A[j, m] = 0.0
        for c in range(cells):
            left = y[c] - mu[c]
            for j in range(k):
                if X[c, j] != 0.0:
                    b[j] += left * X[c, j]
                    for m in range(j + 1):
                        A[j, m] += mu[c] * X[c, j] * X[c, m]
        gap = 0.0
        for j in range(k):
            gap = max(gap, abs(b[j]))
        if gap < 1e-11 * scale:
            return True
        if not _solved(A, b, k):
            return False
        step = 1.0
        for _ in range(30):
            for j in range(k):
                trial[j] = beta[j] + step * b[j]
            likely = _likelihood(X, y, trial, mu)
            if likely >= reached - 1e-13 * abs(reached):
                break
            step /= 2
        for j in range(k):
            beta[j] = trial[j]
        reached = likely
    return False


@njit(cache=True, nogil=True)
def fit_tables(X: Floats, Y: Floats, steps: int) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Fits one design, cells x terms, to tables x cells: coefficients, fitted means, and whether each came to rest."""
    tables = Y.shape[0]
    betas = np.zeros((tables, X.shape[1]))
    means = np.zeros(Y.shape)
    settled = np.zeros(tables, dtype=np.bool_)
    for r in range(tables):
        settled[r] = _fit(X, Y[r], betas[r], means[r], steps)
    return betas, means, settled
