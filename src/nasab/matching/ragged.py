"""Rows of different lengths in two flat arrays: each child's names, each name's children.

A child may have no name or nine.  A list of lists would cost a hundred bytes a name and a pointer
chase a pair, so row `i` is `values[start[i]:start[i + 1]]` (the compressed sparse row layout).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Ragged"]

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Ragged:
    """`start`: int64, one longer than the rows; `values`: int32, sorted and distinct within a row."""

    start: npt.NDArray[np.int64]
    values: Ints

    def __len__(self) -> int:
        return len(self.start) - 1

    def row(self, i: int) -> Ints:
        """The values of row `i`."""
        return self.values[self.start[i] : self.start[i + 1]]

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """How many values each row has."""
        return np.diff(self.start)

    def sizes(self, rows: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
        """How many values some rows have."""
        sizes: npt.NDArray[np.int64] = self.start[rows + 1] - self.start[rows]
        return sizes

    @classmethod
    def from_pairs(cls, rows: npt.ArrayLike, values: npt.ArrayLike, n: int) -> Ragged:
        """From (row, value) pairs in any order, equal pairs counted once; `n` rows in all."""
        if not np.size(values):
            return cls(np.zeros(n + 1, dtype=np.int64), np.empty(0, dtype=np.int32))
        key = np.asarray(rows).astype(np.int64)
        key <<= 32
        key |= np.asarray(values, dtype=np.int64)
        key.sort()
        key = key[np.append(True, key[1:] != key[:-1])[: len(key)]]
        start = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(key >> 32, minlength=n), out=start[1:])
        return cls(start, (key & 0xFFFFFFFF).astype(np.int32))

    def pairs(self) -> tuple[npt.NDArray[np.int64], Ints]:
        """The (row, value) pairs."""
        if len(self) == 1:
            return np.zeros(len(self.values), dtype=np.int64), self.values
        return np.repeat(np.arange(len(self)), self.lengths), self.values

    def inverted(self, n: int) -> Ragged:
        """For each of `n` values, the rows that hold it."""
        rows, values = self.pairs()
        return Ragged.from_pairs(values, rows, n)

    def take(self, rows: npt.ArrayLike) -> Ragged:
        """Some rows, in the order given."""
        chosen = np.asarray(rows, dtype=np.int64)
        lengths = self.sizes(chosen)
        start = np.zeros(len(chosen) + 1, dtype=np.int64)
        np.cumsum(lengths, out=start[1:])
        offset = np.repeat(self.start[chosen] - start[:-1], lengths)
        return Ragged(start, self.values[np.arange(start[-1]) + offset])

    @classmethod
    def union(cls, parts: Sequence[Ragged]) -> Ragged:
        """Row by row, all values of several arrays with the same rows."""
        pairs = [part.pairs() for part in parts]
        rows = np.concatenate([pair[0] for pair in pairs])
        values = np.concatenate([pair[1] for pair in pairs])
        return cls.from_pairs(rows, values, len(parts[0]))
