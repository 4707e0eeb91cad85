"""Which families of a list are of one people, as far as names are concerned.

Strangers of one people share names, languages and places at once: that both grandmothers are called
Hatice says little of two Turkish families, and much of two others.  To count chance agreement over
the whole list would count one fact, that both are Turkish, once for the language and again for each
name.  So the families sought are divided by how they are named, and how often a name agrees by chance
is counted among the families of the candidate's own people.

A naive Bayes division of words, country of origin and language: it starts from the countries that the
list names most and is repeated until it rests (classification EM: Celeux and Govaert 1992).  It is never
shown, and decides nothing but how common a name is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching.facts import Facts, Knowledge
from nasab.matching.ragged import Ragged
from nasab.matching.roles import Slot

__all__ = ["Division", "divide", "division_of"]

Codes = npt.NDArray[np.int32]
Doubles = npt.NDArray[np.float64]

#: At most so many peoples, each of at least so large a share of the list and so many families.
MOST: Final = 12
LEAST_SHARE: Final = 0.015
LEAST_FAMILIES: Final = 40

#: Rounds of division, and the families that the list as a whole counts for in each people's frequencies.
ROUNDS: Final = 5
POOLED: Final = 0.1

#: Whose names tell a people.
TOLD_BY: Final = (Slot.GIVEN, Slot.FATHER, Slot.MOTHER, Slot.FAMILY)


def divide(sought: Facts, knowledge: Knowledge) -> tuple[Codes, int]:
    """For each family the number of its people, and how many peoples there are; one people in a short list."""
    n = len(sought)
    if n < 2 * LEAST_FAMILIES:
        return np.zeros(n, dtype=np.int32), 1
    country = _countries(sought, knowledge)
    counts = np.bincount(country + 1, minlength=1)[1:]
    large = np.flatnonzero(counts >= max(LEAST_FAMILIES, LEAST_SHARE * n))
    large = large[np.argsort(-counts[large], kind="stable")][:MOST]
    if len(large) < 2:
        return np.zeros(n, dtype=np.int32), 1
    number = np.full(len(counts) + 1, -1)
    number[large] = np.arange(len(large))
    label = number[country]
    features = _features(sought, country, len(knowledge.tokens), len(counts))
    for _ in range(ROUNDS):
        before = label
        label = _divided(features, label, len(large))
        if (label == before).all():
            break
    return label.astype(np.int32), len(large)


@dataclass(frozen=True, slots=True)
class Division:
    """How the peoples of a list that was divided are named, so that a family that comes in later gets its own.

    `logs`: of the share of each feature in each people, (peoples, features); `size`: of each people among all.
    Features are the first `tokens` words, then `countries`, then languages.
    """

    logs: npt.NDArray[np.float64]
    size: npt.NDArray[np.float64]
    tokens: int
    countries: Mapping[str, int]

    @property
    def peoples(self) -> int:
        """How many there are."""
        return max(len(self.size), 1)

    def people_of(self, families: Facts, knowledge: Knowledge) -> Codes:
        """The people of each of some families; what was not on the list that was divided tells none."""
        if len(self.size) < 2:
            return np.zeros(len(families), dtype=np.int32)
        known = knowledge.places.values
        country = np.array(
            [self.countries.get(known[place].country, -1) if place >= 0 else -1 for place in families.origin.tolist()],
            dtype=np.int64,
        )
        features = _features(families, country, self.tokens, len(self.countries))
        rows, values = features.pairs()
        told = values < self.logs.shape[1]
        return _likeliest(Ragged.from_pairs(rows[told], values[told], len(families)), self.logs, self.size).astype(
            np.int32
        )


def division_of(divided: Facts, knowledge: Knowledge) -> Division:
    """What tells the peoples of a list that was divided."""
    codes: dict[str, int] = {}
    for place in knowledge.places.values:
        codes.setdefault(place.country, len(codes))
    tokens = len(knowledge.tokens)
    if divided.peoples < 2:
        return Division(np.empty((0, 0)), np.empty(0), tokens, codes)
    features = _features(divided, _countries(divided, knowledge), tokens, len(codes))
    return Division(*_shares(features, divided.people.astype(np.int64), divided.peoples), tokens, codes)


def _countries(sought: Facts, knowledge: Knowledge) -> npt.NDArray[np.int64]:
    codes: dict[str, int] = {}
    of_place = [codes.setdefault(place.country, len(codes)) for place in knowledge.places.values]
    table = np.array([*of_place, -1], dtype=np.int64)
    out: npt.NDArray[np.int64] = table[sought.origin]
    return out


def _features(sought: Facts, country: npt.NDArray[np.int64], tokens: int, countries: int) -> Ragged:
    """Words, country and language of each family, each with a number of its own."""
    rows, values = [], []
    for slot in TOLD_BY:
        row, word = sought.names[slot].pairs()
        known = np.flatnonzero(word < tokens)
        rows.append(row[known])
        values.append(word[known].astype(np.int64))
    for code, offset in ((country, tokens), (sought.languages.astype(np.int64), tokens + countries)):
        told = np.flatnonzero(code >= 0)
        rows.append(told)
        values.append(code[told] + offset)
    return Ragged.from_pairs(np.concatenate(rows), np.concatenate(values), len(sought))


def _divided(features: Ragged, label: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
    return _likeliest(features, *_shares(features, label, count))


def _shares(features: Ragged, label: npt.NDArray[np.int64], count: int) -> tuple[Doubles, Doubles]:
    """The logarithms of the share of each feature in each people, and of the people among all."""
    rows, values = features.pairs()
    width = int(values.max()) + 1
    known = label[rows] >= 0
    table = np.bincount(label[rows][known] * width + values[known], minlength=count * width).reshape(count, width)
    whole = np.bincount(values, minlength=width) / max(len(values), 1)
    sums = table.sum(axis=1, keepdims=True)
    strength = POOLED * sums + 1.0
    logs = np.log((table + strength * whole) / (sums + strength) + 1e-12)
    return logs, np.log(np.bincount(label[label >= 0], minlength=count) + 1.0)


def _likeliest(features: Ragged, logs: Doubles, size: Doubles) -> npt.NDArray[np.int64]:
    rows, values = features.pairs()
    score = np.stack(
        [np.bincount(rows, weights=logs[c][values], minlength=len(features)) + size[c] for c in range(len(size))]
    )
    likeliest: npt.NDArray[np.int64] = np.argmax(score, axis=0)
    return likeliest
