"""Rejected pairs that come back: a pair judged not the same stays so until somebody says something new of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nasab.matching import understanding
from nasab.matching.given import Given
from nasab.matching.judgements import news, seen_of
from nasab.matching.reasons import Reader
from nasab.matching.training import Priors
from nasab.matching.understanding import Understood

__all__ = ["returned"]


def returned(both: Understood, priors: Priors, given: Given) -> Given:
    """The same without the rejections that new statements have overtaken; these are told in `returned`.

    Only what speaks for the pair overtakes a rejection: what is said against it, or no more said, is no reason to look
    again.
    """
    rejected = [
        (pair, judged) for pair, judged in given.judged.items() if judged.verdict == "different" and judged.seen
    ]
    if not rejected:
        return given
    a, b = both.found.children.household, both.sought.children.household
    key = np.unique([int(a[i]) * len(both.sought) + int(b[j]) for (i, j), _ in rejected])
    g, r = (key // len(both.sought)).astype(np.int32), (key % len(both.sought)).astype(np.int32)
    compared = understanding.compare(both, g, r)
    laid = compared.blocks
    place = {(int(i), int(j)): p for p, (i, j) in enumerate(zip(laid.i, laid.j, strict=True))}
    reader = Reader(both, priors, Given())
    places = np.array([place[pair] for pair, _ in rejected])
    back = {}
    for (pair, judged), at, why in zip(rejected, places.tolist(), reader.read(compared, places), strict=True):
        new = news(judged, seen_of(reason for reason in why if reason.kind != "together"))
        before = {one.kind: one.level for one in judged.seen}
        if reader.risen(compared, at, {one.kind: before.get(one.kind, "") for one in new}) > 0:
            back[pair] = judged, new
    kept = {pair: judged for pair, judged in given.judged.items() if pair not in back}
    return replace(given, judged=kept, returned=back)
