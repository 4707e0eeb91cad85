"""Which names of one list may be which names of the other, and how often that happens by chance.

Spellings are compared once for each distinct pair (`alike`) and kept as a sparse table from the words of the
list of the found to the words of the list of the sought.  From the same table the chance that a stranger's name
agrees as well is counted, not guessed: a child called Muhammad finds a Muhammad everywhere, a Zelimkhan does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab import names
from nasab.columns.room import Growing, room
from nasab.matching import likeness_kernel as kernel
from nasab.matching.counted import Bearers
from nasab.matching.ragged import Ragged
from nasab.names import lexicon

__all__ = [
    "CLOSE",
    "DIFFERS",
    "LEVELS",
    "LEVEL_FROM",
    "REMOTE",
    "SAME",
    "SIMILAR",
    "Alike",
    "Likeness",
    "frequencies",
    "of_any",
    "of_rows",
    "table_of",
]

#: Degrees of agreement of two names.
LEVELS: Final = ("differs", "remote", "faint", "similar", "close", "same")
DIFFERS, REMOTE, FAINT, SIMILAR, CLOSE, SAME = range(6)

#: Least sum of closeness (`names.compare`) and of likeness in sound (`names.misheard`) for the levels
#: remote, faint, similar, close, same.  Chosen of some by the loss of the groups that the corrections are learned
#: from, with parameters counted anew for each (`tools.train_parameters`, `tools.train_corrections`).
LEVEL_FROM: Final = (0.40, 0.55, 0.70, 0.88, 1.12)

#: How many rows the whole list counts for beside those of one people.
OF_ALL: Final = 100.0

#: How many imagined children the shipped frequencies count for beside the list at hand.  With ten
#: children on a list, "nobody else here is called Muhammad" says little; with a thousand, much.
IMAGINED: Final = 30.0

#: Chance that a stranger's name is at least this alike, averaged over names, for lists too short to
#: count it (the means over the given names of the children found in a simulated list, `field`, 10,000 children).
CHANCE_AT_LEAST: Final = (1.0, 0.046, 0.021, 0.013, 0.0095, 0.0073)


#: Pairs of words, and the level of each (index into `LEVELS`).
Alike = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Sparse table of names alike: row = number of a word found, entries = numbers of words sought.

    `start` int64 (words + 1), `words` int32 sorted within a row, `level` uint8 (index into `LEVELS`,
    never 0: what is not in the table differs).  `known`: the shipped frequency of each word found.
    """

    start: npt.NDArray[np.int64]
    words: npt.NDArray[np.int32]
    level: npt.NDArray[np.uint8]
    known: npt.NDArray[np.float64]

    def level_of(self, found: int, sought: int) -> int:
        """How well a word found agrees with a word sought, as an index into `LEVELS`."""
        a, z = int(self.start[found]), int(self.start[found + 1])
        at = a + int(np.searchsorted(self.words[a:z], sought))
        return int(self.level[at]) if at < z and self.words[at] == sought else DIFFERS

    def turned(self, words: int) -> Likeness:
        """The same table read from the other list's side."""
        start = np.zeros(words + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.words, minlength=words), out=start[1:])
        row, level = room(len(self.words), np.int32), room(len(self.words), np.uint8)
        kernel.turn(self.start, self.words, self.level, start[:-1].copy(), row, level)
        return Likeness(start, row, level, self.known)

    def among(self, words: npt.NDArray[np.int32]) -> Alike:
        """The pairs of some words, each once found and once sought."""
        is_chosen = np.zeros(int(max(len(self.known), self.words.max(initial=0) + 1)), dtype=bool)
        is_chosen[words] = True
        count = kernel.count_among(self.start, self.words, words, is_chosen)
        pairs = room(count, np.int32), room(count, np.int32), room(count, np.uint8)
        kernel.among(self.start, self.words, self.level, words, is_chosen, pairs)
        return pairs

    def chance_of_words(self, bearers: Bearers, words: npt.NDArray[np.int32] | None = None) -> npt.NDArray[np.float64]:
        """P(a random row of the other list agrees at least so well), for some words found, or all: (words, levels).

        `bearers`: who bears the words of one role there.  Column 0 is 1.  The counts of the list are joined by
        `IMAGINED` rows with the shipped frequencies.
        """
        some = np.arange(len(self.start) - 1, dtype=np.int32) if words is None else words
        chance = self._whole(self._counts(bearers, some), bearers, some)
        chance[:, 0] = 1.0
        return np.minimum(chance, 1.0, out=chance)

    def chance_among(self, bearers: Bearers, words: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
        """The same for some words among the rows of each people of the other list: (words, peoples, levels).

        What is counted in one people is joined by `OF_ALL` rows with the frequencies of the whole list, for a people
        may be few.
        """
        chance = self._counts(bearers, words)
        whole = self._whole(chance, bearers, words)
        if len(bearers.told) == 1:
            chance = whole[:, None, :]
        else:
            chance += OF_ALL * whole[:, None, :]
            chance /= bearers.told[:, None] + OF_ALL
        chance[:, :, 0] = 1.0
        return np.minimum(chance, 1.0, out=chance)

    def has_alike(self, bearers: Bearers, words: npt.NDArray[np.int32], least: int) -> npt.NDArray[np.bool_]:
        """For some words found whether anybody bears a word at least so much like it."""
        out = np.zeros(len(words), dtype=bool)
        kernel.find_alike(self.start, self.words, self.level, bearers.place, bearers.by_people, words, least, out)
        return out

    def _counts(self, bearers: Bearers, words: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
        """How many rows of each people agree at least so well: (words, peoples, levels)."""
        counts = np.zeros((len(words), len(bearers.told), len(LEVELS)))
        kernel.count_alike(self.start, self.words, self.level, bearers.place, bearers.by_people, words, counts)
        np.cumsum(counts[:, :, ::-1], axis=2, out=counts[:, :, ::-1])
        return counts

    def _whole(
        self, counts: npt.NDArray[np.float64], bearers: Bearers, words: npt.NDArray[np.int32]
    ) -> npt.NDArray[np.float64]:
        prior = np.maximum(np.array(CHANCE_AT_LEAST), self.known[words, None])
        whole: npt.NDArray[np.float64] = counts.sum(axis=1) + IMAGINED * prior
        return whole / (max(int(bearers.told.sum()), 1) + IMAGINED)


def of_rows(per_word: npt.NDArray[np.float64], found: Ragged) -> npt.NDArray[np.float32]:
    """The chances of words, (words, peoples, levels), summed over the words of each row; column 0 is 1."""
    out = np.zeros((len(found), *per_word.shape[1:]), dtype=np.float32)
    kernel.sum_words(found.start, found.values, per_word, out)
    return out


def of_any(per_word: npt.NDArray[np.float64], found: Ragged) -> npt.NDArray[np.float32]:
    """The chance that any word of each row agrees, if words agree one by one: 1 - prod (1 - p)."""
    out = np.zeros((len(found), *per_word.shape[1:]), dtype=np.float32)
    kernel.any_word(found.start, found.values, per_word, out)
    return out


def table_of(parts: Iterable[Alike], known: npt.NDArray[np.float64]) -> Likeness:
    """Sorts pairs (word found, word sought, level) and keeps the best level of each; `known`: of each word found.

    Tens of millions of pairs in long lists: the three are one number, taken in part by part and sorted in its place.
    """
    keys = Growing(np.int64)
    for part in parts:
        keys.extend(_as_keys(*part))
    keys.values.sort()
    start = np.zeros(len(known) + 1, dtype=np.int64)
    kernel.count_pairs(keys.values, start)
    words, level = room(int(start[-1]), np.int32), room(int(start[-1]), np.uint8)
    kernel.unpack(keys.values, words, level)
    return Likeness(start, words, level, known)


def _as_keys(
    row: npt.NDArray[np.int32], word: npt.NDArray[np.int32], level: npt.NDArray[np.uint8]
) -> npt.NDArray[np.int64]:
    key = row.astype(np.int64)
    key <<= kernel.WORD_BITS
    key |= word
    key <<= kernel.LEVEL_BITS
    key |= level
    return key


def frequencies(words: Sequence[str]) -> npt.NDArray[np.float64]:
    """The shipped frequency of each word, 0 where nothing is known of it."""
    return np.array([_frequency(word) for word in words], dtype=np.float64)


def _frequency(word: str) -> float:
    frequencies: Mapping[int, float] = {identity: lexicon.frequency(identity) for identity in lexicon.ids(word)}
    return min(max(sum(frequencies.values()), names.laqab_share(word)), 0.5)
