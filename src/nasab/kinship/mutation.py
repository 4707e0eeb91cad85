"""How often an allele is handed on changed: mutation models as matrices.

Short tandem repeats mutate: about two of a thousand fatherly alleles gain or lose a repeat.  A model turns a few rates
into a matrix with a row for the parent's allele and a column for the allele handed on; mothers and fathers have one
each.  A model is stationary if mutation leaves the population's frequencies as they are.  If it does not, a parent who
was never sampled changes the result merely by being drawn; so a model made here is made stationary unless one asks
otherwise, by one of the published transforms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse

__all__ = ["MODELS", "NO_MUTATION", "TRANSFORMS", "Mutation", "is_stationary", "mutation_matrix", "repeats"]

Matrix = npt.NDArray[np.float64]

#: Names of models, as programs of the field write them.
MODELS: Final = ("none", "equal", "proportional", "onestep", "stepwise", "dawid", "custom")

#: Transforms that make a model stationary: PM (Simonsson & Mostad 2016); and reversible: MH (Metropolis-Hastings), BA
#: (Barker), PR (preserved rate) (Egeland & Vigeland, Balanced mutation models).
TRANSFORMS: Final = ("", "PM", "MH", "BA", "PR")


@dataclass(frozen=True, slots=True)
class Mutation:
    """A model for the meioses of one sex.

    `rate` is the chance of a mutation; in `stepwise` of one by whole repeats, and `rate2` of one to another
    microvariant; `range` how much rarer each further step is (`stepwise`, `dawid`).  `matrix` is given for `custom`
    only, and wins over everything else.  `transform` is one of `TRANSFORMS`.
    """

    model: str = "none"
    rate: float = 0.0
    rate2: float = 0.0
    range: float = 0.1
    transform: str = "PM"
    matrix: tuple[tuple[float, ...], ...] | None = None

    def __post_init__(self) -> None:
        if self.matrix is None and self.model not in MODELS:
            raise WrongUse(Problem("KIN-09", value=str(self.model)[:40], detail=", ".join(MODELS)))
        if self.transform not in TRANSFORMS:
            raise WrongUse(Problem("KIN-09", value=str(self.transform)[:40], detail=", ".join(TRANSFORMS[1:])))
        for what in ("rate", "rate2"):
            value = getattr(self, what)
            if not 0 <= value < 1:
                raise WrongUse(Problem("KIN-10", value=f"{value}", detail=what))
        if not 0 < self.range < 1 and self.model in ("stepwise", "dawid"):
            raise WrongUse(Problem("KIN-10", value=f"{self.range}", detail="range"))

    @property
    def named(self) -> str:
        """The model with its transform, as in `stepwise+PM`."""
        name = self.model if self.model in MODELS else "custom"
        changed = bool(self.transform) and name not in ("none", "proportional") and self.matrix is None
        return f"{name}+{self.transform}" if changed else name


#: Alleles are handed on as they are.
NO_MUTATION: Final = Mutation()


#: Repeats beyond which a name is no number of them.
_MOST_REPEATS: Final = 1e6


def repeats(allele: str) -> float:
    """The number of repeats an allele is named after, NaN if it is no number: 9.3 is nine repeats and three bases."""
    try:
        size = float(allele)
    except ValueError:
        return float("nan")
    return size if abs(size) < _MOST_REPEATS else float("nan")


def mutation_matrix(
    mutation: Mutation, alleles: Sequence[str], frequencies: npt.NDArray[np.float64], silent: str | None = None
) -> Matrix:
    """P(allele handed on | allele of the parent), rows the parent's.

    A silent allele neither comes from another nor turns into one.  Raises `WrongUse`: KIN-10 if the rates make a chance
    negative or a matrix is not one of chances, KIN-11 if a stepwise model meets an allele that is no number.
    """
    if mutation.matrix is not None:
        return _given(mutation.matrix, len(alleles))
    if mutation.model == "custom":
        raise WrongUse(Problem("KIN-10", value="custom", detail="matrix"))
    changing = [k for k, allele in enumerate(alleles) if allele != silent]
    out = np.eye(len(alleles))
    if mutation.model == "none" or len(changing) < 2 or (mutation.rate == 0 and mutation.rate2 == 0):
        return out
    p = np.asarray(frequencies, dtype=np.float64)[changing]
    inner = _MAKERS[mutation.model](mutation, [alleles[k] for k in changing], p)
    changed = _TRANSFORMERS[mutation.transform](inner, p / p.sum()) if inner.min() >= 0 else inner
    if changed.min() < 0:
        raise WrongUse(Problem("KIN-10", value=f"{mutation.rate}", detail=mutation.named))
    out[np.ix_(changing, changing)] = changed
    return out


def is_stationary(matrix: Matrix, frequencies: npt.NDArray[np.float64]) -> bool:
    """Whether mutation leaves the population's frequencies as they are."""
    return bool(np.allclose(frequencies @ matrix, frequencies, rtol=0, atol=1e-12))


