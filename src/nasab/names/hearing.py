"""Which names may be one name that somebody misheard.

The letter model knows how names are respelt by people who know them.  A name told by a frightened
child to a stranger is respelt otherwise: consonants are taken for their neighbours, vowels for any
vowel, ends are lost.  So names are also compared by their sounds, with a weighted edit distance
(Wagner and Fischer 1974): one minus its cost over the cost of losing everything.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nasab.names.sounds import LONGEST, skeleton, sounds

__all__ = ["Heard", "Spoken", "heard", "heard_among", "heard_in_spans", "heard_listed", "misheard"]

#: So many others each name as it sounds is compared with by keys, at most and on an average, those with the rarest keys
#: first.  No list that was tried comes near it (11,000, of a million children a side).
MOST_BY_KEYS: Final = 20_000

#: So many pairs of names are given at a time, so that whoever works through them needs little memory.
AT_ONCE: Final = 2_000_000

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Heard = tuple[Ints, Ints, NDArray[np.float32]]
"""Pairs of names by their places, and how alike they sound."""


class Order(NamedTuple):
    """Sorts in buckets, in each in the order of their sounds: bucket k is `owners[start[k]:start[k + 1]]`.

    `shared`: of how many first sounds each begins as the one before it in its bucket.
    """

    start: Longs
    owners: Ints
    shared: NDArray[np.uint8]


@dataclass(frozen=True)
class Spoken:
    """Names as they sound, made ready to be searched; what sounds the same is kept once.

    `table`, `length`, `whole`: the sounds of each sort, how many they are, and what it costs to lose them all.
    `start`, `names`: the names of each sort, as positions in the list they were made of.  `keys`, `owners`: the keys
    under which each sort is found among many, in the order of the sorts.  A name without any sound is of no sort.
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
    def everyone(self) -> Order:
        """All sorts in one bucket."""
        owners = np.argsort(self._by_sound).astype(np.int32)
        return Order(np.array([0, len(owners)], dtype=np.int64), owners, self._shared(owners))

    @cached_property
    def buckets(self) -> tuple[Longs, Order]:
        """The different keys in order, and the sorts of each."""
        order = np.lexsort((self._by_sound[self.owners], self.keys))
        keys, start = np.unique(self.keys[order], return_index=True)
        owners = self.owners[order]
        shared = self._shared(owners)
        shared[start] = 0
        return keys, Order(np.append(start, len(order)).astype(np.int64), owners, shared)

    @cached_property
    def _by_sound(self) -> Ints:
        """The place of each sort in the order of sounds, in which those that begin alike stand together."""
        halves = self.table.view(">u8")
        place = np.empty(len(self.table), dtype=np.int32)
        place[np.lexsort((halves[:, 1], halves[:, 0]))] = np.arange(len(self.table), dtype=np.int32)
        return place

    def _shared(self, owners: Ints) -> NDArray[np.uint8]:
        """How many first sounds each of these shares with the one before it."""
        a, b = owners[:-1], owners[1:]
        both = np.arange(LONGEST) < np.minimum(self.length[a], self.length[b])[:, None]
        alike = np.logical_and.accumulate((self.table[a] == self.table[b]) & both, axis=1).sum(axis=1)
        return np.append(0, alike).astype(np.uint8)[: len(owners)]


def misheard(a: Sequence[str], b: Sequence[str]) -> NDArray[np.float32]:
    """How alike two lists of folded names sound, pair by pair: 1 the same sounds, 0 nothing in common."""
    from nasab.names import hearing_kernel

    numbers: dict[str, int] = {}
    left, right = ([numbers.setdefault(name, len(numbers)) for name in side] for side in (a, b))
    table, length = _encoded([sounds(name) for name in numbers])
    return hearing_kernel.alike(table[left], length[left], table[right], length[right])


def heard(
    queries: Sequence[str] | Spoken, candidates: Sequence[str] | Spoken, *, floor: float, by_keys: bool = False
) -> Heard:
    """Pairs (query, candidate, likeness) that sound at least so much alike.

    `by_keys`: of many names only those are compared that share their coarse consonants, or all of them but one: a tenth
    of the pairs, and nine in ten of those that sound alike.
    """
    return _joined(heard_in_spans(queries, candidates, floor=floor, by_keys=by_keys))


def heard_among(names: Sequence[str] | Spoken, *, floor: float, by_keys: bool = False) -> Heard:
    """Pairs of one list that sound at least so much alike, as `heard` with itself: each pair once, none with itself."""
    return _joined(heard_in_spans(names, None, floor=floor, by_keys=by_keys))


