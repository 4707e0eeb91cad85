"""A date as the days it may be: one day, a month, a year, or longer.

Time is also counted as a decimal year, 2017.55 for the middle of July 2017, because ages are
subtracted from dates.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from nasab import errors

__all__ = ["DateSpan", "decimal_year", "month_span", "year_span"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The first and the last day that a written date may mean, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def low(self) -> float:
        """The beginning of the first day, in decimal years."""
        return decimal_year(self.first)

    @property
    def high(self) -> float:
        """The end of the last day, in decimal years."""
        year = self.last.year
        return year + self.last.timetuple().tm_yday / (366 if calendar.isleap(year) else 365)

    @property
    def days(self) -> int:
        """How many days the date may be."""
        return (self.last - self.first).days + 1


def decimal_year(day: datetime.date) -> float:
    """The beginning of a day as a decimal year: 1 January 2017 is 2017.0, 2 July 2017 is 2017.4986."""
    return day.year + (day.timetuple().tm_yday - 1) / (366 if calendar.isleap(day.year) else 365)


def year_span(year: int) -> DateSpan:
    """All days of a year."""
    return DateSpan(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def month_span(year: int, month: int, value: str) -> DateSpan:
    """All days of a month; `DATE-02` for a month that does not exist (`value` is the cell as written)."""
    if not 1 <= month <= 12:
        raise errors.NotUnderstood("DATE-02", value)
    last = calendar.monthrange(year, month)[1]
    return DateSpan(datetime.date(year, month, 1), datetime.date(year, month, last))
