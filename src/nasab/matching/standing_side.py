"""The rows of one sort in a list that children come to and leave, children or families, and what is counted of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nasab.matching import counted, sampling
from nasab.matching.counted import Counted
from nasab.matching.evidence.comparison import SAMPLE
from nasab.matching.facts import Facts
from nasab.matching.growth import GrowingBearers, GrowingFacts
from nasab.matching.ragged import Ragged
from nasab.matching.roles import Slot
from nasab.records import ChildList

__all__ = ["Roles", "Side", "Stands"]

Rows = npt.NDArray[np.int32]

#: Roles whose words are counted together (`counted.bearers_of`).
Roles = tuple[Slot, ...]

#: For some rows whether they stand.
Stands = Callable[[Rows], npt.NDArray[np.bool_]]

#: So many rows more than are looked at are kept in view, so that those that leave can be replaced.
IN_VIEW: Final = 4096


class Side:
    """The rows of children, or of families, and what is counted of those that stand."""

    def __init__(self, facts: Facts, roles: Iterable[Roles]) -> None:
        self._facts = GrowingFacts(facts)
        self.bearers = {one: GrowingBearers(counted.bearers_of(facts, *one)) for one in roles}
        self.standing = len(facts)
        self.of_people = np.bincount(facts.people, minlength=facts.peoples)
        self._read = len(facts)
        self._in_view = sampling.lowest(facts.key, 4 * SAMPLE + IN_VIEW)

    def __len__(self) -> int:
        return len(self._facts)

    def array(self, name: str) -> npt.NDArray[Any]:
        """One of the arrays of all rows."""
        return self._facts.array(name)

    def facts(self, children: ChildList, count: Counted | None) -> Facts:
        """All rows."""
        return self._facts.facts(children, count)

    def extend(self, facts: Facts) -> None:
        """Puts rows behind the others."""
        self._facts.extend(facts)

    def count(self, facts: Facts, step: int) -> None:
        """Counts rows in or out."""
        self.standing += step * len(facts)
        np.add.at(self.of_people, facts.people, step)
        for roles, bearers in self.bearers.items():
            words = facts.names[roles[0]] if len(roles) == 1 else Ragged.union([facts.names[r] for r in roles])
            bearers.count(words, facts.people, step)

    def sample(self, stands: Stands, most: int) -> Rows:
        """The rows that are looked at, of those that stand: the same as of a list read anew."""
        key = self._facts.array("key")
        if len(self._in_view) < self._read and int(stands(self._in_view).sum()) < most:
            self._in_view = np.arange(self._read, dtype=np.int32)
        rows = np.concatenate([self._in_view, np.arange(self._read, len(key), dtype=np.int32)])
        rows = rows[stands(rows)]
        return rows[sampling.lowest(key[rows], most)]
