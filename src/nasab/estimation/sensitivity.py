"""What the answer would be if something were otherwise: without a list, with two as one, with other hidden ties.

A range that holds only as long as nothing is questioned is not much of a range.  The one thing that no list can tell is
whether all of them miss the same children, so the unseen are also multiplied by what such a tie might do.

Source: S. Aleshin-Guendel, M. Sadinle and J. Wakefield, The central role of the identifying assumption in population
size estimation, Biometrics 80 (2024): the highest interaction is not identified, and any estimate assumes one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.signal import fftconvolve

from nasab.estimation.closed_forms import chapman
from nasab.estimation.decomposable import Averaged, average
from nasab.estimation.decomposable.averaging import MOST_AVERAGED
from nasab.estimation.overlaps import Overlaps
from nasab.estimation.pooling import Mixture

__all__ = ["FEWEST_IN_STRATUM", "TIES", "Alternative", "alternatives", "most_alike", "of_strata", "two_lists"]

#: The unseen are multiplied by exp of these: all lists tied among themselves less, or more, than the model has it.
TIES: Final = (-1.0, -0.5, 0.5, 1.0)

FEWEST_IN_STRATUM: Final = 60

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the ranges would be if something were otherwise; `names` says which list, tie or attribute."""

    kind: str
    names: tuple[str, ...]
    likely: Range
    wide: Range


def alternatives(overlaps: Overlaps, averaged: Averaged | None) -> Iterator[Alternative]:
    """Each list left out, the two most alike as one, and other ties among all lists."""
    if averaged is None:
        return
    for place, name in enumerate(overlaps.lists):
        answer = _answer(overlaps.without(place)) if overlaps.t > 2 else None
        if answer:
            yield Alternative("without", (name,), *answer)
    first, second = most_alike(overlaps)
    answer = _answer(overlaps.merged(first, second))
    if answer:
        yield Alternative("merged", (overlaps.lists[first], overlaps.lists[second]), *answer)
    n = overlaps.n
    for tie in TIES:
        likely, wide = (
            (n + (low - n) * math.exp(tie), n + (high - n) * math.exp(tie))
            for low, high in (averaged.interval(0.80), averaged.interval(0.95))
        )
        yield Alternative("tie", (f"{math.exp(tie):.2g}",), likely, wide)


def of_strata(strata: Mapping[str, Sequence[Overlaps]]) -> Iterator[Alternative]:
    """For each attribute the sum of the estimates of its strata, if each holds sixty children at least."""
    for attribute, tables in strata.items():
        if len(tables) < 2 or any(one.n < FEWEST_IN_STRATUM or one.t > MOST_AVERAGED for one in tables):
            continue
        summed = _as_mixture(average(tables[0]))
        for one in tables[1:]:
            other = _as_mixture(average(one))
            mass = np.maximum(fftconvolve(summed.probability, other.probability), 0.0)
            summed = Mixture(summed.least + other.least, mass / mass.sum())
        yield Alternative("strata", (attribute,), summed.interval(0.80), summed.interval(0.95))


def most_alike(overlaps: Overlaps) -> tuple[int, int]:
    """The two lists with the largest share of their children in common (Jaccard)."""
    pairs, totals = overlaps.pairs, overlaps.totals
    every = [(a, b) for a in range(overlaps.t) for b in range(a + 1, overlaps.t)]
    return max(every, key=lambda ab: pairs[ab] / max(totals[ab[0]] + totals[ab[1]] - pairs[ab], 1))


def two_lists(overlaps: Overlaps) -> tuple[Range, Range]:
    """Chapman's estimate as ranges: logarithmic in the unseen, as Chao's."""
    first, second = overlaps.totals.tolist()
    figure, n = chapman(first, second, int(overlaps.pairs[0, 1])), overlaps.n
    unseen = max(figure.n - n, 0.0)
    if unseen == 0:
        return (n, n), (n, n)
    spread = math.sqrt(math.log1p((figure.se / unseen) ** 2))
    likely, wide = ((n + unseen / math.exp(z * spread), n + unseen * math.exp(z * spread)) for z in (1.2816, 1.96))
    return likely, wide


def _answer(overlaps: Overlaps) -> tuple[Range, Range] | None:
    if overlaps.t == 2:
        return two_lists(overlaps) if overlaps.pairs[0, 1] else None
    answer = average(overlaps)
    return answer.interval(0.80), answer.interval(0.95)


def _as_mixture(answer: Averaged) -> Mixture:
    return Mixture(answer.n + int(answer.unseen[0]), answer.probability)
