"""How strongly do origin, language and by-name together speak for the same family?

A Chechen-speaking child may come from Grozny, Pankisi, Kayseri, Strasbourg or Amman; language is
never nationality.  But a place, a language and a by-name such as al-Shishani say much the same
thing, so to add them up as if they were independent would count one fact three times.  They are
therefore one comparison: a pattern of three degrees, whose chance is counted as a whole.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab import places
from nasab.matching.evidence import hit_miss
from nasab.matching.evidence.coded import PLACE_LEVELS
from nasab.matching.evidence.comparison import (
    UNKNOWN,
    Chance,
    Levels,
    Rows,
    chance_of,
    same_of,
)  # fmt: skip
from nasab.matching.evidence.named import written
from nasab.matching.facts import Facts
from nasab.matching.results import Phrase
from nasab.matching.terms import Terms

__all__ = ["OriginComparison"]

LANGUAGE_LEVELS: Final = ("none", "trade", "other", "shared", "same")
BYNAME_LEVELS: Final = ("differs", "perhaps", "fits")
#: How wide the place is that a child found names; unknown first, and last all that is narrower than a region.
WIDTHS: Final = ("unknown", "country", "region", "narrower")

#: So many distinct statements are reckoned at a time, to bound memory.
AT_ONCE: Final = 200

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
        counted = chance_of(self, profile, profile > 0)
        if self.is_silent:
            return counted
        wide = np.zeros(len(counted.table), dtype=np.int8)
        wide[counted.row] = self.widths()
        return replace(counted, table=_by_steps(counted.table, wide))

    def widths(self) -> npt.NDArray[np.int8]:
        """For each row found how wide the place is that it names: a place in `WIDTHS`."""
        kinds = [WIDTHS.index(place.kind) if place.kind in WIDTHS else len(WIDTHS) - 1 for place in self._places]
        told: npt.NDArray[np.int8] = np.array([*kinds, 0], dtype=np.int8)[self.found.origin]
        return told

    @property
    def _places(self) -> Sequence[places.Place]:
        known: Sequence[places.Place] = self.terms.found.places.values
        return known

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


def _by_steps(table: npt.NDArray[np.float32], wide: npt.NDArray[np.int8]) -> npt.NDArray[np.float32]:
    """The chances of patterns, each of the three facts taken step by step (`hit_miss`), given those after it.

    `wide`: for each row of the table how wide the place is that is named (`WIDTHS`). A country named cannot agree
    better than a country, where the other names a town of it; two towns of one country are apart.
    """
    out = np.empty_like(table)
    for width, (m, u) in enumerate(_averages()):
        rows = np.flatnonzero(wide == width)
        for first in range(0, len(rows), AT_ONCE):
            here = rows[first : first + AT_ONCE]
            out[here] = _with_steps(table[here].reshape(-1, *SIZES), m, u).reshape(-1, *table.shape[1:])
    return out


@cache
def _averages() -> tuple[tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]], ...]:
    """By the width of the place found: the shares of the patterns in pairs of one family, and among strangers."""
    text = files("nasab.matching").joinpath("data", "origin_by_width.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return tuple(
        (np.reshape(table[width]["same"], SIZES), np.reshape(table[width]["strangers"], SIZES)) for width in WIDTHS
    )


def _with_steps(
    chances: npt.NDArray[np.float32], m: npt.NDArray[np.float64], u: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    some = chances.astype(np.float64)
    told: npt.NDArray[np.float64] = np.ones_like(some) * np.reshape(same_of("origin"), SIZES)
    for axis in range(3):
        # What is known of the facts before it is summed over: "unknown" stands apart from all that is known.
        shares = [np.moveaxis(_summed(one, axis), axis - 3, -1)[..., 1:] for one in (m, u, some)]
        weight = np.moveaxis(np.ones_like(some), axis - 3, -1)
        weight[..., 1:] = hit_miss.ratio(*shares)
        told /= np.moveaxis(weight, -1, axis - 3)
    return told


def _summed(shares: npt.NDArray[np.float64], axis: int) -> npt.NDArray[np.float64]:
    """Patterns summed over all that is known of the facts before one, each sum standing in all their places."""
    for before in range(axis):
        place = before - 3
        known = np.moveaxis(shares, place, 0).copy()
        known[1:] = known[1:].sum(axis=0)
        shares = np.moveaxis(known, 0, place)
    return shares
