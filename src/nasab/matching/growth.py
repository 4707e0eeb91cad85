"""Arrays that become longer at their end, so that a list can take in a child without being copied.

What was given out before a row was added stays as it was: it is a view of the part that was there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, overload

import numpy as np
import numpy.typing as npt

from nasab.matching.counted import Bearers, Counted
from nasab.matching.facts import Facts
from nasab.matching.ragged import Ragged
from nasab.matching.roles import Slot
from nasab.records import ChildList

__all__ = ["FACTS", "GrowingBearers", "GrowingFacts", "GrowingRows", "Growth", "LongerColumn"]

#: The facts that are one array each.
FACTS: Final = (
    "household", "sex", "born", "when", "where", "origin", "languages", "byname", "marks", "people", "key",
)  # fmt: skip

#: Room is left for so many rows, and for so many values of each row of different lengths.
SPARE: Final = 4096
SPARE_VALUES: Final = 4


class Growth:
    """An array with room behind its end.  It grows along its first axis."""

    __slots__ = ("_count", "_room")

    def __init__(self, values: npt.NDArray[Any], spare: int = SPARE) -> None:
        self._count = len(values)
        self._room = np.empty((len(values) + spare, *values.shape[1:]), dtype=values.dtype)
        self._room[: self._count] = values

    def __len__(self) -> int:
        return self._count

    @property
    def values(self) -> npt.NDArray[Any]:
        """All of it, as a view."""
        return self._room[: self._count]

    def extend(self, values: npt.NDArray[Any]) -> None:
        """Puts these behind the others."""
        count = self._count + len(values)
        if count > len(self._room):
            self._room = Growth(self.values, count - self._count + max(SPARE, self._count // 4))._room
        self._room[self._count : count] = values
        self._count = count


class GrowingRows:
    """A `Ragged` to which rows are added."""

    __slots__ = ("_start", "_values")

    def __init__(self, rows: Ragged) -> None:
        self._start = Growth(rows.start)
        self._values = Growth(rows.values, SPARE * SPARE_VALUES)

    def extend(self, rows: Ragged) -> None:
        """Puts these behind the others."""
        last = int(self._start.values[-1])
        self._values.extend(rows.values)
        self._start.extend(rows.start[1:] + last)

    def rows(self) -> Ragged:
        """All of them, as a view."""
        return Ragged(self._start.values, self._values.values)


class GrowingFacts:
    """`Facts` to which rows are added."""

    def __init__(self, facts: Facts) -> None:
        self._arrays = {name: Growth(getattr(facts, name)) for name in FACTS}
        self._names = {slot: GrowingRows(words) for slot, words in facts.names.items()}
        self._concepts = GrowingRows(facts.concepts)
        self._peoples = facts.peoples

    def __len__(self) -> int:
        return len(self._arrays["sex"])

    def array(self, name: str) -> npt.NDArray[Any]:
        """One of the arrays."""
        return self._arrays[name].values

    def extend(self, facts: Facts) -> None:
        """Puts these rows behind the others; they are numbered by the same knowledge."""
        for name, array in self._arrays.items():
            array.extend(getattr(facts, name))
        for slot, words in self._names.items():
            words.extend(facts.names[slot])
        self._concepts.extend(facts.concepts)

    def facts(self, children: ChildList, counted: Counted | None = None) -> Facts:
        """All rows, as views; `children`: what is written in them."""
        names: dict[Slot, Ragged] = {slot: words.rows() for slot, words in self._names.items()}
        arrays = {name: array.values for name, array in self._arrays.items()}
        return Facts(
            children=children, names=names, concepts=self._concepts.rows(), peoples=self._peoples, counted=counted,
            **arrays,
        )  # fmt: skip


class GrowingBearers:
    """`Bearers` of a list in which rows come and go."""

    __slots__ = ("_by_people", "_place", "_told")

    def __init__(self, bearers: Bearers) -> None:
        self._place = Growth(bearers.place)
        self._by_people = Growth(bearers.by_people)
        self._told = bearers.told.copy()

    def count(self, words: Ragged, people: npt.NDArray[np.int32], step: int) -> None:
        """Counts these rows in (`step` 1) or out (-1)."""
        rows, values = words.pairs()
        if len(values):
            lacking = int(values.max()) + 1 - len(self._place)
            if lacking > 0:
                self._place.extend(np.full(lacking, -1, dtype=np.int32))
            new = np.unique(values[self._place.values[values] < 0])
            if len(new):
                self._place.values[new] = len(self._by_people) + np.arange(len(new), dtype=np.int32)
                self._by_people.extend(np.zeros((len(new), len(self._told)), dtype=np.int32))
            np.add.at(self._by_people.values, (self._place.values[values], people[rows]), step)
        np.add.at(self._told, people[words.lengths > 0], step)

    def bearers(self) -> Bearers:
        """As they are counted now."""
        return Bearers(self._place.values, self._by_people.values, self._told)


class LongerColumn(Sequence[str]):
    """A column of text with cells added behind it."""

    __slots__ = ("added", "before")

    def __init__(self, before: Sequence[str]) -> None:
        self.before = before
        self.added: list[str] = []

    def __len__(self) -> int:
        return len(self.before) + len(self.added)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[k] for k in range(*at.indices(len(self)))]
        before = len(self.before)
        return self.before[at] if 0 <= at < before else self.added[at - before if at >= 0 else at]

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[str]], names: Iterable[str]) -> dict[str, LongerColumn]:
        """Each of the columns of these names; one that is not there is empty."""
        size = len(columns["id"])
        return {name: cls(columns.get(name) or _Empty(size)) for name in names}


class _Empty(Sequence[str]):
    """A column in which nothing stands."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [""] * len(range(*at.indices(self._size)))
        if not -self._size <= at < self._size:
            raise IndexError(at)
        return ""
