"""The measures of `make bench-names`: recall, ROC-AUC against hard negatives, calibration, and what is compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nasab.names import channel
from nasab.names.channel_model import LetterModel
from nasab.names.weighing import weigh_pairs
from nasab.names.whole import WholeNames

__all__ = ["Score", "calibration", "edit_likeness", "letter_bits", "measure", "name_bits"]

NEAREST = 5
ALIKE = 0.2
"""A row whose romanised spellings are less alike than this (Levenshtein) is no pair: Мохаммад is not Kadouh."""

Likeness = Callable[[int], NDArray[np.float64]]

_TABLES = (
    (
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگڤ",
        "a b t th j h kh d dh r z s sh s d t z - gh f q k l m n h u i p ch zh g v",
    ),
    (
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya",
    ),
    ("äåæçćčəéëğıłñńöřśşšüźžþð", "a a ae ch c ch a e e g i l n n o r s sh sh u z zh th d"),
)
ROMAN = {
    letter: roman.strip("-")
    for letters, romans in _TABLES
    for letter, roman in zip(letters, romans.split(), strict=True)
}


def romanised(token: str) -> str:
    """The plain table every library has, for the baseline."""
    return "".join(ROMAN.get(letter, letter) for letter in token)


def edit_likeness(queries: list[str], pool: list[str]) -> Likeness:
    """1 - Levenshtein distance / longer length over romanised tokens, one query against all, vectorised; kept."""
    width = 26
    codes = np.zeros((len(pool), width), dtype=np.int32)
    lengths = np.zeros(len(pool), dtype=np.int64)
    for n, token in enumerate(pool):
        letters = [ord(letter) for letter in romanised(token)[:width]]
        codes[n, : len(letters)], lengths[n] = letters, len(letters)
    # One letter of all candidates stands together, so that a row of the table of distances is a run of memory.
    codes, steps = np.ascontiguousarray(codes.T), np.arange(width + 1, dtype=np.int16)[:, None]

    @cache
    def likeness(query: int) -> NDArray[np.float64]:
        letters = [ord(letter) for letter in romanised(queries[query])[:width]]
        row = np.tile(steps, (1, len(pool)))
        for i, letter in enumerate(letters, start=1):
            fresh = np.empty_like(row)
            fresh[0] = i
            fresh[1:] = np.minimum(row[1:] + 1, row[:-1] + (codes != letter))
            row = np.minimum.accumulate(fresh - steps, axis=0) + steps
        distance = row[lengths, np.arange(len(pool))]
        return 1.0 - distance / np.maximum(np.maximum(lengths, len(letters)), 1)

    return likeness


def letter_bits(queries: list[str], pool: list[str], model: LetterModel) -> Likeness:
    """Bits of one query against all by the letter model alone."""
    a, b = channel.Tokens(queries, model), channel.Tokens(pool, model)
    every = np.arange(len(pool), dtype=np.int32)
    return lambda query: channel.letter_bits(a, np.full(len(pool), query, np.int32), b, every)


def name_bits(queries: list[str], pool: list[str], model: LetterModel) -> Likeness:
    """`names.weight` of one query against all, as if each were a whole written name."""
    a, b = WholeNames(queries, model), WholeNames(pool, model)
    every = np.arange(len(pool), dtype=np.int32)
    return lambda query: weigh_pairs(a, np.full(len(pool), query, np.int32), b, every)


@dataclass
class Score:
    """What one way of comparing reaches for one direction.

    `first`, `in_ten`: recall of all rows; `sound_first`, `sound_in_ten`: of those that are pairs (ALIKE). `auc`:
    against the NEAREST wrong names by this very measure, `sound_auc` for pairs; `auc_strings`: against the nearest by
    romanised Levenshtein.
    """

    first: float
    in_ten: float
    sound_first: float
    sound_in_ten: float
    auc: float
    sound_auc: float
    auc_strings: float
    fits: list[tuple[float, bool]]


def auc(true: NDArray[np.float64], wrong: NDArray[np.float64]) -> float:
    """Probability that a true pair scores above a wrong one, ties half."""
    together = np.sort(wrong)
    below, upto = np.searchsorted(together, true, "left"), np.searchsorted(together, true, "right")
    return float(((below + upto) / 2).mean() / len(wrong))


def measure(
    queries: list[str],
    pool: list[str],
    partners: dict[str, set[str]],
    known: dict[str, set[str]],
    likeness: Likeness,
    strings: Likeness,
) -> Score:
    """Each query among the pool.

    `partners` are the held-out spellings to be found. `known` are all spellings that any part of the lists pairs with
    the query: those that stand in the pool as fillers are not wrong, and are left out. `strings`: romanised likeness,
    which says which rows are pairs at all and which wrong names look nearest.
    """
    at = {token: n for n, token in enumerate(pool)}
    first, ten, sound, true, wrong, looks_wrong, fits = [], [], [], [], [], [], []
    for number, query in enumerate(queries):
        scores, alike = likeness(number), strings(number)
        mine = np.array(sorted(at[partner] for partner in partners[query]))
        best = scores[mine].max()
        not_wrong = np.array([at[spelling] for spelling in known.get(query, ()) if spelling in at], dtype=np.int64)
        left = np.setdiff1d(np.arange(len(pool)), np.union1d(mine, not_wrong))
        others = scores[left]
        # equal scores are no find: the true name is put behind all wrong ones with the same score
        before = int((others >= best).sum())
        first.append(before < 1)
        ten.append(before < 10)
        sound.append(alike[mine].max() >= ALIKE)
        true.append(best)
        wrong.append(np.partition(others, len(others) - NEAREST)[-NEAREST:])
        looks_wrong.extend(others[np.argpartition(alike[left], len(left) - NEAREST)[-NEAREST:]].tolist())
        fits.append((float(best), True))
        fits.extend((float(score), False) for score in others[others > 3.0])
    kept = np.array(sound)
    return Score(
        float(np.mean(first)),
        float(np.mean(ten)),
        float(np.mean(np.array(first)[kept])),
        float(np.mean(np.array(ten)[kept])),
        auc(np.array(true), np.concatenate(wrong)),
        auc(np.array(true)[kept], np.array(wrong)[kept].ravel()),
        auc(np.array(true), np.array(looks_wrong)),
        fits,
    )


def calibration(fits: list[tuple[float, bool]], prior: float) -> list[tuple[str, int, float]]:
    """Share of true pairs by posterior at the prior that holds in this lookup."""
    rows = []
    bits = np.array([score for score, _ in fits])
    true = np.array([same for _, same in fits])
    posterior = 1 / (1 + 2.0 ** -(bits + np.log2(prior / (1 - prior))))
    for low, high in ((0.05, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.001)):
        inside = (posterior >= low) & (posterior < high)
        if inside.any():
            rows.append((f"{posterior[inside].mean():.2f}", int(inside.sum()), float(true[inside].mean())))
    return rows
