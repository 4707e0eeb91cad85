"""How well candidates fit a known truth, as a caseworker would ask it.

How often is the true child first?  Of the best candidates called 90 % sure, how many are true?  How many true pairs can
be had if only one in a hundred may be wrong?  Is a probability of 0.8 right eight times in ten?  Measures are over the
children whose family is on the other list, over the best candidate of each child, or over pairs, as each says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Accuracy", "Candidates", "evaluate"]

BINS = 10


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs that a run proposed: who for whom, at which rank (1 is best), with which probability (0 to 1)."""

    found_ids: Sequence[str]
    sought_ids: Sequence[str]
    ranks: NDArray[np.int64]
    probabilities: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.found_ids)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The measures of one run; `None` where there is nothing to measure.

    - `recall_at_1`, `recall_at_10`: share of the children with a true sought child on the other list for whom one
      is the best candidate, or stands at rank 10 or better.
    - `precision_at_50`, `precision_at_90`: of the best candidates with a probability of at least 0.5 or 0.9, the
      share that is true; `recall_at_50`, `recall_at_90`: share of the children with a truth whom these serve.
    - `recall_at_99_precision`: share of all true pairs above the lowest probability at which, over all pairs of the
      run, at least 99 % are true.
    - `calibration_error`: expected calibration error of the best candidates in ten bins of equal width,
      Σ n_b/n · |share true − mean probability| (Naeini, Cooper and Hauskrecht 2015); the same for all pairs.
    - `brier`: mean squared error of the best candidates' probabilities (Brier 1950).
    - `never_candidates`: share of the true pairs that are not among the candidates at all.
    """

    recall_at_1: float | None
    recall_at_10: float | None
    precision_at_50: float | None
    recall_at_50: float | None
    precision_at_90: float | None
    recall_at_90: float | None
    recall_at_99_precision: float | None
    calibration_error: float | None
    calibration_error_of_pairs: float | None
    brier: float | None
    never_candidates: float | None
    true_pairs: int
    children_with_a_truth: int
    children_with_candidates: int
    candidates: int
    best_at_50: int
    best_at_90: int

    def as_dict(self) -> dict[str, float | int | None]:
        """The measures by name, ready for JSON."""
        return asdict(self)


def evaluate(candidates: Candidates, truth: Sequence[tuple[str, str]]) -> Accuracy:
    """Measure the candidates of one run against the truth: pairs of a found and a sought id.

    A child may have more than one true partner (sought by two families, registered twice).  The best candidate of a
    child is the one of lowest rank; of several, the one of highest probability; of equals, the first.
    """
    pairs = set(truth)
    with_truth = {found for found, _ in pairs}
    true = np.fromiter(
        (pair in pairs for pair in zip(candidates.found_ids, candidates.sought_ids, strict=True)), bool, len(candidates)
    )
    probability = np.asarray(candidates.probabilities, dtype=np.float64)
    ranks = np.asarray(candidates.ranks)
    ten: set[str] = set()
    for at in np.flatnonzero(true).tolist():
        if ranks[at] <= 10:
            ten.add(candidates.found_ids[at])
    best = _best(candidates.found_ids, ranks, probability)
    first = {candidates.found_ids[at] for at in best.tolist() if true[at]}
    p, t = probability[best], true[best]
    hits = len({pair for pair in zip(candidates.found_ids, candidates.sought_ids, strict=True) if pair in pairs})
    precision_50, recall_50, best_50 = _at(0.5, p, t, len(with_truth))
    precision_90, recall_90, best_90 = _at(0.9, p, t, len(with_truth))
    return Accuracy(
        recall_at_1=_share(len(first), len(with_truth)),
        recall_at_10=_share(len(ten), len(with_truth)),
        precision_at_50=precision_50,
        recall_at_50=recall_50,
        precision_at_90=precision_90,
        recall_at_90=recall_90,
        recall_at_99_precision=_recall_at(0.99, probability, true, len(pairs)),
        calibration_error=_calibration_error(p, t),
        calibration_error_of_pairs=_calibration_error(probability, true),
        brier=float(np.mean((p - t) ** 2)) if len(p) else None,
        never_candidates=_share(len(pairs) - hits, len(pairs)),
        true_pairs=len(pairs),
        children_with_a_truth=len(with_truth),
        children_with_candidates=len(best),
        candidates=len(candidates),
        best_at_50=best_50,
        best_at_90=best_90,
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _best(found_ids: Sequence[str], ranks: NDArray[np.int64], probability: NDArray[np.float64]) -> NDArray[np.int64]:
    best: dict[str, int] = {}
    for at, found in enumerate(found_ids):
        other = best.get(found)
        if other is None or (ranks[at], -probability[at]) < (ranks[other], -probability[other]):
            best[found] = at
    return np.fromiter(best.values(), np.int64, len(best))


def _at(
    threshold: float, p: NDArray[np.float64], t: NDArray[np.bool_], with_truth: int
) -> tuple[float | None, float | None, int]:
    sure = p >= threshold
    count, right = int(sure.sum()), int(t[sure].sum())
    return _share(right, count), _share(right, with_truth), count


def _recall_at(precision: float, p: NDArray[np.float64], t: NDArray[np.bool_], pairs: int) -> float | None:
    if not pairs:
        return None
    if not len(p):
        return 0.0
    order = np.argsort(-p, kind="stable")
    right = np.cumsum(t[order])
    # Pairs of one probability stand or fall together.
    last = np.flatnonzero(np.append(np.diff(p[order]) != 0, True))
    enough = right[last] >= precision * (last + 1)
    return float(right[last][enough].max() / pairs) if enough.any() else 0.0


def _calibration_error(p: NDArray[np.float64], t: NDArray[np.bool_]) -> float | None:
    if not len(p):
        return None
    bins = np.minimum((p * BINS).astype(np.int64), BINS - 1)
    said = np.bincount(bins, weights=p, minlength=BINS)
    came = np.bincount(bins, weights=t.astype(np.float64), minlength=BINS)
    return float(np.abs(came - said).sum() / len(p))
