"""One component solved: the posterior of every claim, exactly where it can be, by sampling where it cannot.

The weights of many claims differ by hundreds of powers of ten.  Sums are first made in plain numbers, each family
scaled by its strongest claim; if the whole is then too small to be told from rounding, because the strongest claims
exclude one another, they are made again in bits, which is slower and never too small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from nasab.kinship import joint_kernel
from nasab.kinship.joint_components import Component, Layout
from nasab.kinship.places import Claim

__all__ = ["Best", "Solved", "best_way", "maxima", "ratios", "sampled", "summed"]

Doubles = npt.NDArray[np.float64]

#: A sum of scaled weights below this is made again in bits.
TOO_SMALL: Final = 1e-200

#: Powers of the weights at which ways to match are sampled; the first is the one that counts.
HEAT: Final = (1.0, 0.6, 0.35, 0.2, 0.1, 0.05)

_BATCHES: Final = 20


@dataclass(frozen=True, slots=True)
class Solved:
    """The posterior of each claim of a component (in the order of its claims), and log2 of the sum of all ways.

    `error` is the largest standard error of a posterior, 0 where they are exact; where they are sampled the sum is not
    known (None).
    """

    claim: Doubles
    bits: float | None
    error: float = 0.0


def summed(claims: Sequence[Claim], component: Component, layout: Layout) -> Solved:
    """Exact posteriors, by dynamic programming over subsets."""
    bits = np.array([claims[c].bits for c in layout.claim])
    steps = len(layout.chooser)
    owner = np.repeat(np.arange(steps), np.diff(layout.start))
    scale = np.zeros(steps)
    np.maximum.at(scale, owner, bits)
    forward = np.empty(layout.states)
    out, nobody = np.empty(len(bits)), np.empty(steps)
    weight = np.exp2(bits - scale[owner])
    total = joint_kernel.sums(
        layout.start,
        layout.mask,
        weight,
        np.exp2(-scale),
        layout.retire,
        layout.room,
        layout.inner,
        forward,
        out,
        nobody,
    )
    if total > TOO_SMALL:
        return Solved(_in_place(layout, component, out / total), float(np.log2(total) + scale.sum()))
    in_bits = joint_kernel.extremes(
        layout.start, layout.mask, bits, layout.retire, layout.room, layout.inner, False, forward, out, nobody,
        np.empty(steps, dtype=np.int64),
    )  # fmt: skip
    return Solved(_in_place(layout, component, np.exp2(out - in_bits)), float(in_bits))


@dataclass(frozen=True, slots=True)
class Best:
    """Of a component, in bits: the best way to match with each claim (in its order), with none of each chooser, at all.

    `chosen`: the claims of the best of all.
    """

    claim: Doubles
    none: dict[int, float]
    chosen: list[int]


def maxima(claims: Sequence[Claim], component: Component, layout: Layout) -> Best:
    """The best ways to match, exactly."""
    bits = np.array([claims[c].bits for c in layout.claim])
    steps = len(layout.chooser)
    most, none, chosen = np.empty(len(bits)), np.empty(steps), np.empty(steps, dtype=np.int64)
    joint_kernel.extremes(
        layout.start, layout.mask, bits, layout.retire, layout.room, layout.inner, True, np.empty(layout.states), most,
        none, chosen,
    )  # fmt: skip
    taken = sorted(int(layout.claim[c]) for c in chosen if c >= 0)
    return Best(_in_place(layout, component, most), dict(zip(layout.chooser, none.tolist(), strict=True)), taken)


def ratios(claims: Sequence[Claim], component: Component, layout: Layout, best: Best) -> dict[tuple[int, int], float]:
    """Bits of the best way to match that has a pair against the best that has not."""
    out: dict[tuple[int, int], float] = {}
    by_chooser: dict[int, list[tuple[tuple[tuple[int, int], ...], float]]] = {}
    for c, most in zip(component.claims, best.claim.tolist(), strict=True):
        chooser = claims[c].pairs[0][0] if layout.is_by_child else claims[c].family
        by_chooser.setdefault(chooser, []).append((claims[c].pairs, most))
    for chooser, told in by_chooser.items():
        for pair in {pair for pairs, _ in told for pair in pairs}:
            with_it = max(most for pairs, most in told if pair in pairs)
            without = max([best.none[chooser], *(most for pairs, most in told if pair not in pairs)])
            out[pair] = with_it - without
    return out


def best_way(claims: Sequence[Claim], component: Component) -> list[int]:
    """The claims of the best way to match, however large the component.

    Where each claim is of one child on a family of one place, this is the assignment problem (Jonker-Volgenant); else a
    set packing, solved as an integer programme.
    """
    of = component.claims
    bits = np.array([claims[c].bits for c in of])
    rows = {child: at for at, child in enumerate(component.children)}
    columns = {family: at for at, family in enumerate(component.families)}
    if all(len(claims[c].pairs) == 1 for c in of) and len({pair for c in of for pair in claims[c].pairs}) == len(
        {(claims[c].pairs[0][0], claims[c].family) for c in of}
    ):
        gain = np.zeros((len(rows), len(columns)))
        number = np.full(gain.shape, -1)
        for c in of:
            cell = rows[claims[c].pairs[0][0]], columns[claims[c].family]
            if claims[c].bits > gain[cell]:
                gain[cell], number[cell] = claims[c].bits, c
        return sorted(int(c) for c in number[linear_sum_assignment(gain, maximize=True)] if c >= 0)
    once = np.zeros((len(rows) + len(columns), len(of)))
    for at, c in enumerate(of):
        once[[rows[child] for child, _ in claims[c].pairs], at] = 1
        once[len(rows) + columns[claims[c].family], at] = 1
    found = milp(-bits, constraints=LinearConstraint(once, ub=1), integrality=np.ones(len(of)), bounds=Bounds(0, 1))
    return [] if found.x is None else [c for c, x in zip(of, found.x, strict=True) if x > 0.5]


def sampled(
    claims: Sequence[Claim], component: Component, begin: Sequence[int], sweeps: int, rng: np.random.Generator
) -> Solved:
    """Posteriors by Markov chain Monte Carlo, from a good way to match on; the first tenth is not counted."""
    of = sorted(component.claims, key=lambda c: (claims[c].family, c))
    families = {family: at for at, family in enumerate(component.families)}
    children = {child: at for at, child in enumerate(component.children)}
    owner = [families[claims[c].family] for c in of]
    start = np.searchsorted(owner, np.arange(len(families) + 1)).astype(np.int64)
    taken = [[children[child] for child, _ in claims[c].pairs] for c in of]
    child_start = np.concatenate([[0], np.cumsum([len(one) for one in taken])]).astype(np.int64)
    child = np.array([one for some in taken for one in some], dtype=np.int64)
    beside = _beside(owner, taken, len(families), len(children))
    choices = np.full((len(HEAT), len(families)), -1, dtype=np.int64)
    owners = np.full((len(HEAT), len(children)), -1, dtype=np.int64)
    for c in begin:
        at = of.index(c)
        choices[:, owner[at]] = at
        owners[:, taken[at]] = owner[at]
    totals = np.zeros((_BATCHES, len(of)))
    each = max(sweeps // _BATCHES, 1)
    bits, nobody = np.array([claims[c].bits for c in of]), np.zeros(len(families))
    for batch in range(-_BATCHES // 10, _BATCHES):
        counted = totals[batch] if batch >= 0 else np.zeros(len(of))
        chance = rng.random((each, len(HEAT), len(families), 2))
        joint_kernel.sample(
            start, child_start, child, bits, *beside, np.array(HEAT), choices, owners, chance, counted, nobody
        )
    totals /= each
    posterior = dict(zip(of, totals.mean(axis=0).tolist(), strict=True))
    error = float((totals.std(axis=0, ddof=1) / np.sqrt(_BATCHES)).max())
    return Solved(np.array([posterior[c] for c in component.claims]), None, error)


def _beside(
    owner: Sequence[int], taken: Sequence[Sequence[int]], families: int, children: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """For each family the others that claim a child it claims."""
    wanted: list[set[int]] = [set() for _ in range(children)]
    for family, of in zip(owner, taken, strict=True):
        for child in of:
            wanted[child].add(family)
    found: list[set[int]] = [set() for _ in range(families)]
    for family, of in zip(owner, taken, strict=True):
        for child in of:
            found[family] |= wanted[child] - {family}
    lists = [sorted(one) for one in found]
    start = np.concatenate([[0], np.cumsum([len(one) for one in lists])]).astype(np.int64)
    return start, np.array([one for some in lists for one in some], dtype=np.int64)


def _in_place(layout: Layout, component: Component, values: Doubles) -> Doubles:
    """Values in the order of the layout, in the order of the component's claims."""
    at = {int(c): value for c, value in zip(layout.claim, values.tolist(), strict=True)}
    return np.array([at[c] for c in component.claims])
