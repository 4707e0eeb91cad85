"""The Hijri calendar, in which many ages and dates were remembered.

Umm al-Qura, the civil calendar of Saudi Arabia, is tabulated for the years 1343 to 1500 (by the
library `hijridate`).  Outside these years the arithmetical ("tabular") calendar stands in: thirty
years of which eleven have a leap day (Reingold and Dershowitz, Calendrical Calculations, chapter
"The Islamic Calendar").  A month that was begun by sight may begin a day or two apart from either.
"""

from __future__ import annotations

import datetime
from typing import Final

import hijridate

from nasab.ages.span import DateSpan

__all__ = ["FIRST_YEAR", "LAST_YEAR", "from_hijri", "hijri_month_in"]

FIRST_YEAR: Final = 1300
LAST_YEAR: Final = 1524
_TABLE: Final = range(1343, 1501)
# R.D. of 16 July 622 (Julian), the civil epoch; `date.toordinal` counts R.D. days.
_EPOCH: Final = 227015


def from_hijri(year: int, month: int = 0, day: int = 0) -> DateSpan:
    """The days of a Hijri year, month or day (0 for unknown), in the Gregorian calendar.

    Years 1300 to 1524, months 1 to 12, days 1 to 30; anything else is a `ValueError`.  The thirtieth
    of a month that has 29 days is the day after the 29th, since months begun by sight differ.
    """
    if not (FIRST_YEAR <= year <= LAST_YEAR and 0 <= month <= 12 and 0 <= day <= 30) or (day and not month):
        raise ValueError("not a Hijri date")
    if day:
        exact = _start(year, month) + datetime.timedelta(days=day - 1)
        return DateSpan(exact, exact)
    if month:
        after = (year, month + 1) if month < 12 else (year + 1, 1)
        return DateSpan(_start(year, month), _start(*after) - datetime.timedelta(days=1))
    return DateSpan(_start(year, 1), _start(year + 1, 1) - datetime.timedelta(days=1))


def hijri_month_in(gregorian_year: int, month: int) -> tuple[DateSpan, ...]:
    """When a Hijri month fell in a Gregorian year (Ramadan 2016); it may begin in it twice, or not at all."""
    guess = int((gregorian_year - 622) * 365.2425 / 354.367)
    spans = []
    for year in range(guess - 1, guess + 4):
        if FIRST_YEAR <= year < LAST_YEAR:
            span = from_hijri(year, month)
            if gregorian_year in (span.first.year, span.last.year):
                spans.append(span)
    return tuple(spans)


def _start(year: int, month: int) -> datetime.date:
    """The Gregorian date of the first day of a Hijri month."""
    if year in _TABLE:
        gregorian = hijridate.Hijri(year, month, 1).to_gregorian()
        return datetime.date(gregorian.year, gregorian.month, gregorian.day)
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return datetime.date.fromordinal(_EPOCH + days)
