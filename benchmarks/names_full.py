"""Whole names made of held-out ones, with parts missing and in another order, and how well they are found."""

from __future__ import annotations

import numpy as np

from benchmarks.names_measures import auc
from nasab.names import Index
from nasab.names.channel_model import LetterModel

__all__ = ["composed", "found_whole"]

SHORT = 0.6  # share of names of two words; the others have three
MISSING = 0.4  # of those of three words, the share whose middle word the other side has not
TURNED = 0.2  # share whose last word stands first on the other side


def composed(listed: list[tuple[str, str]], count: int) -> tuple[list[str], list[str]]:
    """`count` distinct names in one script, and each as it is written in the other."""
    words = [(a.title(), b.title()) for a, b in listed if len(a) > 2 and len(b) > 2]
    draw = np.random.default_rng(17)
    made: dict[str, str] = {}
    while len(made) < count:
        size = 2 if draw.random() < SHORT else 3
        chosen = [words[n] for n in draw.integers(0, len(words), size).tolist()]
        there = [b for _, b in chosen]
        if size == 3 and draw.random() < MISSING:
            there.pop(1)
        if draw.random() < TURNED:
            there = [there[-1], *there[:-1]]
        made[" ".join(there)] = " ".join(a for a, _ in chosen)
    return list(made.values()), list(made)


def found_whole(queries: list[str], partners: list[str], model: LetterModel) -> tuple[float, float, float]:
    """Recall at 1 and in ten of each query's partner (the one at its place), and ROC-AUC against the nearest wrong."""
    index = Index(partners, model)
    first, ten, true, wrong = [], [], [], []
    for query, partner in zip(queries, partners, strict=False):
        found = index.best(query, 10)
        bits = dict(found)
        mine = bits.pop(partner, -np.inf)
        nearest = max(bits.values())
        first.append(mine > nearest)
        ten.append(mine > -np.inf)
        true.append(mine)
        wrong.append(nearest)
    return float(np.mean(first)), float(np.mean(ten)), auc(np.array(true), np.array(wrong))
