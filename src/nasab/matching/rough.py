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
Levels = npt.NDArray[np.int8]

#: Bits for two ages that are unknown, touch, or are up to one, up to two or more units apart (`born.AgeComparison`).
AGES: Final = np.array([0.0, 1.8, 0.7, -1.5, -4.0], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Told:
    """What a list tells of its families beside names, that of each in one place: `values` from `start[r]` on.

    `rough_kernel.HEAD` numbers of the family (1 + the codes of origin, languages and where; the year when),
    then `rough_kernel.CHILD` of each of its children (1 + sex, the code of marks, first and last year of birth,
    spread).  0, of marks -1, and NaN are unknown.  float32, which holds every code up to 16 million.
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
    for k, told in enumerate((children.sex + 1, children.marks, *children.born.T)):
        values[at + k] = told[rows]
    return Told(start, values)


def tables(terms: Terms, *, of_one_list: bool = False) -> tuple[Levels | Floats, ...]:
    """How well what is told of two families agrees, as levels by two codes, and the bits of each level.

    Levels of places and of languages by (1 + code found, 1 + code sought), of marks, of which there are thousands, by
    the codes themselves.  Then the bits of origins, languages, places where found and last seen, by level + 1; of dates
    by order and gap (`coded.DateComparison`); of two children by sex, by the distance of their ages, by marks.
    `of_one_list`: both are found, or both are sought, and their dates are in no order; then dates weigh nothing here.
    """
    dates = _known("dates", WHEN_LEVELS)
    return (
        _with_unknown(terms.table("places")),
        _with_unknown(terms.table("languages")),
        terms.table("marks"),
        _known("origin", tuple(f"{level}/?/?" for level in PLACE_LEVELS)),
        _known("origin", tuple(f"?/{level}/?" for level in LANGUAGE_LEVELS)),
        _known("last_seen", (*SEEN_LEVELS, SEEN_LEVELS[-1])),
        np.zeros_like(dates) if of_one_list else dates,
        _by_sex(),
        AGES,
        _known("marks", MARK_LEVELS),
    )


def _with_unknown(level: Levels) -> Levels:
    """The same with a row and a column for the unknown before the others: 0 is unknown, then level + 1."""
    return np.pad(level + np.int8(1), ((1, 0), (1, 0)))


@cache
def _known(kind: str, levels: tuple[str, ...]) -> Floats:
    """The bits of each level, after 0 for the unknown."""
    return np.append(0, _bits(kind, levels)).astype(np.float32)


@cache
def _by_sex() -> Floats:
    differs, same = _bits("sex", ("differs", "same")).tolist()
    return np.array([[0, 0, 0], [0, same, differs], [0, differs, same]], dtype=np.float32)


def _bits(kind: str, levels: tuple[str, ...]) -> npt.NDArray[np.float64]:
    shipped = parameters.shipped()
    at = [shipped.levels[kind].index(level) for level in levels]
    same, strangers = np.array(shipped.same[kind])[at], np.array(shipped.strangers[kind])[at]
    bits: npt.NDArray[np.float64] = np.log2(same / strangers)
    return bits
