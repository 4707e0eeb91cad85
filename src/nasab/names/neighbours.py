"""For each name of one list, the names of another list that may be the same, without comparing every two.

Coarse sound keys bring together what may be near (`neighbours_keys`), and the letter model judges each pair once. What
is found is exact: bits and closeness are those of `compare`. What is lost are near pairs that share no key; the loss is
measured by `make bench-names` and stated in benchmarks/NAMES.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.names.channel import Tokens, compare_listed, kind_of
from nasab.names.channel_model import KINDS, LetterModel
from nasab.names.neighbours_keys import CONSONANTS, sounds

__all__ = ["Neighbours", "neighbours"]

SHORTEST: Final = 2
"""Sounds that must remain for a key with one left out."""

SHARE: Final = 2
SLACK: Final = 24
"""Two tokens are compared if their signatures differ by at most this many sixteenths of a sound, SHARE for each."""

_ROOM: Final = 1_000_000  # pairs judged at a time: about 60 MB


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Candidates near each query, best first, in compressed rows.

    The neighbours of query q are `indices[indptr[q]:indptr[q + 1]]`, positions in the list of candidates, with their
    `bits` (log2 likelihood ratio) and `closeness` (0 to 1).
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    bits: NDArray[np.float32]
    closeness: NDArray[np.float32]


def _distinct(tokens: Sequence[str]) -> tuple[list[str], NDArray[np.int32]]:
    numbers: dict[str, int] = {}
    index = np.array([numbers.setdefault(token, len(numbers)) for token in tokens], dtype=np.int32)
    return list(numbers), index


class _Sounds:
    """Keys of tokens with their owners, and their signatures with what of them counts."""

    def __init__(self, tokens: list[str]) -> None:
        from nasab.names import neighbours_kernel

        packed, counts, self.signs = sounds(tokens)
        kinds = np.array([kind_of(token) for token in tokens], dtype=np.int8)
        self.leaves_out = kinds == KINDS.index("arab")
        keys, owners = neighbours_kernel.key_rows(packed, counts, SHORTEST)
        # Tokens of other scripts have no sounds here: their key is the token itself, above all keys of sounds.
        other = np.flatnonzero(kinds == 3).astype(np.int32)
        own = np.array([_number(tokens[n]) for n in other.tolist()], dtype=np.int64)
        modelled = kinds[owners] < 3
        self.keys, self.owners = np.r_[keys[modelled], own], np.r_[owners[modelled], other]


def _number(token: str) -> int:
    """A key for a token of another script (FNV-1a), above all keys of sounds."""
    number = 14695981039346656037
    for letter in token:
        number = ((number ^ ord(letter)) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return 1 << 62 | number >> 3


def _candidate_pairs(
    queries: list[str], candidates: list[str]
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """Distinct pairs that share a key, a block of queries at a time."""
    from nasab.names import neighbours_kernel

    ours, theirs = _Sounds(queries), _Sounds(candidates)
    order = np.argsort(ours.owners, kind="stable")
    keys, owners = ours.keys[order], ours.owners[order]
    key_starts = np.searchsorted(owners, np.arange(len(queries) + 1)).astype(np.int64)
    order = np.argsort(theirs.keys, kind="stable")
    members = theirs.owners[order]
    bucket_keys, bucket_starts = np.unique(theirs.keys[order], return_index=True)
    bucket_starts = np.r_[bucket_starts, len(members)].astype(np.int64)
    stamp = np.full(len(candidates), -1, dtype=np.int32)
    room = max(_ROOM, len(candidates))
    first = 0
    while first < len(queries):
        left, right, first = neighbours_kernel.pairs_sharing(
            first,
            len(queries),
            keys,
            key_starts,
            bucket_keys,
            bucket_starts,
            members,
            ours.signs,
            theirs.signs,
            ours.leaves_out,
            theirs.leaves_out,
            CONSONANTS,
            stamp,
            room,
            SHARE,
            SLACK,
        )
        yield left, right


def neighbours(
    queries: Sequence[str],
    candidates: Sequence[str],
    *,
    floor: float = 0.5,
    limit: int = 200,
    model: LetterModel | None = None,
) -> Neighbours:
    """The candidates whose closeness to a query is at least `floor`, best first, at most `limit` for each query.

    Both lists hold folded tokens of any scripts. Identical tokens are always neighbours; empty tokens are nobody's.
    Equal closeness is put in the order of the candidates.
    """
    distinct_queries, query_of = _distinct(queries)
    distinct, candidate_of = _distinct(candidates)
    a, b = Tokens(distinct_queries, model), Tokens(distinct, model)
    blocks: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]] = []
    for left, right in _candidate_pairs(distinct_queries, distinct):
        found = compare_listed(a, left, b, right, floor)
        near = found.closeness >= floor
        blocks.append((left[near], right[near], found.bits[near], found.closeness[near]))
    left, right, bits, closeness = (
        (np.concatenate(column) for column in zip(*blocks, strict=True)) if blocks else _nothing()
    )
    return _rows(query_of, candidate_of, (left, right, bits, closeness), (len(distinct_queries), len(distinct)), limit)


def _nothing() -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    none = np.zeros(0, dtype=np.int32)
    return none, none, none.astype(np.float32), none.astype(np.float32)


def _rows(
    query_of: NDArray[np.int32],
    candidate_of: NDArray[np.int32],
    found: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]],
    sizes: tuple[int, int],
    limit: int,
) -> Neighbours:
    """Pairs of distinct tokens as rows by query: sorted, cut, and spread over tokens that stand in a list twice."""
    left, right, bits, closeness = found
    order = np.lexsort((right, -bits, -closeness, left))
    left, right, bits, closeness = left[order], right[order], bits[order], closeness[order]
    starts = np.searchsorted(left, np.arange(sizes[0] + 1))
    where = np.argsort(candidate_of, kind="stable").astype(np.int32)
    where_starts = np.searchsorted(candidate_of[where], np.arange(sizes[1] + 1))
    repeats = np.diff(where_starts)[right]
    spread = np.repeat(np.arange(len(right)), repeats)
    inside = np.arange(len(spread)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    places = where[where_starts[right[spread]] + inside] if len(spread) else np.zeros(0, dtype=np.int32)
    spread_starts = np.r_[0, np.cumsum(repeats)][starts]
    begin = spread_starts[:-1][query_of]
    length = np.minimum(np.diff(spread_starts)[query_of], limit)
    indptr = np.r_[0, np.cumsum(length)].astype(np.int64)
    take = np.repeat(begin - indptr[:-1], length) + np.arange(indptr[-1])
    return Neighbours(indptr, places[take].astype(np.int32), bits[spread[take]], closeness[spread[take]])