def heard_in_spans(
    queries: Sequence[str] | Spoken, candidates: Sequence[str] | Spoken | None, *, floor: float, by_keys: bool = False,
    at_once: int = AT_ONCE, threads: int = 1,
) -> Iterator[Heard]:  # fmt: skip
    """The pairs of `heard`, or without candidates of `heard_among`, some at a time.

    `threads`: so many cores listen; the pairs and their order are the same.  As many spans as there are threads hold
    `at_once` pairs, so that all that work through them together need no more memory than one.
    """
    at_once = max(at_once // threads, 1)
    left = queries if isinstance(queries, Spoken) else Spoken.of(queries)
    if candidates is None:
        of_sorts = _of_sorts(left, left, floor, by_keys, threads, of_one_list=True)
        yield from _once(left, _of_names(left, left, of_sorts, at_once))
        return
    right = candidates if isinstance(candidates, Spoken) else Spoken.of(candidates)
    yield from _of_names(left, right, _of_sorts(left, right, floor, by_keys, threads, of_one_list=False), at_once)


def _once(ready: Spoken, pairs: Iterator[Heard]) -> Iterator[Heard]:
    sort = ready.sorts
    for i, j, alike in pairs:
        once = (i < j) | (sort[i] != sort[j])  # names of one sort met from either side, and each met itself
        yield i[once], j[once], alike[once]


def heard_listed(ready: Spoken, i: Ints, j: Ints, *, floor: float) -> Heard:
    """Of pairs of names of one list those that `heard_among` would give."""
    from nasab.names import hearing_kernel

    alike = hearing_kernel.listed(ready.table, ready.length, ready.whole, ready.sorts[i], ready.sorts[j], floor)
    near = alike >= 0
    return i[near], j[near], alike[near]


def _joined(spans: Iterable[Heard]) -> Heard:
    parts = [(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32)), *spans]
    i, j, alike = (np.concatenate([part[k] for part in parts]) for k in range(3))
    return i.astype(np.int32, copy=False), j.astype(np.int32, copy=False), alike.astype(np.float32, copy=False)


def _of_sorts(left: Spoken, right: Spoken, floor: float, by_keys: bool, threads: int, *, of_one_list: bool) -> Heard:
    from nasab.names import hearing_kernel

    first, bucket, order = _by_keys(left, right) if by_keys else _with_everyone(left, right)

    def search(span: tuple[int, int]) -> Heard:
        return hearing_kernel.search(
            left.table, left.length, left.whole, right.table, right.length, right.whole, first, bucket, *order, floor,
            *span, of_one_list=of_one_list,
        )  # fmt: skip

    if threads == 1:
        return search((0, len(left.length)))
    edges = np.linspace(0, len(left.length), 4 * threads + 1).astype(int).tolist()
    with ThreadPoolExecutor(threads) as pool:
        return _joined(pool.map(search, itertools.pairwise(edges)))


def _with_everyone(left: Spoken, right: Spoken) -> tuple[Longs, Longs, Order]:
    sorts = len(left.length)
    return np.arange(sorts + 1, dtype=np.int64), np.zeros(sorts, dtype=np.int64), right.everyone


def _by_keys(left: Spoken, right: Spoken) -> tuple[Longs, Longs, Order]:
    """Where the buckets of each sort of the left begin, these, and what is in them."""
    keys, order = right.buckets
    at = np.searchsorted(keys, left.keys)
    at[at == len(keys)] = 0
    met = (keys[at] == left.keys) if len(keys) else np.zeros(len(at), dtype=bool)
    roomy = _roomy(at[met], np.diff(order.start), len(left.length))
    bucket, askers = at[met][roomy], left.owners[met][roomy]
    first = np.searchsorted(askers, np.arange(len(left.length) + 1)).astype(np.int64)
    return first, bucket.astype(np.int64), order


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


def _roomy(bucket: Longs, size: Longs, askers: int) -> NDArray[np.bool_]:
    """Which (query, key) are followed: those of the emptiest buckets, up to `MOST_BY_KEYS` pairs a query in all."""
    most = MOST_BY_KEYS * askers
    if int(size[bucket].sum()) <= most:
        return np.ones(len(bucket), dtype=bool)
    asked = np.bincount(bucket, minlength=len(size)) * size
    order = np.argsort(asked, kind="stable")
    kept = np.zeros(len(size), dtype=bool)
    kept[order[np.cumsum(asked[order]) <= most]] = True
    return kept[bucket]


def _encoded(spoken: Sequence[bytes]) -> tuple[NDArray[np.uint8], Ints]:
    """(names, LONGEST) sounds, and how many each has."""
    table = np.zeros((len(spoken), LONGEST), dtype=np.uint8)
    length = np.fromiter(map(len, spoken), dtype=np.int32, count=len(spoken))
    table[np.arange(LONGEST) < length[:, None]] = np.frombuffer(b"".join(spoken), dtype=np.uint8)
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
