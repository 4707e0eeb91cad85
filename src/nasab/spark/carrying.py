"""What is sent to a cluster: the arrays of a piece of work, laid down in a file, and never a text.

Everything that is the same for all pieces goes to each machine once, as one file that is mapped into memory: its
pages are shared by all who work on that machine, and nothing is unpacked or copied.  What is not an array (which
comparisons there are, and how many degrees they have) is a small skeleton beside it.

Names, places, notes, ids: all that is written in the lists stays here.  A word is a number on the way, and which
number is like which; what can be known from numbers still (ages, sex, who is whose brother) is a child's own, and
the file belongs to its owner only and is removed with the session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt

from nasab.matching.pieces import Piecework
from nasab.matching.terms import Kept
from nasab.matching.vocabulary import Vocabulary
from nasab.records import ChildList

__all__ = ["complete", "lay_down", "take_up"]

#: Arrays begin at multiples of so many bytes, as compiled loops like them.
ALIGNED: Final = 64

PLAIN: Final = (str, int, float, bool, type(None), np.generic, Enum, type)


@dataclass(frozen=True, slots=True)
class _Laid:
    """Where an array lies in the file."""

    start: int
    kind: str
    shape: tuple[int, ...]


def complete(work: Piecework) -> Piecework:
    """The same work with all that its comparisons make at their first use, and need texts for."""
    both = work.both
    none = np.empty(0, dtype=np.int32)
    for comparison in (*both.shared.comparisons, *both.own.comparisons):
        comparison.compare(none, none)
    return work


def lay_down(value: Any, path: Path) -> Any:
    """Writes all arrays of a value into a file that only its owner may read; gives the value without them."""
    path.touch(mode=0o600)
    with path.open("wb") as file:
        file.write(bytes(ALIGNED))

        def laid(leaf: Any) -> Any:
            return _lay(leaf, file) if isinstance(leaf, np.ndarray) else leaf

        return _Copying(laid).copy(value)


def _lay(array: npt.NDArray[Any], file: IO[bytes]) -> _Laid:
    start = file.tell()
    file.write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
    file.write(bytes(-file.tell() % ALIGNED))
    return _Laid(start, array.dtype.str, array.shape)


def take_up(skeleton: Any, path: Path) -> Any:
    """The value again, with its arrays where they lie in the file.  Whoever writes into one writes into a copy."""
    mapped = np.asarray(np.memmap(path, dtype=np.uint8, mode="c"))

    def taken(leaf: Any) -> Any:
        if not isinstance(leaf, _Laid):
            return leaf
        size = int(np.prod(leaf.shape, dtype=np.int64)) * np.dtype(leaf.kind).itemsize
        return mapped[leaf.start : leaf.start + size].view(leaf.kind).reshape(leaf.shape)

    return _Copying(taken).copy(skeleton)


class _Copying:
    """A value, part by part: what stands in several places is copied once, and texts of the lists are left behind."""

    def __init__(self, of_leaf: Callable[[Any], Any]) -> None:
        self._of_leaf = of_leaf
        self._known: dict[int, tuple[Any, Any]] = {}

    def copy(self, value: Any) -> Any:
        """The value with each leaf exchanged."""
        if isinstance(value, PLAIN):
            return value
        if id(value) not in self._known:
            self._known[id(value)] = value, self._copied(value)  # the value is kept, so that its number stays its own
        return self._known[id(value)][1]

    def _copied(self, value: Any) -> Any:
        if isinstance(value, np.ndarray | _Laid):
            return self._of_leaf(value)
        if isinstance(value, ChildList):
            return ChildList(value.side, {})
        if isinstance(value, Vocabulary):
            return Vocabulary()
        if isinstance(value, Kept):  # answers that are known by what was asked, in words
            return None
        if isinstance(value, list):  # a list of words grew with what was read; tuples of words stand in the code
            return [self.copy(part) for part in value if not isinstance(part, str)]
        if type(value) is tuple:
            return tuple(self.copy(part) for part in value)
        if isinstance(value, Mapping):
            return {key: self.copy(part) for key, part in value.items()}
        return self._with_parts(value)

    def _with_parts(self, value: Any) -> Any:
        kind = type(value)
        if not kind.__module__.startswith("nasab."):
            raise TypeError(f"{kind.__module__}.{kind.__qualname__} is nothing that can be sent")
        names = chain.from_iterable(getattr(base, "__slots__", ()) for base in kind.__mro__)
        parts = {name: getattr(value, name) for name in names} | getattr(value, "__dict__", {})
        out = object.__new__(kind)
        for name, part in parts.items():
            object.__setattr__(out, name, self.copy(part))
        return out
