"""The compiled chain of the latent-class model: one sweep after another over classes, rates and the unseen.

Each child belongs to one of K hidden classes; within a class the lists are independent.  All that is random is drawn
from the generator that is passed in, so the same seed gives the same chain.

Sources: D. Manrique-Vallier, Biometrics 72 (2016) 1246; blocked Gibbs sampling of a truncated stick-breaking prior:
H. Ishwaran and L. F. James, Journal of the American Statistical Association 96 (2001) 161.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["run_chain"]

Floats = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def _log_gamma_draw(rng: np.random.Generator, shape: float) -> float:
    """The logarithm of a Gamma(shape, 1) draw, without underflow for small shapes."""
    if shape >= 1.0:
        return float(np.log(rng.standard_gamma(shape)))
    return float(np.log(rng.standard_gamma(shape + 1.0)) + np.log(1.0 - rng.random()) / shape)


@njit(cache=True, nogil=True)
def _split(rng: np.random.Generator, many: int, shares: Floats, total: float, into: npt.NDArray[np.int64]) -> None:
    """Splits a count over classes in proportion to shares: a multinomial draw, class by class."""
    last = len(shares) - 1
    for k in range(last):
        into[k] = 0
        if many <= 0:
            continue
        share = shares[k] / total if total > 0.0 else 0.0
        if share >= 1.0:
            into[k] = many
        elif many <= 6:  # a few children are dealt out one by one, which is quicker than a binomial draw
            for _ in range(many):
                if rng.random() < share:
                    into[k] += 1
        elif share > 0.0:
            into[k] = rng.binomial(many, share)
        many -= into[k]
        total -= shares[k]
    into[last] = many


@njit(cache=True, nogil=True)
def run_chain(
    rng: np.random.Generator,
    marks: npt.NDArray[np.uint8],
    counts: npt.NDArray[np.int64],
    classes: int,
    shape: float,
    rate: float,
    most: float,
    settling: int,
    burn: int,
    draws: int,
    thin: int,
    begun: int,
) -> npt.NDArray[np.int64]:
    """The number of unseen after each `thin` sweeps, `draws` times, after `settling` sweeps with alpha held and `burn`.

    `begun`: over how many classes children are dealt out at first; with 1, at the rates of the lists.
    `marks`: histories x lists, 0 or 1.  `counts`: children with each history.  `shape`, `rate`: of the Gamma prior of
    alpha.  `most`: unseen above so many times the recorded are drawn again.
    """
    cells, t = marks.shape
    n = counts.sum()
    on = np.zeros((classes, t))
    log_in = np.zeros((classes, t))
    log_out = np.zeros((classes, t))
    log_pi = np.full(classes, -np.log(classes))
    weights = np.zeros(classes)
    logs = np.zeros(classes)
    members = np.zeros(classes, dtype=np.int64)
    some = np.zeros(classes, dtype=np.int64)
    for j in range(t):
        listed = 0
        for c in range(cells):
            listed += marks[c, j] * counts[c]
        for k in range(classes):
            start = (listed + 1.0) / (n + 2.0) if begun == 1 else 0.02 + 0.96 * rng.random()
            log_in[k, j] = np.log(start)
            log_out[k, j] = np.log(1.0 - start)
    alpha = 0.3 / classes
    # At first nearly all are in the first `begun` classes; the others have what the prior gives for so small an alpha.
    left = 0.0
    for k in range(classes - 1):
        if k < begun - 1:
            log_pi[k] = -np.log(float(begun))
            left = np.log1p(-(k + 1.0) / begun)
            continue
        log_pi[k] = left - np.log(1.0 + alpha)
        left += np.log(alpha / (1.0 + alpha))
    log_pi[classes - 1] = left
    unseen = 0
    kept = np.zeros(draws, dtype=np.int64)
    sweeps = settling + burn + draws * thin
    for sweep in range(sweeps):
        members[:] = 0
        on[:, :] = 0.0
        # The children of each history among the classes.
        for c in range(cells):
            top = -np.inf
            for k in range(classes):
                log_weight = log_pi[k]
                for j in range(t):
                    log_weight += log_in[k, j] if marks[c, j] else log_out[k, j]
                logs[k] = log_weight
                top = max(top, log_weight)
            total = 0.0
            for k in range(classes):
                weights[k] = np.exp(logs[k] - top)
                total += weights[k]
            _split(rng, counts[c], weights, total, some)
            for k in range(classes):
                if some[k]:
                    members[k] += some[k]
                    for j in range(t):
                        if marks[c, j]:
                            on[k, j] += some[k]
        # The unseen, given what each class says of a child on no list.
        none = 0.0
        for k in range(classes):
            log_weight = log_pi[k]
            for j in range(t):
                log_weight += log_out[k, j]
            weights[k] = np.exp(log_weight)
            none += weights[k]
        none = min(none, 1.0 - 1e-12)
        unseen = -1
        for _ in range(1000):
            drawn = rng.poisson(rng.standard_gamma(float(n)) * none / (1.0 - none)) if none > 0.0 else 0
            if drawn <= most * n:
                unseen = drawn
                break
        if unseen < 0:
            unseen = int(most * n)
        _split(rng, unseen, weights, none, some)
        for k in range(classes):
            members[k] += some[k]
        # How likely each list holds a child of each class.
        for k in range(classes):
            for j in range(t):
                a = _log_gamma_draw(rng, 1.0 + on[k, j])
                b = _log_gamma_draw(rng, 1.0 + members[k] - on[k, j])
                high = max(a, b)
                both = high + np.log(np.exp(a - high) + np.exp(b - high))
                log_in[k, j] = a - both
                log_out[k, j] = b - both
        # How large each class is: a stick broken again and again.
        above = n + unseen
        stick = 0.0
        for k in range(classes - 1):
            above -= members[k]
            a = _log_gamma_draw(rng, 1.0 + members[k])
            b = _log_gamma_draw(rng, alpha + above)
            high = max(a, b)
            both = high + np.log(np.exp(a - high) + np.exp(b - high))
            log_pi[k] = stick + a - both
            stick += b - both
        log_pi[classes - 1] = stick
        if sweep >= settling:
            alpha = rng.standard_gamma(shape + classes - 1) / (rate - stick)
        after = sweep - settling - burn
        if after >= 0 and (after + 1) % thin == 0:
            kept[after // thin] = unseen
    return kept
