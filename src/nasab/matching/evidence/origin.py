"""How strongly do origin, language and by-name together speak for the same family?

A Chechen-speaking child may come from Grozny, Pankisi, Kayseri, Strasbourg or Amman; language is
never nationality.  But a place, a language and a by-name such as al-Shishani say much the same
thing, so to add them up as if they were independent would count one fact three times.  They are
therefore one comparison: a pattern of three degrees, whose chance is counted as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab import languages, places
from nasab.matching.evidence.coded import PLACE_LEVELS
from nasab.matching.evidence.comparison import UNKNOWN, Chance, Levels, Rows, count_chance, strangers_of
from nasab.matching.evidence.named import written
from nasab.matching.facts import Facts, Knowledge
from nasab.matching.results import Phrase

__all__ = ["OriginComparison"]

LANGUAGE_LEVELS: Final = ("none", "trade", "other", "shared", "same")
BYNAME_LEVELS: Final = ("differs", "perhaps", "fits")
SIZES: Final = (len(PLACE_LEVELS) + 1, len(LANGUAGE_LEVELS) + 1, len(BYNAME_LEVELS) + 1)

#: A by-name fits a region to which it points with at least this probability, and may fit below it.
FITS: Final = 0.3


def _pattern_names() -> tuple[str, ...]:
    shown = [("?", *levels) for levels in (PLACE_LEVELS, LANGUAGE_LEVELS, BYNAME_LEVELS)]
    return tuple(f"{a}/{b}/{c}" for a in shown[0] for b in shown[1] for c in shown[2])


def _pattern_groups() -> tuple[int, ...]:
    """Patterns in which the same facts are known share one distribution."""
    return tuple(
        (a > 0) + 2 * (b > 0) + 4 * (c > 0) for a in range(SIZES[0]) for b in range(SIZES[1]) for c in range(SIZES[2])
    )


@dataclass(frozen=True)
class OriginComparison:
    """Where from, which languages, where the by-name points: one pattern."""

    found: Facts
    sought: Facts
    knowledge: Knowledge
    kind: str = "origin"
    levels: tuple[str, ...] = _pattern_names()
    groups: Sequence[int] = _pattern_groups()

    @cached_property
    def _places(self) -> npt.NDArray[np.int8]:
        known = self.knowledge.places.values
        return places.closeness_matrix(known, known) if known else np.full((1, 1), UNKNOWN, dtype=np.int8)

    @cached_property
    def _languages(self) -> npt.NDArray[np.int8]:
        known = self.knowledge.languages.values
        table = [[languages.agreement(a, b) for b in known] for a in known]
        return np.array(table, dtype=np.int8).reshape(len(known), len(known))

    @cached_property
    def _bynames(self) -> npt.NDArray[np.int8]:
        """How well each by-name fits each place: rows by-names, columns places."""
        bynames, known = self.knowledge.bynames.values, self.knowledge.places.values
        table = [[_byname_level(dict(origins), place) for place in known] for origins in bynames]
        return np.array(table, dtype=np.int8).reshape(len(bynames), len(known))

    @cached_property
    def _same_byname(self) -> npt.NDArray[np.int8]:
        """How well two by-names fit each other: by the chance that they point to one region."""
        known = [dict(origins) for origins in self.knowledge.bynames.values]
        shared = [[sum(min(p, b.get(region, 0.0)) for region, p in a.items()) for b in known] for a in known]
        overlap = np.array(shared).reshape(len(known), len(known))
        return np.where(overlap >= FITS, 2, np.where(overlap > 0, 1, 0)).astype(np.int8)

    def degrees(self, i: Rows, j: Rows) -> npt.NDArray[np.int8]:
        """(pairs, 3): degree of place, language and by-name, -1 where unknown."""
        found, sought = self.found, self.sought
        byname = np.maximum(
            np.maximum(
                _look_up(self._bynames, found.byname[i], sought.origin[j]),
                _look_up(self._bynames, sought.byname[j], found.origin[i]),
            ),
            _look_up(self._same_byname, found.byname[i], sought.byname[j]),
        )
        return np.stack(
            [
                _look_up(self._places, found.origin[i], sought.origin[j]),
                _look_up(self._languages, found.languages[i], sought.languages[j]),
                byname,
            ],
            axis=1,
        )

    def compare(self, i: Rows, j: Rows) -> Levels:
        """The three degrees as one pattern; unknown if all three are."""
        degree = self.degrees(i, j).astype(np.int16) + 1
        pattern = (degree[:, 0] * SIZES[1] + degree[:, 1]) * SIZES[2] + degree[:, 2]
        return np.where(pattern == 0, UNKNOWN, pattern).astype(np.int16)

    def chance(self) -> Chance:
        """Counted for each distinct combination of the three facts."""
        codes = [self.found.origin, self.found.languages, self.found.byname]
        profile = np.zeros(len(self.found), dtype=np.int64)
        for code in codes:
            profile = profile * (1 << 20) + (code.astype(np.int64) + 1)
        return count_chance(self.compare, profile, self.sought, self.groups, strangers_of(self.kind))

    def written(self, i: int, j: int) -> tuple[str, str]:
        """Origin and languages; the by-name where it counts."""
        left = ("origin", "languages", "father_alias") if self.found.byname[i] >= 0 else ("origin", "languages")
        right = ("origin", "languages", "father_alias") if self.sought.byname[j] >= 0 else ("origin", "languages")
        return written(self.found, i, left), written(self.sought, j, right)

    def phrases(self, i: int, j: int, level: int) -> tuple[Phrase, ...]:
        """One sentence for each of the three facts that both sides know."""
        del i, j
        shown = zip(self.levels[level].split("/"), ("place", "language", "byname"), strict=True)
        return tuple(Phrase(f"reasons.origin.{fact}.{degree}") for degree, fact in shown if degree != "?")


def _look_up(table: npt.NDArray[np.int8], a: npt.NDArray[np.int32], b: npt.NDArray[np.int32]) -> npt.NDArray[np.int8]:
    told = (a >= 0) & (b >= 0)
    out = np.full(len(a), UNKNOWN, dtype=np.int8)
    out[told] = table[a[told], b[told]]
    return out


def _byname_level(origins: Mapping[str, float], place: places.Place) -> int:
    share = max(origins.get(code, 0.0) for code in places.codes(place))
    if place.kind == "country":  # a country holds all its regions
        share = sum(p for region, p in origins.items() if region.split("-")[0] == place.country)
    return 2 if share >= FITS else 1 if share > 0 else 0
