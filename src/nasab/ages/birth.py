"""When a child was born, from a date of birth or from an age and the day it was written.

An age of "4" written on 20 July 2017 means a birth between July 2012 and July 2013, if the age was
right.  Ages of children found in war are estimates by eye, rougher the older the child, and pile up
on 5, 10 and 15; so the interval comes with a spread, the standard error in years of the estimate
beyond the interval.

The spreads are assumptions of this project, not measurements, chosen from what is known in general: the
error of age estimates grows with age (by teeth, the most exact way for a child, the standard error is
about half a year at four and above a year in the teens; by eye it is larger), and stated ages heap on
0 and 5 (the reason for Whipple's index of age heaping, United Nations, Demographic Yearbook).  The
matching engine learns from judged pairs how far to believe them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nasab import errors
from nasab.ages.age import AgeSpan, parse_age
from nasab.ages.date import parse_date

__all__ = ["ABOUT_SPREAD", "FINE_SPREAD", "HEAPING", "PLAIN_SPREAD", "BirthSpan", "birth_span"]

PLAIN_SPREAD: Final = 0.10
"""Standard error as a share of an age stated in years."""
ABOUT_SPREAD: Final = 0.25
"""The same for an age that the writer calls uncertain."""
FINE_SPREAD: Final = 0.05
"""The same for an age stated in months, weeks or days, or as a range that holds the doubt itself."""
HEAPING: Final = 1.5
"""How much wider the error is for a bare 5, 10 or 15."""
_FLOOR: Final = 0.05  # years; nobody writes an age more exactly than this
_NEW_YEAR: Final = 0.5  # years; 1 January is the day that offices write when only the year is known


@dataclass(frozen=True, slots=True)
class BirthSpan:
    """When a child was born, in decimal years from `low` to `high`, and how rough this is beyond, in years."""

    low: float
    high: float
    spread: float


def birth_span(*, age: str, birth_date: str, as_of: str, fallback: str = "") -> BirthSpan | None:
    """When a child was born, from four cells as they were written; `None` if they say nothing usable.

    A birth date comes first: spread 0, or half a year for an exact 1 January.  Otherwise the age is taken
    from the day it was written, `as_of`, or else from `fallback` (the day the child was found).  A cell
    that cannot be read counts as unknown here; the reader of the list reports it.
    """
    born = _born(birth_date) if birth_date else None
    if born is not None:
        return born
    stated = _age(age)
    written = _years(as_of) or _years(fallback)
    if stated is None or written is None:
        return None
    low, high, spread = stated
    return BirthSpan(written[0] - high, written[1] - low, spread)


def _spread(span: AgeSpan) -> float:
    width = span.high - span.low
    years = (span.low + span.high) / 2
    if span.about:
        share = ABOUT_SPREAD
    elif abs(width - 1) < 1e-9:
        share = PLAIN_SPREAD
    else:
        share = FINE_SPREAD
    heaped = abs(width - 1) < 1e-9 and span.low in (5.0, 10.0, 15.0)
    return max(_FLOOR, share * years * (HEAPING if heaped else 1.0))


# Lists repeat their dates and ages, each with others: they are read one by one and kept.
_KEPT: Final = 16384


@lru_cache(maxsize=_KEPT)
def _born(cell: str) -> BirthSpan | None:
    if not cell.strip():
        return None
    try:
        day = parse_date(cell)
    except errors.NotUnderstood:
        return None
    new_year = day.days == 1 and (day.first.month, day.first.day) == (1, 1)
    return BirthSpan(day.low, day.high, _NEW_YEAR if new_year else 0.0)


@lru_cache(maxsize=_KEPT)
def _years(cell: str) -> tuple[float, float] | None:
    """The beginning and the end of a date, in decimal years."""
    if not cell.strip():
        return None
    try:
        span = parse_date(cell)
    except errors.NotUnderstood:
        return None
    return span.low, span.high


@lru_cache(maxsize=_KEPT)
def _age(cell: str) -> tuple[float, float, float] | None:
    """The least and the greatest age, and how rough it is, in years."""
    if not cell.strip():
        return None
    try:
        span = parse_age(cell)
    except errors.NotUnderstood:
        return None
    return span.low, span.high, _spread(span)
