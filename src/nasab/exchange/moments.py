"""A day, or a day with a time, in a table of statements: as offices write it, turned into ISO text."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from nasab import ages
from nasab.errors import NotUnderstood

__all__ = ["moment"]

_CLOCK: Final = re.compile(r"(.*\d)[T ,]+(\d{1,2}:\d{2}(?::\d{2})?)")
_YEARS: Final = range(1900, 2101)


def moment(written: str) -> str:
    """ISO text of a day or of a day with a time, empty if it is neither: a month is not when somebody judged."""
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        return _as_lists_write_it(written)
    if time.year not in _YEARS:
        return ""
    return time.isoformat() if ":" in written or "T" in written else time.date().isoformat()


def _as_lists_write_it(written: str) -> str:
    clock = _CLOCK.fullmatch(written)
    try:
        span = ages.parse_date(clock[1] if clock else written)
        if span.first != span.last:
            return ""
        day = span.first.isoformat()
        return datetime.fromisoformat(f"{day}T{clock[2].rjust(5, '0')}").isoformat() if clock else day
    except (NotUnderstood, ValueError):
        return ""
