"""Names as rows of small numbers: the letters of the three scripts, and what is cut where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["ALPHABETS", "MAX_LETTERS", "Spellings", "number_of", "spell"]

MAX_LETTERS: Final = 24
"""Longer tokens are cut here: no part of a name is longer, and the work for one pair stays bounded."""

# 0 is "no letter", 1 the start of a name, 2 its end, 3 any letter that is not listed. At most 64 in all.
_SIGNS: Final = "\0^$?"
ALPHABETS: Final[dict[str, str]] = {
    "arab": _SIGNS + "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگڤ",
    "cyrl": _SIGNS + "абвгдежзийклмнопрстуфхцчшщъыьэюяӏәғқңөұүһҳҷӣӯїјћљњџђєҡҙҫӈөӡҽ"[:60],
    "latn": _SIGNS + "abcdefghijklmnopqrstuvwxyzäåæçćčəéëğıłñńöřśşšüźžþð",
}


def number_of(kind: str) -> dict[str, int]:
    """The number of each letter of a script."""
    return {letter: n for n, letter in enumerate(ALPHABETS[kind]) if n > 3}


@dataclass(frozen=True, slots=True)
class Spellings:
    """Tokens of one script, numbered, one after another: `letters[starts[k]:starts[k + 1]]` is token k with ^ and $."""

    letters: NDArray[np.uint8]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.starts) - 1

    def joined(self, other: Spellings) -> Spellings:
        """The tokens of both, the others behind these."""
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        return Spellings(np.concatenate([self.letters, other.letters]), starts)


def _lookup(kind: str) -> NDArray[np.uint8]:
    numbers = np.full(0x10000, 3, dtype=np.uint8)
    for letter, n in number_of(kind).items():
        numbers[ord(letter)] = n
    numbers[ord("\n")] = 2
    return numbers


_LOOKUPS: Final = {kind: _lookup(kind) for kind in ALPHABETS}


def spell(tokens: Sequence[str], kind: str) -> Spellings:
    """Number the letters of folded `tokens`, all in the script `kind`; cut at MAX_LETTERS, framed by start and end."""
    lengths = np.array([min(len(token), MAX_LETTERS) for token in tokens], dtype=np.int64)
    starts = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.cumsum(lengths + 2, out=starts[1:])
    # One line a token: the line end becomes the end of the name, and the start is written over the gap before it.
    text = "".join(f"\n{token[:MAX_LETTERS]}\n" for token in tokens)
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    letters = _LOOKUPS[kind][np.minimum(codes, 0xFFFF)]
    letters[starts[:-1]] = 1
    return Spellings(letters, starts)
