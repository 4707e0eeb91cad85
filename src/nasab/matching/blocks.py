"""The pairs of families that are compared, and the pairs of children within them.

For each pair of families all children of one are compared with all children of the other: a block,
row by row.  Blocks lie one after another in flat arrays, so that a million of them are a few arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nasab.matching.families import Families

__all__ = ["Blocks", "lay_out", "run_on", "together"]

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Pairs of families `g`, `r`, sorted by family found, and their pairs of children `i`, `j`.

    The blocks are of the families found `numbers`, and `group` says of each pair of which of these, from 0.
    `starts`: where the pairs of each begin, (families found + 1).  `first`: where the block
    of each pair of families begins among the pairs of children, (pairs + 1).  `within`: for each pair of
    children the pair of families it lies in.
    """

    g: Rows
    r: Rows
    starts: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    i: Rows
    j: Rows
    numbers: Rows
    group: Rows

    @property
    def groups(self) -> int:
        """How many families found the blocks are of."""
        return len(self.numbers)

    def take(self, chosen: npt.NDArray[np.integer]) -> tuple[Blocks, npt.NDArray[np.int64]]:
        """Some pairs of families, in order, and which of the pairs of children are theirs."""
        size = np.diff(self.first)[chosen]
        first = np.zeros(len(chosen) + 1, dtype=np.int64)
        np.cumsum(size, out=first[1:])
        pairs = np.repeat(self.first[chosen] - first[:-1], size) + np.arange(first[-1])
        starts = np.searchsorted(self.group[chosen], np.arange(self.groups + 1)).astype(np.int64)
        laid = Blocks(
            self.g[chosen], self.r[chosen], starts, first, self.i[pairs], self.j[pairs], self.numbers,
            self.group[chosen],
        )  # fmt: skip
        return laid, pairs

    @property
    def within(self) -> Rows:
        """For each pair of children the number of its pair of families."""
        return np.repeat(np.arange(len(self.g), dtype=np.int32), np.diff(self.first))


def lay_out(g: Rows, r: Rows, found: Families, sought: Families, numbers: Rows | None = None) -> Blocks:
    """Blocks for pairs of families sorted by `g`.  `numbers`: the families found that these are all pairs of."""
    if numbers is None:
        numbers = np.arange(len(found), dtype=np.int32)
    n = found.members.sizes(g)
    m = sought.members.sizes(r)
    first = np.zeros(len(g) + 1, dtype=np.int64)
    np.cumsum(n * m, out=first[1:])
    within = np.repeat(np.arange(len(g)), n * m)
    at = np.arange(first[-1]) - first[within]
    wide = m[within]
    i = found.members.values[found.members.start[g[within]] + at // wide]
    j = sought.members.values[sought.members.start[r[within]] + at % wide]
    group = np.searchsorted(numbers, g).astype(np.int32)
    starts = np.searchsorted(group, np.arange(len(numbers) + 1)).astype(np.int64)
    return Blocks(g, r, starts, first, i, j, numbers, group)


def together(parts: Sequence[Blocks]) -> Blocks:
    """The blocks of several sets of families found, one set after the other."""

    def joined(name: str) -> Rows:
        return np.concatenate([getattr(part, name) for part in parts])

    base = np.cumsum([0, *(part.groups for part in parts)]).tolist()
    group = np.concatenate([part.group + np.int32(before) for part, before in zip(parts, base, strict=False)])
    return Blocks(
        joined("g"), joined("r"), run_on([part.starts for part in parts]), run_on([part.first for part in parts]),
        joined("i"), joined("j"), joined("numbers"), group,
    )  # fmt: skip


def run_on(parts: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """Offsets of one array after the other."""
    out, base = [np.zeros(1, dtype=np.int64)], 0
    for part in parts:
        out.append(part[1:] + base)
        base += int(part[-1])
    return np.concatenate(out)
