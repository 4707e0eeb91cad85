"""Which words of a list are like a word that is asked for now.

Two lists are compared word by word, each once.  Here the words of one list wait, ready to be compared, and those of
one child at a time are compared with them.  What was asked for once is kept: most children bear names that others
bore before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching.alike import Closeness, alike
from nasab.matching.likeness import SAME, Likeness, frequencies, table_of
from nasab.matching.vocabulary import Vocabulary
from nasab.matching.wording import Words

__all__ = ["KEPT", "Near"]

Numbers = npt.NDArray[np.int32]
Levels = npt.NDArray[np.uint8]

#: So many words asked for are kept; those that were asked for longest ago are forgotten first.
KEPT: Final = 40_000


class Near:
    """The words of a list that may become longer at its end, ready to be compared with others."""

    def __init__(self, words: Vocabulary[str], *, kept: int = KEPT) -> None:
        self._vocabulary = words
        self._words = Words.of(words.values, np.arange(len(words), dtype=np.int32))
        self._late = Words.of([], np.empty(0, dtype=np.int32))
        self._closeness = Closeness.among(len(words) ** 2)  # as in a run over two lists that are as long
        self._most = kept
        self._kept: dict[str, tuple[Numbers, Levels]] = {}

    def likeness(self, asked: Sequence[str]) -> Likeness:
        """The table of likeness between the words asked for, which differ, and those of the list."""
        if len(asked) > self._most:
            return self._table(asked, *self._alike(asked, self._words))
        known = {word: row for word in asked if (row := self._kept.pop(word, None)) is not None}
        self._keep([word for word in asked if word not in known], self._most - len(asked))
        self._kept |= known  # those asked for last stand last
        rows = [self._kept[word] for word in asked]
        sizes = [len(level) for _, level in rows]
        i = np.repeat(np.arange(len(asked), dtype=np.int32), sizes)
        j = np.concatenate([number for number, _ in rows]) if rows else np.empty(0, dtype=np.int32)
        level = np.concatenate([level for _, level in rows]) if rows else np.empty(0, dtype=np.uint8)
        return self._table(asked, i, j, level)

    def kept(self) -> tuple[list[str], npt.NDArray[np.int64], Numbers, Levels]:
        """The words of the list itself that are kept, where the row of each begins, and numbers and levels of all rows.

        Words that only children found were asked for by are nobody's to keep.
        """
        own = {word: row for word, row in self._kept.items() if self._vocabulary.find(word) >= 0}
        rows = list(own.values())
        start = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(level) for _, level in rows], out=start[1:])
        numbers = np.concatenate([number for number, _ in rows]) if rows else np.empty(0, dtype=np.int32)
        levels = np.concatenate([level for _, level in rows]) if rows else np.empty(0, dtype=np.uint8)
        return list(own), start, numbers, levels

    def keep(self, words: Iterable[str], start: npt.NDArray[np.int64], numbers: Numbers, levels: Levels) -> None:
        """Takes back what was `kept`, of the same list."""
        edges = start.tolist()
        self._kept = {
            word: (numbers[first:last], levels[first:last])
            for word, first, last in zip(words, edges[:-1], edges[1:], strict=True)
        }

    def _keep(self, new: Sequence[str], others: int) -> None:
        """Compares words with those of the list, and keeps which are like them, beside so many others."""
        while len(self._kept) > others:
            del self._kept[next(iter(self._kept))]
        if not new:
            return
        i, j, level = self._alike(new, self._words)
        order = np.argsort(i, kind="stable")
        start = np.searchsorted(i[order], np.arange(len(new) + 1))
        for k, word in enumerate(new):
            mine = order[start[k] : start[k + 1]]
            self._kept[word] = self._words.numbers[j[mine]], level[mine]

    def _table(self, asked: Sequence[str], i: Numbers, j: Numbers, level: Levels) -> Likeness:
        """With the words that came late, and with the same words, which are alike whatever their letters."""
        parts = [(i, j, level)]
        upto = len(self._words) + len(self._late)
        if upto < len(self._vocabulary):
            late = np.arange(upto, len(self._vocabulary), dtype=np.int32)
            self._late = self._late.joined(Words.of(self._vocabulary.values, late))
        if len(self._late):
            a, b, how = self._alike(asked, self._late)
            parts.append((a, self._late.numbers[b], how))
        same = np.array([self._vocabulary.find(word) for word in asked], dtype=np.int32)
        there = np.flatnonzero(same >= 0).astype(np.int32)
        parts.append((there, same[there], np.full(len(there), SAME, dtype=np.uint8)))
        return table_of(parts, frequencies(asked))

    def _alike(self, asked: Sequence[str], among: Words) -> tuple[Numbers, Numbers, Levels]:
        parts = list(alike(Words.of(asked, np.arange(len(asked), dtype=np.int32)), among, self._closeness))
        i, j, level = (np.concatenate([part[k] for part in parts]) for k in range(3))
        return i, j, level
