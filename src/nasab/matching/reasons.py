"""The reasons for a pair: every kind of evidence that both sides speak of, in bits and in words.

The levels and the weights are those of the run; only the words are made here, and only when
somebody reads them.  What the lists say, as written, is looked up when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt

from nasab.matching import scoring
from nasab.matching.evidence import Chance, Comparison
from nasab.matching.results import Phrase, Reason

__all__ = ["Reader"]


class Reader:
    """Reads the reasons out of the levels of pairs."""

    def __init__(
        self,
        comparisons: Sequence[Comparison],
        chances: Sequence[Chance],
        same: Sequence[npt.NDArray[np.float64]],
    ) -> None:
        self._comparisons = comparisons
        self._rows = [chance.row for chance in chances]
        self._chance = [np.log2(np.maximum(chance.table, scoring.LEAST_CHANCE)) for chance in chances]
        self._same = scoring.table_of(same)
        self._said: dict[tuple[int, int], tuple[Phrase, ...]] = {}

    def read(self, i: int, j: npt.NDArray[np.int32], level: npt.NDArray[np.uint8]) -> list[tuple[Reason, ...]]:
        """The reasons of one child found with each of several children sought, strongest first.

        `level`: (kinds, pairs), as in `scoring.Graded`.
        """
        told = level != scoring.UNTOLD
        bits = np.zeros(level.shape, dtype=np.float32)
        for k, (row, chance) in enumerate(zip(self._rows, self._chance, strict=True)):
            known = told[k]
            if known.any():
                bits[k, known] = self._same[k, level[k, known]] - chance[row[i], level[k, known]]
        return [
            self._of(i, other, told[:, p].nonzero()[0].tolist(), level[:, p].tolist(), bits[:, p].tolist())
            for p, other in enumerate(j.tolist())
        ]

    def _of(self, i: int, j: int, kinds: list[int], level: list[int], bits: list[float]) -> tuple[Reason, ...]:
        out = []
        for k in sorted(kinds, key=lambda k: -abs(bits[k])):
            comparison = self._comparisons[k]
            phrases = self._phrases(k, i, j, level[k])
            written = partial(comparison.written, i, j)
            out.append(Reason(comparison.kind, comparison.levels[level[k]], bits[k], phrases, written))
        return tuple(out)

    def _phrases(self, k: int, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """Most levels are always said in the same words; names also say how rare they are."""
        key = (k, level)
        if key not in self._said:
            phrases = self._comparisons[k].phrases(i, j, level)
            if any(phrase.blanks for phrase in phrases):
                return phrases
            self._said[key] = phrases
        return self._said[key]