def _given(rows: Sequence[Sequence[float]], size: int) -> Matrix:
    try:
        out = np.array(rows, dtype=np.float64)
    except (TypeError, ValueError):
        out = np.empty(0)
    if out.shape != (size, size) or not np.isfinite(out).all() or out.min() < 0:
        raise WrongUse(Problem("KIN-10", value=f"{out.shape}", detail="matrix"))
    if np.abs(out.sum(axis=1) - 1).max() > 1e-6:
        raise WrongUse(Problem("KIN-10", value=f"{out.sum(axis=1).max():.6g}", detail="matrix"))
    return out


def _with_diagonal(off: Matrix) -> Matrix:
    """A matrix whose diagonal is what the others leave of 1."""
    out = off.copy()
    np.fill_diagonal(out, 0.0)
    np.fill_diagonal(out, 1.0 - out.sum(axis=1))
    return out


def _equal(mutation: Mutation, alleles: Sequence[str], p: Matrix) -> Matrix:
    n = len(alleles)
    return _with_diagonal(np.full((n, n), mutation.rate / (n - 1)))


def _proportional(mutation: Mutation, alleles: Sequence[str], p: Matrix) -> Matrix:
    """Off the diagonal a·p_j, where a makes the mean rate what it should be."""
    share = p / p.sum()
    a = mutation.rate / float((share * (1 - share)).sum())
    return _with_diagonal(np.tile(a * share, (len(alleles), 1)))


def _sizes(alleles: Sequence[str]) -> Matrix:
    sizes = np.array([repeats(allele) for allele in alleles])
    if np.isnan(sizes).any():
        raise WrongUse(Problem("KIN-11", value=alleles[int(np.flatnonzero(np.isnan(sizes))[0])][:40]))
    return sizes


def _onestep(mutation: Mutation, alleles: Sequence[str], p: Matrix) -> Matrix:
    """To the neighbours with one repeat more or less, half to each; all to the one if there is but one."""
    sizes = _sizes(alleles)
    near = np.abs(np.abs(sizes[:, None] - sizes[None, :]) - 1) < 1e-6
    count = near.sum(axis=1, keepdims=True)
    return _with_diagonal(np.where(near, mutation.rate / np.maximum(count, 1), 0.0))


def _stepwise(mutation: Mutation, alleles: Sequence[str], p: Matrix) -> Matrix:
    """Each further repeat `range` times rarer; to alleles of another microvariant `rate2`, all alike (Familias)."""
    sizes = _sizes(alleles)
    variant = np.round(10 * (sizes - np.round(sizes)))
    same = variant[:, None] == variant[None, :]
    others = (~same).sum(axis=1, keepdims=True)
    weight = np.where(same, mutation.range ** np.abs(sizes[:, None] - sizes[None, :]), 0.0)
    np.fill_diagonal(weight, 0.0)
    total = weight.sum(axis=1, keepdims=True)
    out = np.where(same, mutation.rate * weight / np.where(total > 0, total, 1.0), 0.0)
    out += np.where(same, 0.0, mutation.rate2 / np.maximum(others, 1))
    return _with_diagonal(out)


