"""Letter by letter: which block of one spelling stands for which block of the other, and what each pairing weighs.

For a reader who wants to see why two spellings were taken for one name. The same model as the compiled loop, in plain
Python: `joint_bits_plainly` sums over all alignments and judges the compiled sums in the tests; `align` shows one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import inf, log2

from nasab.names.channel import kind_of
from nasab.names.channel_letters import ALPHABETS, MAX_LETTERS
from nasab.names.channel_model import KINDS, PAIRS, LetterModel, PairModel, packaged

__all__ = ["align", "joint_bits_plainly"]

FINE = 6.0
"""Bits that each letter more in a block counts against showing it, so that names are shown letter by letter."""

BAND = 3  # as in the compiled loop, which is loaded only when a batch is computed

Blocks = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class _Laid:
    """The blocks of two scripts as letters, by those of one side, and how probable each is on either side alone."""

    blocks: Blocks
    alone: tuple[dict[str, float], dict[str, float]]


def _laid(model: LetterModel, kinds: tuple[str, str]) -> _Laid:
    """The blocks of two scripts in a model; those of the packaged model are laid out once (a few milliseconds)."""
    return _laid_of_packaged(kinds) if model is packaged() else _lay(model, kinds)


@lru_cache(maxsize=len(PAIRS))
def _laid_of_packaged(kinds: tuple[str, str]) -> _Laid:
    return _lay(packaged(), kinds)


def _lay(model: LetterModel, kinds: tuple[str, str]) -> _Laid:
    blocks = _blocks(model.pairs[kinds], kinds, model)
    return _Laid(blocks, _alone(blocks))


def _letters_of(block: int, kind: str, model: LetterModel) -> str:
    """The letters of a block by its number."""
    if block == 0:
        return ""
    code = block if block < 64 else int(model.blocks[kind][block - 64])
    letters = ""
    while code:
        letters = ALPHABETS[kind][code & 63] + letters
        code >>= 6
    return letters


def _blocks(pair: PairModel, kinds: tuple[str, str], model: LetterModel) -> Blocks:
    """Every block of two scripts as letters, with its probability."""
    left, right = kinds
    blocks: Blocks = {}
    for x, first in enumerate(ALPHABETS[left]):
        for y, second in enumerate(ALPHABETS[right]):
            if pair.one[x, y] > 0:
                blocks.setdefault(first if x else "", {})[second if y else ""] = float(pair.one[x, y])
    for x, y, chance in zip(pair.left.tolist(), pair.right.tolist(), pair.chance.tolist(), strict=True):
        blocks.setdefault(_letters_of(x, left, model), {})[_letters_of(y, right, model)] = chance
    return blocks


def _framed(token: str, kind: str) -> str:
    letters = ALPHABETS[kind][4:]
    return "^" + "".join(letter if letter in letters else "?" for letter in token[:MAX_LETTERS]) + "$"


def _steps(a: str, b: str, i: int, j: int, blocks: Blocks) -> list[tuple[int, int, float]]:
    """Blocks that end at i letters of one and j of the other: where they begin, and their probability."""
    steps = []
    for before_i in range(i, max(i - 4, -1), -1):
        partners = blocks.get(a[before_i:i])
        if partners is None:
            continue
        for before_j in range(j, max(j - 4, -1), -1):
            chance = partners.get(b[before_j:j], 0.0)
            if (
                chance > 0
                and (before_i, before_j) != (i, j)
                and abs(before_i * len(b) - before_j * len(a)) <= BAND * max(len(a), len(b))
            ):
                steps.append((before_i, before_j, chance))
    return steps


def _kinds(a: str, b: str) -> tuple[str, str] | None:
    one, two = kind_of(a), kind_of(b)
    return (KINDS[one], KINDS[two]) if one < 3 and two < 3 else None


def joint_bits_plainly(a: str, b: str, model: LetterModel | None = None) -> float:
    """log2 of the summed probability of all alignments of two folded tokens in an order the model holds.

    Slow and clear: the oracle of `channel_kernel.joint_bits`.
    """
    kinds = _kinds(a, b)
    if kinds is None:
        raise ValueError("both tokens must be in scripts of the model")
    blocks = _laid(model or packaged(), kinds).blocks
    left, right = (_framed(token, kind) for token, kind in zip((a, b), kinds, strict=True))
    chance = {(0, 0): 1.0}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if i + j and abs(i * len(right) - j * len(left)) <= BAND * max(len(left), len(right)):
                chance[i, j] = sum(chance[x, y] * p for x, y, p in _steps(left, right, i, j, blocks))
    whole = chance[len(left), len(right)]
    return log2(whole) if whole > 0 else -1000.0


def align(a: str, b: str, model: LetterModel | None = None) -> tuple[tuple[str, str, float], ...]:
    """An alignment of two folded tokens for people to read: (letters of a, letters of b, bits), in order of writing.

    The likeliest, where each letter more in a block counts FINE bits against it: ш stands for sh, but билал and bilal
    are shown letter by letter although the model knows whole syllables.
    The bits of a block are its log2 likelihood ratio: how much more often the two stand for one another than chance
    would have it, negative where letters were lost or changed. Start and end of the names are not shown. Empty for
    tokens outside the three scripts, and for an empty token.
    """
    kinds = _kinds(a, b)
    if kinds is None:
        return ()
    model = model or packaged()
    if kinds not in model.pairs:
        return tuple((left, right, bits) for right, left, bits in align(b, a, model))
    laid = _laid(model, kinds)
    left, right = (_framed(token, kind) for token, kind in zip((a, b), kinds, strict=True))
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            ways = [
                (best[x, y][0] + log2(p) - FINE * (max(1, _size(left[x:i]), _size(right[y:j])) - 1), x, y)
                for x, y, p in _steps(left, right, i, j, laid.blocks)
                if best.get((x, y), (-inf, 0, 0))[0] > -inf
            ]
            if ways:
                best[i, j] = max(ways)
    return tuple(_walked(best, left, right, laid))


def _alone(blocks: Blocks) -> tuple[dict[str, float], dict[str, float]]:
    sums: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for left, partners in blocks.items():
        for right, chance in partners.items():
            for held, side in zip(sums, (left, right), strict=True):
                held[side] = held.get(side, 0.0) + chance
    return sums


def _size(letters: str) -> int:
    """How many letters, without the start and the end of a name."""
    return len(letters.strip("^$"))


def _walked(
    best: dict[tuple[int, int], tuple[float, int, int]],
    left: str,
    right: str,
    laid: _Laid,
) -> list[tuple[str, str, float]]:
    rows = []
    i, j = len(left), len(right)
    while (i, j) in best and i + j:
        _, x, y = best[i, j]
        first, second = left[x:i], right[y:j]
        apart = (laid.alone[0][first] if first else 1.0) * (laid.alone[1][second] if second else 1.0)
        shown = first.strip("^$"), second.strip("^$")
        if any(shown):
            rows.append((*shown, round(log2(laid.blocks[first][second] / apart), 3)))
        i, j = x, y
    return rows[::-1]
