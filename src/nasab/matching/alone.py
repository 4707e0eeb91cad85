"""What would be believed of a child by itself: the same evidence without what its brothers and sisters say.

"Both brothers together: 0.97; each alone: 0.41" tells a reader where a probability comes from.  Each child
of a found group is weighed as if it were a group of its own, with the same parameters: against the families that its
own names bring in, and against those of its group, so that it has the rivals it would have if it had come alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from nasab.matching import training, understanding
from nasab.matching.counted import standing_of
from nasab.matching.engine import Matching
from nasab.matching.families import alone
from nasab.matching.given import as_bits, with_given
from nasab.matching.pieces import AT_ONCE
from nasab.matching.retrieval import Search, always_of

__all__ = ["Alone"]

Rows = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int64]


class Alone:
    """The children of groups of several, and of groups that may be one household, each by itself.

    `least`: of groups only whose likeliest family is at least so probable; to weigh a child anew takes a while.
    """

    def __init__(self, matching: Matching, least: float = 0.0) -> None:
        self._matching = matching
        self._least = least

    def of(self, row: int, family: int) -> float:
        """P(the child's household is the family), by what its own row says; 0 of one who was not weighed."""
        keys, belief = self._known
        key = row * len(self._matching.both.sought) + family
        place = int(np.searchsorted(keys, key))
        return float(belief[place]) if place < len(keys) and keys[place] == key else 0.0

    def likeliest(self, row: int) -> tuple[int, float]:
        """The family likeliest by what the child's own row says, and how probable it is; -1 if it was not weighed."""
        place = int(np.searchsorted(self._best[0], row))
        if place == len(self._best[0]) or self._best[0][place] != row:
            return -1, 0.0
        return int(self._best[1][place]), float(self._best[2][place])

    @property
    def _best(self) -> tuple[Rows, Rows, npt.NDArray[np.float32]]:
        return self._weighed[1]

    @property
    def _known(self) -> tuple[Keys, npt.NDArray[np.float32]]:
        return self._weighed[0]

    @cached_property
    def _weighed(self) -> tuple[tuple[Keys, npt.NDArray[np.float32]], tuple[Rows, Rows, npt.NDArray[np.float32]]]:
        """The pairs of a child and a family of its group's in one number, rising, and what is believed of each.

        Then the children, rising, each with its likeliest family, of all, and what is believed of that.
        """
        both, laid = self._matching.both, self._matching.compared.blocks
        tied = {group for members, _ in self._matching.tied for group in members}
        likeliest = np.zeros(laid.groups)
        np.maximum.at(likeliest, laid.group, self._matching.outcome.family)
        groups = [
            group
            for group in np.flatnonzero((np.diff(laid.starts) > 0) & (likeliest >= self._least)).tolist()
            if both.found.members.start[group + 1] - both.found.members.start[group] > 1 or group in tied
        ]
        rows = [both.found.members.row(group) for group in groups]
        some = np.concatenate([np.empty(0, dtype=np.int32), *rows])
        parts = [self._believed(some[first : first + AT_ONCE]) for first in range(0, len(some), AT_ONCE)]
        keys = np.concatenate([np.empty(0, dtype=np.int64), *(part[0] for part in parts)])
        belief = np.concatenate([np.empty(0, dtype=np.float32), *(part[1] for part in parts)])
        best = [np.concatenate([np.empty(0, dtype=np.int32), *(part[k] for part in parts)]) for k in (2, 3)]
        sure = np.concatenate([np.empty(0, dtype=np.float32), *(part[4] for part in parts)])
        order, by_child = np.argsort(keys), np.argsort(best[0], kind="stable")
        return (keys[order], belief[order]), (best[0][by_child], best[1][by_child], sure[by_child])

    def _believed(self, rows: Rows) -> tuple[Keys, npt.NDArray[np.float32], Rows, Rows, npt.NDArray[np.float32]]:
        matching = self._matching
        both, laid = matching.both, matching.compared.blocks
        families = len(both.sought)
        apart = alone(both.found, rows, both.knowledge)
        by_pair = understanding.between(apart, both.sought, both.likeness, both.terms)
        always = always_of(len(both.found.children), standing_of(both.sought.children))
        search = Search(by_pair, matching.parameters.same, always=always)
        brought = search.pairs(np.arange(len(rows), dtype=np.int32), threads=matching.threads)
        group = both.found.children.household[rows]
        lengths = laid.starts[group + 1] - laid.starts[group]
        of_group = np.concatenate([np.arange(laid.starts[g], laid.starts[g + 1]) for g in group.tolist()])
        theirs = np.repeat(np.arange(len(rows)), lengths) * families + laid.r[of_group]
        key = np.union1d(brought.i.astype(np.int64) * families + brought.j, theirs)
        g, r = (key // families).astype(np.int32), (key % families).astype(np.int32)
        compared = understanding.compare(by_pair, g, r, threads=matching.threads)
        own = compared.blocks
        given = with_given(
            as_bits(matching.given, both), replace(compared, blocks=replace(own, i=rows[own.i]))
        ).given_own  # of the child itself; what is given for the family may be of its brother
        belief = training.expect(replace(compared, given_own=given), matching.priors, matching.missing)
        told = np.isin(own.g.astype(np.int64) * families + own.r, theirs)
        strongest = np.lexsort((-belief.family, own.g))
        strongest = strongest[np.unique(own.g[strongest], return_index=True)[1]]
        return (
            rows[own.g[told]].astype(np.int64) * families + own.r[told],
            belief.family[told].astype(np.float32),
            rows[own.g[strongest]],
            own.r[strongest].astype(np.int32),
            belief.family[strongest].astype(np.float32),
        )
