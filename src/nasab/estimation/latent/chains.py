"""Hidden kinds of children: the latent-class estimate, by many chains, and whether they agree.

Children differ: some are easy to list, some hide.  The model takes a few hidden classes, up to ten, within each of
which the lists are independent, and averages over how many there are and which child is in which.  It is computed by a
random walk.  A walk may stay in one corner for ever and look settled, so twenty are run, a quarter of them from another
start, and nothing is said unless they agree: split R-hat of ln N at most 1.05, and medians within 12 % of one another.

Sources: D. Manrique-Vallier, Biometrics 72 (2016) 1246; split R-hat: A. Gelman and others, Bayesian Data Analysis
(2013) 284.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.estimation.latent.gibbs_kernel import run_chain
from nasab.estimation.overlaps import Overlaps

__all__ = ["APART", "CHAINS", "MIXED", "Latent", "Plan", "estimate_latent", "split_r_hat"]

#: So many chains at least; chains count as agreeing if split R-hat is at most MIXED and medians lie within APART.
CHAINS: Final = 20
MIXED: Final = 1.05
APART: Final = 0.12

#: Over how many classes children are dealt out when a chain begins, chain after chain.
BEGUN: Final = (1, 1, 1, 3)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the chains run: classes, prior of alpha, sweeps.

    `most` unseen for each child recorded are taken: a prior, and said so in the report.
    """

    chains: int = CHAINS
    burn: int = 20_000
    draws: int = 2000
    thin: int = 50
    classes: int = 10
    shape: float = 0.25
    rate: float = 0.25
    most: float = 20.0
    settling: int = 500


@dataclass(frozen=True, slots=True, eq=False)
class Latent:
    """What the chains say: chains x draws of the number of children in all."""

    draws: npt.NDArray[np.int64]
    r_hat: float
    medians: npt.NDArray[np.float64]

    @property
    def apart(self) -> float:
        """How far the medians of the chains lie apart, as a share of the median of all."""
        return float((self.medians.max() - self.medians.min()) / np.median(self.draws))

    @property
    def is_settled(self) -> bool:
        """Whether the chains agree.  If not, no figure of theirs may be shown."""
        return self.r_hat <= MIXED and self.apart < APART

    def quantile(self, share: float) -> float:
        """The number of children that is not exceeded with this probability."""
        return float(np.quantile(self.draws, share))

    def interval(self, level: float) -> tuple[float, float]:
        """The middle range that holds this much probability."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)


def estimate_latent(
    overlaps: Overlaps, rng: np.random.Generator, plan: Plan | None = None, *, threads: int = 2
) -> Latent:
    """Runs the chains; the same generator gives the same draws however many threads there are."""
    plan = plan or Plan()
    marks = overlaps.marks.astype(np.uint8)
    counts = overlaps.counts.astype(np.int64)

    def walk(number: int, own: np.random.Generator) -> npt.NDArray[np.int64]:
        begun = BEGUN[number % len(BEGUN)]
        unseen: npt.NDArray[np.int64] = run_chain(
            own, marks, counts, plan.classes, plan.shape, plan.rate, plan.most, plan.settling, plan.burn, plan.draws,
            plan.thin, min(begun, plan.classes),
        )  # fmt: skip
        return unseen

    with ThreadPoolExecutor(threads) as pool:
        draws = overlaps.n + np.array(list(pool.map(walk, range(plan.chains), rng.spawn(plan.chains))))
    return Latent(draws, split_r_hat(np.log(draws)), np.median(draws, axis=1))


def split_r_hat(draws: npt.NDArray[np.float64]) -> float:
    """How well chains have mixed, each cut in two: 1 if they cannot be told apart (chains x draws)."""
    half = draws.shape[1] // 2
    pieces = np.concatenate([draws[:, :half], draws[:, draws.shape[1] - half :]])
    within = pieces.var(axis=1, ddof=1).mean()
    between = half * pieces.mean(axis=1).var(ddof=1)
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((half - 1) / half + between / half / within))
