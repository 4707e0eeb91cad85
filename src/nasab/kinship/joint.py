"""Which child is the missing member of which family, all at once: a child is of one family, a place is filled once.

By itself a pair may look convincing that is not, because the same child, or the same place, has a better claim
elsewhere. So all ways to match children and places are weighed together: each has as its weight the product of
LR(DNA), LR(everything else) and prior odds of its pairs, and "of no family here" has weight 1 for every child (an
open world).  What is said of a pair is the share of the weights of all ways that have it, exact wherever that can be
reached.

The idea of posterior pairing probabilities is that of disaster victim identification (Vigeland and Egeland 2021, Sci.
Rep. 11:13661); the sum by subsets is that of Held and Karp (1962), here with the children no family asks for any more
forgotten.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse
from nasab.kinship import joint_solving
from nasab.kinship.joint_components import Component, components, laid_out
from nasab.kinship.joint_solving import Best
from nasab.kinship.places import Claim, Place, Siblings, Together, claims_of_siblings, claims_on

__all__ = ["NEGLIGIBLE", "Identification", "Part", "WeighedClaim", "identify"]

Doubles = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64] | Sequence[Sequence[float]]

#: A claim whose odds against "no family here" are below this is left out, and what that may change is reported.
NEGLIGIBLE: Final = 2.0**-40

#: Sweeps where a component has to be sampled.
SWEEPS: Final = 8000


@dataclass(frozen=True, slots=True)
class Part:
    """How one component was solved: its children and places, and how many were waited for at a time (`width`)."""

    children: tuple[str, ...]
    places: tuple[str, ...]
    method: Literal["exact", "sampled"]
    width: int
    error: float


@dataclass(frozen=True, slots=True)
class WeighedClaim:
    """A claim with its posterior, and the bits of the best way to match that has it (NaN if it was sampled)."""

    claim: Claim
    posterior: float
    best: float


@dataclass(frozen=True, slots=True)
class Identification:
    """What the whole says of every child and every place.

    `posterior`: P(child is the missing one), rows children, columns places; `nobody`: P(of no family here) of each
    child; `empty`: P(filled by no child here) of each place.  `best`: the single best way to match, by (child,
    place), and `best_posterior` its own probability.  `bits`: log2 of the sum of all ways against "nobody is of any
    family here"; None if a part was sampled.  `ratio`: bits of the generalised likelihood ratio of each pair: the
    best way with it against the best way without it (Egeland and Vigeland 2025; NaN where sampled).  `dropped` claims
    were left out as negligible, and have at most `lost` of the probability.
    """

    children: tuple[str, ...]
    places: tuple[Place, ...]
    posterior: Doubles
    nobody: Doubles
    empty: Doubles
    best: tuple[tuple[str, str], ...]
    best_posterior: float | None
    bits: float | None
    ratio: Doubles
    parts: tuple[Part, ...]
    dropped: int
    lost: float
    claims: tuple[WeighedClaim, ...]
    without: Mapping[str, float]

    @property
    def error(self) -> float:
        """The largest standard error of a posterior, 0 if all of them are exact."""
        return max((part.error for part in self.parts), default=0.0)

    def of_family(self, children: Sequence[str], places: Sequence[str]) -> tuple[float, float]:
        """P(these children are at these places of one family, in whichever order), and bits of its likelihood ratio.

        For brothers and sisters whom nothing tells apart: that two children are the two missing is sure long before
        it is known who is who.  The ratio is generalised: the best way to match in which it is so against the best in
        which it is not; NaN where a part was sampled.  `WrongUse` JOINT-05 if the places are not of one family with
        several.
        """
        wanted = {self.children.index(child) for child in children}
        where = {at for at, place in enumerate(self.places) if place.id in places}
        family = {self.places[at].family for at in where}
        if len(family) != 1 or len(where) < len(set(places)) or not family <= self.without.keys():
            raise WrongUse(Problem("JOINT-05", value=", ".join(places)[:200]))
        share, yes, no = 0.0, -math.inf, self.without[next(iter(family))]
        for one in self.claims:
            if self.places[one.claim.pairs[0][1]].family not in family:
                continue
            if wanted <= {i for i, j in one.claim.pairs if j in where}:
                share, yes = share + one.posterior, max(yes, one.best)
            else:
                no = max(no, one.best)
        return share, yes - no


def identify(
    weights: Matrix,
    places: Sequence[Place],
    children: Sequence[str] | None = None,
    *,
    other: Matrix | None = None,
    prior: float | Matrix = 1.0,
    together: Sequence[Together] = (),
    siblings: Sequence[Siblings] = (),
    negligible: float = NEGLIGIBLE,
    rng: np.random.Generator | None = None,
    sweeps: int = SWEEPS,
) -> Identification:
    """The posterior of every pair of child and place.

    `weights`: bits (log2 of a likelihood ratio) of the DNA of each child (row) and place (column), -inf for what is
    impossible; `other`: bits of everything else; `prior`: odds of each pair, before any evidence, against "of no family
    here", one for all or one for each.  `together`: joint bits of several children in one family, which take the place
    of the sum of theirs; `other` and `prior` are counted for each pair.  `siblings`: children who may be brothers and
    sisters of no family here, which is as likely beforehand as that a child is of a place here.  `rng` is needed only
    where a component has too many states to be summed; without it such a component is refused (JOINT-06).

    `WrongUse`: JOINT-01, 02, 03, 05 as in `claims_on`; JOINT-04 for a prior that is no odds; JOINT-06.
    """
    dna = np.array(weights, dtype=np.float64).reshape(-1, len(places))
    names = tuple(children) if children is not None else tuple(str(number + 1) for number in range(len(dna)))
    if len(names) != len(dna):
        raise WrongUse(Problem("JOINT-02", value=str(len(names)), detail=str(len(dna))))
    beside = np.zeros_like(dna) if other is None else np.array(other, dtype=np.float64).reshape(dna.shape)
    odds = np.broadcast_to(np.array(prior, dtype=np.float64), dna.shape)
    if not bool(np.all(np.isfinite(odds) & (odds >= 0))):
        raise WrongUse(Problem("JOINT-04", value=str(prior)[:60]))
    with np.errstate(divide="ignore"):
        beside = beside + np.log2(odds)
    all_claims = claims_on(dna, beside, names, places, together)
    least = math.log2(negligible) if negligible > 0 else -math.inf
    if siblings:
        families = len({place.family for place in places})
        usual = float(odds[odds > 0].mean()) if (odds > 0).any() else 0.0
        all_claims += claims_of_siblings(siblings, names, usual, families, len(places))
    claims = [claim for claim in all_claims if claim.bits >= least]
    dropped = [claim for claim in all_claims if claim.bits < least]
    count = 1 + max((j for claim in all_claims for _, j in claim.pairs), default=-1)
    own = tuple(Place(f"\x1f{j}", "\x1f") for j in range(len(places), count))
    found = _weighed(claims, dropped, names, (*places, *own), rng, sweeps)
    return _of_families(found, len(places)) if own else found


def _of_families(found: Identification, places: int) -> Identification:
    """The same without the families of siblings of no family here: who is in one of these is of no family here."""
    here = {place.id for place in found.places[:places]}
    return replace(
        found,
        places=found.places[:places],
        posterior=found.posterior[:, :places],
        nobody=np.clip(found.nobody + found.posterior[:, places:].sum(axis=1), 0, 1),
        empty=found.empty[:places],
        best=tuple(pair for pair in found.best if pair[1] in here),
        ratio=found.ratio[:, :places],
        parts=tuple(replace(part, places=tuple(one for one in part.places if one in here)) for part in found.parts),
        claims=tuple(one for one in found.claims if all(j < places for _, j in one.claim.pairs)),
    )


def _weighed(
    claims: list[Claim],
    dropped: list[Claim],
    children: tuple[str, ...],
    places: tuple[Place, ...],
    rng: np.random.Generator | None,
    sweeps: int,
) -> Identification:
    posterior = np.zeros((len(children), len(places)))
    ratio = np.full(posterior.shape, -math.inf)
    filled = np.zeros(max((claim.family for claim in [*claims, *dropped]), default=-1) + 1)
    bits: float | None = 0.0
    best: list[int] = []
    parts, weighed = [], []
    without: dict[str, float] = {}
    for component in components(claims):
        solved, part, most = _solve(claims, component, ratio, rng, sweeps, children, places)
        parts.append(part)
        best += most.chosen
        bits = None if bits is None or solved.bits is None else bits + solved.bits
        without |= {
            places[claims[c].pairs[0][1]].family: most.none[claims[c].family] for c in component.claims if most.none
        }
        for number, share, top in zip(component.claims, solved.claim.tolist(), most.claim.tolist(), strict=True):
            weighed.append(WeighedClaim(claims[number], share, top))
            filled[claims[number].family] += share
            for i, j in claims[number].pairs:
                posterior[i, j] += share
    nobody, empty = 1 - posterior.sum(axis=1), 1 - posterior.sum(axis=0)
    highest = sum(claims[c].bits for c in best)
    return Identification(
        children,
        places,
        posterior,
        np.clip(nobody, 0, 1),
        np.clip(empty, 0, 1),
        tuple(sorted((children[i], places[j].id) for c in best for i, j in claims[c].pairs)),
        None if bits is None else 2.0 ** (highest - bits),
        bits,
        ratio,
        tuple(parts),
        len(dropped),
        _lost(dropped, np.clip(nobody, 0, 1), np.clip(1 - filled, 0, 1)),
        tuple(weighed),
        without,
    )


def _solve(
    claims: list[Claim],
    component: Component,
    ratio: Doubles,
    rng: np.random.Generator | None,
    sweeps: int,
    children: tuple[str, ...],
    places: tuple[Place, ...],
) -> tuple[joint_solving.Solved, Part, Best]:
    of = component.claims
    layout = laid_out(claims, component)
    who = tuple(children[i] for i in component.children)
    where = tuple(places[j].id for j in sorted({j for c in of for _, j in claims[c].pairs}))
    if layout is None:
        if rng is None:
            raise WrongUse(Problem("JOINT-06", value=f"{len(who)} × {len(where)}", detail=who[0][:200]))
        chosen = joint_solving.best_way(claims, component)
        solved = joint_solving.sampled(claims, component, chosen, sweeps, rng)
        for i, j in {pair for c in of for pair in claims[c].pairs}:
            ratio[i, j] = math.nan
        return solved, Part(who, where, "sampled", len(who), solved.error), Best(np.full(len(of), math.nan), {}, chosen)
    solved, most = joint_solving.summed(claims, component, layout), joint_solving.maxima(claims, component, layout)
    for (i, j), value in joint_solving.ratios(claims, component, layout, most).items():
        ratio[i, j] = value
    none = {} if layout.is_by_child else most.none
    return solved, Part(who, where, "exact", layout.width, 0.0), replace(most, none=none)


def _lost(dropped: Sequence[Claim], nobody: Doubles, unclaimed: Doubles) -> float:
    """The most of the whole that claims which were left out can have, so that no posterior is off by more.

    Of the ways that have such a claim, go by the first: its weight times the ways that leave its children and its
    family free, which without other such claims are the share `nobody` and `unclaimed`; with them at most
    prod(1 + w) times as many.
    """
    odds = [float(2.0**claim.bits) for claim in dropped]
    first = math.fsum(
        w * min([float(unclaimed[claim.family]), *(float(nobody[i]) for i, _ in claim.pairs)])
        for claim, w in zip(dropped, odds, strict=True)
    )
    return min(first * math.exp(sum(map(math.log1p, odds))), 1.0)
