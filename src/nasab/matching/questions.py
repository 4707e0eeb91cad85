"""What to ask next: the fact not yet known that would separate the candidates best.

Before anyone asks, the answers that each candidate's family would lead one to expect are known, and
so is how often answers agree for one child and among strangers.  The worth of a question is the
mutual information, in bits, between its answer and the hypotheses "this candidate", "that
candidate", "none of them" (Lindley 1956): zero if all candidates' fathers have one name, high if
each has another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab import texts
from nasab.matching.evidence.born import ROUGHLY
from nasab.matching.facts import Slot
from nasab.matching.families import Families
from nasab.matching.likeness import SAME
from nasab.matching.ragged import Ragged
from nasab.matching.scoring import Scales
from nasab.matching.training import Priors
from nasab.matching.understanding import Understood
from nasab.names import lexicon

__all__ = ["FACTS", "ListQuestion", "Worth", "for_list", "weigh_questions"]

Ints = npt.NDArray[np.int32]

#: Facts that can be asked for, in the order in which a tie is settled.
FACTS: Final = (
    "child_name",
    "father_name",
    "mother_name",
    "siblings",
    "kunya",
    "family_name",
    "relatives",
    "origin",
    "last_seen",
    "marks",
    "age",
)

NAMED: Final[Mapping[str, Slot]] = {
    "child_name": Slot.GIVEN,
    "father_name": Slot.FATHER,
    "mother_name": Slot.MOTHER,
    "siblings": Slot.SIBLINGS,
    "kunya": Slot.KUNYA,
    "family_name": Slot.FAMILY,
    "relatives": Slot.WOMEN,
}

#: From which level on an answer agrees, for the facts that are not names.
AGREES_FROM: Final = {"last_seen": 3, "marks": 2, "siblings": 2, "relatives": 2}

#: Who a child is counts as settled from this probability on.
SETTLED: Final = 0.9

#: A child is asked for a fact, among others of its list, if the answer settles it with at least this probability; and
#: so many at most are named under one fact, since somebody has to go and ask.
WORTH_ASKING: Final = 0.2
ASKED_AT_ONCE: Final = 40

#: So many candidates are told apart; more are as good as "none of them".
CANDIDATES: Final = 8


@dataclass(frozen=True, slots=True)
class Worth:
    """`gain`: float32 (children found, facts), bits; 0 where the fact is known already.

    `settles`: likewise, P(the answer settles who the child is): one candidate is then at least `SETTLED` probable, and
    none was before.
    """

    gain: npt.NDArray[np.float32]
    settles: npt.NDArray[np.float32]

    def best(self, row: int, most: int = 3, least: float = 0.01) -> list[tuple[str, float]]:
        """The questions most worth asking of one child, best first."""
        order = np.argsort(-self.gain[row], kind="stable")[:most]
        return [(FACTS[k], float(self.gain[row, k])) for k in order if self.gain[row, k] >= least]


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """One fact to ask several children for: who they are, in list order, and how many of them it should settle."""

    fact: str
    found_ids: tuple[str, ...]
    settles: float

    def sentence(self, language: texts.Language = "en") -> str:
        """The question as one would put it to each of them."""
        return texts.say(f"questions.{self.fact}", language)


def for_list(worth: Worth, ids: Sequence[str], most: int) -> tuple[ListQuestion, ...]:
    """The facts worth asking several children for, those first by which most are settled.

    A child is named under the one fact that settles it best, and only if that does so in one case of five.
    """
    best = np.argmax(worth.settles, axis=1)
    chance = worth.settles[np.arange(len(best)), best]
    asked = []
    for k, fact in enumerate(FACTS):
        rows = np.flatnonzero((best == k) & (chance >= WORTH_ASKING))
        rows = np.sort(rows[np.argsort(-chance[rows], kind="stable")][:ASKED_AT_ONCE])
        if len(rows):
            asked.append(ListQuestion(fact, tuple(ids[row] for row in rows.tolist()), float(chance[rows].sum())))
    return tuple(sorted(asked, key=lambda one: -one.settles)[:most])


def weigh_questions(
    both: Understood,
    priors: Priors,
    starts: npt.NDArray[np.int64],
    j: Ints,
    probability: npt.NDArray[np.float32],
) -> Worth:
    """The worth of every question for every child found; `starts`, `j`, `probability`: its candidates.

    A child with no candidate to speak of is asked for what tells the whole list apart best.
    """
    words = both.knowledge.tokens.values
    agreement = agreements({**_by_kind(both.shared, priors.shared), **_by_kind(both.own, priors.own)})
    canon = np.array([min(lexicon.ids(word), default=-k - 2) for k, word in enumerate(words)], dtype=np.int64)
    value = np.stack([_values(both.sought, fact, canon) for fact in FACTS])
    any_word = np.zeros(len(both.terms.found.tokens.values), dtype=np.int64)  # said or not is all that counts here
    known = np.stack([_values(both.found, fact, any_word) != -1 for fact in FACTS])
    share = np.zeros(value.shape, dtype=np.float32)
    general = np.zeros(len(FACTS), dtype=np.float32)
    for k, fact in enumerate(FACTS):
        told = value[k] >= 0
        if not told.any():
            continue
        counts = np.bincount(value[k][told])
        shares = counts / told.sum()
        share[k, told] = shares[value[k][told]]
        a = agreement[fact]
        informative = shares[shares > 0]
        general[k] = (
            priors.listed * told.mean() * a * float((informative * np.log2(a / np.minimum(informative, a))).sum())
        )
    agree = np.array([agreement[fact] for fact in FACTS], dtype=np.float64)
    gain = np.zeros((len(both.found.children), len(FACTS)), dtype=np.float32)
    settles = np.zeros_like(gain)
    _gains(starts, j, probability, value, share, agree, known, general, gain, settles)
    return Worth(gain, settles)


def _by_kind(scales: Scales, probabilities: Sequence[npt.NDArray[np.float64]]) -> dict[str, npt.NDArray[np.float64]]:
    """P(degree of agreement | same child), by kind of evidence; of names, the mean of usual ones and of unusual."""
    return {
        kind: row.reshape(-1, int(degrees))[-2:].mean(axis=0)
        for kind, row, degrees in zip(scales.kinds, probabilities, scales.degrees, strict=True)
    }


def _values(side: Families, fact: str, canon: npt.NDArray[np.int64]) -> Ints:
    """A number for what is said of each child in a fact, by itself or its family; equal where the same; -1 unknown."""
    own, shared, household = side.children, side.shared, side.children.household
    if fact == "child_name":
        return _first(own.names[Slot.GIVEN], canon)
    if fact in NAMED:
        return _first(shared.names[NAMED[fact]], canon)[household]
    if fact == "age":
        year = np.nan_to_num(own.born[:, :2].mean(axis=1), nan=-1.0)
        return np.where(year < 0, -1, year / 2).astype(np.int32)
    if fact == "marks":
        return own.marks.astype(np.int32)
    return (shared.origin if fact == "origin" else shared.where).astype(np.int32)[household]


def _first(names: Ragged, canon: npt.NDArray[np.int64]) -> Ints:
    out = np.full(len(names), -1, dtype=np.int64)
    told = names.lengths > 0
    out[told] = canon[names.values[names.start[:-1][told]]]
    _, numbered = np.unique(out[told], return_inverse=True)
    out[told] = numbered
    return out.astype(np.int32)


@njit(cache=True, nogil=True)
def _gains(
    starts: npt.NDArray[np.int64],
    j: Ints,
    probability: npt.NDArray[np.float32],
    value: Ints,
    share: npt.NDArray[np.float32],
    agree: npt.NDArray[np.float64],
    known: npt.NDArray[np.bool_],
    general: npt.NDArray[np.float32],
    gain: npt.NDArray[np.float32],
    settles: npt.NDArray[np.float32],
) -> None:
    """Mutual information of each answer with the candidates, and the chance that it settles, child by child."""
    chosen = np.empty(CANDIDATES, dtype=np.int64)
    for i in range(len(starts) - 1):
        count = 0
        total = 0.0
        for _ in range(CANDIDATES):  # the most probable candidates, by repeated search
            best = -1
            for p in range(starts[i], starts[i + 1]):
                taken = False
                for c in range(count):
                    taken |= chosen[c] == p
                if not taken and (best < 0 or probability[p] > probability[best]):
                    best = p
            if best < 0 or probability[best] < 1e-3:
                break
            chosen[count] = best
            total += probability[best]
            count += 1
        scale = 1.0 / max(total, 1.0)  # one child sought twice may bring the sum over 1
        none = max(1.0 - total * scale, 0.0)
        for k in range(value.shape[0]):
            if known[k, i]:
                continue
            gain[i, k] = general[k] * none * 0.01  # settles ties, and leads where there is no candidate
            information = 0.0
            certain = 0.0
            for c in range(count):
                certain = max(certain, probability[chosen[c]] * scale)
            open_still = certain < SETTLED
            other = none  # P(an answer that fits no candidate), by hypothesis: first "none of them"
            rest = np.empty(count)
            for c in range(count):
                rest[c] = probability[chosen[c]] * scale
            for c in range(count):
                v = value[k, j[chosen[c]]]
                first = v >= 0
                for d in range(c):
                    first = first and value[k, j[chosen[d]]] != v
                if not first:
                    continue
                u = min(share[k, j[chosen[c]]], agree[k])
                outcome = none * u
                for d in range(count):
                    same = value[k, j[chosen[d]]] == v
                    outcome += probability[chosen[d]] * scale * (agree[k] if same else u)
                largest = 0.0
                for d in range(count):
                    same = value[k, j[chosen[d]]] == v
                    largest = max(largest, probability[chosen[d]] * scale * (agree[k] if same else u))
                    rest[d] -= probability[chosen[d]] * scale * (agree[k] if same else u)
                other -= none * u
                if open_still and largest >= SETTLED * outcome:
                    settles[i, k] += outcome
                for d in range(count):
                    p = agree[k] if value[k, j[chosen[d]]] == v else u
                    information += probability[chosen[d]] * scale * p * np.log2(p / outcome)
                if none > 0 and u > 0:
                    information += none * u * np.log2(u / outcome)
            gain[i, k] += max(information, 0.0)
            outcome = max(other, 0.0)
            largest = 0.0
            for c in range(count):
                outcome += max(rest[c], 0.0)
                largest = max(largest, rest[c])
            if open_still and count and largest >= SETTLED * outcome:
                settles[i, k] += outcome


def agreements(levels: Mapping[str, npt.NDArray[np.float64]]) -> dict[str, float]:
    """P(the answer agrees | same child) for each fact, from the learned level probabilities."""
    out: dict[str, float] = {}
    for fact in FACTS:
        row = levels[fact]
        if fact == "origin":
            out[fact] = 0.6  # its levels are patterns of three facts; half of the families name the place itself
            continue
        if fact == "age":  # a child asked for its age tells years, not a day
            row = row[: len(ROUGHLY)]
            out[fact] = float(np.clip(row[ROUGHLY.index("near") :].sum(), 0.05, 0.95))
            continue
        out[fact] = float(np.clip(row[AGREES_FROM.get(fact, SAME) :].sum(), 0.05, 0.95))
    return out
