"""A column in the making: cells come in, a few hundred at a time, and are let go of at once.

Cells are numbered twice.  The texts of the last some thousand rows have numbers in a Python dictionary, which is
quickest where places and sexes repeat.  When it has grown too large, its texts are cleaned together and numbered for
good, and it begins anew.  So memory is that of the different texts, and the work is done once for each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.columns.column import Column, smallest
from nasab.columns.numbering import Numbering
from nasab.columns.room import Growing

__all__ = ["Packing", "Settle"]

Settle = Callable[[list[str], npt.NDArray[np.int32], int], list[str]]
"""From different texts as they came in to what is kept of each: (texts, a number into them for each of the cells in
which they stand, the row of the first of these cells)."""

_DIFFERENT: Final = 1 << 14
_CELLS: Final = 1 << 17
_AT_ONCE: Final = 1 << 10


class Packing:
    """A column in the making.

    `settle`, if given, says what is kept of the texts that come in: it is asked once for each of some thousand.
    """

    __slots__ = ("_cells", "_codes", "_met", "_numbering", "_pending", "_settle")

    def __init__(self, settle: Settle | None = None) -> None:
        self._settle = settle
        self._numbering = Numbering()
        self._codes = Growing(np.uint8)
        self._met: defaultdict[str, int] = defaultdict()
        self._met.default_factory = self._met.__len__  # a new text has the next number
        self._cells: list[npt.NDArray[np.int32]] = []
        self._pending = 0

    def extend(self, cells: Iterable[str]) -> None:
        """Take in any number of cells."""
        cells = iter(cells)
        while some := tuple(islice(cells, _AT_ONCE)):
            self.add(some)

    def add(self, cells: Sequence[str]) -> None:
        """Take in a few cells, at most some thousand."""
        self._cells.append(np.fromiter(map(self._met.__getitem__, cells), dtype=np.int32, count=len(cells)))
        self._pending += len(cells)
        if len(self._met) >= _DIFFERENT or self._pending >= _CELLS:
            self._settle_down()

    def column(self) -> Column:
        """The column of all cells; the packing is empty then."""
        self._settle_down()
        column = Column(self._codes.fitted(), self._numbering.texts())
        self._codes, self._numbering = Growing(np.uint8), Numbering()
        return column

    def _settle_down(self) -> None:
        """Number for good what has come in."""
        if not self._cells:
            return
        met = list(self._met)
        cells = np.concatenate(self._cells)
        kept = self._settle(met, cells, len(self._codes)) if self._settle else met
        different = met if kept == met else list(dict.fromkeys(kept))
        numbers = self._numbering.numbers(different)
        if len(different) < len(kept):
            number = dict(zip(different, numbers.tolist(), strict=True))
            numbers = np.fromiter(map(number.__getitem__, kept), dtype=np.int64, count=len(kept))
        self._codes.extend(smallest(numbers, len(self._numbering))[cells])
        self._cells, self._pending = [], 0
        self._met.clear()
