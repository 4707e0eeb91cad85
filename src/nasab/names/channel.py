"""Could these two spellings be one name? The answer in bits, for any two of Arabic, Cyrillic and Latin.

Letters of one script stand for letters of another in blocks (ж: j, zh, dj; ش: sh, ch, ş), learned from tens of
thousands of names written in both. The weight of a pair is how much more probable the two spellings are as one name
than as two names that have nothing to do with each other: log2 P(a, b | one name) / (P(a) P(b)). A rare name weighs
more than a common one by itself, because P(a) is small. No pair is impossible: people mishear and mistype.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.names import channel_model, scripts
from nasab.names.channel_letters import MAX_LETTERS, Spellings, spell
from nasab.names.channel_model import KINDS, LetterModel

__all__ = ["FLOOR", "OTHER_BITS", "Comparison", "Tokens", "compare", "compare_among", "compare_listed", "letter_bits"]

FLOOR: Final = -12.0
"""No pair weighs less: one recorded name in 4,096 is another name altogether (a mix-up, a brother's, a word)."""

OTHER_BITS: Final = 3.0
"""What a letter of a script outside the three weighs, when two spellings are the same."""

_NO_NUMBERS: Final = np.zeros(0, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Aligned pairs of tokens. `bits`: log2 likelihood ratio, at least FLOOR. `closeness`: 0 to 1, 1 as good as can be.

    Closeness is bits over the mean of what the two spellings could reach: in one script the weight of each with
    itself, across scripts what true pairs with such a spelling reach. Identical tokens have closeness 1.
    """

    bits: NDArray[np.float32]
    closeness: NDArray[np.float32]


class Tokens:
    """Folded tokens of any scripts, made ready for comparison once: numbered letters, blocks, background bits."""

    def __init__(self, written: Sequence[str], model: LetterModel | None = None) -> None:
        from nasab.names import channel_kernel as kernel

        self.model = model or channel_model.packaged()
        self.written = [token[:MAX_LETTERS] for token in written]
        self.kind = np.array([kind_of(token) for token in self.written], dtype=np.int8)
        self.place = np.zeros(len(self.written), dtype=np.int32)
        self.background = np.zeros(len(self.written), dtype=np.float64)
        self.spelled: list[Spellings] = []
        self.grams: list[NDArray[np.int16]] = []
        self.orders: list[NDArray[np.uint64]] = []
        for number, kind in enumerate(KINDS):
            of_kind = np.flatnonzero(self.kind == number)
            self.place[of_kind] = np.arange(len(of_kind))
            spelled = spell([self.written[n] for n in of_kind.tolist()], kind)
            self.spelled.append(spelled)
            self.grams.append(
                kernel.encode_grams(spelled.letters, spelled.starts, self.model.two[kind], self.model.three[kind])
            )
            self.orders.append(kernel.orders(spelled.letters, spelled.starts))
            self.background[of_kind] = kernel.background_bits(
                spelled.letters, spelled.starts, self.model.background[kind]
            )
        self._own: NDArray[np.float64] | None = None
        self._surprise: dict[tuple[str, str, int], NDArray[np.float64]] = {}
        self._rests: dict[tuple[str, str, int], NDArray[np.float64]] = {}

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.written)

    def joined(self, other: Tokens) -> Tokens:
        """The tokens of both, the others behind these; what was counted of these is kept, and counted of the others."""
        both = object.__new__(Tokens)
        both.model = self.model
        both.written = [*self.written, *other.written]
        before = np.append(np.bincount(self.kind, minlength=len(KINDS))[: len(KINDS)], [0, 0])
        both.place = np.concatenate([self.place, other.place + before[other.kind].astype(np.int32)])
        both.kind = np.concatenate([self.kind, other.kind])
        both.background = np.concatenate([self.background, other.background])
        both.spelled = [one.joined(two) for one, two in zip(self.spelled, other.spelled, strict=True)]
        both.grams = [np.concatenate(pair) for pair in zip(self.grams, other.grams, strict=True)]
        both.orders = [np.concatenate(pair) for pair in zip(self.orders, other.orders, strict=True)]
        both._own = None if self._own is None else np.concatenate([self._own, other.own()])
        both._surprise = {
            key: np.concatenate([bits, other.surprise(key[:2], key[2])]) for key, bits in self._surprise.items()
        }
        both._rests = {key: np.concatenate([rest, other.rests(key[:2], key[2])]) for key, rest in self._rests.items()}
        return both

    def alone(self, pair: tuple[str, str], side: int) -> NDArray[np.float64]:
        """-log2 of how probable each token is alone, as a spelling on one `side` of the model of two scripts."""
        from nasab.names import channel_kernel as kernel

        number = KINDS.index(pair[side])
        bits = np.zeros(len(self), dtype=np.float64)
        alone = self.model.pairs[pair].alone[side]
        bits[self.kind == number] = kernel.alone_bits(self.grams[number], self.spelled[number].starts, alone)
        return bits

    def surprise(self, pair: tuple[str, str], side: int) -> NDArray[np.float64]:
        """Bits that each token would cost as a stranger to the other: rare names cost more. See `PairModel`."""
        side = 0 if pair[0] == pair[1] else side
        if (*pair, side) not in self._surprise:
            fitted = self.model.pairs[pair]
            self._surprise[*pair, side] = (
                fitted.alone_share * self.alone(pair, side) + fitted.background_share * self.background
            )
        return self._surprise[*pair, side]

    def rests(self, pair: tuple[str, str], side: int) -> NDArray[np.float64]:
        """For each letter of the tokens of that side's script: the probability, alone, of the rest of its token."""
        from nasab.names import channel_kernel as kernel

        if (*pair, side) not in self._rests:
            number = KINDS.index(pair[side])
            alone = self.model.pairs[pair].alone[side]
            self._rests[*pair, side] = kernel.rests(self.grams[number], self.spelled[number].starts, alone)
        return self._rests[*pair, side]

    def own(self) -> NDArray[np.float64]:
        """The weight of each token with itself, in bits: what its name can reach at best within its script."""
        if self._own is None:
            same = np.arange(len(self), dtype=np.int32)
            self._own = np.maximum(letter_bits(self, same, self, same), 1.0)
        return self._own


@lru_cache(maxsize=4096)
def _kind_of_letter(letter: str) -> int:
    kind = scripts.script(letter)
    return KINDS.index(kind) if kind in KINDS else 3


def kind_of(token: str) -> int:
    """Position of a folded token's script in KINDS; 3 for other scripts, 4 for an empty token."""
    return _kind_of_letter(token[0]) if token else 4


def letter_bits(
    a: Tokens,
    index_a: NDArray[np.int32],
    b: Tokens,
    index_b: NDArray[np.int32],
    least: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Bits of listed token pairs by their letters alone, at least FLOOR; 0 where a script is not modelled.

    Where a pair cannot reach its `least` bits the sum may be given up: it gets FLOOR.
    """
    bits = np.zeros(len(index_a), dtype=np.float64)
    combined = a.kind[index_a].astype(np.int16) * 8 + b.kind[index_b]
    for code in np.unique(combined).tolist():
        chosen = np.flatnonzero(combined == code)
        one, two = code >> 3, code & 7
        ia, ib = index_a[chosen], index_b[chosen]
        if one < 3 and two < 3:
            bits[chosen] = _modelled(a, ia, one, b, ib, two, None if least is None else least[chosen])
        elif one == two == 3:
            same = [
                OTHER_BITS * len(a.written[x]) * (a.written[x] == b.written[y])
                for x, y in zip(ia.tolist(), ib.tolist(), strict=True)
            ]
            bits[chosen] = same
    return bits


def joint(
    a: Tokens,
    ia: NDArray[np.int32],
    one: int,
    b: Tokens,
    ib: NDArray[np.int32],
    two: int,
    least: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """log2 P(a, b | one name), uncalibrated, of listed tokens in the scripts `one` and `two`, a pair of the model.

    Sums that cannot reach `least` may be given up: they are then -1000.
    """
    from nasab.names import channel_kernel as kernel

    names = (KINDS[one], KINDS[two])
    pair = a.model.pairs[names]
    tables = (pair.one, pair.starts, pair.right, pair.chance)
    left, right = (a.grams[one], a.spelled[one].starts, a.place[ia]), (b.grams[two], b.spelled[two].starts, b.place[ib])
    rests = (_NO_NUMBERS, _NO_NUMBERS) if least is None else (a.rests(names, 0), b.rests(names, 1))
    if one != two:
        return kernel.joint_bits(*tables, *left, *right, *rests, _NO_NUMBERS if least is None else least)
    # Within one script the order of a pair is fixed by the spellings, so that turning it round changes no digit.
    bits = np.empty(len(ia), dtype=np.float64)
    is_turned = a.orders[one][left[2]] > b.orders[two][right[2]]
    for turned in (False, True):
        some = np.flatnonzero(is_turned == turned)
        sides = [(*side[:2], side[2][some]) for side in (left, right)]
        first, second = sides[::-1] if turned else sides
        wanted = _NO_NUMBERS if least is None else least[some]
        bits[some] = kernel.joint_bits(*tables, *first, *second, *(rests[::-1] if turned else rests), wanted)
    return bits


def _modelled(
    a: Tokens,
    ia: NDArray[np.int32],
    one: int,
    b: Tokens,
    ib: NDArray[np.int32],
    two: int,
    least: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    names = (KINDS[one], KINDS[two])
    if names not in a.model.pairs:
        return _modelled(b, ib, two, a, ia, one, least)
    pair = a.model.pairs[names]
    apart = a.surprise(names, 0)[ia] + b.surprise(names, 1)[ib]
    if least is not None:
        least = (least - 0.01 - pair.shift) / pair.slope - apart  # FLOOR adds less than a hundredth of a bit
    return np.logaddexp2(pair.slope * (joint(a, ia, one, b, ib, two, least) + apart) + pair.shift, FLOOR)


def _reach(a: Tokens, index_a: NDArray[np.int32], b: Tokens, index_b: NDArray[np.int32]) -> NDArray[np.float64]:
    """Mean of what the two spellings of each pair can reach, in bits, at least 1."""
    reach = np.ones(len(index_a), dtype=np.float64)
    combined = a.kind[index_a].astype(np.int16) * 8 + b.kind[index_b]
    for code in np.unique(combined).tolist():
        chosen = np.flatnonzero(combined == code)
        one, two = code >> 3, code & 7
        ia, ib = index_a[chosen], index_b[chosen]
        if one == two:
            reach[chosen] = (a.own()[ia] + b.own()[ib]) / 2
        elif one < 3 and two < 3:
            names = (KINDS[one], KINDS[two])
            turned = names not in a.model.pairs
            names = names[::-1] if turned else names
            left, right = a.model.pairs[names].potential[:: -1 if turned else 1]
            reach_a = left[0] + left[1] * a.surprise(names, int(turned))[ia]
            reach_b = right[0] + right[1] * b.surprise(names, int(not turned))[ib]
            reach[chosen] = (reach_a + reach_b) / 2
    return np.maximum(reach, 1.0)


def compare_listed(
    a: Tokens, index_a: NDArray[np.int32], b: Tokens, index_b: NDArray[np.int32], floor: float = 0.0
) -> Comparison:
    """Compare token `index_a[k]` of `a` with token `index_b[k]` of `b`, for all k.

    With a `floor`, pairs whose closeness cannot reach it may be given up early: they get FLOOR bits, closeness 0.
    """
    reach = _reach(a, index_a, b, index_b)
    bits = letter_bits(a, index_a, b, index_b, floor * reach if floor > 0 else None)
    closeness = np.clip(bits / reach, 0.0, 1.0)
    return Comparison(bits.astype(np.float32), closeness.astype(np.float32))


def compare_among(
    queries: Sequence[str],
    candidates: Sequence[str],
    i: NDArray[np.int32],
    j: NDArray[np.int32],
    *,
    floor: float = 0.0,
) -> Comparison:
    """Compare `queries[i[k]]` with `candidates[j[k]]` for all k; each token is prepared once.

    Closeness below `floor` may be given up early and counts as 0.
    """
    return compare_listed(Tokens(queries), i, Tokens(candidates), j, floor)


def compare(a: Sequence[str], b: Sequence[str]) -> Comparison:
    """Compare `a[k]` with `b[k]` for all k: folded tokens of any script, as many on either side.

    An empty token is unknown: 0 bits, closeness 0. Letters of scripts outside the three are compared only by being
    the same or not; against one of the three they say nothing. Each distinct token is prepared once.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} tokens cannot be paired with {len(b)}")
    numbers: dict[str, int] = {}
    index_a = np.array([numbers.setdefault(token, len(numbers)) for token in a], dtype=np.int32)
    index_b = np.array([numbers.setdefault(token, len(numbers)) for token in b], dtype=np.int32)
    tokens = Tokens(list(numbers))
    return compare_listed(tokens, index_a, tokens, index_b)
