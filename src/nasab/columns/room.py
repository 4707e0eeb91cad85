"""Arrays in memory of their own, which goes back to the system as soon as nobody holds them.

A list is read into some hundred arrays that grow side by side.  If they grew where small things live, what they leave
behind would stay with the process as holes: a third of its memory, for as long as it runs.
"""

from __future__ import annotations

import mmap
from typing import Any, Final

import numpy as np
import numpy.typing as npt

__all__ = ["Growing", "room"]

#: Arrays of fewer bytes are not worth a page of their own.
SMALL: Final = 1 << 16

FIRST: Final = 64


def room(count: int, kind: npt.DTypeLike) -> npt.NDArray[Any]:
    """An array for so many numbers of a kind; what stands in it is not said."""
    size = count * np.dtype(kind).itemsize
    return np.empty(count, dtype=kind) if size < SMALL else np.frombuffer(mmap.mmap(-1, size), dtype=kind)


class Growing:
    """Numbers that become more: those of a wider kind widen the ones that are there."""

    __slots__ = ("_count", "_room")

    def __init__(self, kind: npt.DTypeLike) -> None:
        self._room = room(FIRST, kind)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def values(self) -> npt.NDArray[Any]:
        """All numbers so far: a view, which does not grow."""
        return self._room[: self._count]

    def extend(self, values: npt.NDArray[Any]) -> None:
        """Put these behind the others."""
        count = self._count + len(values)
        is_wider = values.dtype.itemsize > self._room.dtype.itemsize
        if count > len(self._room) or is_wider:
            size = max(count, 2 * len(self._room)) if count > len(self._room) else len(self._room)
            self._move(room(size, values.dtype if is_wider else self._room.dtype))
        self._room[self._count : count] = values
        self._count = count

    def fitted(self) -> npt.NDArray[Any]:
        """All numbers in an array that has no room beyond them."""
        self._move(room(self._count, self._room.dtype))
        return self._room

    def _move(self, into: npt.NDArray[Any]) -> None:
        into[: self._count] = self.values
        self._room = into
