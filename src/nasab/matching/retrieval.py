"""Which pairs are looked at: for each child found, the children sought with most in common.

All pairs of two long lists cannot be compared.  Fixed keys ("same sound of surname and same year")
miss a child whose only fact is its father's kunya.  Here every name of a child found leads, through
the table of names alike, to the children sought who bear a name like it, in any role it may play;
each adds what it weighs, so rare names lead and common ones follow, and the children with most
weight are kept for the full comparison.  What is left out is counted.

The idea of choosing keys for each record by rarity is measured in `docs/explanation/retrieval.md`;
share-nothing top-k retrieval for record linkage is from Paulsen, Govind and Doan, "Sparkly: a simple
yet surprisingly strong TF/IDF blocker for entity matching", PVLDB 16 (2023).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from nasab.matching import retrieval_kernel, rough
from nasab.matching.counted import Bearers, bearers_of, standing_of
from nasab.matching.evidence import NAME_ROUTES
from nasab.matching.evidence.heard import SORTS
from nasab.matching.facts import Slot
from nasab.matching.families import Families
from nasab.matching.likeness import LEVELS, REMOTE, Likeness
from nasab.matching.ragged import Ragged
from nasab.matching.rough import Told
from nasab.matching.understanding import Understood

__all__ = ["EXHAUSTIVE", "LEADING", "Pairs", "Reach", "Search", "always_of"]

Rows = npt.NDArray[np.int32]

#: Up to so many possible pairs, all are compared and nothing can be lost.
EXHAUSTIVE: Final = 150_000

#: So many families sought, the best, are always kept for each family found.
ALWAYS: Final = 60

#: Of the others, those with at least this share of all that weigh something, for each pair of children to compare:
#: many where many are as good, none where one stands out, and a family of many only if it is worth as many pairs.
SHARE: Final = 0.0006

#: No more than so many are kept.
MOST: Final = 500

#: So many bearers of names alike are looked at for each child found, rarest names first.
LOOKED_AT: Final = 30_000

#: If no more families are sought than this, those to whom no name leads are ranked as well.
EVERYONE: Final = 20_000

#: Of long lists, with more possible pairs than this, fewer are always kept: time and memory of a laptop.
MANY: Final = 200_000_000
ALWAYS_OF_MANY: Final = 33

#: A route's number takes so many bits beside a word's.
ROUTE_BITS: Final = 5

#: Roles that lead to candidates, beside those compared one with one.
LEADING: Final[dict[str, tuple[tuple[Slot, Slot], ...]]] = {
    **NAME_ROUTES,
    "siblings": ((Slot.ABSENT, Slot.ABSENT), (Slot.ABSENT, Slot.GIVEN), (Slot.GIVEN, Slot.ABSENT)),
    "relatives": ((Slot.WOMEN, Slot.WOMEN), (Slot.MEN, Slot.MEN)),
}


#: Each kind of name with the roles it leads from and to, and the different roles led to.
ROUTES: Final = tuple((kind, *route) for kind, routes in LEADING.items() for route in routes)
LED_TO: Final = tuple(dict.fromkeys(slot for _, _, slot in ROUTES))

#: What a family that no longer stands begins with, so that no name can lead to it.
OUT: Final = np.float32(-1e30)


@dataclass(frozen=True, slots=True)
class Reach:
    """Which families of a list each word leads to, by the role it plays there: `bearers` by (role, word) in one number.

    `vocabulary`: how many words there are.  `told`: what else is known of the families that it was made of; those of
    the list behind these are compared with everyone.
    """

    bearers: Ragged
    vocabulary: int
    told: Told

    @property
    def families(self) -> int:
        """How many families it was made of."""
        return len(self.told)

    @classmethod
    def of(cls, sought: Families, vocabulary: int) -> Reach:
        """All families of a list."""
        inverse = [sought.shared.names[slot].inverted(vocabulary) for slot in LED_TO]
        start = np.concatenate([[0], np.cumsum(np.concatenate([part.lengths for part in inverse]))])
        bearers = Ragged(start.astype(np.int64), np.concatenate([part.values for part in inverse]))
        return cls(bearers, vocabulary, rough.told_of(sought))


@dataclass(frozen=True, slots=True)
class Pairs:
    """The families to compare, sorted by family found: `i` found, `j` sought.

    `capped`: families found with more bearers of close names than were looked at; `unreached`: those no name of
    whom leads anywhere.
    """

    i: Rows
    j: Rows
    capped: int
    unreached: int


class Search:
    """Finds the families worth comparing, for any of the families found.

    `same`: for each kind of evidence the probabilities of its levels if it is the same child; what a
    level weighs here is that over the chance of agreeing at least so well.  `always`, `share`, `most`: which families
    are kept (`ALWAYS`, `SHARE`, `MOST`).  `led_by`: the kinds of names that lead.  `reach`: that of the list sought, if
    it is known.
    """

    def __init__(
        self,
        both: Understood,
        same: Mapping[str, Sequence[float]],
        *,
        always: int | None = None,
        share: float = SHARE,
        most: int = MOST,
        looked_at: int | None = None,
        exhaustive: int = EXHAUSTIVE,
        led_by: Collection[str] = tuple(LEADING),
        reach: Reach | None = None,
    ) -> None:
        found, sought, likeness = both.found, both.sought, both.likeness
        self._sought = sought
        standing = len(sought) - len(sought.gone)
        children = len(found.children), standing_of(sought.children)
        self._all = len(found) * standing <= exhaustive
        most = min(most, standing)
        self._beside = np.empty(0, dtype=np.int32)
        if self._all:
            return
        left, right = found.shared, sought.shared
        reach = reach or Reach.of(sought, len(likeness.start) - 1)
        self._beside = np.setdiff1d(np.arange(reach.families, len(sought), dtype=np.int32), sought.gone)
        routes = [route for route in ROUTES if route[0] in led_by]
        own = _merged([left.names[a] for _, a, _ in routes])
        distinct, leads = np.unique(own.values, return_inverse=True)
        word, route = (distinct >> ROUTE_BITS).astype(np.int32), (distinct & ((1 << ROUTE_BITS) - 1)).astype(np.int32)
        weight = np.zeros((len(distinct), len(LEVELS)), dtype=np.float32)
        for k in np.unique(route).tolist():
            mine = np.flatnonzero(route == k)
            kind, _, slot = routes[k]
            weight[mine] = _weights(likeness, bearers_of(right, slot), same[kind], word[mine])
        leads_to = np.array([LED_TO.index(slot) for _, _, slot in routes], dtype=np.int32)
        told = rough.told_of(found), reach.told
        of_one_list = found.children.children.side == sought.children.children.side
        self._arguments: tuple[Any, ...] = (
            own.start, leads.astype(np.int32), word, leads_to[route], likeness.start, likeness.words, likeness.level,
            weight, reach.bearers.start, reach.bearers.values, reach.vocabulary, told[0].start, told[0].values,
            told[1].start, told[1].values, *rough.tables(both.terms, of_one_list=of_one_list),
            min(always or always_of(*children), most), most, share, looked_at or LOOKED_AT, EVERYONE,
        )  # fmt: skip

    def pairs(self, numbers: Rows, *, threads: int = 1) -> Pairs:
        """The families worth comparing with the families found of these numbers."""
        if self._all:
            everyone = np.setdiff1d(np.arange(len(self._sought), dtype=np.int32), self._sought.gone)
            return Pairs(np.repeat(numbers, len(everyone)), np.tile(everyone, len(numbers)), 0, 0)
        edges = np.linspace(0, len(numbers), max(threads, 1) * 4 + 1).astype(int).tolist()

        def search(span: tuple[int, int]) -> tuple[Rows, Rows, int, int]:
            total = np.zeros(len(self._sought), dtype=np.float32)
            total[self._sought.gone] = OUT
            i, j, capped, unreached = retrieval_kernel.search(numbers[span[0] : span[1]], total, *self._arguments)
            return i, j, int(capped), int(unreached)

        if threads > 1:
            with ThreadPoolExecutor(threads) as pool:
                parts = list(pool.map(search, itertools.pairwise(edges)))
        else:
            parts = [search((0, len(numbers)))]
        i, j = (np.concatenate([part[k] for part in parts]) for k in range(2))
        i, j = self._with_those_beside(numbers, i, j)
        return Pairs(i, j, sum(part[2] for part in parts), sum(part[3] for part in parts))

    def _with_those_beside(self, numbers: Rows, i: Rows, j: Rows) -> tuple[Rows, Rows]:
        """The pairs, and those with the families that no name leads to yet, sorted by family found."""
        if not len(self._beside):
            return i, j
        width = len(self._sought)
        added = (numbers.astype(np.int64)[:, None] * width + self._beside).ravel()
        key = np.unique(np.concatenate([i.astype(np.int64) * width + j, added]))
        return (key // width).astype(np.int32), (key % width).astype(np.int32)


def always_of(found: int, sought: int) -> int:
    """How many families are always kept for each: as many as a laptop has time for, fewer of long lists."""
    return int(np.clip(ALWAYS * (MANY / max(found * sought, 1)) ** 0.15, ALWAYS_OF_MANY, ALWAYS))


def _weights(likeness: Likeness, sought: Bearers, same: Sequence[float], words: Rows) -> npt.NDArray[np.float32]:
    """Bits by word and level, never negative: (words, levels)."""
    chance = likeness.chance_of_words(sought, words)
    usual = np.asarray(same).reshape(len(SORTS), -1)[-1]
    at_least = np.cumsum(usual[::-1])[::-1] if len(usual) == len(LEVELS) else np.full(len(LEVELS), 0.5)
    bits = np.log2(at_least / chance)
    bits[:, : REMOTE + 1] = 0.0  # a name remotely alike leads nowhere: half of a list would come in by it
    bits = np.maximum.accumulate(bits, axis=1)  # a better agreement never weighs less
    return np.maximum(bits, 0.0).astype(np.float32)


class _Leads(NamedTuple):
    start: npt.NDArray[np.int64]
    values: npt.NDArray[np.int64]


def _merged(parts: Sequence[Ragged]) -> _Leads:
    """Rows of (word, route) in one number."""
    lengths = np.sum([part.lengths for part in parts], axis=0)
    start = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=start[1:])
    values = np.empty(start[-1], dtype=np.int64)
    at = start[:-1].copy()
    for k, part in enumerate(parts):
        if not len(part.values):
            continue
        rows, words = part.pairs()
        place = at[rows] + np.arange(len(rows)) - part.start[:-1][rows]
        values[place] = (words.astype(np.int64) << ROUTE_BITS) | k
        at += part.lengths
    return _Leads(start, values)
