"""How the number of a candidate comes about, step by step, so that it can be checked by hand.

    log2 odds of the result = log2 odds before any evidence + sum of the evidence
                              + what both lists together change

The first is the chance that any one child sought is the child found; the last is what the child's brothers and
sisters say, and the competition with the other candidates, the other children found and "on no list" (see
`nasab.matching`).  All in bits, so that they add; a bit doubles the odds or halves them.

What a person judged is no evidence that could be added up: it binds.  It stands beside the steps without a number,
and what it changes is in what both lists change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from nasab.matching.results import Candidate, Reason
from nasab.report.run import RunLike
from nasab.report.words import adding_up

__all__ = ["JUDGED", "Step", "Waterfall", "waterfall"]

JUDGED: Final = "judged"
"""The kind of reason that is what a person judged."""

_LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Step:
    """One reason and the bits it is shown with, to one decimal."""

    reason: Reason
    shown: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """All steps of one candidate, in bits to one decimal: what is shown adds up exactly.

    `prior` + `evidence` + `lists` = `total`, and the steps add up to `evidence`.  `judged`: what people judged of
    the pair, which has no bits.
    """

    prior: float
    steps: tuple[Step, ...]
    evidence: float
    lists: float
    total: float
    judged: tuple[Reason, ...] = ()

    @property
    def largest(self) -> float:
        """The size of the largest bar, never below 1; the sum has no bar, or it would dwarf the rest."""
        sizes = [self.prior, self.lists, self.total, *(step.shown for step in self.steps)]
        return max(1.0, *(abs(size) for size in sizes))


def waterfall(candidate: Candidate, run: RunLike) -> Waterfall:
    """How the probability of one candidate comes about.

    A probability of 0 is that of a pair that was not compared with others: what both lists together
    change is then not known, and 0 bits; unless somebody judged it not the same.
    """
    judged = tuple(reason for reason in candidate.reasons if reason.kind == JUDGED)
    weighed = [reason for reason in candidate.reasons if reason.kind != JUDGED]
    parameters, sought = run.parameters, max(1, run.summary.sought)
    bits = [_log_odds(parameters.prior_listed * parameters.prior_aligned / sought)]
    bits += [reason.bits for reason in weighed]
    is_known = candidate.probability > 0 or judged
    bits.append(_log_odds(candidate.probability) - math.fsum(bits) if is_known else 0.0)
    shown = adding_up(bits)
    steps = tuple(Step(reason, value) for reason, value in zip(weighed, shown[1:-1], strict=True))
    evidence = round(math.fsum(shown[1:-1]), 1)
    return Waterfall(shown[0], steps, evidence, shown[-1], round(math.fsum(shown), 1), judged)


def _log_odds(probability: float) -> float:
    """Log2 of the odds of a probability, kept finite for 0 and 1."""
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log2(kept / (1 - kept))
