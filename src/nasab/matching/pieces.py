"""The found groups, a piece at a time: families brought in, compared, weighed, and those kept that are worth competing.

A piece needs nothing that another piece makes.  So pieces are worked through one after the other here, or many at
once on other machines (`Runner`), by the same code; and the outcome is the same to the last bit however the groups
are cut into pieces, because nothing is summed over groups before all of them are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from nasab.matching import compared as comparing
from nasab.matching import competition, training, understanding
from nasab.matching.compared import Compared
from nasab.matching.given import Bits, bring_in, with_given
from nasab.matching.retrieval import Search
from nasab.matching.training import Belief, Priors
from nasab.matching.understanding import Understood

__all__ = ["AT_ONCE", "Brought", "Live", "OnThreads", "Piecework", "Runner", "Weighing", "spans", "together"]

Rows = npt.NDArray[np.int32]
Doubles = npt.NDArray[np.float64]

#: So many found groups are compared at a time.
AT_ONCE: Final = 12_000


@dataclass(frozen=True, slots=True)
class Brought:
    """What was compared of some found groups, and of how many the search `capped` and `unreached` (`retrieval`)."""

    compared: Compared
    capped: int
    unreached: int


@dataclass(frozen=True, slots=True)
class Weighing:
    """What all pieces are weighed by; `missing`: what families not looked at weigh (`training.missing_of`)."""

    priors: Priors
    missing: Doubles | None


@dataclass(frozen=True, slots=True)
class Live:
    """Of found groups that follow one another the families worth competing, and what is believed of all.

    `matched`: for each group how many of its children are expected to be among the children sought.  `pairs`: how
    many pairs of children were compared; of how many groups the search `capped` and `unreached`.
    """

    compared: Compared
    belief: Belief
    matched: Doubles
    pairs: int
    capped: int
    unreached: int


@dataclass(frozen=True, slots=True)
class Piecework:
    """What is the same for all pieces, and what is done with each."""

    both: Understood
    search: Search
    given: Bits

    def brought(self, numbers: Rows, *, threads: int = 1) -> Brought:
        """Everything worth comparing with these found groups, compared."""
        found = self.search.pairs(numbers, threads=threads)
        g, r = bring_in(self.given, len(self.both.sought), found.i, found.j, numbers)
        compared = understanding.compare(self.both, g, r, numbers=numbers, threads=threads)
        return Brought(with_given(self.given, compared), found.capped, found.unreached)

    def live(self, brought: Brought, weighing: Weighing) -> Live:
        """What was brought in, weighed; and of it what is worth competing."""
        compared = brought.compared
        belief = training.expect(compared, weighing.priors, weighing.missing)
        laid = compared.blocks
        matched = np.bincount(laid.group[laid.within], weights=belief.same, minlength=laid.groups).astype(np.float64)
        chosen = competition.worth_competing(belief)
        some, pairs = compared.take(chosen)
        kept = replace(belief, family=belief.family[chosen], weight=belief.weight[chosen], same=belief.same[pairs])
        return Live(some, kept, matched, len(laid.i), brought.capped, brought.unreached)

    def piece(self, numbers: Rows, weighing: Weighing, *, threads: int = 1) -> Live:
        """A piece from beginning to end."""
        return self.live(self.brought(numbers, threads=threads), weighing)


class Runner(Protocol):
    """Who works through all pieces: this machine, or others."""

    def run(self, work: Piecework, weighing: Weighing) -> Iterator[Live]:
        """All found groups, from first to last, in pieces as large as it likes."""


@dataclass(frozen=True, slots=True)
class OnThreads:
    """This machine: piece after piece of so many groups, and the threads share each."""

    threads: int
    at_once: int = AT_ONCE

    def run(self, work: Piecework, weighing: Weighing) -> Iterator[Live]:
        """All found groups, from first to last."""
        for numbers in spans(len(work.both.found), self.at_once):
            yield work.piece(numbers, weighing, threads=self.threads)


def spans(groups: int, at_once: int) -> Iterator[Rows]:
    """The numbers of all found groups, so many at a time."""
    for first in range(0, groups, at_once):
        yield np.arange(first, min(first + at_once, groups), dtype=np.int32)


def together(lives: Iterable[Live]) -> Live:
    """The pieces as one."""
    parts = list(lives)
    return Live(
        comparing.together([part.compared for part in parts]),
        training.together([part.belief for part in parts]),
        np.concatenate([part.matched for part in parts]),
        sum(part.pairs for part in parts),
        sum(part.capped for part in parts),
        sum(part.unreached for part in parts),
    )
