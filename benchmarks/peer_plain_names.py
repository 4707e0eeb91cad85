"""nasab without its knowledge of how names are written: all as it is, but two names are compared as strings.

    python -m benchmarks.peer_plain_names FOUND.csv SOUGHT.csv CANDIDATES.csv

Shows what the letter model, the sounds and the lexicon are worth.  Two names are compared as matchers commonly do it:
in Latin letters by a plain table, in lower case, by Jaro-Winkler, all words with all words.  The rest (what stands in
the cells, other evidence, learning from the lists, the posterior) is nasab's own.  The parameters that learning begins
with are counted anew for these levels, by nasab's own tool on the same worlds (`train_plain_names`).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

import nasab
from benchmarks.cleaning import ascii_of, skeleton
from benchmarks.jaro_winkler import Words, likenesses
from nasab.matching import alike, parameters
from nasab.matching.likeness import Likeness
from nasab.matching.ragged import Ragged
from nasab.matching.vocabulary import Vocabulary

__all__ = ["LEVEL_FROM", "counted", "find_likeness", "main", "plainly", "substitute"]

#: Least Jaro-Winkler for the levels remote, faint, similar, close, same.  Of nine sets tried on another world (field,
#: 10,000 children, seed 2), two of them with as many levels as nasab has now, this one had the best recall at 1.
#: With skeletons none was tried anew.
LEVEL_FROM: Final = (0.66, 0.72, 0.79, 0.86, 0.93)

#: The two Arabic letters that are more often vowels than consonants in the names of people.
_VOWELS: Final = str.maketrans("وي", "ui")


def plainly(word: str) -> str:
    """A word in Latin letters and lower case; nothing is left of scripts that the table does not have."""
    return ascii_of(word.translate(_VOWELS)).replace(" ", "")


def find_likeness(
    tokens: Vocabulary[str],
    found: Sequence[Ragged],
    sought: Sequence[Ragged],
    known: npt.NDArray[np.float64] | None = None,
    *,
    skeletons: bool = False,
    threads: int = 1,
) -> Likeness:
    """As `nasab.matching.alike.find_likeness`, by strings, and `skeletons`: as much by their consonants.

    How common a name is, is known from the lists alone.  It takes one core, whatever `threads` says.
    """
    del threads
    left = np.unique(np.concatenate([part.values for part in found]))
    right = np.unique(np.concatenate([part.values for part in sought]))
    score = _scores([tokens.values[k] for k in left], [tokens.values[k] for k in right], skeletons=skeletons)
    counts = np.zeros(len(tokens), dtype=np.int64)
    words = [np.empty(0, dtype=np.int32)]
    levels = [np.empty(0, dtype=np.uint8)]
    for row, word in enumerate(left.tolist()):
        scores = score(row)
        scores[right == word] = 1.0  # in scripts without a table as well
        near = np.flatnonzero(scores >= LEVEL_FROM[0])
        counts[word] = len(near)
        words.append(right[near])
        levels.append(np.searchsorted(LEVEL_FROM, scores[near], side="right").astype(np.uint8))
    start = np.concatenate([[0], np.cumsum(counts)])
    return Likeness(start, np.concatenate(words), np.concatenate(levels), np.zeros(len(tokens)))


def _scores(left: list[str], right: list[str], *, skeletons: bool) -> Callable[[int], npt.NDArray[np.float64]]:
    """For one word of the left, by its place, its likeness with each of the right."""
    strings = [[plainly(word) for word in side] for side in (left, right)]
    one, others = map(Words.of, strings)
    if not skeletons:
        return lambda row: likenesses(one, row, others, LEVEL_FROM[0])
    bone, other_bones = (Words.of([skeleton(word) for word in side]) for side in strings)
    least = 2 * LEVEL_FROM[0] - 1  # what one of the two needs if the other is 1
    return lambda row: (likenesses(one, row, others, least) + likenesses(bone, row, other_bones, least)) / 2


def counted(*, skeletons: bool) -> Path:
    """Where the parameters of this peer stand."""
    return Path(__file__).with_name("skeleton_names.toml" if skeletons else "plain_names.toml")


def substitute(*, skeletons: bool = False) -> None:
    """From now on this process compares names so, and begins with the parameters counted for it."""
    by_strings = partial(find_likeness, skeletons=skeletons)
    alike.find_likeness = by_strings
    alike.within_list = lambda tokens, spelt, *_: by_strings(tokens, spelt, spelt)
    file = counted(skeletons=skeletons)
    parameters.shipped = cache(lambda: parameters.read(file.read_text(encoding="utf-8")))


def main(arguments: list[str], *, skeletons: bool = False) -> None:
    """Match the lists with names compared so, and write the candidates."""
    found, sought, out = arguments
    substitute(skeletons=skeletons)
    run = nasab.match(found, sought)
    with open(out, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("found_id", "sought_id", "rank", "probability"))
        for child in run.results:
            for one in child.candidates:
                writer.writerow((one.found_id, one.sought_id, one.rank, f"{one.probability:.6f}"))


if __name__ == "__main__":
    main(sys.argv[1:])
