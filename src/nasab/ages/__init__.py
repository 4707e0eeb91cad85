"""Dates, calendars, and ages as intervals that grow older with the record.

Ages in emergencies are estimates, remembered in another calendar, or rounded to 5 and 10.  So an
age is an interval, a date is an interval, and both are turned into the interval of time in which
the child was born, with a number for how rough the estimate is.
"""

from __future__ import annotations

from nasab.ages.age import AgeSpan, parse_age
from nasab.ages.birth import BirthSpan, birth_span
from nasab.ages.date import parse_date
from nasab.ages.hijri import from_hijri, hijri_month_in
from nasab.ages.span import DateSpan, decimal_year

__all__ = [
    "AgeSpan",
    "BirthSpan",
    "DateSpan",
    "birth_span",
    "decimal_year",
    "from_hijri",
    "hijri_month_in",
    "parse_age",
    "parse_date",
]
