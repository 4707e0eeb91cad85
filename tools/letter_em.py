"""Learning the blocks: from a first guess by counting to a few thousand blocks with their probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tools import letter_sums

from nasab.names import channel_kernel as kernel
from nasab.names.channel_letters import ALPHABETS, Spellings, spell

__all__ = ["Blocks", "learn", "trigram"]

LIFT = 2.0  # a larger block must be this much more frequent than its halves would make it by chance
SHARE = 0.01  # and be this share of what one of its sides stands for
LOG2 = float(np.log(2.0))


@dataclass(frozen=True)
class Blocks:
    """`one` (64, 64): probabilities of small blocks; `left`, `right`: letter codes (64 a place) of larger ones."""

    one: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    chance: NDArray[np.float64]
    trust: NDArray[np.float64]


def trigram(spelled: Spellings, weight: NDArray[np.float64]) -> NDArray[np.float32]:
    """-log2 P(letter | two before), 64 x 64 x 64, interpolated by Witten & Bell (1991, doi:10.1109/18.87000)."""
    letters, starts = spelled.letters.astype(np.int64), spelled.starts
    each = np.repeat(weight, np.diff(starts))
    before = np.concatenate([[1], letters[:-1]])
    two_before = np.concatenate([[1, 1], letters[:-2]])
    two_before[starts[:-1] + 1] = 1
    counted = np.ones(len(letters), dtype=bool)
    counted[starts[:-1]] = False
    codes = (two_before * 4096 + before * 64 + letters)[counted]
    threes = np.bincount(codes, each[counted], minlength=64**3).reshape(64, 64, 64)
    twos = threes.sum(0)
    may_come = np.ones(64)
    may_come[:2] = 0.0
    ones = twos.sum(0) + 0.5 * may_come
    lower = np.maximum(ones / ones.sum(), 1e-12)
    for counts in (twos, threes):
        total, kinds = counts.sum(-1, keepdims=True), (counts > 0).sum(-1, keepdims=True)
        backed = (kinds + 1.0) / (total + kinds + 1.0)
        lower = (1 - backed) * counts / np.maximum(total, 1e-9) + backed * lower
    return (-np.log2(lower)).astype(np.float32).reshape(-1)


def _frame_fits(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Start goes with start and end with end."""

    def holds(code: NDArray[np.int64], sign: int) -> NDArray[np.bool_]:
        return ((code & 63) == sign) | ((code >> 6 & 63) == sign) | ((code >> 12 & 63) == sign)

    return np.asarray((holds(left, 1) == holds(right, 1)) & (holds(left, 2) == holds(right, 2)))


def _keep_frame(one: NDArray[np.float64]) -> None:
    one[1, 2:] = one[2:, 1] = 0.0
    one[2, 1] = one[1, 2] = one[2, 3:] = one[3:, 2] = 0.0
    one[1, 0] = one[0, 1] = one[2, 0] = one[0, 2] = 0.0


def _first_guess(
    a: Spellings, b: Spellings, weight: NDArray[np.float64], sizes: tuple[int, int], least: float, sample: int
) -> Blocks:
    """Blocks by how often they stand at about the same place of both names, small ones above chance."""
    keep = np.sort(np.random.default_rng(20).permutation(len(a))[:sample])
    parts = [_take(spelled, keep) for spelled in (a, b)]
    codes, mass = letter_sums.inventory(
        parts[0].letters, parts[0].starts, parts[1].letters, parts[1].starts, weight[keep].astype(np.float32), 1.2
    )
    order = np.argsort(codes, kind="stable")
    codes, mass = codes[order], mass[order]
    codes, first = np.unique(codes, return_index=True)
    counts = np.add.reduceat(mass.astype(np.float64), first)
    left, right = codes >> 20, codes & 0xFFFFF
    small = (left < 64) & (right < 64)
    one = np.zeros((64, 64))
    one[left[small], right[small]] = counts[small]
    total, of_left, of_right = one.sum(), one.sum(1), one.sum(0)
    one = np.maximum(one - 0.7 * np.outer(of_left, of_right) / total, 0.02 * one)
    n, m = sizes
    one[1:n, 0], one[0, 1:m] = of_left[1:n] * 0.1 + 1, of_right[1:m] * 0.1 + 1
    one[1:n, 1:m] += 0.01 * total / n / m
    _keep_frame(one)
    _, at_left = np.unique(left, return_inverse=True)
    _, at_right = np.unique(right, return_inverse=True)
    sum_left, sum_right = np.bincount(at_left, counts)[at_left], np.bincount(at_right, counts)[at_right]
    large = ~small & (counts >= least) & (counts * counts.sum() / (sum_left * sum_right) > LIFT)
    large &= (counts / np.minimum(sum_left, sum_right) > SHARE) & _frame_fits(left, right)
    chance = 0.2 * counts[large]
    whole = one.sum() + chance.sum()
    return Blocks(one / whole, left[large], right[large], chance / whole, np.zeros(0))


def _take(spelled: Spellings, keep: NDArray[np.int64]) -> Spellings:
    lengths = np.diff(spelled.starts)
    starts = np.concatenate([[0], np.cumsum(lengths[keep])]).astype(np.int64)
    index = np.repeat(spelled.starts[:-1][keep] - starts[:-1], lengths[keep]) + np.arange(starts[-1])
    return Spellings(spelled.letters[index], starts)


