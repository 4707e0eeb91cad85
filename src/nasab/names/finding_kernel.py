"""The compiled scan over all spellings of a script: which may be the one asked for, roughly and at once."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["PLACES", "rough"]

PLACES = 8
"""Stretches into which a spelling is divided: what stands for one another stands at about the same place of both."""
REACH = 0.2
"""How far apart, as a share of the spellings, the middles of a block and of a stretch may be."""
STEP = 8
"""Lifts are kept in eighths of a bit, one byte each, so that the table of them stays in the nearest memory."""
UNMATCHED = -5 * STEP
"""A letter that no block of the other spelling stands for."""
_NONE = -128
_LIMIT = 1 << 12  # scores are counted from -_LIMIT to _LIMIT: 26 letters of at most 127 steps each


@njit(cache=True, nogil=True)
def rough(
    query: NDArray[np.int16],
    first: NDArray[np.int64],
    partner: NDArray[np.int32],
    lift: NDArray[np.int8],
    cells: NDArray[np.uint16],
    starts: NDArray[np.int64],
    blocks: int,
    most: int,
) -> NDArray[np.int32]:
    """The `most` likeliest candidates, in their order: those with the largest sum of lifts over their letters.

    A letter counts the best lift of a block that ends there. `query` (letters, 3): the blocks of the spelling asked
    for, by their last letter. Block x of it may stand for `partner[first[x]:first[x + 1]]`, each `lift` steps likelier
    than by chance. `cells` (letters, 3), `starts`: of each letter of the candidates the blocks that end there, block x
    in stretch s as x * PLACES + s, none as `blocks` * PLACES; `blocks`: how many there are in the candidates' script.
    Of equals at the end the first are taken.
    """
    # One row, read without asking whether there is a block: for none there is a cell that never wins.
    table = np.full(blocks * PLACES + 1, np.int8(_NONE))
    table[: 64 * PLACES] = np.int8(UNMATCHED)
    size = len(query)
    for i in range(size):
        for letters in range(3):
            x = query[i, letters]
            if x < 0:
                continue
            middle = (i - letters / 2.0 + 0.5) / size
            for stretch in range(PLACES):
                if abs((stretch + 0.5) / PLACES - middle) >= REACH:
                    continue
                for at in range(first[x], first[x + 1]):
                    cell = partner[at] * PLACES + stretch
                    table[cell] = max(table[cell], lift[at])
    score = np.empty(len(starts) - 1, dtype=np.int16)
    reached = np.zeros(2 * _LIMIT + 1, dtype=np.int64)
    for token in range(len(starts) - 1):
        total = 0
        for i in range(starts[token], starts[token + 1]):
            total += max(table[cells[i, 0]], max(table[cells[i, 1]], table[cells[i, 2]]))
        score[token] = total
        reached[total + _LIMIT] += 1
    least, above = 2 * _LIMIT, 0
    while least > 0 and above + reached[least] < most:
        above += reached[least]
        least -= 1
    picked = np.empty(min(most, len(score)), dtype=np.int32)
    n = 0
    room = len(picked) - above  # for those that have just the least score
    for token in range(len(score)):
        steps = score[token] + _LIMIT
        if steps > least or (steps == least and room > 0):
            room -= steps == least
            picked[n] = token
            n += 1
    return picked[:n]
