"""A child with its brothers and sisters, as a reader is told of them: those the list names, or the engine proposes."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np

from nasab.matching.alone import Alone
from nasab.matching.engine import Matching
from nasab.matching.results import Together

__all__ = ["WORTH_TELLING", "Siblings"]

#: Brothers and sisters are told together with their family from this probability on.
WORTH_TELLING: Final = 0.1

#: A child whose own row fits another family with at least this probability may not belong to its group.
ELSEWHERE: Final = 0.5


class Siblings:
    """Tells of any child found who its brothers and sisters are, and how probable their family is for all of them."""

    def __init__(self, matching: Matching) -> None:
        self._matching = matching
        self._alone = Alone(matching, WORTH_TELLING)

    @cached_property
    def _tied(self) -> dict[int, tuple[tuple[int, ...], float]]:
        return {group: (members, sure) for members, sure in self._matching.tied for group in members}

    def of(self, row: int) -> Together | None:
        """The child with its brothers and sisters; nothing if there are none, or no family to speak of."""
        matching = self._matching
        both, laid = matching.both, matching.compared.blocks
        group = int(both.found.children.household[row])
        members, sure = self._tied.get(group, ((group,), 1.0))
        if sure < WORTH_TELLING:  # then only those whom the list itself calls brothers and sisters
            members, sure = (group,), 1.0
        rows = [int(other) for one in members for other in both.found.members.row(one)]
        a, z = int(laid.starts[group]), int(laid.starts[group + 1])
        if len(rows) < 2 or a == z:
            return None
        best = a + int(np.argmax(matching.outcome.family[a:z]))
        together = float(matching.outcome.family[best])
        if together < WORTH_TELLING:
            return None
        family = int(laid.r[best])
        other, elsewhere = self._alone.likeliest(row)
        apart = other != family and elsewhere >= ELSEWHERE
        found, sought = (side.children.children.columns["id"] for side in (both.found, both.sought))
        return Together(
            brothers_and_sisters=tuple(found[other] for other in rows if other != row),
            sought_ids=tuple(sought[k] for k in both.sought.members.row(family).tolist()),
            probability=together,
            alone=self._alone.of(row, family),
            said=sure,
            elsewhere_ids=tuple(sought[k] for k in both.sought.members.row(other).tolist()) if apart else (),
            elsewhere=elsewhere if apart else 0.0,
        )
