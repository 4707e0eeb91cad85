"""One column of a list: a number for each child, and the text that each number stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, overload

import numpy as np
import numpy.typing as npt

from nasab.columns.texts import Texts

__all__ = ["Column", "smallest"]

Codes = npt.NDArray[np.integer[Any]]

#: So many cells are read out at a time when all are gone through.
BLOCK: Final = 8192


class Column(Sequence[str]):
    """A column of text that reads like a list of texts and takes little room.  It does not change.

    `codes` are numbers into `texts`, one for each cell, in the smallest type that holds them.  `texts` are different
    from one another; after `take` there may be some that no cell has, and any order is possible: `in_order` sees to it.
    """

    __slots__ = ("_codes", "codes", "texts")

    def __init__(self, codes: Codes, texts: Texts) -> None:
        self.codes = codes
        self.texts = texts
        self._codes = codes.data  # gives plain numbers, three times as fast as the array does

    @classmethod
    def of(cls, cells: Iterable[str]) -> Column:
        """A column of these cells, which are gone through once."""
        from nasab.columns.packing import Packing  # which makes columns

        if isinstance(cells, Column):
            return cells
        packing = Packing()
        packing.extend(cells)
        return packing.column()

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Column: ...
    def __getitem__(self, row: int | slice) -> str | Column:
        if isinstance(row, slice):
            return self.take(np.arange(len(self))[row])
        return self.texts[self._codes[row]]

    def __iter__(self) -> Iterator[str]:
        few = list(self.texts) if len(self.texts) <= BLOCK else None
        for first in range(0, len(self), BLOCK):
            codes = self.codes[first : first + BLOCK]
            if few is not None:
                yield from map(few.__getitem__, codes.tolist())
            else:
                own, place = np.unique(codes, return_inverse=True)
                yield from map(self.texts.some(own).__getitem__, place.tolist())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Column) and self.texts == other.texts:
            return np.array_equal(self.codes, other.codes)
        if isinstance(other, Sequence) and not isinstance(other, str | bytes):
            return len(self) == len(other) and all(own == cell for own, cell in zip(self, other, strict=True))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return (
            f"<Column of {len(self):,} cells, {len(self.texts):,} different>"  # what children are called is no log line
        )

    def __reduce__(self) -> tuple[type[Column], tuple[Codes, Texts]]:
        return Column, (self.codes, self.texts)

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return self.codes.nbytes + self.texts.nbytes

    def take(self, rows: npt.ArrayLike) -> Column:
        """Some cells, by their rows in the order given, or by a truth for each; the texts are shared, not copied."""
        return Column(self.codes[np.asarray(rows)], self.texts)

    def followed_by(self, cells: Sequence[str]) -> Column:
        """The column with cells behind it."""
        wanted = dict.fromkeys(cells)
        number = {text: k for k, text in enumerate(self.texts) if text in wanted} if wanted else {}
        new = [text for text in wanted if text not in number]
        number |= {text: len(self.texts) + k for k, text in enumerate(new)}
        codes = np.fromiter(map(number.__getitem__, cells), dtype=np.int64, count=len(cells))
        count = len(self.texts) + len(new)
        both = np.concatenate([smallest(self.codes, count), smallest(codes, count)])
        return Column(both, self.texts.followed_by(Texts.of(new)))

    def map(self, change: Callable[[str], str]) -> Column:
        """The column with each text changed; each different text is changed once."""
        changed = list(map(change, self.texts))
        different = list(dict.fromkeys(changed))
        place = {text: number for number, text in enumerate(different)}
        numbers = np.fromiter(map(place.__getitem__, changed), dtype=np.int64, count=len(changed))
        return Column(smallest(numbers, len(different))[self.codes], Texts.of(different))

    def where(self, is_meant: Callable[[str], bool]) -> npt.NDArray[np.int64]:
        """The rows of the cells that are meant; each different text is asked for once."""
        meant = np.fromiter(map(is_meant, self.texts), dtype=bool, count=len(self.texts))
        return np.flatnonzero(meant[self.codes]) if meant.any() else np.empty(0, dtype=np.int64)

    @property
    def is_told(self) -> npt.NDArray[np.bool_]:
        """For each cell whether anything stands in it."""
        told: npt.NDArray[np.bool_] = (self.texts.lengths > 0)[self.codes]
        return told

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """In how many cells each text stands."""
        return np.bincount(self.codes, minlength=len(self.texts)).astype(np.int64, copy=False)

    def in_order(self) -> Column:
        """The same column with its texts in the order of first meeting, and none that no cell has."""
        if not len(self):
            return Column(self.codes, Texts.of(()))
        highest = np.maximum.accumulate(self.codes)
        steps = np.diff(highest.astype(np.int64))
        if highest[0] == 0 and highest[-1] == len(self.texts) - 1 and not (steps > 1).any():
            return self
        first = np.full(len(self.texts), len(self), dtype=np.int64)
        first[self.codes[::-1]] = np.arange(len(self))[::-1]  # of several rows the last written, which is the first
        order = np.argsort(first, kind="stable")[: int((first < len(self)).sum())]
        number = np.zeros(len(self.texts), dtype=np.int64)
        number[order] = np.arange(len(order))
        return Column(smallest(number, len(order))[self.codes], self.texts.only(order))


def smallest(codes: Codes, count: int) -> Codes:
    """The codes, which are below `count`, in the smallest type that holds them."""
    for kind in (np.uint8, np.uint16):
        if count <= np.iinfo(kind).max + 1:
            return codes.astype(kind, copy=False)
    return codes.astype(np.int32, copy=False)
