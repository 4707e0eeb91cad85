"""What all but names weighs, roughly: to rank families before they are compared in full.

Read off the shipped parameters, where nothing else is known.  The full comparison takes place,
language and by-name together and counts chance in the lists at hand; here speed is what matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching import parameters
from nasab.matching.evidence.coded import MARK_LEVELS, PLACE_LEVELS, SEEN_LEVELS, WHEN_LEVELS
from nasab.matching.evidence.origin import LANGUAGE_LEVELS
from nasab.matching.families import Families
from nasab.matching.rough_kernel import CHILD, HEAD
from nasab.matching.terms import Terms

__all__ = ["Told", "tables", "told_of"]

Floats = npt.NDArray[np.float32]

SEXES: Final = ("differs", "same")

#: Bits for two ages that are unknown, touch, or are up to one, up to two or more units apart (`born.AgeComparison`).
AGES: Final = np.array([0.0, 1.8, 0.7, -1.5, -4.0], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Told:
    """What a list tells of its families beside names, that of each in one place: `values` from `start[r]` on.

    `rough_kernel.HEAD` numbers of the family (1 + the codes of origin, languages and where; the year when),
    then `rough_kernel.CHILD` of each of its children (1 + sex, 1 + the code of marks, first and last year of birth,
    spread).  0 and NaN are unknown.  float32, which holds every code up to 16 million.
    """

    start: npt.NDArray[np.int64]
    values: Floats

    def __len__(self) -> int:
        return len(self.start) - 1


def told_of(families: Families) -> Told:
    """What a list tells of its families."""
    sizes = HEAD + CHILD * families.members.lengths
    start = np.zeros(len(families) + 1, dtype=np.int64)
    np.cumsum(sizes, out=start[1:])
    values = np.empty(start[-1], dtype=np.float32)
    shared, rows = families.shared, families.members.values
    for k, told in enumerate((shared.origin + 1, shared.languages + 1, shared.where + 1, shared.when)):
        values[start[:-1] + k] = told
    first = start[:-1] + HEAD - CHILD * families.members.start[:-1]
    at = np.repeat(first, families.members.lengths) + CHILD * np.arange(len(rows))
    children = families.children
    for k, told in enumerate((children.sex + 1, children.marks + 1, *children.born.T)):
        values[at + k] = told[rows]
    return Told(start, values)


def tables(terms: Terms) -> tuple[Floats, ...]:
    """Bits by what is told of a family found and of one sought, 0 for what is not.

    By (1 + code found, 1 + code sought): of origins, of languages, of the places where found and last seen; by order
    and gap of the dates (`coded.DateComparison`); of two children by sex, by the distance of their ages, by marks.
    """
    places = terms.table("places")
    seen = np.minimum(places, len(SEEN_LEVELS) - 1)
    return (
        _by_code(places, "origin", tuple(f"{level}/?/?" for level in PLACE_LEVELS)),
        _by_code(terms.table("languages"), "origin", tuple(f"?/{level}/?" for level in LANGUAGE_LEVELS)),
        _by_code(seen, "last_seen", SEEN_LEVELS),
        np.append(0, _bits("dates", WHEN_LEVELS)).astype(np.float32),
        _by_code(np.eye(2, dtype=np.int8), "sex", SEXES),
        AGES,
        _by_code(terms.table("marks"), "marks", MARK_LEVELS),
    )


def _by_code(level: npt.NDArray[np.integer], kind: str, levels: tuple[str, ...]) -> Floats:
    """The bits of a table of levels, with a row and a column for the unknown before the others."""
    out = np.zeros((level.shape[0] + 1, level.shape[1] + 1), dtype=np.float32)
    out[1:, 1:] = np.where(level >= 0, _bits(kind, levels).astype(np.float32)[level], 0)
    return out


@cache
def _bits(kind: str, levels: tuple[str, ...]) -> npt.NDArray[np.float64]:
    shipped = parameters.shipped()
    at = [shipped.levels[kind].index(level) for level in levels]
    same, strangers = np.array(shipped.same[kind])[at], np.array(shipped.strangers[kind])[at]
    bits: npt.NDArray[np.float64] = np.log2(same / strangers)
    return bits
