"""The learned numbers of the letter model, read once from `data/letters.npz` and laid out for the compiled loop.

How they were learned, from what, under which licence: `data/letters.md`. The file holds, for each script, how probable
each letter is after two others (the background), and for each two scripts the blocks of letters that stand for one
another with their probability, and a calibration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["KINDS", "PAIRS", "LetterModel", "PairModel", "packaged", "read_model"]

KINDS: Final = ("arab", "cyrl", "latn")
PAIRS: Final = (
    ("arab", "latn"),
    ("cyrl", "latn"),
    ("arab", "cyrl"),
    ("latn", "latn"),
    ("arab", "arab"),
    ("cyrl", "cyrl"),
)
"""Script pairs as the model holds them; the other order is looked up by turning the pair round."""

BITS_STEP: Final = 8
"""Probabilities are kept as -log2 in eighths of a bit: 3 % off at most, and the file stays small."""


@dataclass(frozen=True, slots=True)
class PairModel:
    """Blocks of two scripts, and how their sum becomes calibrated bits.

    `one` (64, 64): probability of blocks with at most one letter a side (0: none). `left`, `right`: larger blocks as
    block numbers, in the order of the left ones, `chance` their probabilities; left block x stands in them from
    `starts[x]` to `starts[x + 1]`.
    `alone` (two sides): probability of each block, by its number, whatever stands on the other side: what the same
    model says of one spelling alone. `slope`, `alone_share`, `background_share`, `shift`: with the surprise of a
    spelling s(a) = alone_share x -log2 P(a alone) + background_share x -log2 P(a in the three-letter background),
    bits = slope x (log2 joint + s(a) + s(b)) + shift. `potential` (2, 2): what a true pair with this spelling reaches,
    per side a constant and a factor of its surprise.
    """

    one: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int16]
    chance: NDArray[np.float64]
    starts: NDArray[np.int64]
    alone: tuple[NDArray[np.float64], NDArray[np.float64]]
    slope: float
    alone_share: float
    background_share: float
    shift: float
    potential: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LetterModel:
    """All that was learned. `two`, `three`: block number by letters (64 a place), -1 where there is no such block."""

    background: Mapping[str, NDArray[np.float32]]
    two: Mapping[str, NDArray[np.int16]]
    three: Mapping[str, NDArray[np.int16]]
    blocks: Mapping[str, NDArray[np.int32]]
    pairs: Mapping[tuple[str, str], PairModel]


def _numbering(blocks: NDArray[np.int32]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    two = np.full(64 * 64, -1, dtype=np.int16)
    three = np.full(64 * 64 * 64, -1, dtype=np.int16)
    numbers = np.arange(64, 64 + len(blocks), dtype=np.int16)
    short = blocks < 64 * 64
    two[blocks[short]] = numbers[short]
    three[blocks[~short]] = numbers[~short]
    return two, three


def _alone(
    one: NDArray[np.float64], side: NDArray[np.signedinteger[Any]], chance: NDArray[np.float64], size: int
) -> NDArray[np.float64]:
    """Probability of each block of one side, summed over the other; letters only the other side adds come for free."""
    alone = np.zeros(size, dtype=np.float64)
    alone[:64] = one.sum(axis=1)
    np.add.at(alone, side, chance)
    added = alone[0]
    alone[0] = 0.0
    return np.asarray(alone / (1.0 - added))


def read_model(file: str | IO[bytes]) -> LetterModel:
    """Read a model as `tools/train_names.py` writes it."""
    with np.load(file, allow_pickle=False) as held:
        return _model({name: held[name] for name in held.files})


def _model(held: Mapping[str, NDArray[Any]]) -> LetterModel:
    background, two, three, blocks = {}, {}, {}, {}
    for kind in KINDS:
        seen = held[f"{kind}.background"].astype(np.float32) / np.float32(BITS_STEP)
        background[kind] = np.ascontiguousarray(seen.reshape(-1))
        blocks[kind] = held[f"{kind}.blocks"].astype(np.int32)
        two[kind], three[kind] = _numbering(blocks[kind])
    pairs = {}
    for a, b in PAIRS:
        name = f"{a}-{b}"
        costs = held[f"{name}.one"].astype(np.float64) / BITS_STEP
        one = np.where(costs >= 255 / BITS_STEP, 0.0, np.exp2(-costs))
        order = np.argsort(held[f"{name}.left"], kind="stable")
        left, right = held[f"{name}.left"][order].astype(np.int32), held[f"{name}.right"][order].astype(np.int16)
        chance = np.exp2(-held[f"{name}.cost"][order].astype(np.float64) / BITS_STEP)
        starts = np.searchsorted(left, np.arange(64 + len(blocks[a]) + 1)).astype(np.int64)
        alone = (
            _alone(one, left, chance, 64 + len(blocks[a])),
            _alone(one.T, right, chance, 64 + len(blocks[b])),
        )
        potential = held[f"{name}.potential"].astype(np.float64)
        slope, alone_share, background_share, shift = held[f"{name}.calibration"].tolist()
        pairs[a, b] = PairModel(
            one, left, right, chance, starts, alone, slope, alone_share, background_share, shift, potential
        )
    return LetterModel(background, two, three, blocks, pairs)


@lru_cache(maxsize=1)
def packaged() -> LetterModel:
    """The model that comes with nasab; read at the first use, about 50 ms."""
    with resources.files("nasab.names").joinpath("data/letters.npz").open("rb") as file:
        return read_model(file)
