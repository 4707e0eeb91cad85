"""What was compared, ready to be weighed: blocks, the levels of families and of children, and outside evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nasab.matching import blocks
from nasab.matching.blocks import Blocks
from nasab.matching.scoring import Graded

__all__ = ["Compared", "together"]

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Compared:
    """Blocks with the levels of what families share and of what children are.

    `wide`: children sought in each pair of families; `sought`: how many are sought in all.  `shared`: one column a
    pair of families; `own`: one a pair of children.  `beside`: for each pair of children -log2 of the chance among
    strangers that a child is named, as well as it is, as a brother or sister of the family (`is_sibling`).
    `given_shared`, `given_own`: bits of evidence from outside, of a family and of a child.  `stratum`: for each
    family found how many kinds of evidence are known of it; `left`: the part of the children sought that was not
    looked at for it.
    """

    blocks: Blocks
    wide: Rows
    sought: int
    shared: Graded
    own: Graded
    beside: Floats
    given_shared: Floats
    given_own: Floats
    stratum: Rows
    left: npt.NDArray[np.float64]

    def take(self, chosen: npt.NDArray[np.integer]) -> tuple[Compared, npt.NDArray[np.int64]]:
        """Some pairs of families, in order, and which of the pairs of children are theirs."""
        some, pairs = self.blocks.take(chosen)
        return Compared(
            some, self.wide[chosen], self.sought, self.shared.take(chosen), self.own.take(pairs), self.beside[pairs],
            self.given_shared[chosen], self.given_own[pairs], self.stratum, self.left,
        ), pairs  # fmt: skip


def together(parts: Sequence[Compared]) -> Compared:
    """What was compared in spans that follow one another."""
    if len(parts) == 1:
        return parts[0]

    def joined(name: str) -> npt.NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in parts])

    def graded(name: str) -> Graded:
        each = [getattr(part, name) for part in parts]
        return Graded(
            np.concatenate([one.level for one in each], axis=1), np.concatenate([one.chance_bits for one in each])
        )

    return Compared(
        blocks.together([part.blocks for part in parts]), joined("wide"), parts[0].sought, graded("shared"),
        graded("own"), joined("beside"), joined("given_shared"), joined("given_own"), joined("stratum"),
        joined("left"),
    )  # fmt: skip
