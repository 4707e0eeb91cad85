"""A number for each different text of a column, while the column is being read.

A Python dictionary would do the same in five times the memory: a million ids take two hundred megabytes in it, and the
columns of a list are read side by side.  Here the texts lie packed, and an open-addressed table of their hashes says
where.  It is asked for thousands of texts at a time, so that the work is done on arrays.
Source of the method: Knuth, The Art of Computer Programming, vol. 3, 6.4, algorithm L (linear probing).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.columns.room import Growing, room
from nasab.columns.texts import Texts, encoded, runs

__all__ = ["Numbering"]

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint32]

_FREE: Final = -1
_SMALLEST: Final = 1 << 8


class Numbering:
    """Numbers texts in the order in which they are first met."""

    __slots__ = ("_hashes", "_packed", "_starts", "_table")

    def __init__(self) -> None:
        self._packed = Growing(np.uint8)
        self._starts = Growing(np.int32)
        self._starts.extend(np.zeros(1, dtype=np.int32))
        self._hashes = Growing(np.uint32)
        self._table = _free(_SMALLEST)

    def __len__(self) -> int:
        return len(self._hashes)

    def numbers(self, texts: Sequence[str]) -> Ints:
        """The number of each of these texts, which must differ from one another; new ones are taken in."""
        content, starts, lengths = encoded(texts)
        hashes = np.fromiter(map(hash, texts), dtype=np.int64, count=len(texts)).astype(np.uint32)
        given = self._find(hashes, content, starts, lengths)
        new = np.flatnonzero(given == _FREE)
        if len(new):
            given[new] = len(self) + np.arange(len(new))
            self._take_in(content[runs(starts[new], lengths[new])], lengths[new], hashes[new])
        return given

    def texts(self) -> Texts:
        """All texts, by number."""
        return Texts(self._packed.fitted(), self._starts.fitted())

    def _find(self, hashes: Hashes, content: Bytes, starts: Ints, lengths: Ints) -> Ints:
        """The number of each text that is known."""
        given = np.full(len(hashes), _FREE, dtype=np.int64)
        known = self._hashes.values
        mask = len(self._table) - 1
        waiting = np.arange(len(hashes))
        slots = hashes & mask
        while len(waiting):
            held = self._table[slots].astype(np.int64)
            is_taken = held != _FREE
            waiting, slots, held = waiting[is_taken], slots[is_taken], held[is_taken]
            same = known[held] == hashes[waiting]
            asked = waiting[same]
            # two texts may have one hash: only the letters say whether they are the same
            same[same] = self._is_same(held[same], content, starts[asked], lengths[asked])
            given[waiting[same]] = held[same]
            waiting, slots = waiting[~same], (slots[~same] + 1) & mask
        return given

    def _is_same(self, held: Ints, content: Bytes, starts: Ints, lengths: Ints) -> npt.NDArray[np.bool_]:
        own_starts = self._starts.values[held]
        same: npt.NDArray[np.bool_] = self._starts.values[held + 1] - own_starts == lengths
        some = np.flatnonzero(same)
        own_starts, starts, lengths = own_starts[some], starts[some], lengths[some]
        differs = self._packed.values[runs(own_starts, lengths)] != content[runs(starts, lengths)]
        if differs.any():
            same[some[np.repeat(np.arange(len(some)), lengths)[differs]]] = False
        return same

    def _take_in(self, content: Bytes, lengths: Ints, hashes: Hashes) -> None:
        first = len(self)
        ends = len(self._packed) + np.cumsum(lengths)
        self._starts.extend(ends.astype(np.int32) if ends[-1] < 1 << 31 else ends)
        self._hashes.extend(hashes)
        self._packed.extend(content)
        size = len(self._table)
        while len(self) * 3 > size * 2:
            size *= 2
        if size > len(self._table):
            self._table = _free(size)
            first = 0
        self._place(np.arange(first, len(self)))

    def _place(self, numbers: Ints) -> None:
        """Give each of these a slot of the table: the first free one from where its hash points."""
        mask = len(self._table) - 1
        slots = self._hashes.values[numbers] & mask
        while len(numbers):
            free = self._table[slots] == _FREE
            self._table[slots[free]] = numbers[free]  # of several who want one slot the last gets it
            rest = self._table[slots] != numbers
            numbers, slots = numbers[rest], (slots[rest] + 1) & mask


def _free(size: int) -> npt.NDArray[np.int32]:
    table = room(size, np.int32)
    table.fill(_FREE)
    return table
