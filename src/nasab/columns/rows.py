"""In which row a text stands, for columns in which each text stands once: ids."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = ["RowOf"]


class RowOf:
    """The row of an id.  Takes twelve bytes a row, where a dictionary of a million ids takes two hundred megabytes."""

    __slots__ = ("_cells", "_hashes", "_order")

    def __init__(self, cells: Sequence[str]) -> None:
        self._cells = cells
        hashes = np.fromiter(map(hash, cells), dtype=np.int64, count=len(cells))
        self._order = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes = hashes[self._order]

    def get(self, text: str) -> int | None:
        """The row, the last of several; None if the text stands nowhere."""
        wanted = hash(text)
        after = int(np.searchsorted(self._hashes, wanted, side="right"))
        while after > 0 and self._hashes[after - 1] == wanted:
            after -= 1
            row = int(self._order[after])
            if self._cells[row] == text:
                return row
        return None
