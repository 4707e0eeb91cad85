"""The distinct words and values of two lists, each with a number.

Two lists of a million children hold less than half a million different names.  So whatever is dear
(reading a name, comparing two spellings) is done once for each distinct value, and children hold
numbers only.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from nasab.columns import Column

__all__ = ["Vocabulary", "encode"]

T = TypeVar("T", bound=Hashable)


class Vocabulary(Generic[T]):
    """Numbers values in the order in which they are first met."""

    __slots__ = ("_number", "values")

    def __init__(self) -> None:
        self._number: dict[T, int] = {}
        self.values: list[T] = []

    def __len__(self) -> int:
        return len(self.values)

    def find(self, value: T) -> int:
        """The value's number, -1 if it has none."""
        return self._number.get(value, -1)

    def number(self, value: T) -> int:
        """The value's number; a new one for a new value."""
        found = self._number.get(value)
        if found is None:
            found = self._number[value] = len(self.values)
            self.values.append(value)
        return found


def encode(column: Sequence[str]) -> tuple[npt.NDArray[np.int32], list[str]]:
    """A column as numbers into its distinct values, in the order of first meeting."""
    if isinstance(column, Column):
        column = column.in_order()
        return column.codes.astype(np.int32), list(column.texts)  # a copy: whoever asks may write into it
    distinct = list(dict.fromkeys(column))
    number = {value: code for code, value in enumerate(distinct)}
    return np.fromiter(map(number.__getitem__, column), dtype=np.int32, count=len(column)), distinct
