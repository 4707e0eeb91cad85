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
from nasab.matching.evidence.named import NameComparison, SiblingComparison
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

    def read(
        self, i: npt.NDArray[np.int32], j: npt.NDArray[np.int32], level: npt.NDArray[np.uint8]
    ) -> list[tuple[Reason, ...]]:
        """The reasons for each of several pairs, strongest first.

        `level`: (kinds, pairs), as in `scoring.Graded`.
        """
        told = level != scoring.UNTOLD
        bits = np.zeros(level.shape, dtype=np.float32)
        for k, (row, chance) in enumerate(zip(self._rows, self._chance, strict=True)):
            known = told[k]
            reached = level[k, known]
            bits[k, known] = self._same[k, reached] - chance[row[i[known]], reached]
        order = np.argsort(np.where(told, -np.abs(bits), 1.0), axis=0, kind="stable")
        ordered, levels, weights = order.T.tolist(), level.T.tolist(), np.asarray(bits.T).tolist()
        counts = told.sum(axis=0).tolist()
        return [
            self._of(a, b, counts[p], ordered[p], levels[p], weights[p])
            for p, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True))
        ]

    def _of(
        self, i: int, j: int, count: int, order: list[int], level: list[int], bits: list[float]
    ) -> tuple[Reason, ...]:
        out = []
        for k in order[:count]:
            comparison = self._comparisons[k]
            said = self._said.get((k, level[k])) or self._phrases(k, i, j, level[k])
            written = partial(comparison.written, i, j)
            if isinstance(comparison, NameComparison | SiblingComparison) and level[k]:
                compared = partial(comparison.names, i, j)
                out.append(Reason(comparison.kind, comparison.levels[level[k]], bits[k], said, written, compared))
            else:
                out.append(Reason(comparison.kind, comparison.levels[level[k]], bits[k], said, written))
        return tuple(out)

    def _phrases(self, k: int, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """Most levels are always said in the same words; names also say how rare they are."""
        phrases = self._comparisons[k].phrases(i, j, level)
        if not any(phrase.blanks for phrase in phrases):
            self._said[k, level] = phrases
        return phrases