def numbered(codes: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.int64]:
    """Block numbers of letter codes: below 64 the letter itself, else 64 + its place among the `known` ones."""
    return np.where(codes < 64, codes, 64 + np.searchsorted(known, codes))


def lookup(known: NDArray[np.int64]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Tables from letter codes of two and of three letters to block numbers."""
    two, three = np.full(64**2, -1, dtype=np.int16), np.full(64**3, -1, dtype=np.int16)
    numbers = np.arange(64, 64 + len(known), dtype=np.int16)
    two[known[known < 4096]] = numbers[known < 4096]
    three[known[known >= 4096]] = numbers[known >= 4096]
    return two, three


def learn(
    left: list[str],
    right: list[str],
    kinds: tuple[str, str],
    weight: NDArray[np.float64],
    background: dict[str, NDArray[np.float32]],
    *,
    rounds: int = 12,
    least: float = 6.0,
    discount: float = 0.5,
    strangers: float = 0.05,
    sample: int = 40_000,
) -> Blocks:
    """Learn the blocks of two scripts from aligned names.

    `least`: expected uses below which a larger block is dropped; `discount` is taken from each count, so that what is
    seen once does not count as known (absolute discounting); `strangers`: share of rows that are no pair.
    """
    kind_a, kind_b = kinds
    a, b = spell(left, kind_a), spell(right, kind_b)
    n, m = len(ALPHABETS[kind_a]), len(ALPHABETS[kind_b])
    blocks = _first_guess(a, b, weight, (n, m), least, sample)
    prior = -LOG2 * (
        kernel.background_bits(a.letters, a.starts, background[kind_a])
        + kernel.background_bits(b.letters, b.starts, background[kind_b])
    ) + np.log(strangers / (1 - strangers))
    every = np.arange(len(left), dtype=np.int32)
    joint = np.zeros(len(left))
    for turn in range(rounds):
        known_a, known_b = (np.unique(codes[codes >= 64]) for codes in (blocks.left, blocks.right))
        grams_a = kernel.encode_grams(a.letters, a.starts, *lookup(known_a))
        grams_b = kernel.encode_grams(b.letters, b.starts, *lookup(known_b))
        wanted = numbered(blocks.left, known_a) * 65536 + numbered(blocks.right, known_b)
        keys, values = letter_sums.open_table(wanted, blocks.chance)
        slot_of = dict(zip(keys.tolist(), range(len(keys)), strict=True))
        slots = np.array([slot_of[key] for key in wanted.tolist()], dtype=np.int64)
        one, many = np.zeros((64, 64)), np.zeros(len(keys))
        letter_sums.expect(
            blocks.one,
            keys,
            values,
            grams_a,
            a.starts,
            every,
            grams_b,
            b.starts,
            every,
            weight,
            prior,
            one,
            many,
            joint,
            -1.0,
        )
        trust = 1.0 / (1.0 + np.exp(np.clip(prior - joint, -500, 500)))
        uses = many[slots]
        if kind_a == kind_b:
            one = (one + one.T) / 2
        keep = uses >= (0.1 if turn < 3 else least * min(1.0, 0.3 + 0.175 * (turn - 3)))
        uses = np.maximum(uses[keep] - discount, 1e-9)
        one[1:n, 1:m] += 0.05
        one[1:n, 0] += 0.2
        one[0, 1:m] += 0.2
        _keep_frame(one)
        whole = one.sum() + uses.sum()
        blocks = Blocks(one / whole, blocks.left[keep], blocks.right[keep], uses / whole, trust)
    return _both_ways(blocks) if kind_a == kind_b else blocks


def _both_ways(blocks: Blocks) -> Blocks:
    """Within one script each block stands for the other as the other for it: the mean of the two."""
    mean: dict[tuple[int, int], float] = {}
    for x, y, chance in zip(blocks.left.tolist(), blocks.right.tolist(), blocks.chance.tolist(), strict=True):
        for turned in ((x, y), (y, x)):
            mean[turned] = mean.get(turned, 0.0) + chance / 2
    listed = sorted(mean)
    chance = np.array([max(mean[x, y], mean[y, x]) for x, y in listed])
    left, right = (np.array(side, dtype=np.int64) for side in zip(*listed, strict=True))
    return Blocks((blocks.one + blocks.one.T) / 2, left, right, chance, blocks.trust)


def with_noise(blocks: Blocks, kinds: tuple[str, str], share: float) -> Blocks:
    """Mix in the uniform slip: any letter for any other (half of them), lost or added (a quarter each)."""
    n, m = (len(ALPHABETS[kind]) for kind in kinds)
    slip = np.zeros((64, 64))
    slip[3:n, 3:m] = 0.5 / (n - 3) / (m - 3)
    slip[3:n, 0] = 0.25 / (n - 3)
    slip[0, 3:m] = 0.25 / (m - 3)
    return Blocks(
        (1 - share) * blocks.one + share * slip, blocks.left, blocks.right, (1 - share) * blocks.chance, blocks.trust
    )
