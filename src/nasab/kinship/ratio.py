"""Likelihoods under several hypotheses, side by side: ratios for each locus and in all, and how they were computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from nasab.errors import Problem
from nasab.kinship.arrays import Array
from nasab.kinship.evidence import Convention, Evidence
from nasab.kinship.linked import linked_likelihood
from nasab.kinship.pedigree import Pedigree

__all__ = ["Weighed", "named_reference", "weigh"]


@dataclass(frozen=True)
class Weighed:
    """Likelihoods by hypothesis and locus, and all that they depend on.

    `joined` holds, if two loci are linked, the likelihood of the first two together; `needing`, for each
    hypothesis, the loci at which it is impossible without a mutation.  `is_stationary` is whether no
    mutation model moves the frequencies; then both conventions agree.  `notes` say what was treated, not refused.
    """

    loci: tuple[str, ...]
    likelihoods: dict[str, Array]
    reference: str
    theta: float
    convention: Convention
    mutation: str
    is_stationary: bool
    joined: dict[str, float] = field(default_factory=dict)
    needing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)

    def per_locus(self, hypothesis: str) -> Array:
        """Ratios to the reference, locus by locus; NaN where both are impossible."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.likelihoods[hypothesis] / self.likelihoods[self.reference])

    def excluding(self, hypothesis: str) -> tuple[str, ...]:
        """Loci at which this hypothesis needs a mutation and the reference does not."""
        beside = self.needing.get(self.reference, ())
        return tuple(locus for locus in self.needing.get(hypothesis, ()) if locus not in beside)

    def log10(self, hypothesis: str) -> float:
        """log10 of the likelihood of all loci; linked ones count together."""
        with np.errstate(divide="ignore"):
            logs = np.log10(self.likelihoods[hypothesis])
            if hypothesis in self.joined:
                logs = np.append(logs[2:], np.log10(self.joined[hypothesis]))
        return float(logs.sum())

    def log10_ratio(self, hypothesis: str) -> float:
        """log10 of the ratio to the reference, over all loci; NaN where both are impossible."""
        mine, other = self.log10(hypothesis), self.log10(self.reference)
        return float("nan") if mine == other == -np.inf else mine - other


def weigh(
    evidence: Evidence,
    families: Mapping[str, Pedigree],
    *,
    reference: str = "",
    theta: float = 0.0,
    convention: Convention = "full",
    recombination: float | None = None,
) -> Weighed:
    """The evidence under each family.  `recombination` joins the first two loci, which lie on one chromosome."""
    likelihoods = {name: evidence.likelihoods(family, theta, convention) for name, family in families.items()}
    joined = {}
    if recombination is not None:
        joined = {
            name: linked_likelihood(evidence, family, 0, 1, recombination, theta, convention)
            for name, family in families.items()
        }
    models = [
        a if a == b else f"{a} ♀, {b} ♂"
        for a, b in dict.fromkeys((locus.maternal.named, locus.paternal.named) for locus in evidence.loci)
    ]
    return Weighed(
        tuple(locus.name for locus in evidence.loci),
        likelihoods,
        named_reference(families, reference),
        theta,
        convention,
        "; ".join(models),
        all(locus.is_stationary for locus in evidence.loci),
        joined,
        {name: evidence.needing_mutation(family) for name, family in families.items()},
        list(evidence.notes),
    )


def named_reference(families: Mapping[str, object], reference: str = "") -> str:
    """The hypothesis to compare with: as asked, else H2, else the one named unrelated, else the last."""
    if reference in families:
        return reference
    if "H2" in families:
        return "H2"
    names = list(families)
    return next((name for name in names if "unrelated" in name.casefold()), names[-1])
