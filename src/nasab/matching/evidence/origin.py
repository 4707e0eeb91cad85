"""How strongly do origin, language and by-name together speak for the same family?

A Chechen-speaking child may come from Grozny, Pankisi, Kayseri, Strasbourg or Amman; language is
never nationality.  But a place, a language and a by-name such as al-Shishani say much the same
thing, so to add them up as if they were independent would count one fact three times.  They are
therefore one comparison: a pattern of three degrees, whose chance is counted as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching.evidence.coded import PLACE_LEVELS
from nasab.matching.evidence.comparison import UNKNOWN, Chance, Levels, Rows, chance_of
from nasab.matching.evidence.named import written
from nasab.matching.facts import Facts
from nasab.matching.results import Phrase
from nasab.matching.terms import Terms

__all__ = ["OriginComparison"]

LANGUAGE_LEVELS: Final = ("none", "trade", "other", "shared", "same")
BYNAME_LEVELS: Final = ("differs", "perhaps", "fits")
SIZES: Final = (len(PLACE_LEVELS) + 1, len(LANGUAGE_LEVELS) + 1, len(BYNAME_LEVELS) + 1)


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
    terms: Terms
    kind: str = "origin"
    levels: tuple[str, ...] = _pattern_names()
    groups: Sequence[int] = _pattern_groups()

    @property
    def is_silent(self) -> bool:
        """Whether no row found says any of the three."""
        found = self.found
        return not ((found.origin >= 0) | (found.languages >= 0) | (found.byname >= 0)).any()

    def degrees(self, i: Rows, j: Rows) -> npt.NDArray[np.int8]:
        """(pairs, 3): degree of place, language and by-name, -1 where unknown."""
        found, sought, table = self.found, self.sought, self.terms.table
        byname = np.maximum(
            np.maximum(
                _look_up(table("bynames"), found.byname[i], sought.origin[j]),
                _look_up(table("of_bynames"), found.origin[i], sought.byname[j]),
            ),
            _look_up(table("two_bynames"), found.byname[i], sought.byname[j]),
        )
        return np.stack(
            [
                _look_up(table("places"), found.origin[i], sought.origin[j]),
                _look_up(table("languages"), found.languages[i], sought.languages[j]),
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
        return chance_of(self, profile, profile > 0)

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
