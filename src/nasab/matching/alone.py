"""What would be believed of a child by itself: the same evidence without what its brothers and sisters say.

"Both brothers together: 0.97; each alone: 0.41" tells a reader where a probability comes from.  Each child
of a found group is weighed as if it were a group of its own, against the same families and with the same parameters.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from nasab.matching import training, understanding
from nasab.matching.engine import Matching
from nasab.matching.families import alone
from nasab.matching.given import as_bits, with_given
from nasab.matching.training import Belief

__all__ = ["Alone"]


class Alone:
    """The children of all groups of several, and of groups that may be one household, each by itself."""

    def __init__(self, matching: Matching) -> None:
        self._matching = matching

    def of(self, row: int, family: int) -> float:
        """P(the child's household is the family), by what its own row says."""
        return self._known.get((row, family), 0.0)

    @cached_property
    def _known(self) -> dict[tuple[int, int], float]:
        matching = self._matching
        both, laid = matching.both, matching.compared.blocks
        tied = {group for members, _ in matching.tied for group in members}
        groups = [
            group
            for group in range(len(both.found))
            if (both.found.members.start[group + 1] - both.found.members.start[group] > 1 or group in tied)
            and laid.starts[group] < laid.starts[group + 1]
        ]
        if not groups:
            return {}
        rows = np.concatenate([both.found.members.row(group) for group in groups])
        apart = alone(both.found, rows, both.knowledge)
        by_pair = understanding.between(apart, both.sought, both.likeness, both.terms)
        candidates = {group: laid.r[laid.starts[group] : laid.starts[group + 1]] for group in groups}
        household = both.found.children.household
        wanted = [candidates[int(household[row])] for row in rows.tolist()]
        g = np.repeat(np.arange(len(rows), dtype=np.int32), [len(some) for some in wanted])
        compared = understanding.compare(by_pair, g, np.concatenate(wanted).astype(np.int32))
        apart_laid = compared.blocks
        given = with_given(
            as_bits(matching.given, both), replace(compared, blocks=replace(apart_laid, i=rows[apart_laid.i]))
        ).given_own  # of the child itself; what is given for the family may be of its brother
        belief: Belief = training.expect(replace(compared, given_own=given), matching.priors, matching.missing)
        return {
            (int(rows[k]), int(r)): float(p)
            for k, r, p in zip(apart_laid.g.tolist(), apart_laid.r.tolist(), belief.family.tolist(), strict=True)
        }
