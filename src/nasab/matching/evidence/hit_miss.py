"""How well two statements agree, seen from what one of them says: hit or miss.

That a stranger's place is in the same district is rare in general. To a child from Shali, in a list of families who
all name Grozny, it is certain, and then it cannot be held against the right family that two places of one district are
rarely named for one child. So the share of levels among pairs of one child has to follow what the child says. Levels
are steps, each nearer than the one before. At each step the statements stop, or go on to agree better:

    P(stop | same child, x) = r s(x)                          if r <= 1
                            = 1 - (1 - s(x)) (1 - m)/(1 - u)  otherwise
    r = m / u

`s(x)`: how often a stranger stops there, of those who came so far, for a child who says x; `m`, `u`: how often a pair
of one child, and strangers, stop there on average. So a share 1 - r of the statements are about one thing (a hit) and
go on, and the others are as a stranger's (a miss): the model of J. B. Copas and F. J. Hilton, Journal of the Royal
Statistical Society A 153 (1990) 287-320, step by step. Where s(x) is u it is m; the best agreement never weighs
against; no step weighs more against than on average.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = ["as_counted_for_all", "ratio"]

Shares = npt.NDArray[np.float64]

_LEAST: Final = 1e-12


def ratio(same: npt.ArrayLike, strangers: npt.ArrayLike, chance: npt.ArrayLike) -> Shares:
    """P(level | same child, x) over P(level | stranger, x), along the last axis, worst level first.

    `same`, `strangers`: shares of the levels on average; `chance`: among strangers, for each x. Shares need not add up
    to one; of the first two, the axes before the last may be fewer.
    """
    m, u = (_stops(np.asarray(shares, dtype=np.float64)) for shares in (same, strangers))
    s = _stops(np.asarray(chance, dtype=np.float64))
    missing = np.minimum(m / np.maximum(u, _LEAST), 1.0)
    going_on = np.where(m <= u, 1.0, (1 - m) / np.maximum(1 - u, _LEAST))
    stop = np.where(m <= u, missing * s, 1 - (1 - s) * going_on)
    here = np.where(m <= u, missing, stop / np.maximum(s, _LEAST))
    here[..., -1] = 1.0  # who has come to the last level stops there
    on = (1 - stop[..., :-1]) / np.maximum(1 - s[..., :-1], _LEAST)
    reached = np.concatenate([np.ones_like(s[..., :1]), np.cumprod(on, axis=-1)], axis=-1)
    told: Shares = reached * here
    return told


def as_counted_for_all(same: npt.ArrayLike, strangers: npt.ArrayLike, chance: npt.ArrayLike) -> Shares:
    """The chance with which the same shares `same` for everybody weigh as the shares that follow what a child says."""
    weighs = np.asarray(same, dtype=np.float64)
    weighs = weighs / np.maximum(weighs.sum(axis=-1, keepdims=True), _LEAST)
    told: Shares = weighs / ratio(same, strangers, chance)
    return told


def _stops(shares: Shares) -> Shares:
    """For each level the share that stops there of those who came so far."""
    left = np.cumsum(shares[..., ::-1], axis=-1)[..., ::-1]
    stops: Shares = shares / np.maximum(left, _LEAST)
    return stops
