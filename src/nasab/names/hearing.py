"""Which names may be one name that somebody misheard.

The letter model knows how names are respelt by people who know them.  A name told by a frightened
child to a stranger is respelt otherwise: consonants are taken for their neighbours, vowels for any
vowel, ends are lost.  So names are also compared by their sounds, with a weighted edit distance
(Wagner and Fischer 1974): one minus its cost over the cost of losing everything.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.names.sounds import LONGEST, skeleton, sounds

__all__ = ["Heard", "Spoken", "heard", "heard_among", "heard_in_spans", "heard_listed", "misheard"]

#: So many pairs of sounds are compared at most, those with the rarest keys first: names behind crowded keys are
#: short and sound like half the list.
MOST_PAIRS: Final = 60_000_000

#: So many pairs of names are given at a time, so that whoever works through them needs little memory.
AT_ONCE: Final = 2_000_000

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Heard = tuple[Ints, Ints, NDArray[np.float32]]
"""Pairs of names by their places, and how alike they sound."""


@dataclass(frozen=True)
class Spoken:
    """Names as they sound, made ready to be searched; what sounds the same is kept once.

    `table`, `length`, `whole`: the sounds of each sort, how many they are, and what it costs to lose them all.
    `start`, `names`: the names of each sort, as positions in the list they were made of.  `keys`, `owners`: the keys
    under which each sort is found, in the order of the sorts.  A name without any sound is of no sort.
    """

    table: NDArray[np.uint8]
    length: Ints
    whole: NDArray[np.float32]
    start: Longs
    names: Ints
    keys: Longs
    owners: Ints
    size: int

    @classmethod
    def of(cls, names: Sequence[str]) -> Spoken:
        """Names folded; each is read once."""
        from nasab.names import hearing_kernel

        number: dict[bytes, int] = {}
        spoken = [sounds(name) for name in names]
        sort = np.array([number.setdefault(one, len(number)) if one else -1 for one in spoken], dtype=np.int32)
        table, length = _encoded(list(number))
        heard = np.flatnonzero(sort >= 0)
        named = heard[np.argsort(sort[heard], kind="stable")].astype(np.int32)
        start = np.zeros(len(number) + 1, dtype=np.int64)
        np.cumsum(np.bincount(sort[heard], minlength=len(number)), out=start[1:])
        return cls(table, length, hearing_kernel.whole(table, length), start, named, *_keys(list(number)), len(names))

    def __len__(self) -> int:
        """How many names."""
        return self.size

    def joined(self, other: Spoken) -> Spoken:
        """The names of both, the others behind these."""
        return Spoken(
            np.concatenate([self.table, other.table]),
            np.concatenate([self.length, other.length]),
            np.concatenate([self.whole, other.whole]),
            np.concatenate([self.start, other.start[1:] + self.start[-1]]),
            np.concatenate([self.names, other.names + np.int32(self.size)]),
            np.concatenate([self.keys, other.keys]),
            np.concatenate([self.owners, other.owners + np.int32(len(self.length))]),
            self.size + other.size,
        )

    @cached_property
    def sorts(self) -> Ints:
        """The sort of each name, -1 of one without any sound."""
        sort = np.full(self.size, -1, dtype=np.int32)
        sort[self.names] = np.repeat(np.arange(len(self.length), dtype=np.int32), np.diff(self.start))
        return sort

    @cached_property
    def buckets(self) -> tuple[Longs, Longs, Ints]:
        """The different keys in order, where the sorts of each begin, and these."""
        order = np.argsort(self.keys, kind="stable")
        keys, start = np.unique(self.keys[order], return_index=True)
        return keys, np.append(start, len(order)).astype(np.int64), self.owners[order]


def misheard(a: Sequence[str], b: Sequence[str]) -> NDArray[np.float32]:
    """How alike two lists of folded names sound, pair by pair: 1 the same sounds, 0 nothing in common."""
    from nasab.names import hearing_kernel

    left, right = (_encoded([sounds(name) for name in side]) for side in (a, b))
    return hearing_kernel.alike(*left, *right)


def heard(queries: Sequence[str] | Spoken, candidates: Sequence[str] | Spoken, *, floor: float) -> Heard:
    """Pairs (query, candidate, likeness) that sound at least so much alike.

    Compared are names that share their coarse consonants, or all of them but one, up to `MOST_PAIRS`.
    """
    return _joined(heard_in_spans(queries, candidates, floor=floor))


def heard_among(names: Sequence[str] | Spoken, *, floor: float) -> Heard:
    """Pairs of one list that sound at least so much alike, as `heard` with itself: each pair once, none with itself."""
    return _joined(heard_in_spans(names, None, floor=floor))


def heard_in_spans(
    queries: Sequence[str] | Spoken, candidates: Sequence[str] | Spoken | None, *, floor: float, at_once: int = AT_ONCE
) -> Iterator[Heard]:
    """The pairs of `heard`, or without candidates of `heard_among`, some `at_once` at a time."""
    left = queries if isinstance(queries, Spoken) else Spoken.of(queries)
    if candidates is None:
        yield from _among_in_spans(left, floor, at_once)
        return
    right = candidates if isinstance(candidates, Spoken) else Spoken.of(candidates)
    yield from _of_names(left, right, _of_sorts(left, right, floor, of_one_list=False), at_once)


def _among_in_spans(ready: Spoken, floor: float, at_once: int) -> Iterator[Heard]:
    sort = ready.sorts
    for i, j, alike in _of_names(ready, ready, _of_sorts(ready, ready, floor, of_one_list=True), at_once):
        once = (i < j) | (sort[i] != sort[j])  # names of one sort met from either side, and each met itself
        yield i[once], j[once], alike[once]


def heard_listed(ready: Spoken, i: Ints, j: Ints, *, floor: float) -> Heard:
    """Of pairs of names of one list those that `heard_among` would give, if it heard everything."""
    from nasab.names import hearing_kernel

    start = np.searchsorted(ready.owners, np.arange(len(ready.length) + 1)).astype(np.int64)
    alike = hearing_kernel.listed(
        ready.table, ready.length, ready.whole, start, ready.keys, ready.sorts[i], ready.sorts[j], floor
    )
    near = alike >= 0
    return i[near], j[near], alike[near]


def _joined(spans: Iterator[Heard]) -> Heard:
    parts = [(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32)), *spans]
    i, j, alike = (np.concatenate([part[k] for part in parts]) for k in range(3))
    return i.astype(np.int32), j.astype(np.int32), alike.astype(np.float32)


def _of_sorts(left: Spoken, right: Spoken, floor: float, *, of_one_list: bool) -> Heard:
    from nasab.names import hearing_kernel

    buckets, start, owners = right.buckets
    at = np.searchsorted(buckets, left.keys)
    at[at == len(buckets)] = 0
    met = (buckets[at] == left.keys) if len(buckets) else np.zeros(len(at), dtype=bool)
    roomy = _roomy(at[met], np.diff(start))
    bucket, askers = at[met][roomy], left.owners[met][roomy]
    first = np.searchsorted(askers, np.arange(len(left.length) + 1)).astype(np.int64)
    return hearing_kernel.search(
        left.table, left.length, left.whole, right.table, right.length, right.whole, first, bucket.astype(np.int64),
        start, owners, floor, of_one_list=of_one_list,
    )  # fmt: skip


def _of_names(left: Spoken, right: Spoken, of_sorts: Heard, at_once: int) -> Iterator[Heard]:
    """Pairs of sorts as pairs of the names that sound so."""
    x, y, alike = of_sorts
    deep, wide = np.diff(left.start), np.diff(right.start)
    upto = np.cumsum(deep[x] * wide[y])
    edges = np.searchsorted(upto, np.arange(at_once, int(upto[-1]) if len(upto) else 0, at_once), side="right")
    for first, last in itertools.pairwise([0, *np.unique(edges).tolist(), len(x)]):
        if first == last:
            continue
        a, b = x[first:last], y[first:last]
        size = deep[a] * wide[b]
        pair = np.repeat(np.arange(len(a)), size)
        at = np.arange(len(pair)) - np.repeat(np.cumsum(size) - size, size)
        i = left.names[left.start[a[pair]] + at // wide[b[pair]]]
        j = right.names[right.start[b[pair]] + at % wide[b[pair]]]
        yield i, j, alike[first:last][pair]


def _roomy(bucket: Longs, size: Longs) -> NDArray[np.bool_]:
    """Which (query, key) are followed: those of the emptiest buckets, up to `MOST_PAIRS` pairs in all."""
    if int(size[bucket].sum()) <= MOST_PAIRS:
        return np.ones(len(bucket), dtype=bool)
    asked = np.bincount(bucket, minlength=len(size)) * size
    order = np.argsort(asked, kind="stable")
    kept = np.zeros(len(size), dtype=bool)
    kept[order[np.cumsum(asked[order]) <= MOST_PAIRS]] = True
    return kept[bucket]


def _encoded(spoken: Sequence[bytes]) -> tuple[NDArray[np.uint8], Ints]:
    """(names, LONGEST) sounds, and how many each has."""
    table = np.zeros((len(spoken), LONGEST), dtype=np.uint8)
    length = np.array([len(name) for name in spoken], dtype=np.int32)
    for row, name in enumerate(spoken):
        table[row, : len(name)] = np.frombuffer(name, dtype=np.uint8)
    return table, length


def _keys(spoken: Sequence[bytes]) -> tuple[Longs, Ints]:
    """(key, name) for the skeleton of each name, and for the skeleton with one consonant left out."""
    keys: list[int] = []
    owners: list[int] = []
    for owner, name in enumerate(spoken):
        bones = skeleton(name)
        variants = {bones}
        if len(bones) >= 2:
            variants |= {bones[:k] + bones[k + 1 :] for k in range(len(bones))}
        if len(bones) <= 1:  # little but vowels: the sounds themselves
            variants.add(b"\x0f" + name[:7])
        keys.extend(int.from_bytes(variant[:7], "big") for variant in variants)
        owners.extend([owner] * len(variants))
    return np.array(keys, dtype=np.int64), np.array(owners, dtype=np.int32)
