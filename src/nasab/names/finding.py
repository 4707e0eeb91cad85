"""The names of a list that weigh most with a name, without weighing every one.

Each part of the name is looked up among the distinct spellings of the list. A rough measure, one number for each block
of letters that may stand for one of the query's, picks some hundreds of spellings out of all in some milliseconds; they
and those that the lexicon holds for the same name are judged by letters and lexicon, and the names that have the best
of them are weighed whole. What is returned has its exact weight; what may be missed is a name that the rough measure
passes over. How often that happens is measured by `make bench-names` and stated in benchmarks/NAMES.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.names.channel import FLOOR, Tokens
from nasab.names.channel_model import KINDS, PAIRS, LetterModel
from nasab.names.finding_kernel import PLACES, STEP
from nasab.names.weighing import token_bits, weigh_pairs
from nasab.names.whole import WholeNames

__all__ = ["Index", "best"]

PICKED: Final = 1500
"""Spellings picked by the rough measure for a name of one word, and then judged by their letters: of each script its
share. For each word of a longer name fewer, since its other words find it too."""

FEWEST: Final = 200
"""Of a script that has few spellings in the list, so many."""

WEIGHED: Final = 96
"""Names that are weighed whole, at least: those whose spellings have most in common with the one asked for."""

LEAST: Final = 0.0
"""Bits of letters below which a spelling need not be judged to the end: it hardly finds a name."""

LEAST_LIFT: Final = -3.0
"""Blocks that stand for one another less often than this, in bits over chance, do not count in the rough measure."""

Numbers = NDArray[np.int32]
_Lifts = tuple[NDArray[np.int64], Numbers, NDArray[np.int8]]


def _lifts(model: LetterModel, kind: int, other: int) -> _Lifts:
    """For each block of a script, which blocks of the other it may stand for, and their lift over chance, in steps."""
    left = (KINDS[kind], KINDS[other]) in PAIRS
    fitted = model.pairs[(KINDS[kind], KINDS[other]) if left else (KINDS[other], KINDS[kind])]
    one, two = np.nonzero(fitted.one[1:, 1:] > 0)
    x, y = np.r_[one + 1, fitted.left], np.r_[two + 1, fitted.right]
    lift = np.log2(np.r_[fitted.one[one + 1, two + 1], fitted.chance] / (fitted.alone[0][x] * fitted.alone[1][y]))
    x, y = (x, y) if left else (y, x)
    order = np.argsort(x, kind="stable")
    order = order[lift[order] > LEAST_LIFT]
    first = np.searchsorted(x[order], np.arange(len(model.blocks[KINDS[kind]]) + 65))
    return first, y[order].astype(np.int32), np.clip(np.rint(lift[order] * STEP), -127, 127).astype(np.int8)


@dataclass(frozen=True, slots=True)
class _Spellings:
    """The spellings of one script: their numbers in the list, and their blocks as `finding_kernel.rough` reads them."""

    tokens: Numbers
    starts: NDArray[np.int64]
    cells: NDArray[np.uint16]
    blocks: int

    @classmethod
    def of(cls, tokens: Tokens, kind: int) -> _Spellings:
        """Those of script `kind`."""
        starts, grams = tokens.spelled[kind].starts, tokens.grams[kind].astype(np.int64)
        blocks = 64 + len(tokens.model.blocks[KINDS[kind]])
        if blocks * PLACES >= 1 << 16:
            raise ValueError(f"{blocks} blocks are more than a cell can number")
        size = np.diff(starts)
        middle = np.arange(starts[-1]) - np.repeat(starts[:-1], size) + 0.5
        place = np.minimum(middle / np.repeat(size, size) * PLACES, PLACES - 1).astype(np.int64)
        cells = np.where(grams < 0, blocks * PLACES, grams * PLACES + place[:, None]).astype(np.uint16)
        return cls(np.flatnonzero(tokens.kind == kind).astype(np.int32), starts, cells, blocks)


class Index:
    """A list of written names that can be asked which of them weigh most with a name.

    Preparing takes about 40 microseconds a name; asking, a few milliseconds among a hundred thousand. `names` as
    written, any scripts; equal ones are kept once.
    """

    def __init__(self, names: Sequence[str], model: LetterModel | None = None) -> None:
        self.names = WholeNames(list(dict.fromkeys(names)), model)
        tokens = self.names.tokens
        self._scripts = [_Spellings.of(tokens, kind) for kind in range(len(KINDS))]
        self._lifts: dict[tuple[int, int], _Lifts] = {}
        held = [list(self.names.tokens_of(row)) for row in range(len(self.names))]
        said = np.array([token for tokens_of_row in held for token in tokens_of_row], dtype=np.int64)
        order = np.argsort(said, kind="stable")
        self._bearers = np.repeat(np.arange(len(held), dtype=np.int32), [len(row) for row in held])[order]
        self._first = np.searchsorted(said[order], np.arange(len(tokens) + 1))
        self._of_identity = _by_identity(self.names)

    def __len__(self) -> int:
        """How many distinct names."""
        return len(self.names)

    def best(self, query: str, k: int = 10) -> list[tuple[str, float]]:
        """The k names that weigh most with `query`, best first, each with `names.weight` of the two, in bits.

        Fewer only if the list has fewer. Equal weights stand in the order of the list. An empty or unreadable query
        weighs nothing with any name: the first k of the list, at 0.
        """
        if k < 1 or not len(self.names):
            return []
        asked = WholeNames([query], self.names.tokens.model)
        rows = self._likely(asked, k)
        zeros = np.zeros(len(rows), dtype=np.int32)
        bits = weigh_pairs(asked, zeros, self.names, rows)
        order = np.lexsort((rows, -bits))[:k]
        return [(self.names.written[rows[n]], float(bits[n])) for n in order.tolist()]

    def _likely(self, asked: WholeNames, k: int) -> Numbers:
        """Names with most in common with the one asked for, at least k if there are so many."""
        most = max(WEIGHED, 4 * k)
        if len(self.names) <= most:
            return np.arange(len(self.names), dtype=np.int32)
        total = np.zeros(len(self.names))
        tokens = list(asked.tokens_of(0))
        for token in tokens:
            near = self._near(asked, token, max(2 * PICKED // (1 + len(tokens)), 2 * k))
            found = token_bits(asked, np.full(len(near), token, dtype=np.int32), self.names, near, LEAST)
            counts = self._first[near + 1] - self._first[near]
            rows = np.repeat(self._first[near] - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
            here = np.zeros(len(self.names))
            np.maximum.at(here, self._bearers[rows], np.repeat(np.maximum(found - FLOOR, 0.0), counts))
            total += here
        hit = np.flatnonzero(total)
        if len(hit) > most:
            hit = np.sort(hit[np.argsort(-total[hit], kind="stable")[:most]])
        if len(hit) < k:
            others = np.setdiff1d(np.arange(min(len(self.names), 2 * k)), hit)[: k - len(hit)]
            hit = np.r_[hit, others]
        return hit.astype(np.int32)

    def _near(self, asked: WholeNames, token: int, most: int) -> Numbers:
        """Tokens of the list near a token of the name asked for: by letters, by the lexicon, or the same."""
        same = self.names.numbers.get(asked.tokens.written[token])
        near = [np.array([] if same is None else [same], dtype=np.int32)]
        near += [self._of_identity[n] for n in asked.known.ids_of(token).tolist() if n in self._of_identity]
        kind = int(asked.tokens.kind[token])
        if kind < len(KINDS):
            near += [self._by_letters(asked, token, kind, other, most) for other in range(len(KINDS))]
        return np.unique(np.concatenate(near))

    def _by_letters(self, asked: WholeNames, token: int, kind: int, other: int, most: int) -> Numbers:
        """The `most` likeliest tokens of the script `other` by the rough measure."""
        from nasab.names import finding_kernel as kernel

        there, tokens = self._scripts[other], self.names.tokens
        most = max(FEWEST, most * len(there.tokens) // len(tokens))
        if len(there.tokens) <= most:
            return there.tokens
        if (kind, other) not in self._lifts:
            self._lifts[kind, other] = _lifts(tokens.model, kind, other)
        at = asked.tokens.spelled[kind].starts[asked.tokens.place[token] :][:2]
        query = asked.tokens.grams[kind][at[0] : at[1]]
        first, partner, lift = self._lifts[kind, other]
        walked = there.cells, there.starts, there.blocks
        return there.tokens[kernel.rough(query, first, partner, lift, *walked, most)]


def _by_identity(names: WholeNames) -> dict[int, Numbers]:
    """The tokens of the list that may stand for each name of the lexicon."""
    held: dict[int, list[int]] = {}
    for token in range(len(names.tokens)):
        for identity in names.known.ids_of(token).tolist():
            held.setdefault(identity, []).append(token)
    return {identity: np.array(tokens, dtype=np.int32) for identity, tokens in held.items()}


@lru_cache(maxsize=2)
def _index(names: tuple[str, ...]) -> Index:
    return Index(names)


def best(queries: Sequence[str], candidates: Sequence[str], k: int = 10) -> list[list[tuple[str, float]]]:
    """For each query the k candidates that weigh most with it, best first, each with its `weight` in bits.

    Both lists hold names as written, in any of the three scripts. Asking the same candidates again costs no new
    preparation; who asks over a long time holds an `Index`.
    """
    index = _index(tuple(candidates))
    return [index.best(query, k) for query in queries]
