"""Which words may be one name: compared by their letters, by their sounds, and by the lexicon.

Spellings are compared once for each distinct pair, by the letter model and the lexicon of `nasab.names`; what comes
out is a sparse table (`likeness`).  Only words that sound somewhat alike are compared at all.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab import names
from nasab.matching.likeness import LEVEL_FROM, SAME, Alike, Likeness, frequencies, table_of
from nasab.matching.ragged import Ragged
from nasab.matching.vocabulary import Vocabulary
from nasab.matching.wording import Words

__all__ = [
    "Closeness",
    "Meet",
    "alike",
    "among",
    "find_likeness",
    "within_list",
    "words_of",
]

Rows = npt.NDArray[np.int32]

#: Given for each word whether it is asked for: the different pairs of these that meet, by their numbers.
Meet = Callable[[npt.NDArray[np.bool_]], tuple[Rows, Rows]]

#: Pairs are looked at that sound at least so much alike.
SOUNDS_ALIKE: Final = 0.35

#: Of lists with more possible pairs of words than `FEW`, only pairs that share a key (`names.heard`) and sound more
#: alike: so much more for each power of ten, up to `MORE_ALIKE`.
FEW: Final = 1_000_000_000
MORE_A_POWER: Final = 0.2
MORE_ALIKE: Final = 0.68

#: Less closeness by letters than this counts as none (and is given up early).
BY_LETTERS: Final = 0.1

#: Two names that the lexicon calls one name are at least this close, whatever their letters say.
BY_LEXICON: Final = SAME


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close two words have to be to be kept: closer in long lists, where more are close by chance.

    `floor`: how much alike they sound, at least.  `by_keys`: whether only those are compared that share a key.
    `least`: the lowest level kept, the first that begins above the floor.  Lower ones are most of the table of long
    lists, and weigh little there.
    """

    floor: float
    by_keys: bool
    least: int

    @classmethod
    def among(cls, pairs: int) -> Closeness:
        """Of so many possible pairs of words."""
        floor = min(SOUNDS_ALIKE + MORE_A_POWER * math.log10(max(pairs / FEW, 1.0)), MORE_ALIKE)
        return cls(floor, pairs > FEW, 1 + bisect.bisect(LEVEL_FROM, floor))


def find_likeness(
    tokens: Vocabulary[str],
    found: Sequence[Ragged],
    sought: Sequence[Ragged],
    known: npt.NDArray[np.float64] | None = None,
    *,
    threads: int = 1,
) -> Likeness:
    """Compares all words that occur among the found with all that occur among the sought.

    `known`: the shipped frequency of each word, if it has been looked up before.  `threads`: how many cores to use.
    """
    mine, theirs = words_of(found), words_of(sought)
    if known is None:
        known = frequencies(tokens.values)
    closeness = Closeness.among(len(mine) * len(theirs))
    if np.array_equal(mine, theirs):
        parts = among(Words.of(tokens.values, mine), closeness, threads)
        pairs = (turned for i, j, level in parts for turned in ((mine[i], mine[j], level), (mine[j], mine[i], level)))
    else:
        parts = alike(Words.of(tokens.values, mine), Words.of(tokens.values, theirs), closeness, threads)
        pairs = ((mine[i], theirs[j], level) for i, j, level in parts)
    return table_of(itertools.chain(pairs, [_itself(np.intersect1d(mine, theirs))]), known)


def _itself(words: Rows) -> Alike:
    return words, words, np.full(len(words), SAME, dtype=np.uint8)


def within_list(tokens: Vocabulary[str], spelt: Sequence[Ragged], beside: Likeness, meet: Meet) -> Likeness:
    """Compares words of one list with one another, those already known from the other list left out.

    `beside`: the table from the words of this list to those of the other.  A word that is in both lists was compared
    there with every word of this one; so only the words that are in this list alone are compared anew.  `meet`: told
    of each word whether it is one of these, gives the pairs of them that are asked for (`meeting.words_met`).
    """
    words = words_of(spelt)
    row, word, level = beside.among(words)
    apart = np.zeros(len(beside.known), dtype=bool)
    apart[words] = True
    apart[row[row == word]] = False
    met = meet(apart)
    some = np.unique(np.concatenate(met))
    a, b = (np.searchsorted(some, side).astype(np.int32) for side in met)
    ready, closeness = Words.of(tokens.values, some), Closeness.among(int(apart.sum()) ** 2)
    listened = names.heard_listed(ready.spoken, a, b, floor=closeness.floor)
    graded = _graded(ready, ready, [listened], _of_one_name(ready), closeness.least)
    parts = [(row, word, level), *((some[i], some[j], degree) for i, j, degree in graded)]
    turned = ((word, row, level) for row, word, level in parts)
    return table_of(itertools.chain(parts, turned, [_itself(np.flatnonzero(apart).astype(np.int32))]), beside.known)


def words_of(spelt: Sequence[Ragged]) -> npt.NDArray[np.int32]:
    """The different words of all roles, in order."""
    return np.unique(np.concatenate([part.values for part in spelt]))


def alike(queries: Words, candidates: Words, closeness: Closeness, threads: int = 1) -> Iterator[Alike]:
    """Pairs (query, candidate, level) of words that may be one name, by their places, some at a time.

    One pair may come twice.
    """
    listened = _listened(queries, candidates, closeness, threads)
    return _graded(queries, candidates, listened, candidates.of_one_name(queries), closeness.least, threads)


def among(words: Words, closeness: Closeness, threads: int = 1) -> Iterator[Alike]:
    """The same within one list: a pair in either order, and none of a word with itself."""
    listened = _listened(words, None, closeness, threads)
    return _graded(words, words, listened, _of_one_name(words), closeness.least, threads)


def _listened(queries: Words, candidates: Words | None, closeness: Closeness, threads: int) -> Iterator[names.Heard]:
    """Pairs that sound alike, of two lists or of one."""
    others = None if candidates is None else candidates.spoken
    return names.heard_in_spans(
        queries.spoken, others, floor=closeness.floor, by_keys=closeness.by_keys, threads=threads
    )


def _of_one_name(words: Words) -> tuple[Rows, Rows]:
    """Pairs of one list that the lexicon calls one name, the earlier word first."""
    one, other = words.of_one_name(words)
    first = one < other
    return one[first], other[first]


def _graded(
    queries: Words, candidates: Words, listened: Iterable[names.Heard], named: tuple[Rows, Rows], least: int,
    threads: int = 1,
) -> Iterator[Alike]:  # fmt: skip
    """The pairs heard, and those of one name; of the many heard only those are kept whose letters agree as well."""
    a, b = named
    yield a, b, np.full(len(a), BY_LEXICON, dtype=np.uint8)

    def work(heard: names.Heard) -> Alike:
        i, j, sound = heard
        letters = names.compare_listed(queries.letters, i, candidates.letters, j, BY_LETTERS).closeness
        level = np.searchsorted(np.array(LEVEL_FROM), letters + sound, side="right").astype(np.uint8)
        near = level >= least
        return i[near], j[near], level[near]

    if threads == 1:
        yield from map(work, listened)
        return
    spans = iter(listened)
    with ThreadPoolExecutor(threads) as pool:
        while some := list(itertools.islice(spans, threads)):
            yield from pool.map(work, some)
