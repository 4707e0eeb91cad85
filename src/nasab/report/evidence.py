"""How the number of a candidate comes about, step by step, so that it can be checked by hand.

    log2 odds of the result = log2 odds before any evidence + sum of the evidence
                              + what both lists together change

The first is the chance that any one child sought is the child found; the last is the competition
with the other candidates, the other children found and "on no list" (see `nasab.matching`).  All in
bits, so that they add; a bit doubles the odds or halves them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from nasab.matching.results import Candidate, Reason
from nasab.report.run import RunLike
from nasab.report.words import adding_up

__all__ = ["Step", "Waterfall", "waterfall"]

_LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Step:
    """One reason and the bits it is shown with, to one decimal."""

    reason: Reason
    shown: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """All steps of one candidate, in bits to one decimal: what is shown adds up exactly.

    `prior` + `evidence` + `lists` = `total`, and the steps add up to `evidence`.
    """

    prior: float
    steps: tuple[Step, ...]
    evidence: float
    lists: float
    total: float

    @property
    def largest(self) -> float:
        """The size of the largest bar, never below 1; the sum has no bar, or it would dwarf the rest."""
        sizes = [self.prior, self.lists, self.total, *(step.shown for step in self.steps)]
        return max(1.0, *(abs(size) for size in sizes))


def waterfall(candidate: Candidate, run: RunLike) -> Waterfall:
    """How the probability of one candidate comes about.

    A probability of 0 is that of a pair that was not compared with others: what both lists together
    change is then not known, and 0 bits.
    """
    sought = max(1, run.summary.sought)
    bits = [_log_odds(run.parameters.prior_listed * run.parameters.prior_aligned / sought), *(reason.bits for reason in candidate.reasons)]
    bits.append(_log_odds(candidate.probability) - math.fsum(bits) if candidate.probability > 0 else 0.0)
    shown = adding_up(bits)
    steps = tuple(Step(reason, value) for reason, value in zip(candidate.reasons, shown[1:-1], strict=True))
    evidence = round(math.fsum(shown[1:-1]), 1)
    return Waterfall(shown[0], steps, evidence, shown[-1], round(math.fsum(shown), 1))


def _log_odds(probability: float) -> float:
    """Log2 of the odds of a probability, kept finite for 0 and 1."""
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log2(kept / (1 - kept))
