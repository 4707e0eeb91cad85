"""What was learned of two lists, apart from the lists: so that it holds for children who come later, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from nasab.matching import parameters, training, understanding
from nasab.matching.compared import Compared
from nasab.matching.pieces import Piecework
from nasab.matching.results import Parameters
from nasab.matching.retrieval import LEADING
from nasab.matching.training import Priors
from nasab.matching.understanding import Understood
from nasab.matching.unseen import Aside

__all__ = ["Learned", "learn", "learn_from", "named", "nothing"]


@dataclass(frozen=True, slots=True)
class Learned:
    """What is believed of children found, and of the list they are sought on.

    `parameters`: how facts of one child agree.  `missing`: by stratum what families not looked at weigh (`unseen`).
    `usual`: by kind of evidence how often children found so far met each level among the list.  `concepts`: how many
    of them named each thing, and `naming` any.
    """

    parameters: Parameters
    missing: npt.NDArray[np.float64] | None = None
    usual: Mapping[str, npt.NDArray[np.float32]] = field(default_factory=dict)
    concepts: Mapping[str, int] = field(default_factory=dict)
    naming: int = 0


def nothing(start: Parameters | None = None) -> Learned:
    """Nothing of these lists: the parameters as they are, or as they come with this version."""
    return Learned(start or parameters.shipped())


def learn_from(
    work: Piecework, numbers: npt.NDArray[np.int32], start: Parameters, *, threads: int = 1, agreement: bool = True
) -> Learned:
    """What these found groups teach; `agreement`: also of how facts of one child agree."""
    both = work.both
    priors = training.as_priors(start, both.shared.kinds, both.own.kinds)
    some = work.brought(numbers, threads=threads).compared
    aside = understanding.by_chance(both, some, threads=threads)
    found = both.found.children
    taught = 0
    if agreement and len(some.blocks.g):
        priors = learn(some, aside, priors, both)
        taught = some.blocks.groups
    usual = {
        kind: usual
        for scales in (both.shared, both.own)
        for kind, usual in zip(scales.kinds, scales.usual, strict=True)
        if len(usual)
    }
    counts = np.bincount(found.concepts.values, minlength=len(both.terms.found.concepts))
    return Learned(
        named(priors, both, start, taught),
        training.missing_of(aside, priors),
        usual,
        {word: int(n) for word, n in zip(both.terms.found.concepts.values, counts.tolist(), strict=True) if n},
        int((found.concepts.lengths > 0).sum()),
    )


def learn(some: Compared, aside: Aside | None, priors: Priors, both: Understood) -> Priors:
    """How facts agree in the pairs compared (`training.learn`)."""
    leading = tuple(
        [int(degrees) if kind in LEADING else 0 for kind, degrees in zip(scales.kinds, scales.degrees, strict=True)]
        for scales in (both.shared, both.own)
    )
    groups = [[comparison.groups for comparison in scales.comparisons] for scales in (both.shared, both.own)]
    return training.learn(some, aside, priors, groups[0], groups[1], (leading[0], leading[1]))


def named(priors: Priors, both: Understood, start: Parameters, learned_from: int) -> Parameters:
    """What was learned, by name; `learned_from`: of so many groups, 0 if nothing was."""
    same = dict(start.same) | dict(zip(both.shared.kinds, priors.shared, strict=True))
    same |= dict(zip(both.own.kinds, priors.own, strict=True))
    household = dict(start.household) | dict(zip(both.shared.kinds, priors.shared, strict=True))
    household["is_sibling"] = priors.beside
    return replace(
        start,
        same={kind: tuple(map(float, row)) for kind, row in same.items()},
        household={kind: tuple(map(float, row)) for kind, row in household.items()},
        prior_listed=priors.listed,
        prior_aligned=priors.aligned,
        learned_from=f"{learned_from} groups" if learned_from else start.learned_from,
    )
