"""The reasons for a pair: every kind of evidence that both sides speak of, in bits and in words.

The levels and the weights are those of the run; only the words are made here, and only when
somebody reads them.  What the lists say, as written, is looked up when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching import scoring
from nasab.matching.compared import Compared
from nasab.matching.evidence.born import AgeComparison
from nasab.matching.evidence.kin import RelativeComparison
from nasab.matching.evidence.named import NameComparison, SiblingComparison
from nasab.matching.given import BINDS, Given
from nasab.matching.judgements import Judgement
from nasab.matching.results import Phrase, Reason
from nasab.matching.scoring import Scales
from nasab.matching.training import Priors
from nasab.matching.understanding import Understood

__all__ = ["Reader"]

#: Facts that come together among strangers of one people are a reason of their own from so many bits on.
NOTABLE: Final = 0.05


class Reader:
    """Reads the reasons out of the levels of pairs."""

    def __init__(self, both: Understood, priors: Priors, given: Given) -> None:
        self._both = both
        self._priors = priors
        self._given = given
        self._shared = _Kinds(both.shared, scoring.table_of(priors.shared, priors.shared_corrections), both.shares)
        self._own = _Kinds(both.own, scoring.table_of(priors.own, priors.own_corrections), both.shares)

    def read(self, compared: Compared, pairs: npt.NDArray[np.integer]) -> list[tuple[Reason, ...]]:
        """The reasons for some of the pairs of children, strongest first; their bits add up to the pair's weight."""
        laid = compared.blocks
        within = np.searchsorted(laid.first, pairs, side="right") - 1
        i, j, g, r = laid.i[pairs], laid.j[pairs], laid.g[within], laid.r[within]
        shared = self._shared.read(g, r, compared.shared.level[:, within])
        own = self._own.read(i, j, compared.own.level[:, pairs])
        weight = self._priors.shared_weight(compared.shared.take(within))
        weight = weight + self._priors.own_weight(compared.own.take(pairs))
        out = []
        for p, (a, b) in enumerate(zip(shared, own, strict=True)):
            together = float(weight[p]) - sum(reason.bits for reason in (*a, *b))
            rest = [self._together(together)] if abs(together) >= NOTABLE else []
            rest += self._given_for(int(i[p]), int(j[p]), int(g[p]), int(r[p]))
            out.append(tuple(sorted((*a, *b, *rest), key=lambda reason: -abs(reason.bits))))
        return out

    def risen(self, compared: Compared, pair: int, before: Mapping[str, str]) -> float:
        """By how many bits some kinds of evidence weigh more for a pair of children now than at another level.

        `before`: the level of each of these kinds then, as a `Reason` names it; empty if nothing was said. Both are
        weighed as this run weighs them, so that only what is said makes a difference. A kind of which nothing is said
        now counts for nothing, either way: to say nothing is no statement.
        """
        laid = compared.blocks
        within = int(np.searchsorted(laid.first, pair, side="right") - 1)
        return self._shared.risen(int(laid.g[within]), compared.shared.level[:, within], before) + self._own.risen(
            int(laid.i[pair]), compared.own.level[:, pair], before
        )

    @staticmethod
    def _together(bits: float) -> Reason:
        return Reason("together", "together", bits, (Phrase("reasons.together.sentence"),), _nothing)

    def _given_for(self, i: int, j: int, g: int, r: int) -> list[Reason]:
        out = []
        for of, rows in (
            ("child", self._given.children.get((i, j), ())),
            ("family", self._given.families.get((g, r), ())),
        ):
            for row in rows:
                said = row.phrases or (Phrase(f"reasons.outside.{of}", {"source": row.source}),)
                out.append(Reason(row.kind, of, row.bits, said, _nothing, parts=row.parts))
        judged = self._given.judged.get((i, j))
        if judged is not None and judged.verdict != "unsure":
            out.append(
                Reason(
                    "judged",
                    judged.verdict,
                    BINDS if judged.verdict == "same" else -BINDS,
                    (_judged(judged),),
                    _nothing,
                )
            )
        return out


def _nothing() -> tuple[str, str]:
    return "", ""


def _judged(judged: Judgement) -> Phrase:
    who = ", ".join(part for part in (judged.on, judged.by) if part)
    return Phrase(f"reasons.judged.{judged.verdict}", {"who": who or "?"})


#: Of these a level is a degree of agreement of a sort of name.
_NAMED: Final = (NameComparison, RelativeComparison, SiblingComparison)


class _Kinds:
    """The comparisons of families, or of children, with what each level weighs."""

    def __init__(self, scales: Scales, same: npt.NDArray[np.float32], shares: npt.NDArray[np.float64]) -> None:
        self._comparisons = scales.comparisons
        self._scales = scales
        self._shares = shares
        self._same = same
        self._said: dict[tuple[int, int], tuple[Phrase, ...]] = {}
        self._degrees = [
            one.degrees if isinstance(one, (*_NAMED, AgeComparison)) else one.levels for one in scales.comparisons
        ]

    def read(
        self, i: npt.NDArray[np.int32], j: npt.NDArray[np.int32], level: npt.NDArray[np.uint8]
    ) -> list[list[Reason]]:
        """The reasons for each of several pairs of rows; `level`: (kinds, pairs)."""
        told = level != scoring.UNTOLD
        bits = np.zeros(level.shape, dtype=np.float64)
        for k, known in enumerate(told):
            reached = level[k, known]
            bits[k, known] = self._same[k, reached] + self._scales.bits_at(k, i[known], reached, self._shares)
        pairs = zip(i.tolist(), j.tolist(), (p.tolist() for p in level.T), (p.tolist() for p in bits.T), strict=True)
        return [
            [self._reason(k, a, b, reached, weighs[k]) for k, reached in enumerate(each) if reached != scoring.UNTOLD]
            for a, b, each, weighs in pairs
        ]

    def risen(self, i: int, level: npt.NDArray[np.uint8], before: Mapping[str, str]) -> float:
        """The sum over the kinds of `before` of which something is said now."""
        rise = 0.0
        for k in np.flatnonzero(level != scoring.UNTOLD).tolist():
            kind, degrees = self._comparisons[k].kind, self._degrees[k]
            if kind not in before:
                continue
            now = int(level[k])
            rise += self._bits(k, i, now)
            was = [place for place, degree in enumerate(degrees) if degree == before[kind]]
            if was:  # of several of that name, that of the sort there is now
                degree = min(was, key=lambda place: abs(place - now % len(degrees)))
                rise -= self._bits(k, i, now - now % len(degrees) + degree)
        return rise

    def _bits(self, k: int, i: int, level: int) -> float:
        row, reached = np.array([i], dtype=np.int32), np.array([level], dtype=np.uint8)
        return float(self._same[k, level] + self._scales.bits_at(k, row, reached, self._shares)[0])

    def _reason(self, k: int, i: int, j: int, level: int, bits: float) -> Reason:
        comparison, degrees = self._comparisons[k], self._degrees[k]
        said = self._said.get((k, level)) or self._phrases(k, i, j, level)
        written = partial(comparison.written, i, j)
        degree = level % len(degrees)
        if degree and isinstance(comparison, _NAMED):
            compared = partial(comparison.names, i, j)
            return Reason(comparison.kind, degrees[degree], bits, said, written, compared)
        return Reason(comparison.kind, degrees[degree], bits, said, written)

    def _phrases(self, k: int, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """Most levels are always said in the same words; names also say how rare they are."""
        phrases = self._comparisons[k].phrases(i, j, level)
        if not any(phrase.blanks for phrase in phrases):
            self._said[k, level] = phrases
        return phrases
