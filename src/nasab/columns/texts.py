"""Different texts packed one behind the other, read out again when they are asked for.

A Python text of ten letters takes seventy bytes, and a million of them take a while to let go of.  Packed as UTF-8
they take ten bytes each and four for the place where they begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, overload

import numpy as np
import numpy.typing as npt

from nasab.columns.room import Growing, room

__all__ = ["HALVES", "Texts", "encoded", "packed", "runs"]

Bytes = npt.NDArray[np.uint8]

#: Halves of characters come out of broken files, and go in and out as they are.
HALVES: Final = "surrogatepass"

_BETWEEN: Final = "\0"

#: So many texts are read out at a time when all are gone through.
BLOCK: Final = 4096


class Texts(Sequence[str]):
    """Texts by number.

    `packed` holds them as UTF-8 without anything between; text `k` is `packed[starts[k]:starts[k + 1]]`.
    """

    __slots__ = ("_packed", "_starts", "packed", "starts")

    def __init__(self, packed: Bytes, starts: npt.NDArray[np.signedinteger[Any]]) -> None:
        self.packed = packed
        self.starts = starts
        # views give plain numbers and bytes three times as fast as the arrays do
        self._packed = packed.data
        self._starts = starts.data

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """These texts, as they come, whether or not one stands twice."""
        content, starts, lengths = encoded(list(texts))
        return packed(content[runs(starts, lengths)], lengths)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return self.some(np.arange(len(self))[number])
        if number < 0:
            number += len(self)
            if number < 0:
                raise IndexError(number)
        return str(self._packed[self._starts[number] : self._starts[number + 1]], "utf-8", HALVES)

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), BLOCK):
            starts = self.starts[first : first + BLOCK + 1]
            yield from _read_out(self.packed[int(starts[0]) : int(starts[-1])], starts - starts[0])

    def some(self, numbers: npt.NDArray[np.integer[Any]]) -> list[str]:
        """The texts with these numbers."""
        return list(self.only(numbers))

    def only(self, numbers: npt.NDArray[np.integer[Any]]) -> Texts:
        """The texts with these numbers, packed anew."""
        starts = self.starts[numbers]
        lengths = (self.starts[1:][numbers] - starts).astype(np.int64, copy=False)
        taken = Growing(np.uint8)
        for first in range(0, len(numbers), BLOCK):  # the place of each byte takes eight
            some = slice(first, first + BLOCK)
            taken.extend(self.packed[runs(starts[some], lengths[some])])
        return packed(taken.fitted(), lengths)

    def followed_by(self, others: Texts) -> Texts:
        """These, and the others behind them."""
        packed_together = np.concatenate([self.packed, others.packed])
        kind = np.int32 if len(packed_together) < 1 << 31 else np.int64
        after = others.starts[1:].astype(np.int64) + int(self.starts[-1])
        return Texts(packed_together, np.concatenate([self.starts.astype(kind), after.astype(kind)]))

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """How many bytes each text has; 0 for the empty text."""
        return np.diff(self.starts).astype(np.int64, copy=False)

    @property
    def nbytes(self) -> int:
        """How much memory they take."""
        return self.packed.nbytes + self.starts.nbytes

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Texts):
            return np.array_equal(self.packed, other.packed) and np.array_equal(self.starts, other.starts)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[Texts], tuple[Bytes, npt.NDArray[np.signedinteger[Any]]]]:
        return Texts, (self.packed, self.starts)


def packed(content: Bytes, lengths: npt.NDArray[np.int64]) -> Texts:
    """Texts from their bytes one behind the other, and how many each has."""
    starts = room(len(lengths) + 1, np.int32 if len(content) < 1 << 31 else np.int64)
    starts[0] = 0
    np.cumsum(lengths, out=starts[1:])
    return Texts(content, starts)


def encoded(texts: Sequence[str]) -> tuple[Bytes, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The bytes of texts, where each begins in them, and how many each has; encoded together, a third of the time."""
    content = np.frombuffer(_BETWEEN.join((*texts, "")).encode("utf-8", HALVES), dtype=np.uint8)
    ends = np.flatnonzero(content == ord(_BETWEEN))
    if len(ends) == len(texts):
        starts = np.concatenate([np.zeros(1, dtype=np.int64), ends + 1])[:-1]
        return content, starts, ends - starts
    each = [text.encode("utf-8", HALVES) for text in texts]  # the letter between stands in a text
    lengths = np.fromiter(map(len, each), dtype=np.int64, count=len(each))
    return np.frombuffer(b"".join(each), dtype=np.uint8), np.cumsum(lengths) - lengths, lengths


def runs(starts: npt.NDArray[np.integer[Any]], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The places `start, start + 1, …` of several runs, one run behind the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))


def _read_out(content: Bytes, starts: npt.NDArray[np.integer[Any]]) -> list[str]:
    """Texts that lie behind one another, decoded together: a third of the time of decoding each."""
    whole = str(content.data, "utf-8", HALVES)
    if len(whole) < len(content):  # places in bytes become places in letters
        begins = (content & 0xC0) != 0x80
        starts = np.concatenate([[0], np.cumsum(begins)])[starts]
    return [whole[a:z] for a, z in pairwise(starts.tolist())]