def _dawid(mutation: Mutation, alleles: Sequence[str], p: Matrix) -> Matrix:
    """Stationary and stepwise by the place in the list (Dawid, Mortera & Pascali 2001)."""
    n, r = len(alleles), mutation.range
    a = (1 - r**n) / (1 - r)
    place = np.arange(n)
    steps = r ** np.abs(place[:, None] - place[None, :]).astype(np.float64)
    share = (p / p.sum())[:, None]
    out = mutation.rate / share * (1 - r) / (2 * r * (n - a)) * steps
    return _with_diagonal(out)


def _mean_rate(matrix: Matrix, p: Matrix) -> float:
    return float(p @ (matrix.sum(axis=1) - np.diag(matrix)))


def _at_rate(accepted: Matrix, matrix: Matrix, p: Matrix) -> Matrix:
    """Changes scaled to the mean rate of the matrix they were made from; what is accepted is less."""
    mean = _mean_rate(accepted, p)
    return _with_diagonal(accepted * (_mean_rate(matrix, p) / mean if mean > 0 else 1.0))


def _metropolis(matrix: Matrix, p: Matrix) -> Matrix:
    flow = p[:, None] * matrix
    return _at_rate(np.minimum(flow, flow.T) / p[:, None], matrix, p)


def _barker(matrix: Matrix, p: Matrix) -> Matrix:
    flow = p[:, None] * matrix
    both = flow + flow.T
    accepted = np.where(both > 0, flow * flow.T / np.where(both > 0, both, 1.0), 0.0) / p[:, None]
    return _at_rate(accepted, matrix, p)


def _preserved_rate(matrix: Matrix, p: Matrix) -> Matrix:
    flow = p[:, None] * matrix
    return _with_diagonal((flow + flow.T) / 2 / p[:, None])


def _stationary(matrix: Matrix, p: Matrix) -> Matrix:
    """Rows of changes scaled so that p stands still and the mean rate stays (PM; Simonsson & Mostad 2016)."""
    scale = np.ones(len(p))
    for block in _apart(matrix):
        inner = matrix[np.ix_(block, block)]
        still = _at_rest(inner)
        mean = _mean_rate(inner, still)
        if mean > 0:
            scale[block] = _mean_rate(inner, p[block]) / mean * still / p[block]
    return _with_diagonal(matrix * scale[:, None])


def _apart(matrix: Matrix) -> list[npt.NDArray[np.int64]]:
    """Alleles in sets that mutation never leaves: without `rate2`, microvariants do not turn into one another."""
    reach = (matrix > 0) | (matrix.T > 0) | np.eye(len(matrix), dtype=bool)
    for _ in range(len(matrix).bit_length()):
        reach = (reach.astype(np.float64) @ reach) > 0
    return [np.flatnonzero(row) for k, row in enumerate(reach) if not reach[k, :k].any()]


def _at_rest(matrix: Matrix) -> Matrix:
    """The stationary distribution, state by state and without a subtraction (Grassmann, Taksar & Heyman 1985)."""
    a = matrix.copy()
    n = len(a)
    for k in range(n - 1, 0, -1):
        out = a[k, :k].sum()
        if out <= 0:
            raise WrongUse(Problem("KIN-10", value="PM", detail="matrix"))
        a[:k, k] /= out
        a[:k, :k] += np.outer(a[:k, k], a[k, :k])
    still = np.ones(n)
    for k in range(1, n):
        still[k] = still[:k] @ a[:k, k]
    return np.asarray(still / still.sum())


_MAKERS: Final[dict[str, Callable[[Mutation, Sequence[str], Matrix], Matrix]]] = {
    "equal": _equal,
    "proportional": _proportional,
    "onestep": _onestep,
    "stepwise": _stepwise,
    "dawid": _dawid,
}

_TRANSFORMERS: Final[dict[str, Callable[[Matrix, Any], Matrix]]] = {
    "": lambda matrix, p: matrix,
    "PM": _stationary,
    "MH": _metropolis,
    "BA": _barker,
    "PR": _preserved_rate,
}
