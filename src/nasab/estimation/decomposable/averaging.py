"""How many children there are, averaged over every way in which the lists may depend on one another.

No model is chosen: each decomposable graph has a probability that the table gives it, and each number of unseen
children has its probability under each graph; both are summed exactly, without any random draw.  This is the main
method for three to five lists.

Each history's probability has a hyper-Dirichlet prior with delta = 2^-t for each cell, all graphs are equally likely
beforehand, and the prior of N is 1/N.

Sources: D. Madigan and J. C. York, Biometrika 84 (1997) 19; A. P. Dawid and S. L. Lauritzen, Annals of Statistics 21
(1993) 1272.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from nasab.errors import Problem, WrongUse
from nasab.estimation.decomposable.graphs import Graph, decomposable_graphs
from nasab.estimation.overlaps import Overlaps

__all__ = ["GRID", "MOST_AVERAGED", "Averaged", "average"]

Floats = npt.NDArray[np.float64]

#: Unseen children are looked at up to so many times the recorded.
GRID: Final = 30

#: The methods that look at every graph take so many lists at most.
MOST_AVERAGED: Final = 5

#: Weight at the end of the grid above this means that the grid cut the answer off; a graph with more than this share
#: means that averaging has become choosing.
CUT_OFF: Final = 1e-4
ALONE: Final = 0.95

_AT_ONCE: Final = 4096
_NOTHING: Final = 60.0  # a graph e^60 times less likely than the best adds nothing that could be seen


@dataclass(frozen=True)
class Averaged:
    """The probability of each number of children in all.

    `n`: children recorded.  `unseen`: the numbers of unseen children looked at; `probability`: of each.  `graphs` and
    `weights`: the graphs with their probabilities, the likeliest first.
    """

    t: int
    n: int
    unseen: npt.NDArray[np.int64]
    probability: Floats
    graphs: tuple[Graph, ...]
    weights: Floats

    @cached_property
    def _summed(self) -> Floats:
        return np.cumsum(self.probability)

    def quantile(self, share: float) -> int:
        """The smallest number of children in all that is reached with this probability."""
        place = int(np.searchsorted(self._summed, share * (1 - 1e-14)))
        return self.n + int(self.unseen[min(place, len(self.unseen) - 1)])

    def interval(self, level: float) -> tuple[int, int]:
        """The middle range that holds this much probability."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    @property
    def mean(self) -> float:
        """The mean of the number of children in all."""
        return self.n + float(self.unseen @ self.probability)

    @property
    def is_cut_off(self) -> bool:
        """Whether there is weight left where the grid ends."""
        return bool(self.probability[-1] > CUT_OFF)

    @property
    def is_one_graph(self) -> bool:
        """Whether one graph has nearly all the weight."""
        return bool(self.weights[0] > ALONE)


def average(
    overlaps: Overlaps,
    *,
    delta: float | None = None,
    least_unseen: int = 0,
    most_unseen: int | None = None,
    log_prior: Floats | None = None,
) -> Averaged:
    """Averages over all decomposable graphs of 3 to 5 lists (2 are taken too; more are `WrongUse`, COUNT-08).

    `delta`: of the prior, for each cell [2^-t].  `most_unseen` [30 n].  `log_prior`: logarithm of the prior of each
    N = n + least_unseen ... n + most_unseen [-ln N].
    """
    t, n = overlaps.t, overlaps.n
    if t > MOST_AVERAGED:
        raise WrongUse(Problem("COUNT-08", value=str(t)))
    per_cell = 2.0**-t if delta is None else delta
    unseen = np.arange(least_unseen, (GRID * n if most_unseen is None else most_unseen) + 1, dtype=np.int64)
    graphs = decomposable_graphs(t)
    parts = [term for term in range(1 << t) if term]
    signs = np.zeros((len(graphs), len(parts) + 1))
    for row, graph in enumerate(graphs):
        for clique in graph.cliques:
            signs[row, clique - 1] += 1
        for separator in graph.separators:
            if separator:
                signs[row, separator - 1] -= 1
        signs[row, -1] = len(graph.cliques) - sum(1 for one in graph.separators if one)
    table = overlaps.laid_out()
    fixed, from_zero, cells = _marginals(t, table, per_cell, parts)
    whole = 2.0**t * per_cell
    constant = signs @ np.append(fixed, 0.0)
    prior = -np.log(n + unseen) if log_prior is None else log_prior

    def logs(some: slice | npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        beyond = unseen[some].astype(np.float64)
        varying = np.empty((len(parts) + 1, len(beyond)))
        for row in range(len(parts)):
            varying[row] = gammaln(beyond + from_zero[row] + cells[row])
        varying[-1] = gammaln(whole) - gammaln(n + beyond + whole)
        shared = gammaln(n + beyond + 1) - gammaln(beyond + 1) + prior[some]
        return varying, shared

    coarse = np.unique(np.linspace(0, len(unseen) - 1, min(len(unseen), 512)).astype(np.int64))
    varying, shared = logs(coarse)
    highest = (signs @ varying + shared).max(1) + constant
    top = float(highest.max())
    kept = np.flatnonzero(highest > top - _NOTHING)
    summed = np.zeros(len(unseen))
    weights = np.zeros(len(kept))
    for start in range(0, len(unseen), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        varying, shared = logs(some)
        block = signs[kept] @ varying
        block += shared - top
        block += constant[kept, None]
        np.exp(block, out=block)
        summed[some] = block.sum(0)
        weights += block.sum(1)
    order = np.argsort(-weights, kind="stable")
    return Averaged(
        t, n, unseen, summed / summed.sum(), tuple(graphs[kept[k]] for k in order), weights[order] / weights.sum()
    )


def _marginals(t: int, table: npt.NDArray[np.int64], delta: float, parts: list[int]) -> tuple[Floats, Floats, Floats]:
    """For each set of lists: what does not hang on the unseen, the marginal of "on none of them", and its prior."""
    fixed, from_zero, cells = np.zeros(len(parts)), np.zeros(len(parts)), np.zeros(len(parts))
    histories = np.arange(1 << t)
    for row, part in enumerate(parts):
        size = part.bit_count()
        cell = delta * 2.0 ** (t - size)
        within = np.bincount(histories & part, weights=table, minlength=part + 1)
        at = np.unique(histories & part)
        sums = within[at]
        fixed[row] = gammaln(sums[1:] + cell).sum() - 2**size * gammaln(cell)
        from_zero[row], cells[row] = sums[0], cell
    return fixed, from_zero, cells
